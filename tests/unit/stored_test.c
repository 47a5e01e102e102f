/* SPDX-License-Identifier: MIT */
/* stored_test -- what git stores of the file of a message; each row was tried with git. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "gates/message/stored.h"

#define CUT " ------------------------ >8 ------------------------\n"

static void
text_is_what_git_stores(void **state)
{
	static const struct {
		enum message_cleanup how;
		bool is_edited, is_verbose;
		const char *comment, *text, *stored;
	} rows[] = {
		{CLEANUP_DEFAULT, true, false, NULL, "\n a \n\n\n# c\nb\n\n", " a\n\nb\n"},
		{CLEANUP_DEFAULT, false, false, NULL, "#12 is fixed\n", "#12 is fixed\n"},
		{CLEANUP_DEFAULT, false, false, NULL, "a\n\n# c\n# d\n", "a\n"},
		{CLEANUP_DEFAULT, false, false, NULL, "a\n# c\n", "a\n# c\n"},
		{CLEANUP_STRIP, false, false, NULL, "#12 is fixed\n", ""},
		{CLEANUP_WHITESPACE, true, false, NULL, "a  \r\n# c\n", "a\n# c\n"},
		{CLEANUP_VERBATIM, true, false, NULL, "\n a \n# c", "\n a \n# c"},
		{CLEANUP_SCISSORS, true, false, NULL, "a\n# c\n#" CUT "b\n", "a\n# c\n"},
		{CLEANUP_DEFAULT, true, false, NULL, "a\n#" CUT "b\n", "a\nb\n"},
		{CLEANUP_DEFAULT, true, true, NULL, "a\n#" CUT "b\n", "a\n"},
		{CLEANUP_DEFAULT, true, false, NULL, "a\n#" CUT "# x\ndiff --git a b\n", "a\n"},
		{CLEANUP_DEFAULT, true, true, NULL, "a\n# " CUT "b\n", "a\nb\n"},
		{CLEANUP_DEFAULT, true, false, ";", "#1\n; c\n", "#1\n"},
		{CLEANUP_DEFAULT, true, false, "//", "/a\n// c\n", "/a\n"},
		{CLEANUP_DEFAULT, true, true, "//", "a\n//" CUT "b\n", "a\n"},
		{CLEANUP_DEFAULT, true, false, "\xe2\x80\xbb", "a\n\xe2\x80\xbb c\n", "a\n"},
		{CLEANUP_DEFAULT, true, false, "auto", "#1 x\n\n; c\n; d\n", "#1 x\n"},
		{CLEANUP_DEFAULT, true, false, "auto", "a\n\n# c\n", "a\n"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct message_input in = {.text = rows[i].text,
			.len = strlen(rows[i].text),
			.cleanup = rows[i].how,
			.is_edited = rows[i].is_edited,
			.is_verbose = rows[i].is_verbose,
			.comment = rows[i].comment};
		struct span stored = stored_text(&in, mem);

		if (!span_is(stored, rows[i].stored))
			fail_msg("%zu: '%s' is '%.*s'", i, rows[i].text, (int)stored.n, stored.s);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_what_git_stores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
