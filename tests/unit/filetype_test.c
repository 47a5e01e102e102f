/* SPDX-License-Identifier: MIT */
/* filetype_test -- what kinds of file there are, and that the table is in order. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "model/blob_source.h"
#include "model/plan/filetype.h"

static const struct {
	const char *path;
	uint32_t mode;
	const char *head;
	const char *types; /* all that it is */
} rows[] = {
	{"a.py", MODE_FILE, NULL, "file non-executable python text"},
	{"x/y/a.PY", MODE_FILE, NULL, "file non-executable python text"},
	{"a.py", MODE_EXECUTABLE, "#!/bin/sh\n", "executable file python text"},
	{"a.py", 0100664, NULL, "file non-executable python text"},
	{"a.pyi", MODE_FILE, NULL, "file non-executable pyi text"},
	{"a.py", MODE_SYMLINK, NULL, "symlink"},
	{"a.py", MODE_SUBMODULE, NULL, "directory submodule"},
	{"a", MODE_TREE, NULL, "directory"},
	{"a.h", MODE_FILE, NULL, "c c++ file header non-executable text"},
	{"a.hpp", MODE_FILE, NULL, "c++ file header non-executable text"},
	{"a.c", MODE_FILE, NULL, "c file non-executable text"},
	{"a.tar.gz", MODE_FILE, "text", "binary file non-executable zip"},
	{"a.png", MODE_FILE, NULL, "binary file image non-executable"},
	{"a.svg", MODE_FILE, NULL, "file non-executable svg text xml"},
	{"a.ts", MODE_FILE, NULL, "file non-executable text ts typescript"},
	{"a.tsx", MODE_FILE, NULL, "file non-executable text tsx typescript"},
	{"a.sh", MODE_FILE, NULL, "file non-executable sh shell text"},
	{"a.bash", MODE_FILE, NULL, "bash file non-executable shell text"},
	{"a.ipynb", MODE_FILE, NULL, "file json jupyter non-executable text"},
	{"a.yml", MODE_FILE, NULL, "file non-executable text yaml"},
	{"a.cs", MODE_FILE, NULL, "c# csharp file non-executable text"},
	{"Dockerfile", MODE_FILE, NULL, "dockerfile file non-executable text"},
	{"Dockerfile.dev", MODE_FILE, NULL, "dockerfile file non-executable text"},
	{"dev.Dockerfile", MODE_FILE, NULL, "dockerfile file non-executable text"},
	{"Dockerfile.py", MODE_FILE, NULL, "file non-executable python text"},
	{"CMakeLists.txt", MODE_FILE, NULL, "cmake file non-executable plain-text text"},
	{"poetry.lock", MODE_FILE, NULL, "file non-executable text toml"},
	{".bashrc", MODE_FILE, NULL, "bash file non-executable shell text"},
	{".py", MODE_FILE, "", "file non-executable text"},
	{"a.", MODE_FILE, "", "file non-executable text"},
	{"unknown", MODE_FILE, "words\n\t\x1b[m caf\xe9\r\n", "file non-executable text"},
	{"unknown", MODE_FILE, "a\x01", "binary file non-executable"},
	{"unknown", MODE_FILE, "a\x7f", "binary file non-executable"},
	{"unknown", MODE_FILE, NULL, "file non-executable"},
	{"unknown", MODE_FILE, "#!/bin/sh\n", "file non-executable text"},
	{"run", MODE_EXECUTABLE, "#!/bin/sh\n", "executable file sh shell text"},
	{"run", MODE_EXECUTABLE, "#!/bin/sh", "executable file sh shell text"},
	{"run", MODE_EXECUTABLE, "#! /usr/bin/bash -eu\n", "bash executable file shell text"},
	{"run", MODE_EXECUTABLE, "#!/usr/bin/env python3.12\n", "executable file python text"},
	{"run", MODE_EXECUTABLE, "#!/usr/bin/env -S python3 -u\n", "executable file python text"},
	{"run", MODE_EXECUTABLE, "#!/usr/bin/env -i A=b ruby\r\n", "executable file ruby text"},
	{"run", MODE_EXECUTABLE, "#!/usr/bin/env\n", "executable file text"},
	{"run", MODE_EXECUTABLE, "#!\n", "executable file text"},
	{"run", MODE_EXECUTABLE, "#!/opt/none\npython", "executable file text"},
	{"run", MODE_EXECUTABLE, "# python\n", "executable file text"},
	{"run", MODE_EXECUTABLE, "", "executable file text"},
	{"run", MODE_EXECUTABLE, NULL, "executable file"},
	{"run.unknown", MODE_EXECUTABLE, "#!/usr/bin/perl5.36\n", "executable file perl text"},
};

static void
files_are_all_of_these_and_no_more(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct strs types = {0};
		const char *head = rows[i].head;

		for (size_t j = 0; j < nfiletypes; j++) {
			if (filetype_matches(filetypes[j].type, rows[i].path, rows[i].mode, head,
				    head ? strlen(head) : 0))
				strs_add(&types, filetypes[j].type, mem);
		}
		if (strcmp(strs_join(&types, " ", mem), rows[i].types) != 0)
			fail_msg("%s (row %zu): %s", rows[i].path, i, strs_join(&types, " ", mem));
	}
	arena_free(mem);
}

/* Where content is said not to matter, it does not. */
static void
content_is_asked_for_only_where_it_matters(void **state)
{
	static const char *const heads[] = {"#!/bin/sh\n", "#!/usr/bin/python3\n", "a", "\x01"};
	size_t needed = 0;

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		for (size_t j = 0; j < nfiletypes; j++) {
			const char *type = filetypes[j].type, *path = rows[i].path;
			bool first = filetype_matches(type, path, rows[i].mode, NULL, 0);
			enum filetype_answer told = filetype_by_name(type, path, rows[i].mode);

			if (told == FILETYPE_UNTOLD) {
				needed++;
				continue;
			}
			assert_int_equal(first, told == FILETYPE_YES);
			for (size_t k = 0; k < countof(heads); k++)
				assert_int_equal(first, filetype_matches(type, path, rows[i].mode,
								heads[k], strlen(heads[k])));
		}
	}
	assert_in_range(needed, 50, 1000);
	assert_int_equal(filetype_by_name("python", "run", MODE_EXECUTABLE), FILETYPE_UNTOLD);
	assert_int_not_equal(filetype_by_name("python", "run", MODE_FILE), FILETYPE_UNTOLD);
	assert_int_not_equal(
		filetype_by_name("python", "run.sh", MODE_EXECUTABLE), FILETYPE_UNTOLD);
	assert_int_equal(filetype_by_name("text", "unknown", MODE_FILE), FILETYPE_UNTOLD);
	assert_int_not_equal(filetype_by_name("text", "a.png", MODE_FILE), FILETYPE_UNTOLD);
	assert_int_not_equal(filetype_by_name("text", "link", MODE_SYMLINK), FILETYPE_UNTOLD);
	assert_int_not_equal(
		filetype_by_name("no-such-type", "run", MODE_EXECUTABLE), FILETYPE_UNTOLD);
}

static void
unknown_types_match_nothing(void **state)
{
	(void)state;
	assert_true(filetype_is_known("python"));
	assert_true(filetype_is_known("symlink"));
	assert_true(filetype_is_known("text"));
	assert_false(filetype_is_known("pyton"));
	assert_false(filetype_is_known(""));
	assert_false(filetype_matches("pyton", "a.py", MODE_FILE, NULL, 0));
}

static void
long_lines_and_words_are_bounded(void **state)
{
	char head[5000], path[400];

	(void)state;
	memset(head, 'a', sizeof(head));
	memcpy(head, "#!/", 3);
	head[4000] = '\0'; /* beyond what text is told by */
	assert_true(filetype_matches("text", "x", MODE_EXECUTABLE, head, sizeof(head)));
	assert_false(filetype_matches("sh", "x", MODE_EXECUTABLE, head, sizeof(head)));
	memset(path, 'P', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	path[1] = '.';
	assert_false(filetype_matches("python", path, MODE_FILE, NULL, 0));
}

static void
text_is_told_by_each_of_the_first_bytes(void **state)
{
	char head[40];

	(void)state;
	for (size_t at = 0; at < sizeof(head); at++) {
		for (int c = 0; c < 256; c++) {
			bool is_text = (c >= 0x20 && c != 0x7f) || (c >= 7 && c <= 13) || c == 27;

			memset(head, at % 2 ? 'a' : 0xff, sizeof(head));
			head[at] = (char)c;
			if (filetype_looks_like_text(head, sizeof(head)) != is_text)
				fail_msg("byte 0x%02x at %zu", (unsigned)c, at);
			if (!filetype_looks_like_text(head, at))
				fail_msg("what is before byte 0x%02x at %zu", (unsigned)c, at);
		}
	}
}

static bool
share_a_word(const char *a, const char *b, struct arena *mem)
{
	struct strs words = {0}, others = {0};

	strs_split(&words, a ? a : "", mem);
	strs_split(&others, b ? b : "", mem);
	for (size_t i = 0; i < words.n; i++) {
		if (strs_has(&others, words.v[i]))
			return true;
	}
	return false;
}

static void
rows_are_sorted_and_agree(void **state)
{
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < nfiletypes; i++) {
		const struct filetype_row *r = &filetypes[i];

		if (i && strcmp(filetypes[i - 1].type, r->type) >= 0)
			fail_msg("%s is out of order", r->type);
		for (size_t j = 0; j < i; j++) {
			const struct filetype_row *o = &filetypes[j];

			if (r->is_binary != o->is_binary &&
				(share_a_word(r->extensions, o->extensions, mem) ||
					share_a_word(r->names, o->names, mem)))
				fail_msg("%s and %s disagree", r->type, o->type);
		}
	}
	assert_in_range(nfiletypes, 60, 200);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_all_of_these_and_no_more),
		cmocka_unit_test(content_is_asked_for_only_where_it_matters),
		cmocka_unit_test(unknown_types_match_nothing),
		cmocka_unit_test(long_lines_and_words_are_bounded),
		cmocka_unit_test(text_is_told_by_each_of_the_first_bytes),
		cmocka_unit_test(rows_are_sorted_and_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
