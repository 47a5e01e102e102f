/* SPDX-License-Identifier: MIT */
/*
 * eviction -- see eviction.h.
 *
 * Notes:  OURS/swept                  its time is that of the last walk
 *         OURS/REPOSITORY/WORKTREE/worktree
 *                                     the git folder and the work tree, a line each, a newline in a
 *                                     path as it is: both are looked for from the root of the
 *                                     file system on, and a wrong answer costs a snapshot made anew
 */
#include "git/eviction.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/jot.h"
#include "git/repo.h"

#define DAY ((time_t)24 * 60 * 60)
#define UNUSED_DAYS 14
#define TAIL_DIGITS 12

int
eviction_note_use(const char *cache, const struct repo *r, struct arena *mem, struct error *err)
{
	return jot_text(path_join(cache, "worktree", mem),
		arena_printf(mem, "%s\n%s\n", r->git_dir, r->root ? r->root : r->git_dir), err);
}

/* The names in a folder; those with a dot in front are not ours. */
static struct strs
names_in(const char *path, struct arena *mem)
{
	DIR *dir = opendir(path);
	struct strs names = {0};
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] != '.')
			strs_add(&names, arena_strdup(mem, entry->d_name), mem);
	}
	if (dir)
		closedir(dir);
	return names;
}

/* As cachedir.c makes them, NAME-1f2e3d4c5b6a: nothing else is ever touched. */
static struct strs
ours_in(const char *path, struct arena *mem)
{
	struct strs all = names_in(path, mem), found = {0};

	for (size_t i = 0; i < all.n; i++) {
		const char *tail = strrchr(all.v[i], '-');

		if (tail && strlen(tail + 1) == TAIL_DIGITS &&
			strspn(tail + 1, "0123456789abcdef") == TAIL_DIGITS)
			strs_add(&found, all.v[i], mem);
	}
	return found;
}

/* When path was last written, 0 where there is none. */
static time_t
time_of(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 ? 0 : st.st_mtime;
}

static bool
is_gone(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* Is what the note names no longer there?  Without a note nobody can say. */
static bool
is_orphan(const char *worktree, struct arena *mem)
{
	const char *note = jot_read(path_join(worktree, "worktree", mem), mem);
	size_t n = strcspn(note, "\n");
	const char *root = note + n + (note[n] != '\0');

	if (*note != '/' || *root != '/')
		return false;
	return is_gone(arena_strndup(mem, note, n)) ||
	       is_gone(arena_strndup(mem, root, strcspn(root, "\n")));
}

static bool
is_unused(const char *worktree, time_t now, struct arena *mem)
{
	time_t note = time_of(path_join(worktree, "worktree", mem)), own = time_of(worktree);

	return now - (note > own ? note : own) > UNUSED_DAYS * DAY;
}

static void
remove_folder(const char *path)
{
	struct error ignored;

	if (fs_remove_tree(path, &ignored) < 0)
		return; /* another day */
}

/* Nobody runs in it while it goes. */
static void
remove_worktree(const char *worktree, struct arena *mem)
{
	int lock = open(path_join(worktree, "snapshot/lock", mem), O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0)
		remove_folder(worktree);
	if (lock >= 0)
		close(lock);
}

static void
remove_older(const char *folder, const char *prefix, time_t now, struct arena *mem)
{
	struct strs names = names_in(folder, mem);

	for (size_t i = 0; i < names.n; i++) {
		const char *path = path_join(folder, names.v[i], mem);

		if (strncmp(names.v[i], prefix, strlen(prefix)) == 0 && now - time_of(path) > DAY)
			remove_folder(path);
	}
}

/* What runs that were killed left, and what could not be removed then. */
static void
remove_leftovers(const char *worktree, time_t now, struct arena *mem)
{
	remove_older(worktree, "tta-", now, mem);
	remove_older(path_join(worktree, "snapshot", mem), "tta-", now, mem);
	remove_older(path_join(worktree, "run", mem), "", now, mem);
}

static void
walk(const char *ours, time_t now, struct arena *mem)
{
	struct strs repositories = ours_in(ours, mem);

	for (size_t i = 0; i < repositories.n; i++) {
		const char *repository = path_join(ours, repositories.v[i], mem);
		struct strs worktrees = ours_in(repository, mem);

		for (size_t k = 0; k < worktrees.n; k++) {
			const char *worktree = path_join(repository, worktrees.v[k], mem);

			if (is_orphan(worktree, mem) || is_unused(worktree, now, mem))
				remove_worktree(worktree, mem);
			else
				remove_leftovers(worktree, now, mem);
		}
		rmdir(repository); /* where none is left */
	}
}

void
eviction_run(const char *cache, struct arena *mem)
{
	const char *ours = path_dir(path_dir(cache, mem), mem);
	const char *swept = path_join(ours, "swept", mem);
	time_t now = time(NULL), last = time_of(swept);
	struct error ignored;

	if (last <= now && now - last < DAY)
		return;
	if (jot_text(swept, "1\n", &ignored) < 0)
		return; /* or it would be done each time */
	walk(ours, now, mem);
}
