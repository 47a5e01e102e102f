/* SPDX-License-Identifier: MIT */
/* secret_quoted -- see secret_quoted.h. */
#include "gates/secret/secret_quoted.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/secret/secret_filter.h"
#include "gates/secret/secret_scan.h"

/* What may name an id stands no further before it. */
#define NEAR_MAX 4096

static const struct detector {
	struct secret_rule rule;
	enum secret_charset charset;
	double limit;
	size_t least; /* no shorter run can be over the limit */
} detectors[] = {
	{
		.rule = {.id = "entropy-hex",
			.about = "random hex digits",
			.type = "Hex High Entropy String",
			.tier = SECRET_WEAK},
		.charset = SECRET_HEX,
		.limit = 3.0,
		.least = 9,
	},
	{
		.rule = {.id = "entropy-base64",
			.about = "random base64",
			.type = "Base64 High Entropy String",
			.tier = SECRET_WEAK},
		.charset = SECRET_BASE64,
		.limit = 4.5,
		.least = 23,
	},
};

static bool
is_random(const struct detector *d, const char *s, size_t n, const char *line, size_t nline)
{
	size_t before = (size_t)(s - line) < NEAR_MAX ? (size_t)(s - line) : NEAR_MAX;

	if (n < d->least || secret_filter_entropy(s, n, d->charset) <= d->limit)
		return false;
	return !secret_filter_sequential(s, n) && !secret_filter_uuid(s, n) &&
	       !secret_filter_id(s, n, s - before, before + n) && !secret_filter_templated(s, n) &&
	       !secret_filter_dollar(s, n) && !secret_filter_no_letter(s, n) &&
	       !secret_filter_indirect(line, nline);
}

static bool
is_taken(const struct secret_hits *hits, size_t n, size_t start, size_t end)
{
	for (size_t i = 0; i < n; i++) {
		if (hits->v[i].start < end && start < hits->v[i].end)
			return true;
	}
	return false;
}

/* The quoted runs of one line. */
static void
look_at_line(struct secret_hits *hits, size_t nknown, const char *data, size_t start, size_t end,
	const struct detector *d, struct arena *mem)
{
	for (size_t i = start; i < end; i++) {
		size_t k = i + 1;

		if (data[i] != '"' && data[i] != '\'')
			continue;
		while (k < end && secret_filter_in_charset(data[k], d->charset))
			k++;
		if (k == end || data[k] != data[i] || k == i + 1)
			continue;
		if (hits->n < SECRET_HITS_MAX && !is_taken(hits, nknown, i + 1, k) &&
			is_random(d, data + i + 1, k - i - 1, data + start, end - start)) {
			hits->v = arena_grow(mem, hits->v, hits->n, &hits->cap, sizeof(*hits->v));
			hits->v[hits->n++] = (struct secret_hit){&d->rule, i + 1, k};
		}
		i = k;
	}
}

static int
by_start(const void *a, const void *b)
{
	const struct secret_hit *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

void
secret_quoted(struct secret_hits *hits, const char *data, size_t len, struct arena *mem)
{
	size_t nknown = hits->n;

	for (size_t i = 0; i < countof(detectors); i++) {
		for (size_t start = 0; start < len;) {
			const char *eol = memchr(data + start, '\n', len - start);
			size_t end = eol ? (size_t)(eol - data) : len;

			look_at_line(hits, nknown, data, start, end, &detectors[i], mem);
			start = end + 1;
		}
	}
	if (hits->n > nknown)
		qsort(hits->v, hits->n, sizeof(*hits->v), by_start);
}
