/* SPDX-License-Identifier: MIT */
/* text_test -- UTF-8, distances, nearest names, quoting and durations. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"
#include "base/text.h"

static void
utf8_is_what_the_standard_says(void **state)
{
	static const struct {
		const char *s;
		bool is_utf8;
	} rows[] = {
		{"", true},
		{"abc\n\x7f", true},
		{"\xc2\x80", true},
		{"\xc3\xa9", true},
		{"\xdf\xbf", true},
		{"\xe0\xa0\x80", true},
		{"\xed\x9f\xbf", true},
		{"\xee\x80\x80", true},
		{"\xef\xbf\xbf", true},
		{"\xf0\x90\x80\x80", true},
		{"\xf4\x8f\xbf\xbf", true},
		{"\x80", false},
		{"\xbf", false},
		{"\xc0\x80", false},
		{"\xc1\xbf", false},
		{"\xc3", false},
		{"\xc3(", false},
		{"\xe0\x9f\xbf", false},
		{"\xe2\x82", false},
		{"\xed\xa0\x80", false},
		{"\xed\xbf\xbf", false},
		{"\xf0\x8f\xbf\xbf", false},
		{"\xf4\x90\x80\x80", false},
		{"\xf5\x80\x80\x80", false},
		{"\xf8\x88\x80\x80\x80", false},
		{"\xff", false},
		{"caf\xe9", false},
		{"a\xe2\x82\xac\xe2\x82", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		if (text_is_utf8(rows[i].s, strlen(rows[i].s)) != rows[i].is_utf8)
			fail_msg("row %zu", i);
	}
	assert_true(text_is_utf8("a\0b", 3));
}

static void
a_line_stays_one(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"", ""},
		{"cannot read 'a \"b\\c'", "cannot read 'a \"b\\c'"},
		{"caf\xc3\xa9", "caf\xc3\xa9"},
		{"a\nb\tc\r", "a\\nb\\tc\\r"},
		{"\033[2J\x7f", "\\033[2J\\177"},
		{"caf\xe9!", "caf\\351!"},
		{"\xe2\x80\xae", "\\342\\200\\256"}, /* right to left */
		{"cut \xe2\x82", "cut \\342\\202"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct buf out;

		buf_init(&out, 100);
		text_add_line(&out, rows[i].text);
		buf_addc(&out, '\0');
		assert_string_equal(out.data, rows[i].want);
		buf_release(&out);
	}
}

static void
distances_count_edits(void **state)
{
	static const struct {
		const char *a, *b;
		size_t far;
	} rows[] = {
		{"", "", 0},
		{"", "abc", 3},
		{"same", "same", 0},
		{"files", "file", 1},
		{"files", "flies", 1},
		{"ab", "ba", 1},
		{"abc", "ca", 3}, /* optimal string alignment: no edit inside a transposition */
		{"kitten", "sitting", 3},
		{"source", "sorce", 1},
		{"abcdef", "badcfe", 3},
		{"x", "y", 1},
		{"timeout", "tiemotu", 2},
		{"aaaa", "aa", 2},
		{"abcab", "cababc", 3},
		{"\xff\xfe", "\xfe\xff", 1},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		for (size_t limit = 0; limit < 9; limit++) {
			size_t want = rows[i].far <= limit ? rows[i].far : limit + 1;

			assert_int_equal(text_distance(rows[i].a, rows[i].b, limit), want);
			assert_int_equal(text_distance(rows[i].b, rows[i].a, limit), want);
		}
	}
}

/* The whole table, without any of the short cuts. */
static size_t
plain_distance(const char *a, const char *b)
{
	size_t d[16][16], n = strlen(a), m = strlen(b);

	for (size_t i = 0; i <= n; i++) {
		for (size_t j = 0; j <= m; j++) {
			size_t best;

			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
			best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	}
	return d[n][m];
}

static void
short_cuts_change_no_distance(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char words[2][12] = {"", ""};
		size_t want;

		for (int w = 0; w < 2; w++) {
			seed = seed * 1664525 + 1013904223;
			for (uint32_t i = 0, n = seed >> 24 & 7; i < n; i++) {
				seed = seed * 1664525 + 1013904223;
				words[w][i] = (char)('a' + (seed >> 20) % 3);
			}
		}
		want = plain_distance(words[0], words[1]);
		for (size_t limit = 0; limit < 8; limit++) {
			size_t expected = want <= limit ? want : limit + 1;

			if (text_distance(words[0], words[1], limit) != expected)
				fail_msg("%s %s %zu", words[0], words[1], limit);
		}
	}
}

static void
nearest_is_what_was_meant(void **state)
{
	static const char *names[] = {"files", "source", "tests", "report", "dir", "diff-coverage",
		"coverage", "timeout", "on", "in", "component", "components"};
	static const struct {
		const char *name, *near;
	} rows[] = {
		{"file", "files"},
		{"flies", "files"},
		{"tets", "tests"},
		{"diff-covrage", "diff-coverage"},
		{"covarege", "coverage"},
		{"timeuot", "timeout"},
		{"componants", "components"},
		{"componentx", "component"},
		{"rep", "report"},
		{"diff", "diff-coverage"},
		{"cov", "coverage"},
		{"tim", "timeout"},
		{"an", "on"},
		{"comp", NULL}, /* of two */
		{"re", NULL},
		{"x", NULL},
		{"", NULL},
		{"o", NULL},
		{"nothing-like-it", NULL},
		{"on", "on"},
	};
	const struct strs known = {.v = names, .n = countof(names)}, none = {0};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *near = text_nearest(rows[i].name, &known);

		if ((near == NULL) != (rows[i].near == NULL) ||
			(near && strcmp(near, rows[i].near) != 0))
			fail_msg("%s: %s", rows[i].name, near ? near : "nothing");
	}
	assert_null(text_nearest("files", &none));
}

static void
paths_are_shown_as_git_does(void **state)
{
	static const struct {
		const char *path, *shown;
	} rows[] = {
		{"a b'c.txt", "a b'c.txt"},
		{"caf\xc3\xa9/\xe2\x82\xac", "caf\xc3\xa9/\xe2\x82\xac"}, {"", ""},
		{"a\"b", "\"a\\\"b\""}, {"a\\b", "\"a\\\\b\""}, {"a\nb\tc\rd", "\"a\\nb\\tc\\rd\""},
		{"\a\b\v\f", "\"\\a\\b\\v\\f\""}, {"\x01\x1b[31m", "\"\\001\\033[31m\""},
		{"\x7f", "\"\\177\""}, {"caf\xe9", "\"caf\\351\""},
		{"\xc3\xa9\n", "\"\\303\\251\\n\""},
		{"\xc2\x9b"
		 "31m",
			"\"\\302\\23331m\""}, /* a control sequence in one byte */
		{"a\xe2\x80\xae"
		 "b",
			"\"a\\342\\200\\256b\""}, /* turns what follows around */
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct buf out;

		buf_init(&out, 1000);
		text_add_path(&out, rows[i].path);
		assert_string_equal(out.data, rows[i].shown);
		assert_string_equal(text_path(rows[i].path, mem), rows[i].shown);
		buf_release(&out);
	}
	arena_free(mem);
}

static void
shell_words_read_back(void **state)
{
	static const struct {
		const char *word, *shown;
	} rows[] = {
		{"ruff", "ruff"},
		{"--cov=src/a", "--cov=src/a"},
		{"A=b", "'A=b'"},
		{"a b", "'a b'"},
		{"", "''"},
		{"it's", "'it'\\''s'"},
		{"$x", "'$x'"},
		{"*.py", "'*.py'"},
		{"~", "'~'"},
		{"a\nb", "'a\nb'"},
		{"\xff", "'\xff'"},
		{"!", "'!'"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct buf out;

		buf_init(&out, 1000);
		text_add_shell(&out, rows[i].word);
		assert_string_equal(out.data, rows[i].shown);
		buf_release(&out);
	}
}

static void
durations_and_counts_are_words(void **state)
{
	static const struct {
		int64_t ms;
		const char *text;
	} rows[] = {
		{-5, "0 ms"},
		{0, "0 ms"},
		{9, "9 ms"},
		{99, "99 ms"},
		{100, "0.1s"},
		{149, "0.1s"},
		{150, "0.2s"},
		{12345, "12.3s"},
		{59949, "59.9s"},
		{59950, "1m00s"},
		{62000, "1m02s"},
		{62499, "1m02s"},
		{62500, "1m03s"},
		{3599499, "59m59s"},
		{3599500, "1h00m"},
		{7500000, "2h05m"},
		{360000000, "100h00m"},
		{INT64_MAX, "2562047788015h13m"},
	};
	static const struct {
		int64_t ms;
		const char *text;
	} about[] = {
		{-5, "0s"},
		{0, "0s"},
		{1, "1s"},
		{1499, "1s"},
		{42400, "42s"},
		{59499, "59s"},
		{59500, "1m"},
		{61000, "1m"},
		{78000, "1m20s"},
		{419000, "7m"},
		{596000, "10m"},
		{3569000, "59m"},
		{3571000, "1h00m"},
		{4200000, "1h10m"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		assert_string_equal(text_duration(rows[i].ms, mem), rows[i].text);
	for (size_t i = 0; i < countof(about); i++)
		assert_string_equal(text_about(about[i].ms, mem), about[i].text);
	assert_string_equal(text_count(0, "file", mem), "0 files");
	assert_string_equal(text_count(1, "file", mem), "1 file");
	assert_string_equal(text_count(3, "file", mem), "3 files");
	arena_free(mem);
}

static void
a_cell_ends_neither_itself_nor_its_table(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 100);
	text_add_cell(&out, "a|b\nc\\");
	assert_string_equal(out.data, "a\\|b c\\");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_is_what_the_standard_says),
		cmocka_unit_test(a_line_stays_one),
		cmocka_unit_test(distances_count_edits),
		cmocka_unit_test(short_cuts_change_no_distance),
		cmocka_unit_test(nearest_is_what_was_meant),
		cmocka_unit_test(paths_are_shown_as_git_does),
		cmocka_unit_test(shell_words_read_back),
		cmocka_unit_test(durations_and_counts_are_words),
		cmocka_unit_test(a_cell_ends_neither_itself_nor_its_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
