/* SPDX-License-Identifier: MIT */
/*
 * shelf_image -- the bytes of the index file that a shelf stands for: version 2, with hidden
 * entries version 3, the TREE extension, and `sdir` where folders are single entries.
 */
#include "git/snapshot/shelf.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

#define HEADER_LEN 12
#define EXTENSION_LEN 8
#define ID_LEN 20
#define FIXED_LEN 62
#define MODE_AT 24
#define FLAG_EXTENDED 0x4000u
#define FLAG_SKIP_WORKTREE 0x40
#define NAME_MAX_LEN 0x0fffu
#define TREE_MAX ((size_t)1 << 30)

static unsigned char *
put32(unsigned char *to, uint32_t value)
{
	to[0] = (unsigned char)(value >> 24);
	to[1] = (unsigned char)(value >> 16);
	to[2] = (unsigned char)(value >> 8);
	to[3] = (unsigned char)value;
	return to + 4;
}

static size_t
size_of(const struct index_entry *e)
{
	return (FIXED_LEN + (e->is_hidden ? 2u : 0u) + (size_t)e->len + 8) & ~(size_t)7;
}

/* The room is zeroed: what is not known of a file, and what ends its name. */
static unsigned char *
put_entry(unsigned char *to, const struct index_entry *e)
{
	unsigned flags = (e->len < NAME_MAX_LEN ? e->len : NAME_MAX_LEN) |
			 (e->is_hidden ? FLAG_EXTENDED : 0);
	size_t fixed = FIXED_LEN;

	if (e->stat)
		memcpy(to, e->stat, INDEX_STAT_LEN);
	put32(to + MODE_AT, e->mode);
	memcpy(to + INDEX_STAT_LEN, e->id, ID_LEN);
	to[60] = (unsigned char)(flags >> 8);
	to[61] = (unsigned char)flags;
	if (e->is_hidden) {
		to[62] = FLAG_SKIP_WORKTREE;
		fixed += 2;
	}
	memcpy(to + fixed, e->path, e->len);
	return to + size_of(e);
}

static unsigned char *
put_extension(unsigned char *to, const char *name, const void *data, size_t len)
{
	memcpy(to, name, 4);
	to = put32(to + 4, (uint32_t)len);
	if (len)
		memcpy(to, data, len);
	return to + len;
}

static void
add_folders(struct buf *out, const struct shelf *s)
{
	for (size_t i = 0; i < s->nfolders; i++) {
		const struct shelf_folder *f = &s->folders[i];

		buf_add(out, f->name, strlen(f->name) + 1);
		buf_addf(out, "%zu %zu\n", f->entries, f->folders);
		buf_add(out, f->id, ID_LEN);
	}
}

struct shape { /* what it takes */
	size_t len;
	bool has_hidden, has_folder;
};

static struct shape
shape_of(const struct shelf *s, size_t tree_len)
{
	struct shape shape = {.len = HEADER_LEN + ID_LEN};

	for (size_t i = 0; i < s->n; i++) {
		shape.len += size_of(&s->v[i]);
		shape.has_hidden = shape.has_hidden || s->v[i].is_hidden;
		shape.has_folder = shape.has_folder || s->v[i].mode == SHELF_FOLDER;
	}
	if (tree_len)
		shape.len += EXTENSION_LEN + tree_len;
	if (shape.has_folder)
		shape.len += EXTENSION_LEN;
	return shape;
}

static int
put_all(struct shelf_bytes *out, const struct shelf *s, const struct buf *tree, struct arena *mem,
	struct error *err)
{
	const struct shape shape = shape_of(s, tree->len);
	unsigned char *data = arena_alloc(mem, shape.len, 1), *to = data, digest[HASH_MAX];

	memcpy(to, "DIRC", 4);
	to = put32(to + 4, shape.has_hidden ? 3 : 2);
	to = put32(to, (uint32_t)s->n);
	for (size_t i = 0; i < s->n; i++)
		to = put_entry(to, &s->v[i]);
	if (tree->len)
		to = put_extension(to, "TREE", tree->data, tree->len);
	if (shape.has_folder)
		to = put_extension(to, "sdir", NULL, 0);
	if (hash_bytes(digest, HASH_SHA1, data, (size_t)(to - data), err) < 0)
		return -1;
	memcpy(to, digest, ID_LEN);
	*out = (struct shelf_bytes){.data = data, .len = shape.len};
	return 0;
}

int
shelf_image(struct shelf_bytes *out, const struct shelf *s, struct arena *mem, struct error *err)
{
	struct buf tree;
	int rc;

	buf_init(&tree, TREE_MAX);
	add_folders(&tree, s);
	if (tree.dropped || s->n > UINT32_MAX)
		rc = error_set(err, ERR_LIMIT, "more folders than an index can hold");
	else
		rc = put_all(out, s, &tree, mem, err);
	buf_release(&tree);
	return rc;
}
