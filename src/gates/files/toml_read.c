/* SPDX-License-Identifier: MIT */
/*
 * toml_read -- see toml_read.h.  What is defined is a tree of nodes, found by (parent, key) in one
 * table.  A header makes a table once; dotted keys make tables that only they, under the same
 * header, may add to; an inline table is closed by its brace.
 */
#include "gates/files/toml_read.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"
#include "gates/files/toml_lex.h"

enum kind {
	NODE_IMPLIED, /* a table that a header named on its way */
	NODE_TABLE,   /* by its own header */
	NODE_DOTTED,  /* by dotted keys */
	NODE_TABLES,  /* [[...]]: one of the tables is the last */
	NODE_VALUE,   /* anything that nobody may add to */
};

struct node {
	const struct node *parent;
	struct toml_key key;
	enum kind kind;
	size_t scope;      /* DOTTED: the header, or inline table, whose keys made it */
	struct node *last; /* TABLES */
};

struct reader {
	struct toml_lexer x;
	struct node root, *table; /* table: of the header */
	size_t scope, nscopes;
	size_t depth;
	struct node **slots;
	size_t nnodes, nslots; /* nslots: a power of two */
};

static size_t
slot_of(const struct reader *r, const struct node *parent, const struct toml_key *key)
{
	uint64_t hash = (hash_quick(key->s, key->n) ^ (uintptr_t)parent >> 4) * 0x9e3779b97f4a7c15U;
	size_t slot = (hash ^ hash >> 32) & (r->nslots - 1);

	while (r->slots[slot]) {
		const struct node *n = r->slots[slot];

		if (n->parent == parent && n->key.n == key->n &&
			memcmp(n->key.s, key->s, key->n) == 0)
			break;
		slot = (slot + 1) & (r->nslots - 1);
	}
	return slot;
}

static struct node *
find(const struct reader *r, const struct node *parent, const struct toml_key *key)
{
	return r->slots[slot_of(r, parent, key)];
}

static void
more_slots(struct reader *r)
{
	struct node **old = r->slots;
	size_t n = r->nslots;

	r->nslots = n ? n * 2 : 64;
	r->slots = arena_alloc(r->x.mem, r->nslots, sizeof(struct node *));
	for (size_t i = 0; i < n; i++) {
		if (old[i])
			r->slots[slot_of(r, old[i]->parent, &old[i]->key)] = old[i];
	}
}

static struct node *
add(struct reader *r, const struct node *parent, const struct toml_key *key, enum kind kind)
{
	struct node *n = arena_alloc(r->x.mem, 1, sizeof(*n));

	if (2 * ++r->nnodes > r->nslots)
		more_slots(r);
	*n = (struct node){.parent = parent, .key = *key, .kind = kind, .scope = r->scope};
	r->slots[slot_of(r, parent, key)] = n;
	return n;
}

static bool
twice(struct reader *r, const char *at, const struct toml_key *key)
{
	return toml_fault_at(&r->x, at,
		arena_printf(r->x.mem, "'%.*s' is defined already",
			key->n < 100 ? (int)key->n : 100, key->s));
}

/* A key, and the blanks and the dot behind it; *is_last: there was no dot. */
static bool
take_part(struct toml_key *key, bool *is_last, struct reader *r)
{
	toml_skip_blanks(&r->x);
	if (!toml_take_key(key, &r->x))
		return false;
	toml_skip_blanks(&r->x);
	*is_last = r->x.p == r->x.end || *r->x.p != '.';
	if (!*is_last)
		r->x.p++;
	return true;
}

/* The table that a part of a key leads to from `at`; NULL: there is something else. */
typedef struct node *step(struct reader *r, struct node *at, const struct toml_key *key);

/* The parts of a dotted key but for the last, which is left in key; where: it begins there. */
static bool
take_path(struct node **at, struct toml_key *key, const char **where, struct reader *r, step *next)
{
	bool is_last;

	for (;;) {
		toml_skip_blanks(&r->x);
		*where = r->x.p;
		if (!take_part(key, &is_last, r))
			return false;
		if (is_last)
			return true;
		*at = next(r, *at, key);
		if (!*at)
			return twice(r, *where, key);
	}
}

/* The table that a header goes through. */
static struct node *
pass_through(struct reader *r, struct node *at, const struct toml_key *key)
{
	struct node *n = find(r, at, key);

	if (!n)
		return add(r, at, key, NODE_IMPLIED);
	if (n->kind == NODE_TABLES)
		return n->last;
	return n->kind == NODE_VALUE ? NULL : n;
}

/* Behind the brackets: the table that the header makes. */
static bool
define(struct reader *r, struct node *at, const struct toml_key *key, bool is_list,
	const char *where)
{
	struct node *n = find(r, at, key);

	if (is_list) {
		if (n && n->kind != NODE_TABLES)
			return twice(r, where, key);
		if (!n)
			n = add(r, at, key, NODE_TABLES);
		n->last = arena_alloc(r->x.mem, 1, sizeof(*n));
		*n->last = (struct node){.parent = n, .kind = NODE_TABLE};
		r->table = n->last;
		return true;
	}
	if (n && n->kind != NODE_IMPLIED)
		return twice(r, where, key);
	if (!n)
		n = add(r, at, key, NODE_TABLE);
	n->kind = NODE_TABLE;
	r->table = n;
	return true;
}

static bool
take_header(struct reader *r)
{
	bool is_list = toml_has(&r->x, "[[");
	struct node *at = &r->root;
	struct toml_key key;
	const char *where;

	r->x.p += is_list ? 2 : 1;
	if (!take_path(&at, &key, &where, r, pass_through))
		return false;
	if (!toml_has(&r->x, is_list ? "]]" : "]"))
		return toml_unexpected(&r->x, is_list ? "']]'" : "']'");
	r->x.p += is_list ? 2 : 1;
	r->scope = ++r->nscopes;
	return define(r, at, &key, is_list, where);
}

static bool take_value(struct reader *r);

/* The table that a dotted key adds to. */
static struct node *
step_into(struct reader *r, struct node *at, const struct toml_key *key)
{
	struct node *n = find(r, at, key);

	if (!n)
		return add(r, at, key, NODE_DOTTED);
	if (n->kind == NODE_IMPLIED) {
		n->kind = NODE_DOTTED;
		n->scope = r->scope;
	}
	return n->kind == NODE_DOTTED && n->scope == r->scope ? n : NULL;
}

/* KEY = VALUE of a table. */
static bool
take_pair(struct reader *r, struct node *table)
{
	struct node *at = table;
	struct toml_key key;
	const char *where;

	if (!take_path(&at, &key, &where, r, step_into))
		return false;
	if (r->x.p == r->x.end || *r->x.p != '=')
		return toml_unexpected(&r->x, "'='");
	r->x.p++;
	if (find(r, at, &key))
		return twice(r, where, &key);
	add(r, at, &key, NODE_VALUE);
	toml_skip_blanks(&r->x);
	return take_value(r);
}

/* Between the items of an array or of an inline table; *is_end: behind its bracket. */
static bool
take_between(bool *is_end, struct reader *r, char bracket, bool has_item)
{
	if (!toml_skip_lines(&r->x))
		return false;
	if (has_item && r->x.p < r->x.end && *r->x.p == ',') {
		r->x.p++;
		if (!toml_skip_lines(&r->x))
			return false;
	} else if (has_item && (r->x.p == r->x.end || *r->x.p != bracket)) {
		return toml_unexpected(&r->x, bracket == ']' ? "',' or ']'" : "',' or '}'");
	}
	*is_end = r->x.p < r->x.end && *r->x.p == bracket;
	r->x.p += *is_end;
	return true;
}

static bool
take_array(struct reader *r)
{
	bool has_item = false, is_end;

	for (r->x.p++;; has_item = true) {
		if (!take_between(&is_end, r, ']', has_item))
			return false;
		if (is_end)
			return true;
		if (!take_value(r))
			return false;
	}
}

static bool
take_inline(struct reader *r)
{
	struct node *own = arena_alloc(r->x.mem, 1, sizeof(*own));
	size_t outer = r->scope;
	bool has_item = false, is_end;

	r->scope = ++r->nscopes;
	for (r->x.p++;; has_item = true) {
		if (!take_between(&is_end, r, '}', has_item))
			return false;
		if (is_end)
			break;
		if (!take_pair(r, own))
			return false;
	}
	r->scope = outer;
	return true;
}

static bool
take_value(struct reader *r)
{
	struct toml_key text;
	bool is_good;

	if (r->x.p == r->x.end)
		return toml_unexpected(&r->x, "a value");
	if (*r->x.p == '"' || *r->x.p == '\'')
		return toml_take_string(&text, &r->x);
	if (*r->x.p != '[' && *r->x.p != '{')
		return toml_take_plain(&r->x);
	if (r->depth == TOML_DEPTH_MAX)
		return toml_fault_at(&r->x, r->x.p,
			arena_printf(r->x.mem, "nested deeper than %d levels", TOML_DEPTH_MAX));
	r->depth++;
	is_good = *r->x.p == '[' ? take_array(r) : take_inline(r);
	r->depth--;
	return is_good;
}

/* A line, which is not empty, to its end. */
static bool
take_line(struct reader *r)
{
	if (!(*r->x.p == '[' ? take_header(r) : take_pair(r, r->table)))
		return false;
	toml_skip_blanks(&r->x);
	if (!toml_take_comment(&r->x))
		return false;
	return r->x.p == r->x.end || toml_take_newline(&r->x) ||
	       toml_unexpected(&r->x, "the end of the line");
}

bool
toml_read(struct toml_fault *fault, const char *data, size_t len, struct arena *mem)
{
	struct reader r = {
		.x = {.start = data, .p = data, .end = data + len, .fault = fault, .mem = mem}};
	const char *good = data;

	r.table = &r.root;
	more_slots(&r);
	if (!text_is_utf8(data, len)) {
		for (const char *p = data; p && text_is_utf8(good, (size_t)(p - good));) {
			good = p;
			p = memchr(p, '\n', (size_t)(r.x.end - p));
			p = p ? p + 1 : NULL;
		}
		return toml_fault_at(&r.x, good, "not UTF-8");
	}
	if (toml_has(&r.x, "\xef\xbb\xbf"))
		r.x.p += 3;
	for (;;) {
		if (!toml_skip_lines(&r.x))
			return false;
		if (r.x.p == r.x.end)
			return true;
		if (!take_line(&r))
			return false;
	}
}
