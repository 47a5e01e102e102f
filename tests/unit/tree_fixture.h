/* SPDX-License-Identifier: MIT */
/*
 * tree_fixture -- a struct blob_source out of a table, for tests of what reads trees.
 *
 *	static const struct tree_row rows[] = {{"src/a.py", "x = 1\n", 0}, {"run", "", 0100755}, {0}};
 *	struct tree_fixture f = {.rows = rows};
 *	struct blob_source tree = tree_fixture_source(&f);
 *
 * Rows stand in any order; folders need none.  The mode 0 is MODE_FILE; content NULL is a blob that
 * is not there.  Ids are 20 bytes: of a file its row's number, of a folder that of its first row
 * with the first byte set.
 */
#ifndef TTA_TREE_FIXTURE_H
#define TTA_TREE_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"

struct tree_row {
	const char *path, *content;
	uint32_t mode;
};

struct tree_fixture {
	const struct tree_row *rows; /* the last one has path NULL */
	size_t nlist, nfind, nread;  /* how often each was asked for */
	const char *broken;          /* the folder that cannot be listed, or NULL */
};

static inline struct tree_entry
tree_fixture_entry(const char *name, uint32_t mode, size_t row)
{
	struct tree_entry e = {.name = name, .mode = mode ? mode : MODE_FILE};

	e.id.size = 20;
	e.id.bytes[0] = mode == MODE_TREE;
	e.id.bytes[17] = (unsigned char)((row + 1) >> 16);
	e.id.bytes[18] = (unsigned char)((row + 1) >> 8);
	e.id.bytes[19] = (unsigned char)(row + 1);
	return e;
}

/* git's order: a folder sorts as if its name ended in '/' */
static inline int
tree_fixture_compare(const void *left, const void *right)
{
	const struct tree_entry *a = left, *b = right;
	size_t n = strlen(a->name), m = strlen(b->name), common = n < m ? n : m;
	int order = memcmp(a->name, b->name, common);
	int next_a = n > common ? (unsigned char)a->name[common] : a->mode == MODE_TREE ? '/' : 0;
	int next_b = m > common ? (unsigned char)b->name[common] : b->mode == MODE_TREE ? '/' : 0;

	return order ? order : next_a - next_b;
}

static inline void
tree_fixture_add(struct tree_entries *out, struct tree_entry e)
{
	for (size_t i = 0; i < out->n; i++) {
		if (strcmp(out->v[i].name, e.name) == 0)
			return;
	}
	out->v[out->n++] = e;
}

static inline int
tree_fixture_list(
	void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	struct tree_fixture *f = ctx;
	size_t n = strlen(dir), rows = 0;

	f->nlist++;
	if (f->broken && strcmp(f->broken, dir) == 0)
		return error_set(err, ERR_GIT, "cannot read tree '%s'", dir);
	while (f->rows[rows].path)
		rows++;
	*out = (struct tree_entries){.v = arena_alloc(mem, rows, sizeof(*out->v))};
	for (size_t i = 0; i < rows; i++) {
		const char *rest = f->rows[i].path;
		size_t len;

		if (n && (strncmp(rest, dir, n) != 0 || rest[n] != '/'))
			continue;
		rest += n ? n + 1 : 0;
		len = strcspn(rest, "/");
		tree_fixture_add(out, tree_fixture_entry(arena_strndup(mem, rest, len),
					      rest[len] ? MODE_TREE : f->rows[i].mode, i));
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), tree_fixture_compare);
	return 0;
}

static inline int
tree_fixture_find(void *ctx, struct tree_entry *out, bool *found, const char *path,
	struct arena *mem, struct error *err)
{
	struct tree_fixture *f = ctx;
	const char *slash = strrchr(path, '/');
	size_t n = strlen(path);

	(void)err;
	f->nfind++;
	*found = false;
	for (size_t i = 0; f->rows[i].path && !*found; i++) {
		const char *row = f->rows[i].path;

		if (strncmp(row, path, n) != 0 || (row[n] != '\0' && row[n] != '/'))
			continue;
		*out = tree_fixture_entry(arena_strdup(mem, slash ? slash + 1 : path),
			row[n] ? MODE_TREE : f->rows[i].mode, i);
		*found = true;
	}
	return 0;
}

static inline int
tree_fixture_read(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	struct tree_fixture *f = ctx;
	size_t row = (size_t)id->bytes[17] << 16 | (size_t)id->bytes[18] << 8 | id->bytes[19];
	const char *content = id->size == 20 && row ? f->rows[row - 1].content : NULL;

	f->nread++;
	if (!content)
		return error_set(err, ERR_GIT, "no such blob");
	if (strlen(content) > max)
		return error_set(err, ERR_LIMIT, "blob is longer than %zu bytes", max);
	out->len = strlen(content);
	out->data = arena_strdup(mem, content);
	return 0;
}

static inline struct blob_source
tree_fixture_source(struct tree_fixture *f)
{
	return (struct blob_source){
		.ctx = f,
		.list = tree_fixture_list,
		.find = tree_fixture_find,
		.read = tree_fixture_read,
	};
}

#endif
