/* SPDX-License-Identifier: MIT */
/*
 * plumbing -- see plumbing.h.  The one place that starts git; what it inherits is gitenv_child()'s
 * allow-list, so a GIT_INDEX_FILE of the hook never reaches a command that is not meant to see it.
 */
#include "git/repo/plumbing.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/feed.h"
#include "base/fs.h"
#include "base/proc.h"
#include "base/strs.h"
#include "git/repo/gitenv.h"
#include "git/repo/repo.h"

#define WORDS_MAX ((size_t)600) /* of git's complaint, in a message of one line */

/* With submodule.recurse, read-tree would lock each submodule, also for an index of ours. */
static const char *const always[] = {
	"--no-replace-objects",
	"--literal-pathspecs",
	"-c",
	"core.hooksPath=/dev/null",
	"-c",
	"core.fsmonitor=false",
	"-c",
	"submodule.recurse=false",
};

/* What an index of ours is like. */
static const char *const plain[] = {
	"-c",
	"core.splitIndex=false",
	"-c",
	"core.untrackedCache=false",
	"-c",
	"index.sparse=false",
};

/* Nothing is fetched: git before 2.45 knows the first only where it was patched, any git the second. */
static const char *const surroundings[] = {
	"GIT_NO_LAZY_FETCH=1",
	"GIT_ALLOW_PROTOCOL=none",
	"GIT_NO_REPLACE_OBJECTS=1",
	"GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0",
	"GIT_LFS_SKIP_SMUDGE=1",
};

/* The last of equal names wins in no defined way, so earlier ones go. */
static void
set_variable(struct strs *env, const char *setting, struct arena *mem)
{
	size_t n = strcspn(setting, "=") + 1, kept = 0;

	for (size_t i = 0; i < env->n; i++) {
		if (strncmp(env->v[i], setting, n) != 0)
			env->v[kept++] = env->v[i];
	}
	env->n = kept;
	strs_add(env, setting, mem);
}

/* What judged trees need comes first among the object folders. */
static const char *
alternates(const struct repo *r, struct arena *mem)
{
	const char *given = gitenv_find(r->environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES");

	return arena_printf(mem, "GIT_ALTERNATE_OBJECT_DIRECTORIES=%s%s%s",
		gitenv_quote_folder(r->objects, mem), given && *given ? ":" : "",
		given ? given : "");
}

static const char *const *
child_env(const struct repo *r, const char *const *set, struct arena *mem)
{
	struct strs env = {0};

	gitenv_child(&env, r->environ, mem);
	for (size_t i = 0; i < countof(surroundings); i++)
		set_variable(&env, surroundings[i], mem);
	if (r->git_dir)
		set_variable(&env, arena_printf(mem, "GIT_DIR=%s", r->git_dir), mem);
	if (r->root)
		set_variable(&env, arena_printf(mem, "GIT_WORK_TREE=%s", r->root), mem);
	if (r->objects && fs_is_dir(r->objects))
		set_variable(&env, alternates(r, mem), mem);
	for (; set && *set; set++)
		set_variable(&env, *set, mem);
	return strs_argv(&env, mem);
}

static const char *const *
child_argv(const char *git, const struct plumbing *what, struct arena *mem)
{
	struct strs argv = {0};

	strs_add(&argv, git, mem);
	for (size_t i = 0; i < countof(always); i++)
		strs_add(&argv, always[i], mem);
	for (size_t i = 0; !what->is_for_user && i < countof(plain); i++)
		strs_add(&argv, plain[i], mem);
	for (const char *const *arg = what->args; *arg; arg++)
		strs_add(&argv, *arg, mem);
	return strs_argv(&argv, mem);
}

/* The command's name: the first word that is no option of git itself. */
static const char *
name_of(const char *const *args)
{
	while (args[0] && args[1] && args[0][0] == '-')
		args += strcmp(args[0], "-c") == 0 && args[2] ? 2 : 1;
	return args[0];
}

/* Git's complaint as one line. */
static const char *
words_of(const struct buf *text, struct arena *mem)
{
	size_t n = text->len < WORDS_MAX ? text->len : WORDS_MAX;
	char *line, *to;

	while (n && text->data[n - 1] == '\n')
		n--;
	line = arena_alloc(mem, 2 * n + 1, 1);
	to = line;
	for (size_t i = 0; i < n; i++) {
		if (text->data[i] == '\n') {
			*to++ = ';';
			*to++ = ' ';
		} else {
			*to++ = text->data[i] ? text->data[i] : ' ';
		}
	}
	return line;
}

static int
judge_result(struct plumbing_text *out, const struct proc_result *result, const char *name,
	struct arena *mem, struct error *err)
{
	if (result->is_late)
		return error_set(err, ERR_LIMIT, "git %s took longer than it may", name);
	if (result->is_ended)
		return error_set(err, ERR_GIT, "git %s was interrupted", name);
	if (result->signal)
		return error_set(
			err, ERR_GIT, "git %s was ended by signal %d", name, result->signal);
	if (result->status != 0 && result->err.len == 0)
		return error_set(
			err, ERR_GIT, "git %s failed with status %d", name, result->status);
	if (result->status != 0)
		return error_set(err, ERR_GIT, "git %s: %s", name, words_of(&result->err, mem));
	if (result->out.dropped)
		return error_set(err, ERR_LIMIT, "git %s printed more than we read", name);
	out->data = arena_strndup(mem, result->out.len ? result->out.data : "", result->out.len);
	out->len = result->out.len;
	return 0;
}

static const char *
folder_of(const struct repo *r)
{
	return r->root ? r->root : r->git_dir;
}

const char *
plumbing_program(const struct repo *r, struct arena *mem)
{
	const char *dirs = gitenv_find(r->environ, "PATH");

	return fs_find_program("git", dirs ? dirs : "/usr/bin:/bin", folder_of(r), mem);
}

int
plumbing_run(struct plumbing_text *out, const struct repo *r, const struct plumbing *what,
	struct arena *mem, struct error *err)
{
	struct proc_result result = {0};
	struct proc_spec spec = {
		.cwd = folder_of(r),
		.input = what->input,
		.input_len = what->input_len,
		.timeout_ms = what->timeout_ms ? what->timeout_ms : PLUMBING_TIMEOUT_MS,
		.output_max = PLUMBING_OUTPUT_MAX,
		.flags = what->is_for_user ? PROC_SURVIVES : 0,
	};
	const char *git = plumbing_program(r, mem);
	int rc;

	if (!git)
		return error_set(err, ERR_SYSTEM, "cannot find git on PATH");
	spec.argv = child_argv(git, what, mem);
	spec.env = child_env(r, what->set, mem);
	if (proc_run(&result, &spec, err) < 0)
		return error_wrap(err, "cannot run git %s", name_of(what->args));
	rc = judge_result(out, &result, name_of(what->args), mem, err);
	proc_result_release(&result);
	if (rc < 0 && spec.cwd && fs_is_full(spec.cwd)) /* which not all of git's complaints tell */
		return error_wrap(err, "no space left in '%s'", spec.cwd);
	return rc;
}

int
plumbing_feed(struct feed *out, const struct repo *r, const struct plumbing *what,
	const char *words, struct arena *mem, struct error *err)
{
	struct proc_spec spec = {.cwd = folder_of(r)};
	const char *git = plumbing_program(r, mem);

	if (!git)
		return error_set(err, ERR_SYSTEM, "cannot find git on PATH");
	spec.argv = child_argv(git, what, mem);
	spec.env = child_env(r, what->set, mem);
	if (feed_open(out, &spec, words, err) < 0)
		return error_wrap(err, "cannot run git %s", name_of(what->args));
	return 0;
}

int
plumbing_fed(struct feed *f, const struct plumbing *what, const char *words, struct arena *mem,
	struct error *err)
{
	struct proc_result result = {.status = feed_close(f)};
	struct plumbing_text ignored;
	struct error unread;
	char *text;
	size_t len;
	int rc;

	buf_init(&result.err, WORDS_MAX);
	if (fs_read(&text, &len, words, PLUMBING_OUTPUT_MAX, mem, &unread) == 0)
		buf_add(&result.err, text, len);
	rc = judge_result(&ignored, &result, name_of(what->args), mem, err);
	buf_release(&result.err);
	return rc;
}

int
plumbing_ask_trust(
	const char *start, const char *const *environ, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"rev-parse", "--git-dir", NULL};
	struct repo nobody = {.environ = environ};
	struct plumbing what = {.args = args};
	struct plumbing_text ignored;
	struct strs with_folder = {0};

	strs_add(&with_folder, "-C", mem);
	strs_add(&with_folder, start, mem);
	strs_add(&with_folder, args[0], mem);
	strs_add(&with_folder, args[1], mem);
	what.args = strs_argv(&with_folder, mem);
	return plumbing_run(&ignored, &nobody, &what, mem, err);
}
