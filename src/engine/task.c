/* SPDX-License-Identifier: MIT */
/*
 * task -- see task.h.
 *
 *	WAITING --task_begin()--> RUNNING --task_pump(): finish_*()--> DONE
 *	   |           |            |  ^
 *	   |           |            +--+ task_pump(): next batch, next attempt
 *	   |           +--task_settle(): it cannot be run--------------^
 *	   +--task_settle(): it is not to be run------------------------^
 */
#include "engine/task.h"

#include <string.h>

#include "base/arena.h"
#include "base/landlock.h"
#include "base/proc.h"
#include "base/regex.h"
#include "base/text.h"
#include "engine/findings.h"
#include "engine/run.h"
#include "engine/task_measure.h"
#include "engine/task_novelty.h"
#include "engine/tool.h"
#include "engine/worker.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/maturity/measure.h"
#include "model/plan/plan.h"

void
task_init(struct task *t, const struct job *job, const char *root, struct verdict *verdict)
{
	*t = (struct task){.job = job, .root = root, .verdict = verdict, .contain = CONTAIN_NONE};
	*verdict = (struct verdict){.kind = VERDICT_NONE};
	buf_init(&t->output, PROC_OUTPUT_MAX);
}

void
task_settle(struct task *t, enum verdict_kind kind, const char *why)
{
	bool is_no = kind == VERDICT_FAIL || kind == VERDICT_BROKEN;

	t->verdict->kind = is_no && t->job->level == LEVEL_WARN ? VERDICT_WARN : kind;
	t->verdict->why = why;
	t->verdict->nserved = t->job->nserved;
	if (t->started_ms)
		t->verdict->ms = proc_clock_ms() - t->started_ms;
	t->state = TASK_DONE;
}

/* Said with the line that asks for it, and in the repository's paths. */
static const char *
with_place(const struct task *t, const char *why, struct arena *mem)
{
	size_t n = strlen(why);
	const char *text = t->root ? findings_from_root(why, &n, t->root, mem) : why;

	if (!t->job->origin.file)
		return arena_strndup(mem, text, n);
	return arena_printf(mem, "%.*s (%s)", (int)n, text, origin_text(&t->job->origin, mem));
}

static void
settle_error(struct task *t, const struct error *err, struct arena *mem)
{
	task_settle(t, VERDICT_BROKEN, with_place(t, err->msg, mem));
}

void
task_release(struct task *t)
{
	struct error err;

	proc_free(t->proc);
	t->proc = NULL;
	contain_close(&t->contain);
	buf_release(&t->output);
	if (surroundings_remove(&t->around, &err) < 0)
		return; /* a folder left in a temporary place changes no verdict */
}

/* The time it has left, at least 1 ms: 0 would be no limit. */
int64_t
task_time_left(const struct task *t)
{
	int64_t left;

	if (t->deadline_ms == INT64_MAX)
		return 0;
	left = t->deadline_ms - proc_clock_ms();
	return left > 0 ? left : 1;
}

static int
start_batch(struct task *t, struct arena *mem, struct error *err)
{
	const struct proc_spec spec = {
		.argv = strs_argv(&t->batches.v[t->batch], mem),
		.env = t->around.env,
		.cwd = t->around.cwd,
		.timeout_ms = task_time_left(t),
		.flags = PROC_SESSION | PROC_MERGE,
		.contain = t->contain.ruleset >= 0 ? &t->contain : NULL,
	};

	return proc_start(&t->proc, &spec, err);
}

/* What is kept of the repository, and what of it is the job's all the same. */
static int
contain(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	enum contain_wish wish = t->job->gate->contain;
	struct strs open = {0};
	struct error why;

	if (wish == CONTAIN_NO)
		return 0;
	if (landlock_version(&why) < 0) {
		if (wish == CONTAIN_TRY)
			return 0;
		return error_set(err, ERR_SYSTEM,
			"it is not to run uncontained: %s; `contain = try` would run it as it is",
			why.msg);
	}
	strs_add(&open, t->around.temp, mem);
	if (!strs_has(o->kept, t->around.root))
		strs_add(&open, t->around.root, mem);
	return contain_open(&t->contain, o->kept, &open, mem, err);
}

/* A gate may say that a missing tool is less than broken. */
static void
settle_missing(struct task *t, const char *why)
{
	static const enum verdict_kind kinds[] = {
		[MISSING_FAIL] = VERDICT_BROKEN,
		[MISSING_WARN] = VERDICT_WARN,
		[MISSING_SKIP] = VERDICT_SKIP,
	};

	task_settle(t, kinds[t->job->gate->missing], why);
}

/* What the gate must leave as it is, is what the judged tree has. */
static int
guard_before(const struct task *t, const struct run_options *o, struct error *err)
{
	if (t->job->gate->unchanged.n == 0)
		return 0;
	if (!o->guard || !o->guard->before)
		return error_set(err, ERR_CONFIG, "nobody looks after its 'unchanged'");
	return o->guard->before(o->guard->ctx, t->job, err);
}

static int
begin_command(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	const struct gate *gate = t->job->gate;
	const char *tool, *why;

	if (!t->root)
		return error_set(err, ERR_SYSTEM, "there is no folder for it to run in");
	t->around.root = t->root;
	if (surroundings_make(&t->around, t->job, o, mem, err) < 0 || contain(t, o, mem, err) < 0)
		return -1;
	if (batches_make(&t->batches, &gate->run, t->job, &t->around, mem, err) < 0)
		return -1;
	if (t->batches.v[0].n == 0)
		return error_set(err, ERR_CONFIG, "its `run` has no words here");
	if (task_measure_is_due(t) && t->batches.n > 1)
		return error_set(err, ERR_CONFIG,
			"its {files} are too many for one command, and several would write one "
			"report");
	tool = tool_find(&why, t->batches.v[0].v[0], &t->around, mem);
	if (!tool) {
		settle_missing(t, with_place(t, why, mem));
		return 0;
	}
	for (size_t i = 0; i < t->batches.n; i++)
		t->batches.v[i].v[0] = tool;
	return guard_before(t, o, err) < 0 ? -1 : start_batch(t, mem, err);
}

static int
begin_builtin(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	static const struct placeholder none[] = {{.name = NULL}};
	const struct job *job = t->job;
	const struct builtin *builtin = o->builtin ? o->builtin(job->builtin) : NULL;
	const struct proc_spec spec = {.timeout_ms = task_time_left(t), .flags = PROC_SESSION};
	struct strs args = {0};
	struct builtin_input in = {
		.v = job->changes,
		.n = job->files.n,
		.tree = o->tree,
		.args = &args,
		.gate = job->gate,
		.config = o->config,
		.event = o->event,
		.changes = o->changes,
		.component = builtin_is_whole(job->builtin)
				     ? &o->config->components.v[job->component]
				     : NULL,
		.target = job->target,
		.now_ms = o->now_ms,
	};

	if (!builtin)
		return error_set(err, ERR_CONFIG, "there is no built-in '%s'", job->builtin);
	if (job->gate->args.text && command_expand(&args, &job->gate->args, none, mem, err) < 0)
		return -1;
	return worker_start(&t->proc, builtin, &in, &spec, err);
}

void
task_begin(struct task *t, const struct run_options *o, struct arena *mem)
{
	int64_t timeout_ms = t->job->gate->timeout_ms;
	struct error err = {0};
	int rc;

	t->state = TASK_RUNNING;
	t->started_ms = proc_clock_ms();
	t->deadline_ms = timeout_ms > 0 ? t->started_ms + timeout_ms : INT64_MAX;
	t->verdict->attempts = 1;
	rc = t->job->builtin ? begin_builtin(t, o, mem, &err) : begin_command(t, o, mem, &err);
	if (rc < 0)
		settle_error(t, &err, mem);
}

void
task_stop(struct task *t, enum verdict_kind kind, const char *why)
{
	if (t->is_stopped)
		return;
	t->is_stopped = true;
	t->stop_kind = kind;
	t->stop_why = why;
	proc_end(t->proc);
}

/* What a result that is no pass comes to, or NULL for a pass. */
static const char *
why_not(const struct proc_result *r, int64_t timeout_ms, struct arena *mem)
{
	if (r->is_late)
		return arena_printf(mem, "over %s", text_duration(timeout_ms, mem));
	if (r->signal)
		return arena_printf(
			mem, "killed by signal %d (%s)", r->signal, strsignal(r->signal));
	if (r->status < 0)
		return "ended, but nobody knows how";
	return r->status ? arena_printf(mem, "exit %d", r->status) : NULL;
}

/* The output as people should read it, and the findings in it. */
static int
take_output(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	struct verdict *v = t->verdict;
	struct findings_input in = {
		.problem = t->job->gate->problem,
		.dir = t->around.dir,
		.files = &t->job->files,
		.tree = o->tree,
	};

	v->output_len = t->output.len;
	v->output_dropped = t->output.dropped;
	v->output = findings_from_root(t->output.data, &v->output_len, t->root, mem);
	in.text = v->output;
	in.len = v->output_len;
	return t->no && !t->has_measured_no ? findings_read(&v->findings, &in, mem, err) : 0;
}

/* A no of its own comes first: its output says more than what it left half done. */
static void
settle_damage(struct task *t, const struct findings *damage, struct arena *mem)
{
	if (t->no && !t->verdict->is_cut)
		t->no = arena_printf(mem, "%s; it also changed %s%s", t->no,
			text_path(damage->v[0].path, mem),
			damage->n > 1 ? arena_printf(mem, " (and %zu more)", damage->n - 1) : "");
	if (!t->no) {
		t->verdict->findings = *damage;
		t->no = text_count(damage->n, "stale file", mem);
	}
}

/* What it did to the paths that it must leave as they are. */
static int
look_for_damage(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	struct findings damage = {0};

	if (t->job->gate->unchanged.n == 0)
		return 0;
	if (o->guard->after(&damage, o->guard->ctx, t->job, err) < 0)
		return -1;
	if (damage.n)
		settle_damage(t, &damage, mem);
	return 0;
}

/* Its output is kept all the same. */
static void
settle_unmeasured(
	struct task *t, const struct error *why, const struct run_options *o, struct arena *mem)
{
	struct error ignored;

	if (take_output(t, o, mem, &ignored) < 0) /* without a no it looks for no findings */
		t->verdict->findings = (struct findings){0};
	settle_error(t, why, mem);
}

static void
finish_command(struct task *t, const struct run_options *o, struct arena *mem)
{
	const char *no = t->no;
	struct error err;

	if (take_output(t, o, mem, &err) < 0 || task_novelty(t, o, mem, &err) < 0 ||
		look_for_damage(t, o, mem, &err) < 0)
		task_settle(t, VERDICT_BROKEN,
			no ? arena_printf(mem, "%s; %s", no, err.msg) : arena_strdup(mem, err.msg));
	else
		task_settle(t, t->no ? VERDICT_FAIL : VERDICT_PASS, t->no);
}

/* What is short says no; what cannot be told breaks a pass, and adds nothing to a no. */
static void
take_measures(
	struct task *t, const struct proc_result *r, const struct run_options *o, struct arena *mem)
{
	struct verdict *v = t->verdict;
	struct findings findings = {0};
	struct error err;

	if (task_measure_read(&findings, &v->measures, r, mem, &err) < 0) {
		v->measures = (struct measures){0};
		if (t->no)
			finish_command(t, o, mem);
		else
			settle_unmeasured(t, &err, o, mem);
		return;
	}
	if (!t->no) {
		t->no = measures_text(&v->measures, true, mem);
		t->has_measured_no = t->no != NULL;
	}
	finish_command(t, o, mem);
	if (t->has_measured_no)
		v->findings = findings;
}

/* Does the output of a failed attempt ask for another one?  Where nobody can tell: no. */
static bool
is_worth_another(const struct task *t)
{
	const struct retry *retry = &t->job->gate->retry;
	struct regex *re = NULL;
	struct error err;
	bool is_match;

	if (t->is_late || t->verdict->attempts > retry->times)
		return false;
	if (!retry->when)
		return true;
	if (regex_compile(&re, retry->when, REGEX_MULTILINE, &err) < 0)
		return false;
	is_match = regex_match(re, t->output.data, t->output.len, 0, NULL) == REGEX_YES;
	regex_free(re);
	return is_match;
}

static int
begin_again(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	t->verdict->attempts++;
	t->verdict->is_cut = t->has_other_end = false;
	t->batch = 0;
	t->no = NULL;
	buf_clear(&t->output);
	if (surroundings_again(&t->around, err) < 0 || guard_before(t, o, err) < 0)
		return -1;
	return start_batch(t, mem, err);
}

/* A batch has ended: the next one, another attempt, or the verdict. */
static void
after_batch(
	struct task *t, const struct proc_result *r, const struct run_options *o, struct arena *mem)
{
	const char *no = why_not(r, t->job->gate->timeout_ms, mem);
	struct error err;
	int rc = 0;

	buf_add(&t->output, r->out.data, r->out.len);
	t->output.dropped += r->out.dropped;
	t->is_late = t->is_late || r->is_late;
	t->verdict->is_cut = t->verdict->is_cut || r->is_late || r->signal || r->status < 0;
	t->has_other_end = t->has_other_end || (no && r->status != 1);
	if (no && !t->no)
		t->no = no;
	proc_free(t->proc);
	t->proc = NULL;
	if (t->batch + 1 < t->batches.n && !t->is_late) {
		t->batch++;
		rc = start_batch(t, mem, &err);
	} else if (t->no && is_worth_another(t)) {
		rc = begin_again(t, o, mem, &err);
	} else if (task_measure_is_due(t) && !t->verdict->is_cut && !t->is_late) {
		t->is_measuring = true;
		rc = task_measure_start(t, o, &err);
	} else {
		finish_command(t, o, mem);
	}
	if (rc < 0)
		settle_error(t, &err, mem);
}

/* Advice alone is a warning, whatever the level. */
static void
settle_findings(struct task *t, struct arena *mem)
{
	const struct findings *list = &t->verdict->findings;
	size_t no = 0;

	for (size_t i = 0; i < list->n; i++)
		no += !list->v[i].is_advice;
	if (no)
		task_settle(t, VERDICT_FAIL, text_count(no, "finding", mem));
	else if (list->n)
		task_settle(t, VERDICT_WARN, "advice");
	else
		task_settle(t, VERDICT_PASS, NULL);
}

static void
finish_builtin(struct task *t, const struct proc_result *r, struct arena *mem)
{
	struct verdict *v = t->verdict;
	struct error err;

	v->is_cut = r->is_late || r->signal || r->status < 0;
	if (r->is_late)
		task_settle(t, VERDICT_FAIL, why_not(r, t->job->gate->timeout_ms, mem));
	else if (r->signal)
		task_settle(t, VERDICT_BROKEN,
			arena_printf(mem, "the built-in '%s' crashed (signal %d)", t->job->builtin,
				r->signal));
	else if (r->status != 0 || r->out.dropped)
		task_settle(t, VERDICT_BROKEN,
			arena_printf(mem, "the built-in '%s' came to no end", t->job->builtin));
	else if (worker_read(&v->findings, &v->measures, r->out.data, r->out.len, mem, &err) < 0)
		settle_error(t, &err, mem);
	else
		settle_findings(t, mem);
}

bool
task_pump(struct task *t, const struct run_options *o, struct arena *mem)
{
	const struct proc_result *r;

	if (t->state != TASK_RUNNING || !proc_pump(t->proc))
		return t->state == TASK_DONE;
	r = proc_result(t->proc);
	if (t->is_stopped) {
		t->verdict->is_cut = true;
		task_settle(t, t->stop_kind, t->stop_why);
	} else if (t->job->builtin) {
		finish_builtin(t, r, mem);
	} else if (t->is_measuring) {
		take_measures(t, r, o, mem);
	} else {
		after_batch(t, r, o, mem);
	}
	return t->state == TASK_DONE;
}
