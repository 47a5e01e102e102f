/* SPDX-License-Identifier: MIT */
/* added_test -- which lines are new, by hand and against the longest common subsequence. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"
#include "model/maturity/added.h"

static struct blob
blob(const char *text)
{
	return (struct blob){.data = text, .len = strlen(text)};
}

static const struct {
	const char *name, *old, *new;
	const char *added; /* a + or a blank for each line */
} cases[] = {
	{"both empty", "", "", ""},
	{"no old one", NULL, "a\nb\n", "++"},
	{"out of nothing", "", "a\n", "+"},
	{"the same", "a\nb\n", "a\nb\n", "  "},
	{"a line in the middle", "a\nc\n", "a\nb\nc\n", " + "},
	{"at both ends", "b\n", "a\nb\nc\n", "+ +"},
	{"a line gone", "a\nb\nc\n", "a\nc\n", "  "},
	{"a line changed", "a\nb\nc\n", "a\nx\nc\n", " + "},
	{"a newline at the end", "a\nb", "a\nb\n", " +"},
	{"no newline any more", "a\nb\n", "a\nb", " +"},
	{"behind a line without newline", "a", "a\nb\n", "++"},
	{"another line end", "a\nb\n", "a\r\nb\n", "+ "},
	{"a doubled line", "a\nb\n", "a\na\nb\n", " + "},
	{"moved up", "a\nb\nc\n", "c\na\nb\n", "+  "},
	{"nothing in common", "a\nb\n", "x\ny\nz\n", "+++"},
	{"two places", "a\nb\nc\nd\ne\n", "a\nx\nc\nd\ny\ne\n", " +  + "},
	{"blank lines", "a\n\nb\n", "a\n\n\nb\n\n", "  + +"},
};

static void
lines_are_told_apart(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct blob old = blob(cases[i].old ? cases[i].old : ""), new = blob(cases[i].new);
		struct added a;

		added_lines(&a, cases[i].old ? &old : NULL, &new, mem);
		if (a.n != strlen(cases[i].added))
			fail_msg("%s: %zu lines", cases[i].name, a.n);
		for (size_t k = 0; k < a.n; k++) {
			if (added_has(&a, (int)k + 1) != (cases[i].added[k] == '+'))
				fail_msg("%s: line %zu", cases[i].name, k + 1);
		}
		assert_true(added_has(&a, 0));
		assert_true(added_has(&a, (int)a.n + 1));
	}
	arena_free(mem);
}

/* n lines of one letter each, out of as many as said. */
static struct blob
dice(unsigned *seed, size_t n, unsigned letters, struct arena *mem)
{
	char *s = arena_alloc(mem, 2 * n + 1, 1);

	for (size_t i = 0; i < n; i++) {
		*seed = *seed * 1103515245U + 12345U;
		s[2 * i] = (char)('a' + (*seed >> 16) % letters);
		s[2 * i + 1] = '\n';
	}
	return (struct blob){.data = s, .len = 2 * n};
}

static size_t
common(const struct blob *a, const struct blob *b, struct arena *mem)
{
	size_t n = a->len / 2, m = b->len / 2;
	size_t *row = arena_alloc(mem, m + 1, sizeof(*row));

	for (size_t i = 1; i <= n; i++) {
		size_t corner = 0;

		for (size_t j = 1; j <= m; j++) {
			size_t above = row[j];

			if (a->data[2 * i - 2] == b->data[2 * j - 2])
				row[j] = corner + 1;
			else if (row[j - 1] > row[j])
				row[j] = row[j - 1];
			corner = above;
		}
	}
	return row[m];
}

/* What is not added, in order, must be found in order in the old one; as much as can be. */
static size_t
check_kept(const struct blob *old, const struct blob *new, const struct added *a)
{
	size_t kept = 0, at = 0;

	assert_int_equal(a->n, new->len / 2);
	for (size_t i = 0; i < a->n; i++) {
		if (a->v[i])
			continue;
		while (at < old->len && old->data[at] != new->data[2 * i])
			at += 2;
		if (at >= old->len)
			fail_msg("line %zu is not in the old one", i + 1);
		at += 2;
		kept++;
	}
	return kept;
}

static void
the_difference_is_a_shortest_one(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena *mem = arena_new();
		unsigned letters = 1 + (unsigned)round % 7;
		struct blob old = dice(&seed, (size_t)round % 23, letters, mem);
		struct blob new = dice(&seed, (size_t)(round / 3) % 19, letters, mem);
		struct added a;

		added_lines(&a, &old, &new, mem);
		if (check_kept(&old, &new, &a) != common(&old, &new, mem))
			fail_msg("round %d: '%s' and '%s'", round, old.data, new.data);
		arena_free(mem);
	}
}

/* Too far apart for a shortest way: what comes out is a difference all the same. */
static void
strangers_come_to_an_end(void **state)
{
	struct arena *mem = arena_new();
	unsigned seed = 11;
	struct blob old = dice(&seed, 9000, 26, mem), new = dice(&seed, 8000, 26, mem);
	struct added a;

	(void)state;
	added_lines(&a, &old, &new, mem);
	assert_true(check_kept(&old, &new, &a) > 1000);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_told_apart),
		cmocka_unit_test(the_difference_is_a_shortest_one),
		cmocka_unit_test(strangers_come_to_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
