/* SPDX-License-Identifier: MIT */
/* fix -- see fix.h.  fixers.c runs them, git/mend.c and git/restage.c write; here is in which
 * order, and what is said about it. */
#include "cli/mend/fix.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/interrupt.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/judge/run_request.h"
#include "cli/mend/fixers.h"
#include "cli/session.h"
#include "engine/repair.h"
#include "gates/registry.h"
#include "git/mend/entry.h"
#include "git/mend/mend.h"
#include "git/mend/mending.h"
#include "git/mend/restage.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/outcome.h"

#define HINT_BYTES ((size_t)64 << 10)

struct applying {
	struct fix_result *out;
	struct fixers *fixers;
	struct session *s;
	struct mend *mends;
	size_t n;
	struct entries entries; /* of the index, with git's own notes on them */
	struct strs conflicts;
	struct strs troubles; /* notes on what could not be written */
	bool is_unfinished;   /* something of the user's may lie aside */
	struct arena *mem;
};

size_t
fix_count(const struct outcome *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->plan->njobs; i++)
		n += o->verdicts[i].kind == VERDICT_FAIL &&
		     repair_is_possible(&o->plan->jobs[i], builtin_find);
	return n;
}

static void
say(struct applying *ap, const char *what, const char *path, const char *why)
{
	strs_add(&ap->out->notes,
		arena_printf(ap->mem, "%s: %s: %s", what, text_path(path, ap->mem), why), ap->mem);
}

/* Is it a file that a failing job was told to fix? */
static bool
is_given(const struct applying *ap, const char *path)
{
	for (size_t i = 0; i < ap->fixers->ndeeds; i++) {
		const struct fixer_deed *deed = &ap->fixers->deeds[i];

		if (strs_has(&deed->paths, path) && strs_has(&deed->job->files, path))
			return true;
	}
	return false;
}

/* Is it what a gate must leave as it is, and did that gate itself change it? */
static bool
is_made(const struct applying *ap, const char *path)
{
	for (size_t i = 0; i < ap->fixers->ndeeds; i++) {
		const struct fixer_deed *deed = &ap->fixers->deeds[i];

		if (patterns_match(&deed->job->gate->unchanged, path) &&
			strs_has(&deed->paths, path))
			return true;
	}
	return false;
}

static bool
is_foreign(struct applying *ap, const char *path)
{
	const struct config *c = &ap->s->config;

	if (patterns_match(&c->tta.generated, path))
		say(ap, "left alone", path, "it is generated");
	else if (patterns_match(&c->tta.ignore, path))
		say(ap, "left alone", path, "it is ignored ([tta] ignore)");
	else
		return false;
	return true;
}

static int
prepare_one(struct applying *ap, const struct change *c, struct error *err)
{
	bool made = is_made(ap, c->path);
	const struct mend_rules rules = {
		.is_judged = made || fixers_find(&ap->s->judged.changes, c->path),
		.may_go = made || is_given(ap, c->path),
	};
	struct mend *m = &ap->mends[ap->n];
	const struct entry *e = entries_find(&ap->entries, c->path);

	if (!made && (!c->old.mode || is_foreign(ap, c->path)))
		return 0;
	ap->n++;
	if (mend_prepare(m, c, &rules, &ap->fixers->read, &ap->s->repo, ap->mem, err) < 0)
		return -1;
	if (e && e->is_hidden)
		m->state = MEND_HIDDEN;
	return 0;
}

/* Which of the changes can be taken over, file by file. */
static int
prepare(struct applying *ap, struct error *err)
{
	const struct change_set *changes = &ap->fixers->changes;

	ap->mends = arena_alloc(ap->mem, changes->n, sizeof(*ap->mends));
	if (changes->n && (readback_files(&ap->fixers->read, changes, ap->mem, err) < 0 ||
				  entries_read(&ap->entries, &ap->s->repo, ap->mem, err) < 0))
		return -1;
	for (size_t i = 0; i < changes->n; i++) {
		if (prepare_one(ap, &changes->v[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Those in a state, as a change set. */
static struct change_set
in_state(const struct applying *ap, enum mend_state state)
{
	struct change_set out = {0};

	for (size_t i = 0; i < ap->n; i++) {
		if (ap->mends[i].state != state)
			continue;
		out.v = arena_grow(ap->mem, out.v, out.n, &out.cap, sizeof(*out.v));
		out.v[out.n++] = *ap->mends[i].change;
	}
	return out;
}

static void
tell_one(struct applying *ap, const struct mend *m)
{
	const char *path = m->change->path, *by = fixers_of(ap->fixers, path, ap->mem);

	switch (m->state) {
	case MEND_CONFLICT:
		strs_add(&ap->conflicts, path, ap->mem);
		say(ap, "not fixed", path,
			arena_printf(ap->mem,
				m->change->old.mode
					? "your unstaged edits and %s change the same lines; it "
					  "was not touched"
					: "%s makes another than the one that lies there "
					  "untracked; it was not touched",
				by));
		break;
	case MEND_ABSENT:
		say(ap, "not fixed", path, "it is no file in the work tree");
		break;
	case MEND_UNSTAGED:
		say(ap, "left alone", path, "it has unstaged changes only");
		break;
	case MEND_KIND:
		say(ap, "left alone", path,
			arena_printf(ap->mem,
				m->change->new.mode ? "%s made it another kind of file"
						    : "%s removed it",
				by));
		break;
	case MEND_HIDDEN:
		say(ap, "not fixed", path,
			"git was told not to look at it; git update-index --no-assume-unchanged "
			"--no-skip-worktree lets it");
		break;
	case MEND_MOVED:
		say(ap, "not fixed", path, "it changed meanwhile; nothing was written to it");
		break;
	case MEND_READY: /* told where it failed */
	case MEND_DONE:
		break;
	}
}

/* "fixed: 2 files by format@parser, 1 file by end-of-file-fixer; staged" */
static void
tell_fixed(struct applying *ap)
{
	const char *text = NULL;

	for (size_t i = 0; i < ap->fixers->ndeeds; i++) {
		const struct fixer_deed *deed = &ap->fixers->deeds[i];
		size_t n = 0;

		for (size_t k = 0; k < deed->paths.n; k++)
			n += strs_has_sorted(&ap->out->fixed, deed->paths.v[k]);
		if (n)
			text = arena_printf(ap->mem, "%s%s by %s",
				text ? arena_printf(ap->mem, "%s, ", text) : "fixed: ",
				text_count(n, "file", ap->mem), deed->job->id);
	}
	if (text)
		strs_add(&ap->out->notes,
			arena_printf(ap->mem, "%s; %s", text,
				ap->out->is_unstaged ? "not staged" : "staged"),
			ap->mem);
}

static int
tell(struct applying *ap, struct error *err)
{
	struct blob diff;

	tell_fixed(ap);
	strs_add_all(&ap->out->notes, &ap->troubles, ap->mem);
	for (size_t i = 0; i < ap->n; i++)
		tell_one(ap, &ap->mends[i]);
	for (size_t i = 0; i < ap->fixers->added.n; i++)
		say(ap, "left alone", ap->fixers->added.v[i], "a fixer made it; it is not staged");
	strs_add_all(&ap->out->notes, &ap->fixers->notes, ap->mem);
	if (ap->conflicts.n == 0)
		return 0;
	if (readback_diff(&diff, &ap->fixers->read, &ap->conflicts, ap->mem, err) < 0)
		return -1;
	ap->out->diff = diff.data;
	ap->out->diff_len = diff.len;
	return 0;
}

/* A file of the work tree, and its entry at once; one that cannot be written is told. */
static int
write_file(struct applying *ap, struct mend *m, struct restage *index, struct error *err)
{
	struct error why;

	if (m->state != MEND_READY)
		return 0;
	if (mend_apply(m, &ap->s->repo, ap->mem, &why) < 0) {
		ap->is_unfinished = true;
		strs_add(&ap->troubles,
			arena_printf(ap->mem, "not fixed: %s: %s",
				text_path(m->change->path, ap->mem), why.msg),
			ap->mem);
	}
	return m->state == MEND_DONE ? restage_give(index, m->change, ap->mem, err) : 0;
}

static int
write_files(struct applying *ap, const char *aside, struct error *err)
{
	struct session *s = ap->s;
	struct restage index;
	struct error told = {0};
	size_t ndone;

	if (restage_open(&index, &s->repo, &s->judged, aside, s->cli->environ, ap->mem, err) < 0)
		return error_wrap(err, "nothing was fixed");
	for (size_t i = 0; i < ap->n && !told.code; i++) {
		if (write_file(ap, &ap->mends[i], &index, &told) < 0)
			continue; /* git takes no more: its own words come with its end */
	}
	ndone = in_state(ap, MEND_DONE).n;
	if (restage_close(&index, &s->repo, ap->mem, err) < 0) {
		ap->out->is_unstaged = ndone > 0;
		return error_wrap(err,
			"%s in the work tree, not staged (the next `tta-check fix` does it)",
			text_count(ndone, "fixed file", ap->mem));
	}
	return 0;
}

static void
note_fixed(struct applying *ap)
{
	for (size_t i = 0; i < ap->n; i++) {
		if (ap->mends[i].state == MEND_DONE)
			strs_add(&ap->out->fixed, ap->mends[i].change->path, ap->mem);
	}
}

/* Objects; then, file by file, the work tree and the index. */
static int
write_all(struct applying *ap, const struct change_set *ready, struct error *err)
{
	struct session *s = ap->s;
	const char *aside = mending_aside(&s->repo, ap->mem, err);

	if (!aside || restage_objects(&s->repo, &ap->fixers->read, ready, ap->mem, err) < 0)
		return -1;
	ap->out->signal = interrupt_take();
	if (ap->out->signal)
		return 0;
	if (mending_begin(ap->mends, ap->n, &s->repo, ap->mem, err) < 0)
		return -1;
	return write_files(ap, aside, err);
}

static int
apply(struct applying *ap, struct error *err)
{
	const struct change_set ready = in_state(ap, MEND_READY);
	struct session *s = ap->s;
	int rc;

	if (ready.n == 0)
		return 0;
	if (restage_check(&s->repo, &s->judged, s->cli->environ, ap->mem, err) < 0)
		return error_wrap(err, "nothing was fixed");
	rc = write_all(ap, &ready, err);
	note_fixed(ap);
	if (ap->out->is_unstaged)
		return rc;
	if (ap->is_unfinished)
		return mending_recover(&ap->troubles, &s->repo, ap->mem, err);
	mending_end(&s->repo, ap->mem);
	return rc;
}

/* What was done is told, also where the rest of it failed. */
static int
apply_and_tell(struct applying *ap, struct error *err)
{
	struct error ignored;
	int rc = apply(ap, err);

	if (tell(ap, rc < 0 ? &ignored : err) < 0)
		return -1;
	return rc;
}

int
fix_apply(struct fix_result *out, const struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err)
{
	struct fixers fixers;
	struct applying ap = {.out = out, .fixers = &fixers, .s = s, .mem = s->cli->mem};
	int rc = -1;

	*out = (struct fix_result){0};
	if (fixers_run(&fixers, a, s, request, err) < 0)
		goto out;
	out->signal = fixers.signal;
	rc = 0;
	if (!out->signal && prepare(&ap, err) < 0)
		rc = -1;
	else if (!out->signal)
		rc = apply_and_tell(&ap, err);
out:
	fixers_close(&fixers, s);
	return rc;
}

int
fix_show(struct fix_result *out, const struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct strs paths = {0};
	struct fixers fixers;
	struct blob diff = {0};
	int rc;

	*out = (struct fix_result){0};
	rc = fixers_run(&fixers, a, s, request, err);
	if (rc == 0 && !fixers.signal) {
		for (size_t i = 0; i < fixers.changes.n; i++)
			strs_add(&paths, fixers.changes.v[i].path, mem);
		rc = readback_diff(&diff, &fixers.read, &paths, mem, err);
		strs_add_all(&out->notes, &fixers.notes, mem);
		out->diff = diff.data;
		out->diff_len = diff.len;
	}
	out->signal = fixers.signal;
	fixers_close(&fixers, s);
	return rc;
}

static void
add_words(struct buf *out, const char *option, const struct strs *words)
{
	for (size_t i = 0; i < words->n; i++) {
		buf_adds(out, i ? " " : option);
		text_add_shell(out, words->v[i]);
	}
}

static void
add_word(struct buf *out, const char *option, const char *word)
{
	if (!word)
		return;
	buf_adds(out, option);
	text_add_shell(out, word);
}

const char *
fix_hint(const struct outcome *o, const struct run_request *request, struct arena *mem)
{
	struct tally tally;
	struct buf text;
	const char *hint;

	outcome_tally(&tally, o);
	buf_init(&text, HINT_BYTES);
	buf_adds(&text, "tta-check fix");
	if (request->what == RUN_ALL_FILES)
		buf_adds(&text, " --all-files");
	add_words(&text, " --component ", &request->components);
	add_words(&text, " --gate ", &request->gates);
	add_words(&text, " --skip ", &request->skip);
	add_word(&text, " --target ", request->target);
	if (request->what != RUN_FILES && strcmp(request->hook_stage, "pre-commit") != 0)
		add_word(&text, " --hook-stage ", request->hook_stage);
	if (request->what == RUN_FILES)
		add_words(&text, " --files ", &request->files);
	buf_addf(&text, "   (%zu of %zu)", fix_count(o), tally.fail + tally.broken);
	hint = text.dropped ? "tta-check fix" : arena_strdup(mem, text.data);
	buf_release(&text);
	return hint;
}

int
fix_begin(struct session *s, struct error *err)
{
	struct cli *cli = s->cli;
	struct strs notes = {0};
	int rc;

	if (mending_open(&s->repo, cli->mem, err) < 0)
		return -1;
	rc = mending_recover(&notes, &s->repo, cli->mem, err);
	for (size_t i = 0; i < notes.n; i++)
		buf_addf(&cli->err, "tta-check: %s\n", notes.v[i]);
	return rc;
}
