/* SPDX-License-Identifier: MIT */
/*
 * scan -- see scan.h.  A folder is closed before those in it are opened, each by its path from the
 * root: those above were found to be real folders just before, and nobody else is at work.
 *
 * Folders in which all is still as it was are found first, by several processes (still.h); what is
 * left is looked at here, one after the other.
 * Stamps: taken before a folder's names are read, and kept only where these were the right ones and
 *         the clock has gone on since: whatever is added or taken away afterwards gives it another.
 *         Where ours or a gate's hand does that, its names are read the next time.
 */
#define _DEFAULT_SOURCE /* d_type */

#include "git/snapshot/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/snapshot/keep.h"
#include "git/snapshot/known.h"
#include "git/snapshot/shelf.h"
#include "git/snapshot/still.h"

#define PATH_BYTES ((size_t)1 << 20)

struct scan {
	struct shelf *s;
	const char *root;
	int root_fd;
	bool is_telling;    /* the file system dates folders by what is done in them */
	int64_t since_ns;   /* when the scan began */
	struct still still; /* what need not be looked at again */
	struct keep keep;
	struct buf path; /* of the folder at hand, with '/' behind it; "" for the root */
	struct arena *mem;
	struct error *err;
};

struct child {                /* a folder in the one at hand */
	size_t folder, first; /* in the shelf: its folder, its first entry */
	bool is_there;
	struct shelf_stamp now;
};

struct place { /* the folder at hand */
	int fd;
	struct shelf_stamp now; /* before anything in it was looked at */
	size_t first, end;      /* its entries */
	struct child *children;
	size_t n;
	size_t found; /* names that are there and are to be */
	bool is_kept; /* what else is in it may stay */
};

static const char *
whole_path(const struct scan *s, const char *name)
{
	return arena_printf(s->mem, "%s/%s%s", s->root, s->path.data, name);
}

static int
remove_it(const struct scan *s, const char *name)
{
	return fs_remove_tree(whole_path(s, name), s->err);
}

static void
all_due(struct scan *s, size_t first, size_t end)
{
	for (; first < end; first++) {
		if (!s->s->v[first].is_hidden)
			s->s->v[first].stat = NULL;
	}
}

/* Of folders that will be made anew. */
static void
forget(struct scan *s, size_t first, size_t end)
{
	for (; first < end; first++)
		s->s->folders[first].stamp = (struct shelf_stamp){0};
}

/* 1 there, 0 not, -1 error. */
static int
look(struct stat *st, const struct scan *s, const struct place *p, const char *name)
{
	if (fstatat(p->fd, name, st, AT_SYMLINK_NOFOLLOW) == 0)
		return 1;
	if (errno == ENOENT || errno == ENAMETOOLONG)
		return 0;
	return error_errno(s->err, "cannot look at '%s'", whole_path(s, name));
}

/* The folder of a submodule holds nothing; 1 it is there, -1 error. */
static int
make_empty(const struct scan *s, const struct place *p, const char *name)
{
	if (unlinkat(p->fd, name, AT_REMOVEDIR) < 0 && remove_it(s, name) < 0)
		return -1;
	if (mkdirat(p->fd, name, 0777) < 0)
		return error_errno(s->err, "cannot make '%s'", whole_path(s, name));
	return 1;
}

/* 1 there, as anything that may be written over; 0 not. */
static int
check_file(struct scan *s, const struct place *p, struct index_entry *e)
{
	const char *name = e->path + s->path.len;
	unsigned char now[INDEX_STAT_LEN];
	struct stat st;
	int is_there = look(&st, s, p, name);
	bool is_submodule = e->mode == SHELF_SUBMODULE;

	if (is_there <= 0) {
		e->stat = NULL;
		return is_there;
	}
	if (S_ISDIR(st.st_mode) && is_submodule)
		return make_empty(s, p, name);
	if (S_ISDIR(st.st_mode) || is_submodule) {
		e->stat = NULL;
		return remove_it(s, name);
	}
	shelf_stat(now, &st);
	if (e->stat && !shelf_same_stat(e->stat, now))
		e->stat = NULL;
	return 1;
}

/* What is in its place and no folder goes.  1 there, 0 not. */
static int
check_folder(struct shelf_stamp *now, struct scan *s, const struct place *p, const char *name)
{
	struct stat st;
	int is_there = look(&st, s, p, name);

	if (is_there <= 0)
		return is_there;
	if (!S_ISDIR(st.st_mode))
		return remove_it(s, name);
	if ((st.st_mode & 0700) != 0700 &&
		fchmodat(p->fd, name, (st.st_mode & 07777) | 0700, 0) < 0)
		return error_errno(s->err, "cannot enter '%s'", whole_path(s, name));
	if (s->is_telling)
		*now = shelf_stamp_of(&st);
	return 1;
}

static int
check_child(struct scan *s, struct place *p, size_t folder, size_t first)
{
	const struct shelf_folder *f = &s->s->folders[folder];
	struct child *c;
	int rc;

	if (s->s->v[first].len == s->path.len + strlen(f->name) + 1)
		return 0; /* hidden, in one entry */
	c = &p->children[p->n++];
	*c = (struct child){.folder = folder, .first = first};
	rc = check_folder(&c->now, s, p, f->name);
	c->is_there = rc > 0;
	return rc;
}

/* Looks at all that is to be in the folder. */
static int
check_all(struct scan *s, struct place *p, const struct shelf_folder *me)
{
	const struct shelf_folder *folders = s->s->folders;
	size_t next = (size_t)(me - folders) + 1, i = p->first;

	p->children = arena_alloc(s->mem, me->folders, sizeof(*p->children));
	while (i < p->end) {
		struct index_entry *e = &s->s->v[i];
		const struct shelf_folder *f = next < me->next ? &folders[next] : NULL;
		int rc = 0;

		if (f && shelf_is_in(e, s->path.len, f->name, strlen(f->name))) {
			rc = check_child(s, p, next, i);
			i += f->entries;
			next = f->next;
		} else {
			if (!e->is_hidden)
				rc = check_file(s, p, e);
			i++;
		}
		if (rc < 0)
			return -1;
		p->found += (size_t)rc;
	}
	return 0;
}

static bool
is_skipped(const struct scan *s, const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       (s->path.len == 0 && strcmp(name, ".git") == 0);
}

static int
count_names(size_t *out, const struct scan *s, DIR *dir)
{
	struct dirent *e;

	*out = 0;
	while (errno = 0, (e = readdir(dir)) != NULL)
		*out += !is_skipped(s, e->d_name);
	if (errno)
		return error_errno(s->err, "cannot read '%s'", whole_path(s, ""));
	return 0;
}

static int
list_names(struct strs *out, const struct scan *s, DIR *dir)
{
	struct dirent *e;

	*out = (struct strs){0};
	rewinddir(dir);
	while (errno = 0, (e = readdir(dir)) != NULL) {
		if (!is_skipped(s, e->d_name))
			strs_add(out, arena_strdup(s->mem, e->d_name), s->mem);
	}
	if (errno)
		return error_errno(s->err, "cannot read '%s'", whole_path(s, ""));
	return 0;
}

static struct strs
wanted_names(const struct scan *s, const struct place *p)
{
	struct strs names = {0};

	for (size_t i = p->first, k = 0; i < p->end;) {
		if (k < p->n && p->children[k].first == i) {
			const struct shelf_folder *f = &s->s->folders[p->children[k++].folder];

			strs_add(&names, f->name, s->mem);
			i += f->entries;
			continue;
		}
		if (!s->s->v[i].is_hidden)
			strs_add(&names, s->s->v[i].path + s->path.len, s->mem);
		i++;
	}
	strs_sort_unique(&names);
	return names;
}

static int
enter(const struct scan *s, const char *path)
{
	int fd = fs_enter_at(s->root_fd, *path ? path : ".");

	if (fd < 0)
		fs_enter_error(s->err, path_join(s->root, path, s->mem));
	return fd;
}

/* Takes the descriptor. */
static DIR *
list_folder(const struct scan *s, int fd)
{
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (!dir && fd >= 0) {
		error_errno(s->err, "cannot read '%s'", whole_path(s, ""));
		close(fd);
	}
	return dir;
}

static int remove_extra(struct scan *s, const char *name);

/* A folder that is not to be there, and in which something may be kept. */
static int
thin_out(struct scan *s, const char *path, const char *name)
{
	size_t len = s->path.len;
	DIR *dir = list_folder(s, enter(s, path));
	struct strs names;
	int rc;

	if (!dir)
		return -1;
	buf_addf(&s->path, "%s/", name);
	rc = list_names(&names, s, dir);
	closedir(dir);
	for (size_t i = 0; rc == 0 && i < names.n; i++)
		rc = remove_extra(s, names.v[i]);
	s->path.len = len;
	s->path.data[len] = '\0';
	if (rc == 0 && unlinkat(s->root_fd, path, AT_REMOVEDIR) < 0 && errno != ENOTEMPTY &&
		errno != EEXIST)
		return error_errno(s->err, "cannot remove '%s/%s'", s->root, path);
	return rc;
}

/* Removes what is not to be there, but for what is kept. */
static int
remove_extra(struct scan *s, const char *name)
{
	const char *path = arena_printf(s->mem, "%s%s", s->path.data, name);
	struct stat st;

	if (keep_has(&s->keep, path))
		return 0;
	if (fstatat(s->root_fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) &&
		keep_leads(&s->keep, path, s->mem)) {
		if ((st.st_mode & 0700) != 0700 && fchmodat(s->root_fd, path, 0700, 0) < 0)
			return error_errno(s->err, "cannot enter '%s/%s'", s->root, path);
		return thin_out(s, path, name);
	}
	return remove_it(s, name);
}

static int
remove_extras(struct scan *s, const struct place *p, DIR *dir)
{
	struct strs names, wanted;

	if (p->is_kept)
		return 0;
	if (list_names(&names, s, dir) < 0)
		return -1;
	wanted = wanted_names(s, p);
	for (size_t i = 0; i < names.n; i++) {
		if (!strs_has_sorted(&wanted, names.v[i]) && remove_extra(s, names.v[i]) < 0)
			return -1;
	}
	return 0;
}

/* Takes the descriptor.  A stamp that would not show the next change is not kept. */
static int
check_names(struct scan *s, struct place *p, struct shelf_folder *me)
{
	DIR *dir = list_folder(s, p->fd);
	size_t names;
	int rc;

	me->stamp = (struct shelf_stamp){0};
	if (!dir)
		return -1;
	rc = count_names(&names, s, dir);
	if (rc == 0 && names != p->found)
		rc = remove_extras(s, p, dir);
	else if (known_is_settled(
			 &(struct fs_stamp){.ino = p->now.ino, .ctime_ns = p->now.ctime_ns},
			 s->since_ns))
		me->stamp = p->now;
	closedir(dir);
	return rc;
}

static int
check_place(struct scan *s, struct place *p, struct shelf_folder *me)
{
	int rc;

	p->fd = enter(s, s->path.data);
	if (p->fd < 0)
		return -1;
	rc = check_all(s, p, me);
	if (rc == 0 && !shelf_same_stamp(&me->stamp, &p->now))
		return check_names(s, p, me);
	close(p->fd);
	return rc;
}

static int
scan_folder(struct scan *s, const struct child *at, bool is_kept)
{
	struct shelf_folder *me = &s->s->folders[at->folder];
	struct place p = {.now = at->now,
		.first = at->first,
		.end = at->first + me->entries,
		.is_kept = is_kept};

	if (still_is(&s->still, at->folder))
		return 0;
	if (check_place(s, &p, me) < 0)
		return -1;
	for (size_t i = 0; i < p.n; i++) {
		const struct child *c = &p.children[i];
		const struct shelf_folder *f = &s->s->folders[c->folder];
		size_t len = s->path.len;
		int rc = 0;

		if (!c->is_there) {
			all_due(s, c->first, c->first + f->entries);
			forget(s, c->folder, f->next);
			continue;
		}
		buf_adds(&s->path, f->name);
		is_kept = p.is_kept || keep_has(&s->keep, s->path.data);
		buf_addc(&s->path, '/');
		rc = scan_folder(s, c, is_kept);
		s->path.len = len;
		s->path.data[len] = '\0';
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* What is ours to enter at all. */
static int
open_root(const char *root, struct error *err)
{
	struct stat st;
	int fd = fs_enter(root);

	if (fd < 0 && errno == EACCES && chmod(root, 0700) == 0)
		fd = fs_enter(root);
	if (fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 0700) != 0700 &&
		fchmod(fd, (st.st_mode & 07777) | 0700) < 0) {
		close(fd);
		fd = -1;
	}
	if (fd < 0)
		fs_enter_error(err, root);
	return fd;
}

int
scan_tree(struct shelf *shelf, const char *root, const struct strs *keep, struct arena *mem,
	struct error *err)
{
	struct scan s = {
		.s = shelf, .root = root, .since_ns = known_now_ns(), .mem = mem, .err = err};
	const struct child all = {.is_there = true};
	int rc;

	s.root_fd = open_root(root, err);
	if (s.root_fd < 0)
		return -1;
	s.is_telling = fs_dates_folders(s.root_fd);
	keep_init(&s.keep, keep, mem);
	buf_init(&s.path, PATH_BYTES);
	if (s.is_telling)
		still_find(&s.still, shelf, s.root_fd, mem);
	rc = scan_folder(&s, &all, false);
	still_release(&s.still);
	buf_release(&s.path);
	close(s.root_fd);
	return rc;
}
