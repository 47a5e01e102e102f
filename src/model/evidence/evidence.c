/* SPDX-License-Identifier: MIT */
/* evidence -- see evidence.h. */
#include "model/evidence/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/strs.h"

#define TEXT_MAX ((size_t)16 << 20)

int
evidence_add(struct evidence *e, const char *name, const void *data, size_t len, struct arena *mem,
	struct error *err)
{
	unsigned char digest[HASH_MAX];

	if (hash_bytes(digest, HASH_SHA256, data, len, err) < 0)
		return -1;
	evidence_put(e, name, digest, mem);
	return 0;
}

void
evidence_put(struct evidence *e, const char *name, const unsigned char *digest, struct arena *mem)
{
	e->v = arena_grow(mem, e->v, e->n, &e->cap, sizeof(*e->v));
	e->v[e->n].name = name;
	memcpy(e->v[e->n++].digest, digest, EVIDENCE_BYTES);
}

static int
compare(const void *a, const void *b)
{
	const struct evidence_part *x = a, *y = b;
	int names = strcmp(x->name, y->name);

	return names ? names : memcmp(x->digest, y->digest, EVIDENCE_BYTES);
}

static void
sort(struct evidence *e)
{
	if (e->n)
		qsort(e->v, e->n, sizeof(*e->v), compare);
}

/* Names end in a NUL, digests have one length: no two lists give the same bytes. */
int
evidence_key(unsigned char out[EVIDENCE_BYTES], struct evidence *e, struct error *err)
{
	struct buf all;
	int rc;

	sort(e);
	buf_init(&all, TEXT_MAX);
	for (size_t i = 0; i < e->n; i++) {
		buf_add(&all, e->v[i].name, strlen(e->v[i].name) + 1);
		buf_add(&all, e->v[i].digest, EVIDENCE_BYTES);
	}
	if (all.dropped)
		rc = error_set(err, ERR_LIMIT, "a verdict depends on more than can be looked at");
	else
		rc = hash_bytes(out, HASH_SHA256, all.data, all.len, err);
	buf_release(&all);
	return rc;
}

const char *
evidence_text(struct evidence *e, struct arena *mem)
{
	char hex[2 * EVIDENCE_SHOWN + 1];
	const char *text;
	struct buf all;

	sort(e);
	buf_init(&all, TEXT_MAX);
	for (size_t i = 0; i < e->n; i++) {
		hex_write(hex, e->v[i].digest, EVIDENCE_SHOWN);
		buf_addf(&all, "%s %s\n", e->v[i].name, hex);
	}
	text = arena_strdup(mem, all.data);
	buf_release(&all);
	return text;
}

struct line {
	const char *at;
	size_t name_len, len; /* without the newline; 0: there is no more */
};

static struct line
line_at(const char *text)
{
	struct line l = {.at = text, .len = strcspn(text, "\n")};

	l.name_len = strcspn(text, " \n");
	return l;
}

static const char *
behind(const struct line *l)
{
	return l->at + l->len + (l->at[l->len] == '\n');
}

/* By name alone; the end of a text comes behind everything. */
static int
compare_names(const struct line *a, const struct line *b)
{
	size_t n = a->name_len < b->name_len ? a->name_len : b->name_len;
	int order;

	if (!a->len || !b->len)
		return (a->len == 0) - (b->len == 0);
	order = memcmp(a->at, b->at, n);
	return order ? order : (a->name_len > b->name_len) - (a->name_len < b->name_len);
}

void
evidence_differ(struct strs *out, const char *before, const char *now, struct arena *mem)
{
	while (*before || *now) {
		struct line a = line_at(before), b = line_at(now);
		int order = compare_names(&a, &b);
		const struct line *first = order <= 0 ? &a : &b;

		if (order != 0 || a.len != b.len || memcmp(a.at, b.at, a.len) != 0) {
			const char *name = arena_strndup(mem, first->at, first->name_len);

			if (!out->n || strcmp(out->v[out->n - 1], name) != 0)
				strs_add(out, name, mem);
		}
		if (order <= 0)
			before = behind(&a);
		if (order >= 0)
			now = behind(&b);
	}
}
