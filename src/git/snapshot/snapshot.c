/* SPDX-License-Identifier: MIT */
/*
 * snapshot -- see snapshot.h.
 *
 * Layout of its folder:  tree/   the work tree (shadow.h), with the decoy tree/.git
 *                        record  what is known of tree/ (record.h); record.other, order: files
 *                                that it takes to write them
 *                        lock    held by flock(2) while a run uses it
 *                        carried-N: notes of mirror.c; tick: tick.h
 *                        any symlink: a folder beside the repository (sibling.h)
 *
 * Keeps true: a folder that gates left in a state that cannot be mended is put aside and made anew,
 * once; what fails then is told.
 */
#include "git/snapshot/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/carry/carry.h"
#include "git/judged/intact.h"
#include "git/judged/judged.h"
#include "git/repo/repo.h"
#include "git/snapshot/cone.h"
#include "git/snapshot/decoy.h"
#include "git/snapshot/eviction.h"
#include "git/snapshot/keep.h"
#include "git/snapshot/shadow.h"
#include "model/plan/view.h"

#define LOCK_TRIES 8

struct order { /* what a snapshot is to hold */
	const struct snapshot_source *from;
	const struct view *view;
	struct carry *carry;
	const struct strs *keep;
	struct strs left; /* keep, and what is carried */
	struct arena *mem;
};

/* Is fd still the file of that name?  Eviction removes it while it holds it. */
static bool
is_still(int fd, const char *path)
{
	struct stat held, named;

	return fstat(fd, &held) == 0 && lstat(path, &named) == 0 && held.st_dev == named.st_dev &&
	       held.st_ino == named.st_ino;
}

/* 1: ours now; 0: somebody else's, or the file system knows no locks; -1: error. */
static int
take_lock(struct snapshot *s, struct arena *mem, struct error *err)
{
	const char *path = path_join(s->dir, "lock", mem);

	for (int i = 0; i < LOCK_TRIES; i++) {
		s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (s->lock < 0 && errno == ENOENT) { /* the first time, or evicted */
			if (fs_mkdirs(s->dir, 0700, err) < 0)
				return -1;
			continue;
		}
		if (s->lock < 0)
			return error_errno(err, "cannot open '%s'", path);
		if (flock(s->lock, LOCK_EX | LOCK_NB) < 0)
			i = LOCK_TRIES;
		else if (is_still(s->lock, path))
			return 1;
		close(s->lock);
		s->lock = -1;
	}
	return 0;
}

/* Root on another's repository leaves nothing of its own behind in the other's home. */
static bool
is_borrowed(const char *cache, struct arena *mem)
{
	const char *home = path_dir(path_dir(path_dir(cache, mem), mem), mem);
	struct stat st;

	return geteuid() == 0 && stat(home, &st) == 0 && st.st_uid != 0;
}

/* Tools look for what they need in the folders above, where the work tree's files would be. */
static int
check_place(const struct snapshot_source *s, const struct repo *r, struct error *err)
{
	const char *const within[] = {r->root, r->git_dir, r->common_dir};

	for (size_t i = 0; i < countof(within); i++) {
		if (within[i] && path_is_below(s->cache, within[i]))
			return error_set(err, ERR_SYSTEM,
				"the cache folder '%s' lies in the repository, whose files gates "
				"would find above theirs; set XDG_CACHE_HOME to a folder outside",
				s->cache);
	}
	return 0;
}

static int
take_folder(struct snapshot *out, const struct order *o, struct error *err)
{
	const struct snapshot_source *from = o->from;
	int got = 0;

	out->dir = path_join(from->cache, o->view->name, o->mem);
	out->notes = from->is_borrowed ? NULL : from->cache;
	if (!from->is_borrowed)
		got = take_lock(out, o->mem, err);
	if (got < 0)
		return error_wrap(err, "no place for it; XDG_CACHE_HOME names one");
	if (got == 0) {
		out->dir = fs_temp_dir(from->cache, o->mem, err);
		out->is_ephemeral = out->dir != NULL;
		if (!out->dir)
			return -1;
	}
	out->root = path_join(out->dir, "tree", o->mem);
	return 0;
}

/* A gate may have put anything in its place. */
static int
make_root(const struct snapshot *s, struct error *err)
{
	struct stat st;
	int fd = fs_enter(s->root);

	if (fd < 0 && errno == EXDEV)
		return fs_enter_error(err, s->root);
	if (fd >= 0)
		close(fd);
	if (lstat(s->root, &st) == 0 && S_ISDIR(st.st_mode))
		return 0;
	if (unlink(s->root) < 0 && errno != ENOENT)
		return error_errno(err, "cannot remove '%s'", s->root);
	if (mkdir(s->root, 0755) < 0)
		return error_errno(err, "cannot make '%s'", s->root);
	return 0;
}

static struct shadow
shadow_of(const struct snapshot *s, const struct order *o, const struct repo *decoy)
{
	return (struct shadow){
		.repo = o->from->repo,
		.decoy = decoy,
		.view = o->view,
		.dir = s->dir,
		.settings = o->from->parts.settings,
		.keep = &o->left,
	};
}

static struct repo
decoy_at(const struct snapshot *s, const struct order *o)
{
	return decoy_of(o->from->repo, s->root, path_join(s->root, ".git/index", o->mem), o->mem);
}

static int
fill_tree(const struct snapshot *s, const struct order *o, const struct repo *decoy,
	struct error *err)
{
	const struct shadow shadow = shadow_of(s, o, decoy);
	struct decoy_parts own = o->from->parts;

	own.is_sparse = cone_is_needed(o->view);
	if (make_root(s, err) < 0 || decoy_make(decoy, &own, &o->carry->paths, o->mem, err) < 0)
		return -1;
	return shadow_update(&shadow, &o->from->judged->tree, o->mem, err);
}

/* Renaming within one folder works whatever is in it and whoever's; what of it cannot be removed is
 * eviction's. */
static int
put_aside(const struct snapshot *s, struct arena *mem, struct error *err)
{
	const char *aside = fs_temp_dir(s->dir, mem, err);
	struct error ignored;

	if (!aside)
		return -1;
	if (rename(s->root, aside) < 0 && errno != ENOENT)
		return error_errno(err, "cannot put '%s' aside", s->root);
	if (fs_remove_tree(aside, &ignored) < 0)
		return 0; /* it is out of the way, and eviction tries again */
	return 0;
}

static int
fill(const struct snapshot *s, const struct order *o, struct error *err)
{
	struct repo decoy = decoy_at(s, o);
	struct error ignored;

	if (fill_tree(s, o, &decoy, err) < 0) {
		if (!shadow_is_spoiled(s->root) || put_aside(s, o->mem, &ignored) < 0)
			return -1;
		if (fill_tree(s, o, &decoy, err) < 0)
			return -1;
	}
	carry_bring(o->carry, s->dir, s->root, o->keep, o->mem);
	return 0;
}

int
snapshot_prepare(struct snapshot_source *out, struct repo *r, const struct judged *j,
	const char *const *environ, struct arena *mem, struct error *err)
{
	struct snapshot_source s = {.repo = r, .judged = j};
	char *cache;

	if (intact_check(r, &j->changes, err) < 0)
		return -1;
	cache = repo_cache_dir(r, environ, mem, err);
	if (!cache)
		return -1;
	s.cache = fs_real(cache, mem);
	if (!s.cache)
		return error_errno(err, "cannot resolve the cache folder '%s'", cache);
	if (check_place(&s, r, err) < 0)
		return -1;
	s.is_borrowed = is_borrowed(cache, mem);
	if (!s.is_borrowed && eviction_note_use(s.cache, r, mem, err) < 0)
		return -1;
	if (decoy_read(&s.parts, r, j, s.is_borrowed ? NULL : s.cache, mem, err) < 0)
		return -1;
	*out = s;
	return 0;
}

void
snapshot_finish(struct snapshot_source *s, struct arena *mem)
{
	if (s->cache && !s->is_borrowed)
		eviction_run(s->cache, mem);
	*s = (struct snapshot_source){0};
}

int
snapshot_open(struct snapshot *out, const struct snapshot_source *from, const struct view *view,
	struct carry *carry, const struct strs *keep, struct arena *mem, struct error *err)
{
	struct order order = {.from = from, .view = view, .carry = carry, .keep = keep, .mem = mem};

	strs_add_all(&order.left, keep, mem);
	for (size_t i = 0; i < carry->paths.n; i++)
		strs_add(&order.left, keep_pattern(carry->paths.v[i], mem), mem);
	*out = (struct snapshot){.lock = -1};
	if (take_folder(out, &order, err) == 0 && fill(out, &order, err) == 0)
		return 0;
	snapshot_close(out);
	return -1;
}

bool
snapshot_is_still(const struct snapshot *s, const struct snapshot_source *from,
	const struct view *view, struct arena *mem)
{
	const struct order order = {.from = from, .view = view, .mem = mem};
	const struct repo decoy = decoy_at(s, &order);
	const struct shadow shadow = shadow_of(s, &order, &decoy);

	return shadow_is_still(&shadow);
}

int
snapshot_mend(const struct snapshot *s, const struct snapshot_source *from, const struct view *view,
	struct carry *carry, struct arena *mem, struct error *err)
{
	struct order order = {.from = from, .view = view, .carry = carry, .mem = mem};
	const struct repo decoy = decoy_at(s, &order);

	strs_add(&order.left, "*", mem);
	return fill_tree(s, &order, &decoy, err);
}

void
snapshot_close(struct snapshot *s)
{
	struct error ignored;

	if (s->is_ephemeral && fs_remove_tree(s->dir, &ignored) < 0)
		s->is_ephemeral = false; /* nothing more can be done: eviction takes it by age */
	eviction_note_snapshot(s->lock);
	if (s->lock >= 0)
		close(s->lock);
	*s = (struct snapshot){.lock = -1};
}

const char *
snapshot_notes(const struct repo *r, const char *const *environ, struct arena *mem)
{
	struct error ignored;
	const char *cache = repo_cache_dir(r, environ, mem, &ignored);

	return cache && !is_borrowed(cache, mem) ? cache : NULL;
}
