/* SPDX-License-Identifier: MIT */
/*
 * cache_why -- see cache_why.h.  Whether a job would be served is asked of recall, which serves it
 * in a run; what differs is told by the parts that the journal keeps of the key that it had when it
 * last ran.
 */
#include "cli/cache/cache_why.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/text.h"
#include "cli/cache/job_evidence.h"
#include "cli/cache/recall.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/isolation.h"
#include "cli/judge/judge.h"
#include "cli/judge/run_request.h"
#include "cli/judge/workplace.h"
#include "cli/session.h"
#include "git/judged/compare.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/plan/sees.h"
#include "store/history.h"

#define NAMED_FILES 3
#define NAME_WIDTH 13 /* of the longest part, and a blank */

struct asking {
	struct session *s;
	struct assessment a;
	struct strs set;    /* variables of every job */
	struct strs *files; /* of each job, as planned: recall takes away those that it serves */
	struct buf *out;
	struct arena *mem;
	int64_t now_ms;
};

static const char *
ago(const struct asking *q, int64_t at_ms)
{
	int64_t ms = q->now_ms > at_ms ? q->now_ms - at_ms : 0;

	return arena_printf(q->mem, "%s ago", text_duration(ms, q->mem));
}

/* The files that the job sees and that are not what they were in that tree; -1: who knows. */
static int
changed_files(struct strs *out, struct asking *q, const struct job *job, const struct oid *then)
{
	struct session *s = q->s;
	struct change_set changes = {0};
	struct error ignored;
	struct view view;

	if (then->size == 0 || sees_view(&view, job, &s->config, NULL, q->mem, &ignored) < 0 ||
		compare_trees(&changes, &s->repo, &s->judged.tree, then, 1, q->mem, &ignored) < 0)
		return -1;
	for (size_t i = 0; i < changes.n; i++) {
		if (view_has(&view, changes.v[i].path))
			strs_add(out, text_path(changes.v[i].path, q->mem), q->mem);
	}
	return 0;
}

static const char *
files_words(struct asking *q, const struct job *job, const struct oid *then)
{
	struct strs all = {0}, named = {0};

	if (changed_files(&all, q, job, then) < 0 || all.n == 0)
		return "what it sees of the tree";
	for (size_t i = 0; i < all.n && i < NAMED_FILES; i++)
		strs_add(&named, all.v[i], q->mem);
	if (all.n > NAMED_FILES)
		strs_add(&named, "...", q->mem);
	return arena_printf(q->mem, "%s that it sees: %s", text_count(all.n, "file", q->mem),
		strs_join(&named, ", ", q->mem));
}

struct part_words {
	const char *name, *words; /* %s: what the row's kind of name is */
	enum { OF_NOTHING, OF_GATE, OF_ENV, OF_PROGRAM } of;
};
static const struct part_words part_rows[] = {
	{"env", "the definition of [env %s]", OF_ENV},
	{"environment", "a variable that tools heed (PATH is none; LANG, PYTHON* and the like are)",
		OF_NOTHING},
	{"file", "the file that was looked at", OF_NOTHING},
	{"gate", "the definition of [gate %s]", OF_GATE},
	{"identity", "what `identity` of [env %s] tells of the state that is carried", OF_ENV},
	{"needs", "what it needs: their definition, [env] or program", OF_NOTHING},
	{"place", "what it is told: component, target, folders, {source} and the like", OF_NOTHING},
	{"script", "a file that the command names", OF_NOTHING},
	{"settings",
		"settings or attributes of git that files are written under (line ends, filters)",
		OF_NOTHING},
	{"tool", "the program %s, what interprets it, or what `tool` prints", OF_PROGRAM},
	{"vouched", "`cache = yes` was written, or taken away", OF_NOTHING},
	{"version", "tta-check is another version", OF_NOTHING},
};

static const char *
program(const struct asking *q, const char *name)
{
	const char *root = q->s->repo.root ? q->s->repo.root : q->s->repo.git_dir;
	const char *path = cli_env(q->s->cli, "PATH");
	const char *file = fs_find_program(name, path ? path : "", root, q->mem);

	return text_path(file ? file : name, q->mem);
}

static const char *
subject_of(const struct asking *q, const struct part_words *row, const struct job *job)
{
	const struct command *run = &job->gate->run;

	if (row->of == OF_GATE)
		return job->gate->name;
	if (row->of == OF_ENV)
		return job->gate->in ? job->gate->in : "";
	return run->n && run->v[0].n && run->v[0].v[0].text ? program(q, run->v[0].v[0].text) : "";
}

static const char *
part_words(struct asking *q, const struct job *job, const char *name, const struct oid *then)
{
	if (strcmp(name, "files") == 0)
		return files_words(q, job, then);
	if (strncmp(name, "env:", 4) == 0)
		return arena_printf(q->mem, "the value of $%s", name + 4);
	for (size_t i = 0; i < countof(part_rows); i++) {
		const struct part_words *row = &part_rows[i];
		const char *at = strstr(row->words, "%s");

		if (strcmp(row->name, name) != 0)
			continue;
		return at ? arena_printf(q->mem, "%.*s%s%s", (int)(at - row->words), row->words,
				    subject_of(q, row, job), at + 2)
			  : row->words;
	}
	return "";
}

/* Is it the file of which these parts tell? */
static bool
is_file_of(const char *parts, const char *path)
{
	unsigned char digest[HASH_MAX];
	char line[2 * EVIDENCE_SHOWN + 8] = "file ";
	struct error ignored;

	if (hash_bytes(digest, HASH_SHA256, path, strlen(path), &ignored) < 0)
		return false;
	hash_hex(line + strlen(line), digest, EVIDENCE_SHOWN);
	return strstr(parts, line) != NULL;
}

/* The parts of the job's key as it is now: in files scope, of the file that was looked at then. */
static const char *
parts_now(struct asking *q, size_t index, const struct history_job *then)
{
	struct job_evidence_context *c = &q->a.recall.context;
	const struct job *planned = &q->a.plan.jobs[index];
	const struct strs *files = &q->files[index];
	struct job job = *planned;
	struct job_evidence e;
	struct error ignored;

	for (size_t i = 0; i < files->n; i++) {
		if (!is_file_of(then->parts, files->v[i]))
			continue;
		job.files = (struct strs){0};
		strs_add(&job.files, files->v[i], q->mem);
		if (job_evidence(&e, c, &job, &ignored) < 0 || e.unfit || e.n == 0)
			return NULL;
		return evidence_text(&e.v[0], q->mem);
	}
	return q->a.recall.of_job[index].parts;
}

static void
tell_difference(struct asking *q, size_t index, const struct history_job *then)
{
	const struct job *job = &q->a.plan.jobs[index];
	const char *now = parts_now(q, index, then);
	const char *last = arena_printf(q->mem, "%s, %s", ago(q, then->ended_ms), then->verdict);
	struct strs names = {0};

	evidence_differ(&names, then->parts, now ? now : "", q->mem);
	if (names.n == 0 && strcmp(then->verdict, "pass") != 0) {
		buf_addf(q->out,
			"all is as it was when it last ran (%s); only what passed is served\n",
			last);
		return;
	}
	if (names.n == 0) {
		buf_addf(q->out,
			"all is as it was when it last ran (%s), but that is not kept any more: "
			"cleared, or older than `cache` allows\n",
			last);
		return;
	}
	buf_addf(q->out, "since it last ran (%s) this changed:\n", last);
	for (size_t i = 0; i < names.n; i++)
		buf_addf(q->out, "  %-*s %s\n", NAME_WIDTH, names.v[i],
			part_words(q, job, names.v[i], &then->tree));
}

static bool
is_by_file(const struct asking *q, size_t index)
{
	return q->a.plan.jobs[index].gate->scope == SCOPE_FILES &&
	       q->a.recall.of_job[index].n == q->a.plan.jobs[index].files.n;
}

/* Is the file of which these parts tell one of those that are left to run? */
static bool
is_left(const struct asking *q, size_t index, const char *parts)
{
	const struct strs *left = &q->a.plan.jobs[index].files;

	for (size_t i = 0; i < left->n; i++) {
		if (is_file_of(parts, left->v[i]))
			return true;
	}
	return !is_by_file(q, index);
}

static void
tell_run(struct asking *q, size_t index, const struct history_job *then, bool found)
{
	const struct job *job = &q->a.plan.jobs[index];

	buf_adds(q->out, "would run");
	if (is_by_file(q, index)) {
		buf_addf(q->out, " on %zu of %s (", job->files.n,
			text_count(q->files[index].n, "file", q->mem));
		text_add_path(q->out, job->files.v[0]);
		buf_adds(q->out, job->files.n > 1 ? ", ...)" : ")");
	}
	buf_adds(q->out, ": ");
	if (!found)
		buf_adds(q->out, "it never ran here\n");
	else if (is_left(q, index, then->parts))
		tell_difference(q, index, then);
	else
		buf_adds(q->out, "as they are now they never passed\n");
}

static int
tell_job(struct asking *q, size_t index, struct error *err)
{
	const struct job *job = &q->a.plan.jobs[index];
	const struct recalled *known = &q->a.recall.of_job[index];
	struct history_job then;
	bool found;

	buf_addf(q->out, "%s: ", job->id);
	if (job->builtin) {
		buf_adds(
			q->out, "never served: a built-in check reads blobs, as quick as asking\n");
	} else if (job->state == JOB_SERVED) {
		buf_addf(q->out, "would be served: it passed %s on all the same, and took %s\n",
			ago(q, job->served_ended_ms), text_duration(job->served_took_ms, q->mem));
	} else if (known->unfit) {
		buf_addf(q->out, "never served: %s\n", known->unfit);
	} else if (job->state == JOB_BROKEN) {
		buf_addf(q->out, "cannot be judged: %s\n", job->why);
	} else {
		if (history_last(&then, &found, q->a.recall.journal, job->id, q->mem, err) < 0)
			return -1;
		tell_run(q, index, &then, found);
	}
	return 0;
}

/* As the plan has it before anything is served. */
static void
keep_files(struct asking *q)
{
	q->files = arena_alloc(q->mem, q->a.plan.njobs, sizeof(*q->files));
	for (size_t i = 0; i < q->a.plan.njobs; i++)
		strs_add_all(&q->files[i], &q->a.plan.jobs[i].files, q->mem);
}

/* Why there is no journal. */
static const char *
last_note(const struct asking *q)
{
	return q->a.outcome.notes.v[q->a.outcome.notes.n - 1];
}

static int
ask(struct asking *q, const struct run_request *request, struct error *err)
{
	struct isolation_choice how;
	const char *path_from;

	if (assess_plan(&q->a, q->s, request, err) < 0)
		return -1;
	if (q->a.plan.njobs == 0)
		return error_set(err, ERR_USAGE,
			"there is no such job; `tta-check run --all-files --dry-run` lists them");
	if (isolation_choose(&how, &q->a, q->s, err) < 0)
		return -1;
	if (how.is_in_place) {
		buf_adds(q->out,
			"nothing is served: gates run in the work tree itself (`isolation`), where "
			"nobody knows what they see\n");
		return 0;
	}
	keep_files(q);
	workplace_tell(&q->set, &path_from, q->s, &q->a.event);
	recall_serve(&q->a.recall, &q->a.plan, &q->set, false);
	if (!q->a.recall.journal)
		return error_set(err, ERR_SYSTEM, "%s", last_note(q));
	for (size_t i = 0; i < q->a.plan.njobs; i++) {
		if (tell_job(q, i, err) < 0)
			return -1;
	}
	return 0;
}

/* "gate@component" or "gate". */
static void
request_of(struct run_request *out, const char *job, struct arena *mem)
{
	const char *at = strchr(job, '@');

	*out = (struct run_request){.what = RUN_ALL_FILES, .hook_stage = "pre-push"};
	strs_add(&out->gates, at ? arena_strndup(mem, job, (size_t)(at - job)) : job, mem);
	if (at)
		strs_add(&out->components, at + 1, mem);
}

int
cache_why(struct session *s, const char *job, struct error *err)
{
	struct asking q = {
		.s = s, .out = &s->cli->out, .mem = s->cli->mem, .now_ms = clock_wall_ms()};
	struct run_request request;
	int rc = -1;

	request_of(&request, job, q.mem);
	q.a.event = judge_event(s, request.hook_stage, NULL);
	if (judge_find(&q.a.event, s, &request, err) < 0)
		return -1;
	recall_open(&q.a.recall, s, &q.a.outcome.notes);
	if (q.a.recall.journal)
		rc = ask(&q, &request, err);
	else
		error_set(err, ERR_SYSTEM, "%s", last_note(&q));
	recall_close(&q.a.recall);
	return rc;
}
