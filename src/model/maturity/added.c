/* SPDX-License-Identifier: MIT */
/*
 * added -- see added.h.  Myers' O(ND) difference in linear space: equal lines are one number, what
 * only one side has is left out beforehand, and the rest is halved where a shortest way from the
 * start meets one from the end.  Where they do not meet within COST_MAX steps, it is halved where
 * the way from the start came furthest.
 */
#include "model/maturity/added.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "model/blob_source.h"

#define COST_MAX 1024
#define NOWHERE (-1L)

struct line {
	const char *s;
	size_t n;
};

struct side {
	struct line *lines;
	size_t n;
	uint32_t *number; /* of each line; equal lines have equal ones */
	long *kept;       /* numbers of the lines that the other side has too */
	size_t *at;       /* where those are */
	size_t nkept;
};

struct names { /* lines, each once */
	struct line *v;
	uint64_t *hashes;
	uint32_t n;
	uint32_t *slots; /* a number + 1; 0: free */
	size_t mask;
};

struct diff {
	const struct side *old, *new;
	bool *is_added;     /* of the new side's lines */
	long *ahead, *back; /* the furthest x of each diagonal, by COST_MAX + 1 + k */
};

struct box {
	size_t x0, x1, y0, y1; /* kept lines: x old, y new */
};

static void
split_lines(struct side *out, const struct blob *b, struct arena *mem)
{
	const char *end = b->data + b->len, *p = b->data;
	size_t n = 0;

	for (const char *q = p; q < end; n++) {
		const char *newline = memchr(q, '\n', (size_t)(end - q));

		q = newline ? newline + 1 : end;
	}
	*out = (struct side){.n = n};
	out->lines = arena_alloc(mem, n, sizeof(*out->lines));
	out->number = arena_alloc(mem, n, sizeof(*out->number));
	out->kept = arena_alloc(mem, n, sizeof(*out->kept));
	out->at = arena_alloc(mem, n, sizeof(*out->at));
	for (size_t i = 0; i < n; i++) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *next = newline ? newline + 1 : end;

		out->lines[i] = (struct line){.s = p, .n = (size_t)(next - p)};
		p = next;
	}
}

static uint32_t
name_line(struct names *names, const struct line *l)
{
	uint64_t hash = hash_quick(l->s, l->n) * 0x9e3779b97f4a7c15U;
	size_t slot = (hash ^ hash >> 32) & names->mask;

	for (; names->slots[slot]; slot = (slot + 1) & names->mask) {
		uint32_t i = names->slots[slot] - 1;

		if (names->hashes[i] == hash && names->v[i].n == l->n &&
			memcmp(names->v[i].s, l->s, l->n) == 0)
			return i;
	}
	names->v[names->n] = *l;
	names->hashes[names->n] = hash;
	names->slots[slot] = ++names->n;
	return names->n - 1;
}

static void
name_lines(struct side *old, struct side *new, struct arena *mem)
{
	size_t n = old->n + new->n, nslots = 16;
	struct names names = {0};

	while (nslots < 2 * n)
		nslots *= 2;
	names.mask = nslots - 1;
	names.slots = arena_alloc(mem, nslots, sizeof(*names.slots));
	names.v = arena_alloc(mem, n, sizeof(*names.v));
	names.hashes = arena_alloc(mem, n, sizeof(*names.hashes));
	for (size_t i = 0; i < old->n; i++)
		old->number[i] = name_line(&names, &old->lines[i]);
	for (size_t i = 0; i < new->n; i++)
		new->number[i] = name_line(&names, &new->lines[i]);
}

/* The lines of a that b has too, wherever. */
static void
keep_common(struct side *a, const struct side *b, struct arena *mem)
{
	bool *is_there = arena_alloc(mem, a->n + b->n, sizeof(*is_there));

	for (size_t i = 0; i < b->n; i++)
		is_there[b->number[i]] = true;
	for (size_t i = 0; i < a->n; i++) {
		if (!is_there[a->number[i]])
			continue;
		a->at[a->nkept] = i;
		a->kept[a->nkept++] = (long)a->number[i];
	}
}

/* One step more on diagonal k = x - y of a box of nx by ny, from its neighbours. */
static long
step(const long *furthest, long k, long nx, long ny)
{
	long right = furthest[k - 1], down = furthest[k + 1], x = NOWHERE;

	if (right != NOWHERE && right < nx)
		x = right + 1;
	if (down != NOWHERE && down - k <= ny && down > x)
		x = down;
	return x;
}

static long
slide(const struct diff *d, const struct box *b, long x, long k, bool is_back)
{
	long nx = (long)(b->x1 - b->x0), ny = (long)(b->y1 - b->y0);

	for (; x != NOWHERE && x < nx && x - k < ny; x++) {
		size_t i = (size_t)x, j = (size_t)(x - k);
		long from_old = d->old->kept[is_back ? b->x1 - 1 - i : b->x0 + i];
		long from_new = d->new->kept[is_back ? b->y1 - 1 - j : b->y0 + j];

		if (from_old != from_new)
			break;
	}
	return x;
}

/* A round of one direction; true where it meets the other one, on diagonal *at. */
static bool
advance(long *at, struct diff *d, const struct box *b, long cost, bool is_back)
{
	long nx = (long)(b->x1 - b->x0), ny = (long)(b->y1 - b->y0), delta = nx - ny;
	long *mine = (is_back ? d->back : d->ahead) + COST_MAX + 1;
	const long *theirs = (is_back ? d->ahead : d->back) + COST_MAX + 1;
	long reach = is_back ? cost : cost - 1; /* of the other one, so far */
	bool may_meet = ((delta & 1) == 0) == is_back;

	mine[-cost - 1] = mine[cost + 1] = NOWHERE;
	for (long k = -cost; k <= cost; k += 2) {
		long x = cost == 0 ? 0 : step(mine, k, nx, ny);

		mine[k] = slide(d, b, x, k, is_back);
		if (mine[k] == NOWHERE || !may_meet || delta - k < -reach || delta - k > reach)
			continue;
		*at = k;
		if (theirs[delta - k] != NOWHERE && mine[k] + theirs[delta - k] >= nx)
			return true;
	}
	return false;
}

/* Where the way from the start came furthest. */
static long
furthest(const struct diff *d, long cost)
{
	const long *ahead = d->ahead + COST_MAX + 1;
	long best = -cost, most = NOWHERE;

	for (long k = -cost; k <= cost; k += 2) {
		if (ahead[k] != NOWHERE && 2 * ahead[k] - k > most) {
			most = 2 * ahead[k] - k;
			best = k;
		}
	}
	return best;
}

/* A point to halve the box at, whose first and last lines differ. */
static void
halve(size_t *x, size_t *y, struct diff *d, const struct box *b)
{
	long k = 0, cost, ahead;

	for (cost = 0; cost < COST_MAX; cost++) {
		if (advance(&k, d, b, cost, false))
			break;
		if (advance(&k, d, b, cost, true)) {
			long back = d->back[COST_MAX + 1 + k];

			*x = b->x1 - (size_t)back;
			*y = b->y1 - (size_t)(back - k);
			return;
		}
	}
	if (cost == COST_MAX)
		k = furthest(d, cost - 1);
	ahead = d->ahead[COST_MAX + 1 + k];
	*x = b->x0 + (size_t)ahead;
	*y = b->y0 + (size_t)(ahead - k);
}

static void
trim(struct box *b, const struct diff *d)
{
	const long *old = d->old->kept, *new = d->new->kept;

	while (b->x0 < b->x1 && b->y0 < b->y1 && old[b->x0] == new[b->y0]) {
		b->x0++;
		b->y0++;
	}
	while (b->x0 < b->x1 && b->y0 < b->y1 && old[b->x1 - 1] == new[b->y1 - 1]) {
		b->x1--;
		b->y1--;
	}
}

static void
compare(struct diff *d, struct box b)
{
	for (;;) {
		struct box first;
		size_t x, y;

		trim(&b, d);
		if (b.x0 == b.x1 || b.y0 == b.y1)
			break;
		halve(&x, &y, d, &b);
		first = (struct box){b.x0, x, b.y0, y};
		b.x0 = x;
		b.y0 = y;
		compare(d, first);
	}
	for (size_t i = b.y0; i < b.y1; i++)
		d->is_added[d->new->at[i]] = true;
}

void
added_lines(struct added *out, const struct blob *old, const struct blob *new, struct arena *mem)
{
	const struct blob none = {.data = "", .len = 0};
	struct arena *scratch = arena_new();
	struct side was, is;
	struct diff d = {.old = &was, .new = &is};

	split_lines(&was, old ? old : &none, scratch);
	split_lines(&is, new, scratch);
	name_lines(&was, &is, scratch);
	keep_common(&was, &is, scratch);
	keep_common(&is, &was, scratch);
	d.is_added = arena_alloc(mem, is.n, sizeof(*d.is_added));
	d.ahead = arena_alloc(scratch, 2 * COST_MAX + 3, sizeof(*d.ahead));
	d.back = arena_alloc(scratch, 2 * COST_MAX + 3, sizeof(*d.back));
	for (size_t i = 0; i < is.n; i++)
		d.is_added[i] = true;
	for (size_t i = 0; i < is.nkept; i++)
		d.is_added[is.at[i]] = false;
	compare(&d, (struct box){0, was.nkept, 0, is.nkept});
	*out = (struct added){.v = d.is_added, .n = is.n};
	arena_free(scratch);
}

bool
added_has(const struct added *a, int line)
{
	return line < 1 || (size_t)line > a->n || a->v[line - 1];
}
