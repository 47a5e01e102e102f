/* SPDX-License-Identifier: MIT */
/*
 * place -- see place.h.  Every path that leaves here is absolute with symlinks resolved, so that
 * two spellings of one folder give one repository.
 */
#include "git/repo/place.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/gitenv.h"

#define LINK_MAX_BYTES ((size_t)64 * 1024) /* of a gitfile and of commondir */

/* A file of one line, without its end; NULL where it cannot be read. */
static char *
line_of(const char *path, struct arena *mem)
{
	struct error ignored;
	char *text;
	size_t n;

	if (fs_read(&text, &n, path, LINK_MAX_BYTES, mem, &ignored) < 0)
		return NULL;
	while (n && (text[n - 1] == '\n' || text[n - 1] == '\r'))
		text[--n] = '\0';
	return text;
}

static const char *
common_of(const char *git_dir, const char *const *environ, struct arena *mem)
{
	const char *given = gitenv_find(environ, "GIT_COMMON_DIR");
	char *link;

	if (given && *given)
		return fs_real(given, mem);
	if (!fs_exists(path_join(git_dir, "commondir", mem)))
		return git_dir;
	link = line_of(path_join(git_dir, "commondir", mem), mem);
	return link && *link ? fs_real(path_join(git_dir, link, mem), mem) : NULL;
}

static bool
is_git_dir(const char *dir, const char *const *environ, struct arena *mem)
{
	const char *objects = gitenv_find(environ, "GIT_OBJECT_DIRECTORY");
	const char *common;

	if (!fs_exists(path_join(dir, "HEAD", mem)))
		return false;
	common = common_of(dir, environ, mem);
	return common && fs_is_dir(path_join(common, "refs", mem)) &&
	       ((objects && *objects) || fs_is_dir(path_join(common, "objects", mem)));
}

/* The folder a gitfile names: "gitdir: PATH". */
static int
follow(const char **out, const char *gitfile, const char *const *environ, struct arena *mem,
	struct error *err)
{
	static const char word[] = "gitdir: ";
	char *line = line_of(gitfile, mem);
	char *target;

	if (!line || strncmp(line, word, sizeof(word) - 1) != 0)
		return error_set(err, ERR_GIT, "'%s' is not a gitfile", gitfile);
	target = fs_real(path_join(path_dir(gitfile, mem), line + sizeof(word) - 1, mem), mem);
	if (!target || !is_git_dir(target, environ, mem))
		return error_set(err, ERR_GIT,
			"'%s' names '%s', which is no git folder; git worktree repair may help",
			gitfile, line + sizeof(word) - 1);
	*out = target;
	return 0;
}

static int
settle(struct place *out, const char *const *environ, struct arena *mem, struct error *err)
{
	out->common_dir = common_of(out->git_dir, environ, mem);
	if (!out->common_dir)
		return error_set(err, ERR_GIT, "cannot follow '%s/commondir'", out->git_dir);
	return 0;
}

static int
find_given(struct place *out, const char *given, const char *start, const char *const *environ,
	struct arena *mem, struct error *err)
{
	const char *path = path_join(start, given, mem);

	out->is_explicit = true;
	if (fs_is_file(path)) {
		out->gitfile = path;
		if (follow(&out->git_dir, path, environ, mem, err) < 0)
			return -1;
	} else {
		out->git_dir = fs_real(path, mem);
	}
	if (!out->git_dir || !is_git_dir(out->git_dir, environ, mem))
		return error_set(err, ERR_GIT, "GIT_DIR is '%s', which is no git folder", given);
	return settle(out, environ, mem, err);
}

/* 1 found, 0 not here, -1 error. */
static int
find_here(struct place *out, const char *dir, const char *const *environ, struct arena *mem,
	struct error *err)
{
	const char *dot = path_join(dir, ".git", mem);

	if (fs_is_file(dot)) {
		out->gitfile = dot;
		out->holder = dir;
		return follow(&out->git_dir, dot, environ, mem, err) < 0 ? -1 : 1;
	}
	if (fs_exists(dot) && is_git_dir(dot, environ, mem)) {
		out->holder = dir;
		out->git_dir = fs_real(dot, mem);
		return out->git_dir ? 1 : 0;
	}
	if (!is_git_dir(dir, environ, mem))
		return 0;
	out->git_dir = dir;
	return 1;
}

static bool
is_ceiling(const char *dir, const char *const *environ, struct arena *mem)
{
	const char *list = gitenv_find(environ, "GIT_CEILING_DIRECTORIES");
	struct strs folders = {0};

	gitenv_split_folders(&folders, list, mem);
	for (size_t i = 0; i < folders.n; i++) {
		const char *real = fs_real(folders.v[i], mem);

		if (strcmp(dir, real ? real : folders.v[i]) == 0)
			return true;
	}
	return false;
}

static char *
parent_of(const char *dir, struct arena *mem)
{
	char *up = path_dir(dir, mem);

	return *up ? up : arena_strdup(mem, "/");
}

static int
find_above(struct place *out, const char *start, const char *const *environ, bool crosses,
	struct arena *mem, struct error *err)
{
	const char *dir = start;
	struct stat first, now;

	if (stat(start, &first) < 0)
		return error_errno(err, "cannot look at '%s'", start);
	for (;;) {
		int found = find_here(out, dir, environ, mem, err);

		if (found)
			return found < 0 ? -1 : settle(out, environ, mem, err);
		if (strcmp(dir, "/") == 0)
			break;
		dir = parent_of(dir, mem);
		if (is_ceiling(dir, environ, mem) || stat(dir, &now) < 0 ||
			(!crosses && now.st_dev != first.st_dev))
			break;
	}
	return error_set(err, ERR_GIT,
		"no git repository in '%s' or above it; go to one, or name it with -C", start);
}

int
place_find(struct place *out, const char *start, const char *const *environ, bool crosses,
	struct arena *mem, struct error *err)
{
	const char *given = gitenv_find(environ, "GIT_DIR");

	*out = (struct place){0};
	if (given)
		return find_given(out, given, start, environ, mem, err);
	return find_above(out, start, environ, crosses, mem, err);
}
