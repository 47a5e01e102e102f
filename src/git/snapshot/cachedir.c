/* SPDX-License-Identifier: MIT */
/*
 * cachedir -- repo_cache_dir(): where what we keep of a worktree lies, outside the repository.
 *
 * The names say whose it is and never look like what tools skip: no leading dot, and a tail of hex
 * digits keeps them from being "build" or "node_modules".  Run as root on another's repository,
 * the folders are given to the owner of the git folder, so that nothing of root's is left behind.
 */
#define _DEFAULT_SOURCE /* fgetpwent */
#include "git/repo/repo.h"

#include <errno.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/path.h"
#include "git/repo/gitenv.h"

#define NAME_MAX_BYTES 40 /* of the readable part */
#define TAIL_BYTES 6      /* of the hash, twice as many digits */

/*
 * Out of the file itself: getpwuid() of a static program loads libraries of the system's, which
 * may be of another release than those it was built with.
 */
static char *
passwd_home(struct arena *mem)
{
	FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *entry = NULL;
	char *home = NULL;

	while (file && (entry = fgetpwent(file)) && entry->pw_uid != geteuid())
		continue;
	if (entry && entry->pw_dir && *entry->pw_dir == '/')
		home = arena_strdup(mem, entry->pw_dir);
	if (file)
		fclose(file);
	return home;
}

static const char *
cache_home(const char *const *environ, struct arena *mem, struct error *err)
{
	const char *given = gitenv_find(environ, "XDG_CACHE_HOME");
	const char *home = gitenv_find(environ, "HOME");

	if (given && *given == '/') /* a relative one is to be ignored, says the standard */
		return given;
	if (!home || *home != '/')
		home = passwd_home(mem);
	if (home)
		return path_join(home, ".cache", mem);
	error_set(err, ERR_SYSTEM, "no folder for the cache; set XDG_CACHE_HOME");
	return NULL;
}

/* "tta check" and /home/u/tta check/.git: tta_check-1f2e3d4c5b6a */
static const char *
label(const char *name, const char *unique, struct arena *mem, struct error *err)
{
	unsigned char digest[HASH_MAX];
	char tail[2 * TAIL_BYTES + 1], *out;
	size_t n = 0;

	if (hash_bytes(digest, HASH_SHA256, unique, strlen(unique), err) < 0)
		return NULL;
	hex_write(tail, digest, TAIL_BYTES);
	name += strspn(name, ".");
	out = arena_alloc(mem, NAME_MAX_BYTES + 1, 1);
	for (; *name && n < NAME_MAX_BYTES; name++) {
		bool is_plain = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
				(*name >= '0' && *name <= '9') || strchr("._-", *name);

		out[n++] = is_plain ? *name : '_';
	}
	return arena_printf(mem, "%s-%s", n ? out : "repository", tail);
}

/* What people call the repository: the folder that holds .git, or the bare one without ".git". */
static const char *
repository_name(const struct repo *r, struct arena *mem)
{
	const char *base = path_base(r->common_dir);
	size_t n = strlen(base);

	if (strcmp(base, ".git") == 0)
		return path_base(path_dir(r->common_dir, mem));
	return n > 4 && strcmp(base + n - 4, ".git") == 0 ? arena_strndup(mem, base, n - 4) : base;
}

/* One folder, and to whom it belongs where we are root. */
static int
make(const char *path, const struct stat *owner, struct error *err)
{
	if (mkdir(path, 0700) < 0) {
		if (errno == EEXIST && fs_is_dir(path))
			return 0;
		return error_errno(err, "cannot make the cache folder '%s'", path);
	}
	if (geteuid() == 0 && owner->st_uid != 0 && lchown(path, owner->st_uid, owner->st_gid) < 0)
		return error_errno(err, "cannot give away the cache folder '%s'", path);
	return 0;
}

/* Whoever owns one of ours can put anything in what lies below it, and root would believe that. */
static int
check_owner(const char *path, const struct stat *owner, struct error *err)
{
	struct stat st;

	if (lstat(path, &st) < 0 || st.st_uid == 0 || st.st_uid == geteuid() ||
		st.st_uid == owner->st_uid)
		return 0;
	return error_set(err, ERR_SYSTEM,
		"the cache folder '%s' belongs to another (user %u); set XDG_CACHE_HOME to a "
		"folder of your own",
		path, (unsigned)st.st_uid);
}

/* The folder of all caches: whose the folder is that it lies in. */
static int
make_home(const char *home, struct arena *mem, struct error *err)
{
	struct stat owner;

	if (fs_mkdirs(path_dir(home, mem), 0700, err) < 0)
		return -1;
	if (stat(path_dir(home, mem), &owner) < 0)
		return error_errno(err, "cannot look at the folder of '%s'", home);
	return make(home, &owner, err);
}

char *
repo_cache_dir(
	const struct repo *r, const char *const *environ, struct arena *mem, struct error *err)
{
	const char *home = cache_home(environ, mem, err), *ours, *repository, *worktree;
	struct stat owner;
	char *dir;

	if (!home)
		return NULL;
	repository = label(repository_name(r, mem), r->common_dir, mem, err);
	worktree = label(path_base(r->root ? r->root : r->git_dir), r->git_dir, mem, err);
	if (!repository || !worktree)
		return NULL;
	if (stat(r->git_dir, &owner) < 0) {
		error_errno(err, "cannot look at '%s'", r->git_dir);
		return NULL;
	}
	ours = path_join(home, "tta", mem);
	repository = path_join(ours, repository, mem);
	dir = path_join(repository, worktree, mem);
	if (check_owner(ours, &owner, err) < 0 || check_owner(repository, &owner, err) < 0 ||
		check_owner(dir, &owner, err) < 0)
		return NULL;
	if (fs_is_dir(dir))
		return dir;
	if ((!fs_is_dir(home) && make_home(home, mem, err) < 0) || make(ours, &owner, err) < 0 ||
		make(repository, &owner, err) < 0 || make(dir, &owner, err) < 0) {
		error_wrap(err, "no place for the cache; XDG_CACHE_HOME names one");
		return NULL;
	}
	return dir;
}
