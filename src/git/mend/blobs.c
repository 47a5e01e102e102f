/* SPDX-License-Identifier: MIT */
/* blobs -- see blobs.h. */
#include "git/mend/blobs.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "git/repo/jot.h"
#include "git/repo/plumbing.h"
#include "model/blob_source.h"
#include "model/oid.h"

#define LIST_MAX ((size_t)1 << 30)

static const char *
name_of(const struct blobs *what, size_t i, struct arena *mem)
{
	return arena_printf(mem, "%s/blob-%zu", what->folder, i);
}

/* Each in a file of its own, and the list of these as hash-object reads it. */
static int
lay_out(struct buf *list, const struct blobs *what, struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < what->n; i++) {
		const char *name = name_of(what, i, mem);

		if (jot_bytes(name, what->v[i].data, what->v[i].len, err) < 0)
			return -1;
		text_add_path(list, name);
		buf_addc(list, '\n');
	}
	return list->dropped ? error_set(err, ERR_LIMIT, "too many files at once") : 0;
}

static int
read_ids(struct oid *ids, size_t n, const struct plumbing_text *text, struct error *err)
{
	const char *at = text->data, *end = at + text->len;

	for (size_t i = 0; i < n; i++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		if (!newline || oid_parse(&ids[i], at, (size_t)(newline - at)) < 0)
			return error_set(err, ERR_GIT, "git hash-object printed no object id");
		at = newline + 1;
	}
	return 0;
}

int
blobs_write(struct oid *ids, const struct repo *r, const struct blobs *what, struct arena *mem,
	struct error *err)
{
	static const char *const args[] = {
		"hash-object", "-w", "--no-filters", "--stdin-paths", NULL};
	struct plumbing run = {.args = args, .is_for_user = what->is_for_user};
	struct plumbing_text text;
	struct buf list;
	int rc = -1;

	if (what->n == 0)
		return 0;
	buf_init(&list, LIST_MAX);
	if (lay_out(&list, what, mem, err) == 0) {
		run.input = list.data;
		run.input_len = list.len;
		if (plumbing_run(&text, r, &run, mem, err) == 0)
			rc = read_ids(ids, what->n, &text, err);
	}
	buf_release(&list);
	for (size_t i = 0; i < what->n; i++)
		unlink(name_of(what, i, mem));
	return rc;
}
