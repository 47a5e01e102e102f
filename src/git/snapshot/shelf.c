/* SPDX-License-Identifier: MIT */
/*
 * shelf -- see shelf.h.  Reading: whatever the bytes are, nothing outside of them is touched, and
 * the folders' numbers add up: those in a folder, and the entries below it, lie within those of the
 * folder above.
 */
#include "git/snapshot/shelf.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

#define ID_LEN 20
#define DEPTH_MAX 4096
#define ENTRY_MIN 64  /* bytes of one in the file, at least */
#define FOLDER_MIN 25 /* name's NUL, two numbers, blank, newline, id */
#define DIGITS_MAX 9

const unsigned char shelf_no_stat[INDEX_STAT_LEN];

bool
shelf_is_due(const struct index_entry *e)
{
	return !e->stat;
}

static bool
is_known(const struct index_entry *e)
{
	return e->is_hidden || e->mode == SHELF_SUBMODULE ||
	       memcmp(e->stat, shelf_no_stat, 2 * sizeof(uint32_t)) != 0;
}

static void
take(void *ctx, const struct index_entry *e)
{
	struct shelf *s = ctx;

	s->v[s->n] = *e;
	if (!is_known(e))
		s->v[s->n].stat = NULL;
	s->n++;
}

static bool
take_number(size_t *out, struct index_span *s, unsigned char behind)
{
	int digits = 0;

	*out = 0;
	for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++) {
		if (++digits > DIGITS_MAX)
			return false;
		*out = *out * 10 + (size_t)(*s->at - '0');
	}
	return digits > 0 && s->at < s->end && *s->at++ == behind;
}

/* A folder and all below it; at most so many entries. */
static bool
take_folder(struct shelf *s, struct index_span *text, size_t most, int depth)
{
	const unsigned char *nul = memchr(text->at, 0, (size_t)(text->end - text->at));
	size_t me = s->nfolders, held = 0;
	struct shelf_folder *f;

	if (!nul || depth > DEPTH_MAX || me == s->cfolders)
		return false;
	f = &s->folders[s->nfolders++];
	f->name = (const char *)text->at;
	text->at = nul + 1;
	if (!take_number(&f->entries, text, ' ') || !take_number(&f->folders, text, '\n') ||
		f->entries > most || (size_t)(text->end - text->at) < ID_LEN)
		return false;
	f->id = text->at;
	text->at += ID_LEN;
	for (size_t i = 0; i < f->folders; i++) {
		size_t sub = s->nfolders;

		if (!take_folder(s, text, f->entries - held, depth + 1))
			return false;
		held += s->folders[sub].entries;
	}
	f->next = s->nfolders;
	return true;
}

bool
shelf_read(struct shelf *out, const unsigned char *data, size_t len, struct arena *mem)
{
	struct index_span extensions, tree;

	*out = (struct shelf){.cap = len / ENTRY_MIN + 1};
	out->v = arena_alloc(mem, out->cap, sizeof(*out->v));
	if (!index_walk(data, len, take, out, &extensions) ||
		!index_extension(&tree, extensions, "TREE") || !tree.at)
		return false;
	out->cfolders = (size_t)(tree.end - tree.at) / FOLDER_MIN + 1;
	out->folders = arena_alloc(mem, out->cfolders, sizeof(*out->folders));
	return take_folder(out, &tree, out->n, 0) && tree.at == tree.end &&
	       out->folders[0].entries == out->n && !*out->folders[0].name;
}

size_t
shelf_find(const struct shelf *s, size_t from, const char *path)
{
	size_t low = from, high = s->n;

	if (low < high && strcmp(s->v[low].path, path) >= 0)
		return low; /* as in a walk */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(s->v[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
shelf_is_in(const struct index_entry *e, size_t prefix, const char *folder, size_t n)
{
	return strncmp(e->path + prefix, folder, n) == 0 && e->path[prefix + n] == '/';
}

static void
put32(unsigned char *out, uint64_t value)
{
	for (int i = 3; i >= 0; i--, value >>= 8)
		out[i] = (unsigned char)value;
}

void
shelf_stat(unsigned char out[INDEX_STAT_LEN], const struct stat *st)
{
	const uint64_t words[] = {(uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec,
		(uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec, st->st_dev, st->st_ino,
		0, st->st_uid, st->st_gid, (uint64_t)st->st_size};

	for (size_t i = 0; i < countof(words); i++)
		put32(out + 4 * i, words[i]);
}

/* The device is left out: it is another one after each mount. */
bool
shelf_same_stat(const unsigned char *a, const unsigned char *b)
{
	return memcmp(a, b, 16) == 0 && memcmp(a + 20, b + 20, 4) == 0 &&
	       memcmp(a + 28, b + 28, 12) == 0;
}

struct shelf_stamp
shelf_stamp_of(const struct stat *st)
{
	return (struct shelf_stamp){.ino = st->st_ino,
		.ctime_ns = (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec};
}

bool
shelf_same_stamp(const struct shelf_stamp *then, const struct shelf_stamp *now)
{
	return then->ino && then->ino == now->ino && then->ctime_ns == now->ctime_ns;
}
