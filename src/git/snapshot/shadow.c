/* SPDX-License-Identifier: MIT */
/*
 * shadow -- see shadow.h.
 *
 * Keeps true: the record tells of no file that is not there just so, unless something changed it
 * since: it is written last, when all that is
 * written from then on has another ctime.  The files that an interrupted update wrote are others
 * than the old one tells of, so the next update looks at them.
 */
#define _XOPEN_SOURCE 700 /* nftw */

#include "git/snapshot/shadow.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/repo/jot.h"
#include "git/repo/repo.h"
#include "git/snapshot/checkout.h"
#include "git/snapshot/cone.h"
#include "git/snapshot/layout.h"
#include "git/snapshot/record.h"
#include "git/snapshot/scan.h"
#include "git/snapshot/still.h"
#include "git/snapshot/tick.h"
#include "model/plan/view.h"

#define WALK_FDS 16
#define NOTED_PART 8

struct update {
	const struct shadow *s;
	const char *path; /* of the record */
	struct record_note note;
	struct record old;
	struct shelf new;
	bool is_changed; /* the files, and with them index and record */
	bool is_noted;   /* the record alone is to be written */
	struct arena *mem;
	struct error *err;
};

/* Nothing that was written before a power cut can be believed; links may tell of both places. */
static int
describe(struct record_note *out, const struct shadow *s, struct arena *mem, struct error *err)
{
	const char *settings =
		arena_printf(mem, "%s%s\n%s\n%s", jot_read("/proc/sys/kernel/random/boot_id", mem),
			s->decoy->root, s->repo->root ? s->repo->root : "", s->settings);
	const char *view = view_text(s->view, mem);

	memset(out, 0, sizeof(*out));
	if (hash_bytes(out->surroundings, HASH_SHA256, settings, strlen(settings), err) < 0)
		return -1;
	return hash_bytes(out->view, HASH_SHA256, view, strlen(view), err);
}

/* Is it entry by entry what the old record holds? */
static bool
is_as_old(const struct update *u)
{
	const struct shelf *old = &u->old.shelf, *new = &u->new;

	return old->nfolders &&
	       old->n == new->n &&memcmp(old->folders[0].id, new->folders[0].id, 20) == 0 &&
	       memcmp(u->old.note.view, u->note.view, HASH_MAX) == 0;
}

/* Would the next update spare itself many folders' names?  Of the same folders as the old one. */
static bool
is_worth_noting(const struct update *u)
{
	size_t n = 0;

	for (size_t i = 0; i < u->new.nfolders; i++)
		n += u->new.folders[i].stamp.ino && !u->old.shelf.folders[i].stamp.ino;
	return n > u->new.nfolders / NOTED_PART;
}

static int
lay_out(struct update *u, const struct oid *tree)
{
	const struct layout l = {
		.repo = u->s->repo,
		.view = u->s->view,
		.old = &u->old.shelf,
		.is_same_view = memcmp(u->old.note.view, u->note.view, HASH_MAX) == 0,
		.path_max = PATH_MAX - 2 - strlen(u->s->decoy->root),
	};

	if (layout_make(&u->new, &l, tree, u->mem, u->err) < 0 ||
		scan_tree(&u->new, u->s->decoy->root, u->s->keep, u->mem, u->err) < 0)
		return -1;
	u->is_changed = !is_as_old(u);
	u->is_noted = !u->is_changed && is_worth_noting(u);
	for (size_t i = 0; !u->is_changed && i < u->new.n; i++)
		u->is_changed = shelf_is_due(&u->new.v[i]);
	return 0;
}

/* Newer than any file, so that git in a gate need not look into those written just now. */
static int
make_newest(const char *path)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}};

	clock_gettime(CLOCK_REALTIME, &times[1]);
	return utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

/* The index that gates are given. */
static int
put_copy(struct update *u, struct shelf_bytes image)
{
	const char *path = u->s->decoy->index_file;
	struct fs_stamp now;

	if (fs_stamp(&now, path, u->err) < 0)
		return -1;
	u->note.copy = u->old.note.copy;
	if (!u->is_changed && now.ino && fs_stamp_equal(&now, &u->old.note.copy))
		return 0;
	u->is_noted = true;
	if (jot_safely(path, image.data, image.len, u->mem, u->err) < 0)
		return -1;
	if (make_newest(path) < 0)
		return error_errno(u->err, "cannot touch '%s'", path);
	return fs_stamp(&u->note.copy, path, u->err);
}

/* And what of the rest is hidden. */
static int
put_patterns(struct update *u)
{
	const struct shadow *s = u->s;
	const char *text;

	if (!cone_is_needed(s->view))
		return 0;
	text = cone_patterns(s->view, &u->new, u->mem);
	return jot_safely(path_join(s->decoy->git_dir, "info/sparse-checkout", u->mem), text,
		strlen(text), u->mem, u->err);
}

static int
bring_about(struct update *u)
{
	const struct checkout checkout = {
		.decoy = u->s->decoy,
		.repo = u->s->repo,
		.index_file = path_join(u->s->dir, "order", u->mem),
	};
	struct shelf_bytes image = u->old.image;

	if (u->is_changed && (checkout_due(&u->new, &checkout, u->mem, u->err) < 0 ||
				     shelf_image(&image, &u->new, u->mem, u->err) < 0))
		return -1;
	if (put_patterns(u) < 0 || put_copy(u, image) < 0)
		return -1;
	if (!u->is_changed && !u->is_noted)
		return 0;
	if (tick_pass(u->s->dir, u->mem, u->err) < 0)
		return -1;
	return record_write(u->path, &u->note, image, &u->new, u->mem, u->err);
}

int
shadow_update(const struct shadow *s, const struct oid *tree, struct arena *mem, struct error *err)
{
	struct update u = {
		.s = s, .path = path_join(s->dir, "record", mem), .mem = mem, .err = err};
	int rc;

	if (describe(&u.note, s, mem, err) < 0)
		return -1;
	record_open(&u.old, u.path, u.note.surroundings, mem);
	rc = lay_out(&u, tree);
	if (rc == 0)
		rc = bring_about(&u);
	record_close(&u.old);
	return rc;
}

bool
shadow_is_still(const struct shadow *s)
{
	struct arena *mem = arena_new();
	struct record_note note;
	struct record known;
	struct error ignored;
	bool is_still = false;
	int fd = fs_enter(s->decoy->root);

	if (fd >= 0 && describe(&note, s, mem, &ignored) == 0) {
		record_open(&known, path_join(s->dir, "record", mem), note.surroundings, mem);
		is_still = known.shelf.nfolders && still_files(&known.shelf, fd, mem);
		record_close(&known);
	}
	if (fd >= 0)
		close(fd);
	arena_free(mem);
	return is_still;
}

static int
look_at_folder(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)path;
	(void)where;
	if (kind == FTW_DNR || kind == FTW_NS)
		return 1;
	return kind == FTW_D && ((st->st_mode & 0700) != 0700 || st->st_uid != geteuid());
}

bool
shadow_is_spoiled(const char *root)
{
	return nftw(root, look_at_folder, WALK_FDS, FTW_PHYS) > 0;
}
