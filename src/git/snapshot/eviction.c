/* SPDX-License-Identifier: MIT */
/*
 * eviction -- see eviction.h.
 *
 * Notes:  OURS/swept                  its time is that of the last walk
 *         OURS/REPOSITORY/WORKTREE/worktree
 *                                     the git folder and the work tree, a line each, a newline in a
 *                                     path as it is: both are looked for from the root of the
 *                                     file system on, and a wrong answer costs a snapshot made anew
 *         .../WORKTREE/SNAPSHOT/lock  its time is that of the last use
 *         .../WORKTREE/SNAPSHOT/size  of all its files, as it was then
 *
 * Keeps true: what goes is renamed first, with its locks held, so that no run ever finds a part of
 * it in its place.
 */
#include "git/snapshot/eviction.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/jot.h"
#include "git/repo/repo.h"
#include "git/snapshot/foldersize.h"

#define HOUR ((time_t)60 * 60)
#define DAY (24 * HOUR)
#define UNUSED_DAYS 14
#define TAIL_DIGITS 12
#define SWEEP_MS 500
#define TEMP_PREFIX "tta-"

struct aged { /* a snapshot that may stay unless all together are too big */
	const char *path;
	time_t used;
	uint64_t size;
};

struct sweep {
	time_t now;
	int64_t until_ms;
	struct aged *v;
	size_t n, cap;
	uint64_t total;
	bool is_cut; /* there was no time for all of it */
	struct arena *mem;
};

static int64_t
now_ms(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
has_time(struct sweep *s)
{
	s->is_cut = s->is_cut || now_ms() > s->until_ms;
	return !s->is_cut;
}

int
eviction_note_use(const char *cache, const struct repo *r, struct arena *mem, struct error *err)
{
	return jot_text(path_join(cache, "worktree", mem),
		arena_printf(mem, "%s\n%s\n", r->git_dir, r->root ? r->root : r->git_dir), err);
}

void
eviction_note_snapshot(int lock)
{
	if (lock >= 0 && futimens(lock, NULL) < 0)
		return; /* it counts as unused since then: it is made anew one day */
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

/* When a folder was last used, by its note of that name. */
static time_t
last_use(const char *folder, const char *note, struct arena *mem)
{
	time_t noted = time_of(path_join(folder, note, mem)), own = time_of(folder);

	return noted ? noted : own;
}

static bool
is_snapshot(const char *name)
{
	static const char *const prefixes[] = {"snapshot-", "cone-", "files-", "whole-"};
	bool is_one = strcmp(name, "snapshot") == 0;

	for (size_t i = 0; i < countof(prefixes); i++)
		is_one = is_one || strncmp(name, prefixes[i], strlen(prefixes[i])) == 0;
	return is_one;
}

static struct strs
snapshots_in(const char *worktree, struct arena *mem)
{
	struct strs all = names_in(worktree, mem), found = {0};

	for (size_t i = 0; i < all.n; i++) {
		if (is_snapshot(all.v[i]))
			strs_add(&found, path_join(worktree, all.v[i], mem), mem);
	}
	return found;
}

static void
remove_folder(const char *path)
{
	struct error ignored;

	if (fs_remove_tree(path, &ignored) < 0)
		return; /* another day */
}

/* Out of the way of every run at once, and then away. */
static void
remove_whole(const char *path, struct arena *mem)
{
	const char *aside = arena_printf(mem, "%s/" TEMP_PREFIX "%ld-%s", path_dir(path, mem),
		(long)getpid(), path_base(path));

	if (rename(path, aside) == 0)
		remove_folder(aside);
}

/* Nobody runs in them while they go.  false: one is held. */
static bool
lock_all(int *locks, const struct strs *snapshots, struct arena *mem)
{
	for (size_t i = 0; i < snapshots->n; i++) {
		locks[i] = open(
			path_join(snapshots->v[i], "lock", mem), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
		if (locks[i] >= 0 && flock(locks[i], LOCK_EX | LOCK_NB) < 0)
			return false;
	}
	return true;
}

/* With what it holds of these. */
static bool
remove_unheld(const char *path, const struct strs *snapshots, struct arena *mem)
{
	int *locks = arena_alloc(mem, snapshots->n + 1, sizeof(*locks));
	bool is_free;

	for (size_t i = 0; i < snapshots->n; i++)
		locks[i] = -1;
	is_free = lock_all(locks, snapshots, mem);
	if (is_free)
		remove_whole(path, mem);
	for (size_t i = 0; i < snapshots->n; i++) {
		if (locks[i] >= 0)
			close(locks[i]);
	}
	return is_free;
}

static void
remove_snapshot(const char *path, struct arena *mem)
{
	struct strs itself = {0};

	strs_add(&itself, path, mem);
	remove_unheld(path, &itself, mem);
}

static void
remove_older(struct sweep *s, const char *folder, const char *prefix)
{
	struct strs names = names_in(folder, s->mem);

	for (size_t i = 0; i < names.n && has_time(s); i++) {
		const char *path = path_join(folder, names.v[i], s->mem);

		if (strncmp(names.v[i], prefix, strlen(prefix)) == 0 &&
			s->now - time_of(path) > DAY)
			remove_folder(path);
	}
}

/* Looked up again only where it was used since. */
static uint64_t
size_of(const struct sweep *s, const char *snapshot, time_t used)
{
	const char *note = path_join(snapshot, "size", s->mem);
	struct error ignored;
	uint64_t size;

	if (time_of(note) > used)
		return strtoull(jot_read(note, s->mem), NULL, 10);
	size = foldersize(snapshot);
	if (jot_text(note, arena_printf(s->mem, "%llu\n", (unsigned long long)size), &ignored) < 0)
		return size; /* and again the next time */
	return size;
}

static void
look_at_snapshot(struct sweep *s, const char *path)
{
	struct aged aged = {.path = path, .used = last_use(path, "lock", s->mem)};

	remove_older(s, path, TEMP_PREFIX);
	if (!has_time(s))
		return;
	if (s->now - aged.used > UNUSED_DAYS * DAY) {
		remove_snapshot(path, s->mem);
		return;
	}
	aged.size = size_of(s, path, aged.used);
	s->total += aged.size;
	s->v = arena_grow(s->mem, s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = aged;
}

static void
look_at_worktree(struct sweep *s, const char *worktree)
{
	struct strs snapshots = snapshots_in(worktree, s->mem);
	time_t used = last_use(worktree, "worktree", s->mem);

	if (is_orphan(worktree, s->mem) || s->now - used > UNUSED_DAYS * DAY) {
		remove_unheld(worktree, &snapshots, s->mem);
		return;
	}
	/* what runs that were killed left, and what could not be removed then */
	remove_older(s, worktree, TEMP_PREFIX);
	remove_older(s, path_join(worktree, "run", s->mem), "");
	for (size_t i = 0; i < snapshots.n && has_time(s); i++)
		look_at_snapshot(s, snapshots.v[i]);
}

static void
walk(struct sweep *s, const char *ours)
{
	struct strs repositories = ours_in(ours, s->mem);

	for (size_t i = 0; i < repositories.n && has_time(s); i++) {
		const char *repository = path_join(ours, repositories.v[i], s->mem);
		struct strs worktrees = ours_in(repository, s->mem);

		remove_older(s, repository, TEMP_PREFIX);
		for (size_t k = 0; k < worktrees.n && has_time(s); k++)
			look_at_worktree(s, path_join(repository, worktrees.v[k], s->mem));
		rmdir(repository); /* where none is left */
	}
}

static int
compare(const void *a, const void *b)
{
	const struct aged *x = a, *y = b;

	return (x->used > y->used) - (x->used < y->used);
}

/* The oldest go until the rest is small enough. */
static void
shrink(struct sweep *s)
{
	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), compare);
	for (size_t i = 0; i < s->n && s->total > EVICTION_LIMIT && has_time(s); i++) {
		if (s->now - s->v[i].used <= DAY)
			return;
		remove_snapshot(s->v[i].path, s->mem);
		s->total -= s->v[i].size;
	}
}

void
eviction_run(const char *cache, struct arena *mem)
{
	const char *ours = path_dir(path_dir(cache, mem), mem);
	const char *swept = path_join(ours, "swept", mem);
	struct sweep s = {.now = time(NULL), .until_ms = now_ms() + SWEEP_MS, .mem = mem};
	struct timespec again[2] = {{.tv_sec = s.now - DAY + HOUR}, {.tv_sec = s.now - DAY + HOUR}};
	time_t last = time_of(swept);
	struct error ignored;

	if (last <= s.now && s.now - last < DAY)
		return;
	if (jot_text(swept, "1\n", &ignored) < 0)
		return; /* or it would be done each time */
	walk(&s, ours);
	if (!s.is_cut)
		shrink(&s);
	if (s.is_cut && utimensat(AT_FDCWD, swept, again, 0) < 0)
		return; /* tomorrow, then */
}
