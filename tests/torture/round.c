/* SPDX-License-Identifier: MIT */
/* round -- see round.h.  The kinds that disturb one command; crowd.c has those of several at once.
 */
#define _GNU_SOURCE
#include "round.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "check.h"
#include "crowd.h"
#include "gate.h"
#include "look.h"
#include "scene.h"
#include "typist.h"

#define DRAIN_MS 20000
#define OVERHEAD_MS 90 /* of a commit beside its gates, about */

enum fault { FAULT_NONE, FAULT_KILL, FAULT_LIMIT, FAULT_FULL, FAULT_TYPIST };

struct attempt {
	const char *const *argv;
	bool is_fix, is_amend;
	enum fault fault;
	int signal;         /* of FAULT_KILL */
	unsigned whom;      /* 0 all, 1 git or the program itself, 2 its child, the hook */
	unsigned moment_us; /* after the start */
	bool is_aimed;      /* after it began to write, rather */
	unsigned stages;    /* percent of what is typed */
	long limit;         /* of FAULT_LIMIT; -1: none */
	struct look before;
};

static const char *const whoms[] = {"all", "git", "hook"};

static void
take_time(struct round *r)
{
	char ms[16];
	unsigned n = 5 + dice_below(&r->dice, 55);

	snprintf(ms, sizeof(ms), "%u", n);
	setenv("TORTURE_MS", ms, 1);
}

static void
choose_fault(struct attempt *a, struct round *r, enum fault fault)
{
	static const int signals[] = {SIGKILL, SIGTERM, SIGINT};
	static const long limits[] = {0, 1, 200, 1000, 4096, 20000};

	a->fault = fault;
	a->stages = 30;
	a->limit = fault == FAULT_LIMIT ? limits[dice_below(&r->dice, countof(limits))] : -1;
	a->signal = signals[dice_below(&r->dice, countof(signals))];
	a->whom = dice_below(&r->dice, a->is_fix ? 2 : 3);
	a->moment_us = dice_below(&r->dice,
		1000U * ((unsigned)strtoul(getenv("TORTURE_MS"), NULL, 10) + OVERHEAD_MS));
}

/* The ledger of a fix is there only while files are written. */
static void
await_writing(const struct scene *s, pid_t pid, struct arena *mem)
{
	const char *ledger = path_join(s->git_dir, "tta/fixing", mem);
	siginfo_t info = {0};

	while (!fs_exists(ledger) &&
		waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && !info.si_pid)
		act_nap_us(50);
}

static void
strike(const struct attempt *a, pid_t pid, const struct scene *s, struct arena *mem)
{
	pid_t hook;

	if (a->is_aimed)
		await_writing(s, pid, mem);
	act_nap_us(a->moment_us);
	if (a->whom == 0) {
		kill(-pid, a->signal);
	} else if (a->whom == 1) {
		kill(pid, a->signal);
	} else {
		hook = act_child_of(pid);
		if (hook)
			kill(hook, a->signal);
	}
}

/* What git leaves when it is killed or cannot write; not ours. */
static void
sweep_locks(const char *folder, struct arena *mem)
{
	DIR *dir = opendir(folder);
	const struct dirent *e;

	while (dir && (e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (n > 5 && strcmp(e->d_name + n - 5, ".lock") == 0 &&
			strcmp(e->d_name, "fix.lock") != 0)
			unlink(path_join(folder, e->d_name, mem));
	}
	if (dir)
		closedir(dir);
}

/* Git makes its lock, empty, and only then begins to mind signals (seen with strace: openat, then
 * rt_sigaction): one that comes between leaves it.  What SIGKILL ends, or SIGXFSZ, leaves it as it
 * is.  In a commit no lock is ours. */
static bool
is_gits(const struct attempt *a, const char *lock)
{
	struct stat st;

	if (a->fault == FAULT_LIMIT || a->fault == FAULT_FULL)
		return true;
	if (a->fault != FAULT_KILL || a->whom == 2 || a->is_fix)
		return false;
	return a->signal == SIGKILL || (lstat(lock, &st) == 0 && st.st_size == 0);
}

static const char *
check_locks(const struct round *r, const struct attempt *a)
{
	const struct scene *s = r->scene;
	const char *lock = path_join(s->git_dir, "index.lock", r->mem);

	if (fs_exists(lock) && !is_gits(a, lock))
		return "index.lock is left";
	sweep_locks(s->git_dir, r->mem);
	sweep_locks(path_join(s->common, "refs/heads", r->mem), r->mem);
	return NULL;
}

/* Starts it, disturbs it, and waits for all that is left. */
static const char *
attempt(struct attempt *a, struct round *r, struct typed *typed)
{
	pid_t pid, typist = 0;
	int status;

	if (a->fault == FAULT_FULL)
		scene_fill(r->scene, &r->dice, r->mem);
	pid = act_start(a->argv, r->scene->out, a->limit);
	if (a->fault == FAULT_TYPIST)
		typist = typist_start(r->scene, &a->before, &r->dice, a->stages);
	if (a->fault == FAULT_KILL)
		strike(a, pid, r->scene, r->mem);
	status = act_wait(pid);
	if (typist)
		typist_stop(typed, typist, r->scene, r->mem);
	if (a->fault == FAULT_FULL)
		scene_empty(r->scene, r->mem);
	r->what = arena_printf(r->mem, "%s, exit %d", r->what, status);
	r->tally->made += status <= a->is_fix;
	r->tally->refused += status > a->is_fix && status < 128;
	r->tally->ended += status >= 128;
	if (!act_drain(DRAIN_MS))
		return "a process is left";
	return check_locks(r, a);
}

static const char *
check_clean(struct round *r)
{
	const char *const run[] = {"tta-check", "-C", r->scene->where, "run", NULL};
	int status = act_run(run, r->scene->out);

	if (status > 1)
		return arena_printf(r->mem, "the run after it exits %d", status);
	return act_drain(DRAIN_MS) ? NULL : "a process of the run after it is left";
}

static const char *
describe(const struct attempt *a, const char *what, struct arena *mem)
{
	if (a->fault == FAULT_KILL)
		return arena_printf(mem, "%s, signal %d to %s after %u us%s", what, a->signal,
			whoms[a->whom], a->moment_us, a->is_aimed ? " of writing" : "");
	if (a->fault == FAULT_LIMIT)
		return arena_printf(mem, "%s, files of %ld bytes at most", what, a->limit);
	return what;
}

static const char *
commit(struct round *r, enum fault fault)
{
	static const char *const forms[] = {"plain", "-a", "<path>", "--amend"};
	struct scene *s = r->scene;
	unsigned form = dice_below(&r->dice, countof(forms));
	const char *argv[16] = {"git", "-C", s->where, "commit", "-qm",
		arena_printf(r->mem, "feat: round %u", r->n)};
	struct attempt a = {.argv = argv, .is_amend = form == 3};
	struct typed typed = {0};
	struct look after;
	const char *wrong;

	scene_disturb(s, &r->dice, 4, r->n, r->mem);
	take_time(r);
	if (form == 2) {
		argv[6] = "--";
		argv[7] = s->files[0].path;
	} else if (form) {
		argv[6] = forms[form];
	}
	choose_fault(&a, r, fault);
	r->what = describe(&a, arena_printf(r->mem, "git commit %s", forms[form]), r->mem);
	look_at(&a.before, s, r->mem);
	wrong = attempt(&a, r, &typed);
	if (wrong)
		return wrong;
	look_at(&after, s, r->mem);
	wrong = check_commit(s, &a.before, &after, &typed, a.is_amend, r->mem);
	return wrong ? wrong : check_clean(r);
}

/* How often the gates recorded something in this round. */
static unsigned
records(const struct scene *s)
{
	struct fs_stamp stamp;
	struct error err;

	return fs_stamp(&stamp, s->log, &err) == 0 ? (unsigned)(stamp.size / GATE_DIGEST) : 0;
}

static int
commit_all(struct round *r)
{
	const char *const argv[] = {
		"git", "-C", r->scene->where, "commit", "-qm", "feat: served", NULL};

	return act_run(argv, r->scene->out);
}

/* The branch goes back, and the index stays. */
static int
take_back(struct round *r)
{
	const char *const argv[] = {
		"git", "-C", r->scene->where, "reset", "-q", "--soft", "HEAD^", NULL};

	return act_run(argv, r->scene->out);
}

/* Bytes, a mode, a name or nothing of one file is another now. */
static void
change_little(struct round *r)
{
	static const char *const hows[] = {"bytes", "mode", "name", "gone"};
	struct scene *s = r->scene;
	const char *file = path_join(s->where, s->files[0].path, r->mem);
	const char *const add[] = {"git", "-C", s->where, "add", "-A", "--", ".", NULL};
	unsigned how = dice_below(&r->dice, countof(hows));
	const char *text = scene_text(&s->files[0], r->n + 1, r->mem);
	struct error err;
	int rc = 0;

	if (how == 0)
		rc = fs_write(file, text, strlen(text), 0644, &err);
	else if (how == 1)
		rc = chmod(file, 0755);
	else if (how == 2)
		rc = rename(file, arena_printf(r->mem, "%s-%u", file, r->n));
	else
		rc = unlink(file);
	if (rc < 0 || act_run(add, s->out) != 0)
		abort();
	r->what = arena_printf(r->mem, "%s, %s", r->what, hows[how]);
}

/* A pass is served for the tree that it was given to, and for no other. */
static const char *
served(struct round *r)
{
	struct scene *s = r->scene;
	struct look before, after;
	unsigned once;

	r->what = "the same again";
	scene_disturb(s, &r->dice, 0, r->n, r->mem);
	scene_cache(s, r->mem);
	take_time(r);
	look_at(&before, s, r->mem);
	if (commit_all(r) != 0 || take_back(r) != 0)
		return "the first commit was refused";
	once = records(s);
	if (commit_all(r) != 0)
		return "the second commit was refused";
	if (once == 0 || records(s) != once)
		return arena_printf(r->mem, "judged %u times, then %u", once, records(s));
	if (take_back(r) != 0)
		return "cannot take it back";
	change_little(r);
	if (commit_all(r) != 0)
		return "the third commit was refused";
	look_at(&after, s, r->mem);
	r->tally->made++;
	return check_judged(s, before.head, after.head, s->log, r->mem);
}

/* The next fix finishes everything, and leaves nothing behind. */
static const char *
finish_fix(struct round *r, const struct look *before, struct typed *typed)
{
	struct scene *s = r->scene;
	const char *const fix[] = {"tta-check", "-C", s->where, "fix", NULL};
	int status = act_run(fix, s->out);
	const char *litter, *wrong;
	struct look after;

	if (status > 1)
		return arena_printf(r->mem, "the fix after it exits %d", status);
	if (!act_drain(DRAIN_MS))
		return "a process of the fix after it is left";
	look_at(&after, s, r->mem);
	litter = look_litter(s, &after, r->mem);
	if (litter)
		return arena_printf(r->mem, "left behind: %s", litter);
	wrong = check_fix(s, before, &after, typed, true, r->n, r->mem);
	return wrong ? arena_printf(r->mem, "after the next fix: %s", wrong) : NULL;
}

static const char *
fix(struct round *r, enum fault fault)
{
	struct scene *s = r->scene;
	const char *const argv[] = {"tta-check", "-C", s->where, "fix", NULL};
	struct attempt a = {.argv = argv, .is_fix = true};
	struct typed typed = {0};
	struct look after;
	const char *wrong;

	scene_disturb(s, &r->dice, 60, r->n, r->mem);
	take_time(r);
	choose_fault(&a, r, fault);
	a.is_aimed = dice_percent(&r->dice, 70);
	a.moment_us = a.is_aimed ? dice_below(&r->dice, 9000) : 2 * a.moment_us;
	if (dice_percent(&r->dice, 60))
		a.stages = 0; /* what is staged meanwhile ends a fix before it writes */
	r->what = describe(&a, "tta-check fix", r->mem);
	look_at(&a.before, s, r->mem);
	wrong = attempt(&a, r, &typed);
	if (wrong)
		return wrong;
	look_at(&after, s, r->mem);
	for (size_t i = 0; i < after.files.n;) { /* ours, until the next one takes it away */
		if (strncmp(path_base(after.files.v[i].path), ".tta-fix-", 9) == 0)
			memmove(&after.files.v[i], &after.files.v[i + 1],
				(--after.files.n - i) * sizeof(*after.files.v));
		else
			i++;
	}
	r->tally->between += fs_exists(path_join(s->git_dir, "tta/fixing", r->mem));
	wrong = check_fix(s, &a.before, &after, &typed, false, r->n, r->mem);
	return wrong ? wrong : finish_fix(r, &a.before, &typed);
}

#define KIND(name, what, fault)                                                                    \
	static const char *name(struct round *r)                                                   \
	{                                                                                          \
		return what(r, fault);                                                             \
	}
KIND(commit_quietly, commit, FAULT_NONE)
KIND(commit_killed, commit, FAULT_KILL)
KIND(commit_limited, commit, FAULT_LIMIT)
KIND(commit_full, commit, FAULT_FULL)
KIND(commit_typist, commit, FAULT_TYPIST)
KIND(fix_quietly, fix, FAULT_NONE)
KIND(fix_killed, fix, FAULT_KILL)
KIND(fix_limited, fix, FAULT_LIMIT)
KIND(fix_full, fix, FAULT_FULL)
KIND(fix_typist, fix, FAULT_TYPIST)

const struct round_kind round_kinds[] = {
	{"commit", 3, false, commit_quietly},
	{"commit-killed", 30, false, commit_killed},
	{"commit-limited", 6, false, commit_limited},
	{"commit-full", 8, true, commit_full},
	{"commit-typist", 15, false, commit_typist},
	{"served", 5, false, served},
	{"fix", 2, false, fix_quietly},
	{"fix-killed", 14, false, fix_killed},
	{"fix-limited", 4, false, fix_limited},
	{"fix-full", 6, true, fix_full},
	{"fix-typist", 8, false, fix_typist},
	{"two-commits", 4, false, crowd_two_commits},
	{"worktrees", 0, false, crowd_worktrees}, /* by its name only */
	{"push", 0, false, crowd_push},
	{0},
};
