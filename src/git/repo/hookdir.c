/* SPDX-License-Identifier: MIT */
/*
 * hookdir -- asks git where hooks are run from, and who said so.
 *
 * git is run at the top level of the work tree with GIT_DIR set to the one that was opened, so that
 * it answers for this worktree wherever we were called, and resolves a relative core.hooksPath as
 * it will when it runs the hook.  plumbing.h is not for this: it hides core.hooksPath.
 */
#include "git/repo/hookdir.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/strs.h"
#include "git/repo/gitenv.h"
#include "git/repo/repo.h"

#define ANSWER_MAX ((size_t)256 << 10)

static const char *const *
environ_for_git(const struct repo *r, struct arena *mem)
{
	struct strs list = {0};
	size_t kept = 0;

	gitenv_child(&list, r->environ, mem);
	for (size_t i = 0; i < list.n; i++) {
		if (strncmp(list.v[i], "LC_ALL=", 7) != 0)
			list.v[kept++] = list.v[i];
	}
	list.n = kept;
	strs_add(&list, "LC_ALL=C", mem);
	strs_add(&list, arena_printf(mem, "GIT_DIR=%s", r->git_dir), mem);
	return strs_argv(&list, mem);
}

/* git's answer to words, NUL-terminated; *status is its exit status. */
static int
ask(const char **out, size_t *len, int *status, const struct repo *r, const char *const *words,
	struct arena *mem, struct error *err)
{
	struct proc_spec spec = {.cwd = r->root, .timeout_ms = 30000, .output_max = ANSWER_MAX};
	const char *dirs = gitenv_find(r->environ, "PATH");
	const char *git = fs_find_program("git", dirs ? dirs : "/usr/bin:/bin", r->root, mem);
	struct proc_result result = {0};
	struct strs argv = {0};
	int rc = -1;

	if (!git)
		return error_set(err, ERR_GIT, "cannot find git on PATH");
	for (strs_add(&argv, git, mem); *words; words++)
		strs_add(&argv, *words, mem);
	spec.argv = strs_argv(&argv, mem);
	spec.env = environ_for_git(r, mem);
	if (proc_run(&result, &spec, err) < 0)
		return error_wrap(err, "cannot run git");
	if (result.status < 0 || result.is_late || result.out.dropped) {
		error_set(err, ERR_GIT, "git did not answer 'git %s'", argv.v[1]);
		goto out;
	}
	*out = arena_strndup(mem, result.out.len ? result.out.data : "", result.out.len);
	*len = result.out.len;
	*status = result.status;
	rc = 0;
out:
	proc_result_release(&result);
	return rc;
}

/* The parts of an answer that end at NULs; the last may lack its own. */
static void
split_nul(struct strs *out, const char *text, size_t len, struct arena *mem)
{
	for (size_t at = 0; at < len; at += strlen(text + at) + 1)
		strs_add(out, text + at, mem);
}

static int
read_setting(struct hookdir *out, const struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const words[] = {"config", "-z", "--show-scope", "--show-origin",
		"--type=path", "--get", "core.hooksPath", NULL};
	struct strs parts = {0};
	const char *text;
	size_t len;
	int status;

	if (ask(&text, &len, &status, r, words, mem, err) < 0)
		return -1;
	if (status == 1)
		return 0;
	split_nul(&parts, text, len, mem);
	if (status != 0 || parts.n != 3)
		return error_set(err, ERR_GIT, "git cannot read core.hooksPath (exit %d)", status);
	out->scope = parts.v[0];
	out->origin = parts.v[1];
	out->value = parts.v[2];
	out->is_relative = out->value[0] != '/';
	out->is_shared = strcmp(out->scope, "local") != 0 && strcmp(out->scope, "worktree") != 0;
	if (!out->value[0])
		return error_set(err, ERR_CONFIG,
			"core.hooksPath is empty; give it a folder or unset it (git config --unset "
			"core.hooksPath)");
	return 0;
}

int
hookdir_find(struct hookdir *out, const struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const words[] = {"rev-parse", "--git-path", "hooks", NULL};
	const char *text;
	size_t len;
	int status;

	*out = (struct hookdir){0};
	if (!r->root)
		return error_set(err, ERR_USAGE,
			"this repository has no work tree; hooks are installed from one of its "
			"worktrees");
	if (read_setting(out, r, mem, err) < 0 || ask(&text, &len, &status, r, words, mem, err) < 0)
		return -1;
	if (status != 0 || len < 2 || text[len - 1] != '\n')
		return error_set(
			err, ERR_GIT, "git cannot say where its hooks are (exit %d)", status);
	out->path = path_join(r->root, arena_strndup(mem, text, len - 1), mem);
	if (strstr(out->path, "/../") && fs_real(out->path, mem))
		out->path = fs_real(out->path, mem); /* else it seems to be below what it leaves */
	if (fs_exists(out->path) && !fs_is_dir(out->path))
		return error_set(err, ERR_CONFIG,
			"the hooks folder '%s' is not a folder%s; git runs no hook from it",
			out->path, out->value ? " (core.hooksPath)" : "");
	return 0;
}

int
hookdir_configured(struct strs *out, const struct repo *r, const char *hook, struct arena *mem,
	struct error *err)
{
	const char *words[] = {"hook", "list", "-z", hook, NULL};
	struct strs parts = {0};
	const char *text;
	size_t len;
	int status;

	if (ask(&text, &len, &status, r, words, mem, err) < 0)
		return -1;
	if (status != 0) /* git before 2.54 does not know the command; 1: no hook at all */
		return 0;
	split_nul(&parts, text, len, mem);
	for (size_t i = 0; i < parts.n; i++) {
		if (strcmp(parts.v[i], "hook from hookdir") != 0)
			strs_add(out, parts.v[i], mem);
	}
	return 0;
}
