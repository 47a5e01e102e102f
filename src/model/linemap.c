/* SPDX-License-Identifier: MIT */
/*
 * linemap -- see linemap.h.  A hunk's header says how many lines of both sides follow, so that
 * nothing that a file holds is ever taken for a header.
 */
#include "model/linemap.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

struct reading {
	struct linemap *out;
	const char *at, *end;
	int old_line, new_line; /* the next of both sides */
	int old_left, new_left; /* of the hunk */
	struct arena *mem;
	struct error *err;
};

static int
complain(struct reading *r)
{
	return error_set(r->err, ERR_GIT, "git printed a diff that we do not know");
}

static bool
take_number(int *out, struct reading *r)
{
	const char *start = r->at;

	*out = 0;
	while (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
		int digit = *r->at++ - '0';

		if (*out > (INT_MAX / 2 - digit) / 10)
			return false;
		*out = *out * 10 + digit;
	}
	return r->at > start;
}

/* "12" or "12,3", of which none lie behind 12. */
static bool
take_range(int *line, int *n, struct reading *r)
{
	if (!take_number(line, r))
		return false;
	*n = 1;
	if (r->at < r->end && *r->at == ',') {
		r->at++;
		if (!take_number(n, r))
			return false;
	}
	if (*n == 0)
		++*line;
	return true;
}

static bool
take_word(struct reading *r, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
		return false;
	r->at += n;
	return true;
}

static void
skip_line(struct reading *r)
{
	const char *newline = memchr(r->at, '\n', (size_t)(r->end - r->at));

	r->at = newline ? newline + 1 : r->end;
}

/* One more line of either side that the other one does not have. */
static void
add_changed(struct reading *r, bool is_old)
{
	struct linemap *m = r->out;
	struct line_change *last = m->n ? &m->v[m->n - 1] : NULL;

	if (!last || last->old_first + last->nold != r->old_line ||
		last->new_first + last->nnew != r->new_line) {
		m->v = arena_grow(r->mem, m->v, m->n, &m->cap, sizeof(*m->v));
		last = &m->v[m->n++];
		*last = (struct line_change){.old_first = r->old_line, .new_first = r->new_line};
	}
	last->nold += is_old;
	last->nnew += !is_old;
}

static bool
take_line(struct reading *r)
{
	char sign = *r->at;
	bool is_old = sign != '+', is_new = sign != '-';

	if (sign == '\\') { /* no newline at the end of the file */
		skip_line(r);
		return true;
	}
	if (sign != ' ' && sign != '+' && sign != '-' && sign != '\n')
		return false;
	if ((is_old && r->old_left == 0) || (is_new && r->new_left == 0))
		return false;
	if (is_old != is_new)
		add_changed(r, is_old);
	r->old_line += is_old;
	r->old_left -= is_old;
	r->new_line += is_new;
	r->new_left -= is_new;
	skip_line(r);
	return true;
}

static int
take_hunk(struct reading *r)
{
	if (!take_range(&r->old_line, &r->old_left, r) || !take_word(r, " +") ||
		!take_range(&r->new_line, &r->new_left, r) || !take_word(r, " @@"))
		return complain(r);
	r->out->nhunks++;
	skip_line(r);
	while (r->old_left || r->new_left) {
		if (r->at == r->end || !take_line(r))
			return complain(r);
	}
	return 0;
}

int
linemap_read(
	struct linemap *out, const char *diff, size_t len, struct arena *mem, struct error *err)
{
	struct reading r = {.out = out, .at = diff, .end = diff + len, .mem = mem, .err = err};

	*out = (struct linemap){0};
	while (r.at < r.end) {
		if (!take_word(&r, "@@ -"))
			skip_line(&r);
		else if (take_hunk(&r) < 0)
			return -1;
	}
	if (len && out->nhunks == 0)
		out->nhunks = 1;
	return 0;
}

int
linemap_find(const struct linemap *m, int line)
{
	int moved = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct line_change *c = &m->v[i];

		if (line < c->old_first)
			break;
		if (line < c->old_first + c->nold)
			return 0;
		moved = c->new_first + c->nnew - c->old_first - c->nold;
	}
	return line + moved;
}
