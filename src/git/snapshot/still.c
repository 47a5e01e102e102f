/* SPDX-License-Identifier: MIT */
/*
 * still -- see still.h.  Looking only reads, so that it can be done in any order; what a folder is
 * then needs those below it, which come behind it.
 */
#include "git/snapshot/still.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/crew.h"
#include "base/fs.h"
#include "git/snapshot/shelf.h"

struct spot {         /* of a folder in the shelf */
	size_t first; /* its first entry */
	size_t len;   /* of its path, with '/' behind it */
};

struct look {
	const struct shelf *s;
	int root_fd;
	struct spot *spots;
	unsigned char *v;
	bool is_of_files; /* names and stamps do not count */
};

static bool
is_one_entry(const struct look *l, size_t folder)
{
	const struct spot *at = &l->spots[folder];

	return l->s->folders[folder].entries == 1 && l->s->v[at->first].len == at->len;
}

/* Where the entries of each folder begin; false: not as a shelf has them. */
static bool
find_spots(struct look *l, size_t folder, struct spot at)
{
	const struct shelf_folder *me = &l->s->folders[folder];
	size_t i = at.first, end = at.first + me->entries;

	l->spots[folder] = at;
	for (size_t f = folder + 1; f < me->next; f = l->s->folders[f].next) {
		const struct shelf_folder *child = &l->s->folders[f];
		size_t n = strlen(child->name);

		while (i < end && !shelf_is_in(&l->s->v[i], at.len, child->name, n))
			i++;
		if (end - i < child->entries ||
			!find_spots(l, f, (struct spot){.first = i, .len = at.len + n + 1}))
			return false;
		i += child->entries;
	}
	return true;
}

static int
enter(struct stat *st, const struct look *l, size_t folder)
{
	const struct spot *at = &l->spots[folder];
	char path[PATH_MAX];
	int fd;

	if (at->len > sizeof(path))
		return -1;
	if (at->len)
		memcpy(path, l->s->v[at->first].path, at->len - 1);
	path[at->len ? at->len - 1 : 0] = '\0';
	fd = fs_enter_at(l->root_fd, at->len ? path : ".");
	if (fd < 0 || fstat(fd, st) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool
is_as_stamped(const struct shelf_stamp *stamp, const struct stat *st)
{
	const struct shelf_stamp now = shelf_stamp_of(st);

	return (st->st_mode & 0700) == 0700 && shelf_same_stamp(stamp, &now);
}

static bool
is_as_told(const struct index_entry *e, int fd, const char *name)
{
	unsigned char now[INDEX_STAT_LEN];
	struct stat st;

	if (e->is_hidden)
		return true;
	if (!e->stat || fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISDIR(st.st_mode))
		return false;
	shelf_stat(now, &st);
	return shelf_same_stat(e->stat, now);
}

/* The files of the folder itself. */
static bool
are_as_told(const struct look *l, size_t folder, int fd)
{
	const struct shelf_folder *me = &l->s->folders[folder];
	const struct spot *at = &l->spots[folder];
	size_t i = at->first, end = at->first + me->entries, child = folder + 1;

	while (i < end) {
		const struct index_entry *e = &l->s->v[i];

		if (child < me->next && l->spots[child].first == i) {
			i += l->s->folders[child].entries;
			child = l->s->folders[child].next;
			continue;
		}
		if (e->mode == SHELF_SUBMODULE ? !l->is_of_files
					       : !is_as_told(e, fd, e->path + at->len))
			return false;
		i++;
	}
	return true;
}

static void
look_at(size_t folder, void *ctx)
{
	const struct look *l = ctx;
	struct stat st;
	int fd;

	if ((!l->is_of_files && !l->s->folders[folder].stamp.ino) || is_one_entry(l, folder))
		return;
	fd = enter(&st, l, folder);
	if (fd < 0)
		return;
	l->v[folder] = (l->is_of_files || is_as_stamped(&l->s->folders[folder].stamp, &st)) &&
		       are_as_told(l, folder, fd);
	close(fd);
}

/* And all below it. */
static void
gather(const struct look *l)
{
	for (size_t folder = l->s->nfolders; folder-- > 0;) {
		const struct shelf_folder *me = &l->s->folders[folder];

		for (size_t f = folder + 1; f < me->next; f = l->s->folders[f].next)
			l->v[folder] &= l->v[f] || is_one_entry(l, f);
	}
}

static void
look_at_all(struct still *out, struct look *l, struct arena *mem)
{
	*out = (struct still){.n = l->s->nfolders};
	if (l->s->nfolders == 0)
		return;
	l->spots = arena_alloc(mem, l->s->nfolders, sizeof(*l->spots));
	if (!find_spots(l, 0, (struct spot){0}))
		return;
	l->v = out->v = crew_room(out->n);
	if (!l->v)
		return;
	crew_do(look_at, l, l->s->nfolders, crew_hands(l->s->n));
	gather(l);
}

void
still_find(struct still *out, const struct shelf *s, int root_fd, struct arena *mem)
{
	struct look l = {.s = s, .root_fd = root_fd};

	look_at_all(out, &l, mem);
}

bool
still_files(const struct shelf *s, int root_fd, struct arena *mem)
{
	struct look l = {.s = s, .root_fd = root_fd, .is_of_files = true};
	struct still still;
	bool is_still;

	look_at_all(&still, &l, mem);
	is_still = still_is(&still, 0);
	still_release(&still);
	return is_still;
}

bool
still_is(const struct still *s, size_t folder)
{
	return s->v && s->v[folder];
}

void
still_release(struct still *s)
{
	crew_leave(s->v, s->n);
	*s = (struct still){0};
}
