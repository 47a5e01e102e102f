/* SPDX-License-Identifier: MIT */
/* trailer_test -- where footers begin, and which lines git takes for trailers. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "gates/message/message_text.h"
#include "gates/message/trailer.h"

static void
footers_are_the_last_paragraphs(void **state)
{
	static const struct {
		const char *text, *footer;
		bool is_glued;
	} rows[] = {
		{"fix: x", "", false},
		{"fix: x\n\nbody", "", false},
		{"fix: x\n\nbody\n\nRefs: #1", "Refs: #1", false},
		{"fix: x\n\nbody\n\nRefs #1\nCloses #2", "Refs #1\nCloses #2", false},
		{"fix: x\n\nRefs: #1\n\nSigned-off-by: A", "Refs: #1\n\nSigned-off-by: A", false},
		{"fix: x\n\nRefs: #1\n more\n", "Refs: #1\n more", false},
		{"fix: x\n\nbody\nSigned-off-by: A", "Signed-off-by: A", true},
		{"fix: x\n\na\nb\nc\nd\ne\nSigned-off-by: A", "", true},
		{"fix: x\n\nbody\nRefs: #1", "", false},
		{"fix: x\n\nAcked-by: B\n[A: spelling]\nSigned-off-by: A",
			"Acked-by: B\n[A: spelling]\nSigned-off-by: A", false},
		{"fix: x\n\nNote: a\n\nbody", "", false},
		{"fix: x\n\nsee http://a/#b", "", false},
		{"fix: x\n\nhttp://a", "", false},
		{"fix: x\n\nBREAKING CHANGE: y\n\nmore\n\nlast",
			"BREAKING CHANGE: y\n\nmore\n\nlast", false},
		{"fix: x\n\nbody\nBREAKING-CHANGE: y", "BREAKING-CHANGE: y", true},
		{"fix: x\n\nRefs: #1\nBREAKING CHANGE: y", "Refs: #1\nBREAKING CHANGE: y", false},
		{"fix: x\n\nbreaking change: y\nz", "", false},
		{"fix: x\nSigned-off-by: A", "Signed-off-by: A", true},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct message_input in = {.text = rows[i].text,
			.len = strlen(rows[i].text),
			.source = MESSAGE_HISTORY};
		struct message_text m;

		message_text_read(&m, &in, MESSAGE_OWN, mem);
		if (!span_is(m.footer, rows[i].footer))
			fail_msg("%s: '%.*s'", rows[i].text, (int)m.footer.n, m.footer.s);
		if ((trailer_glued(&m) != SIZE_MAX) != rows[i].is_glued)
			fail_msg("%s: glued", rows[i].text);
	}
	arena_free(mem);
}

/* As `git interpret-trailers --parse` printed them. */
static void
trailers_are_those_of_git(void **state)
{
	static const struct {
		const char *text, *parsed;
	} rows[] = {
		{"x\n\nA: b\n", "A: b"},
		{"x\n\nA: b\nc: d\n", "A: b\nc: d"},
		{"x\n\nA :b\n", "A: b"},
		{"x\n\nA: b\n  c\n", "A: b c"},
		{"x\n\nA: b\nc\n", ""},
		{"x\n\nc\nSigned-off-by: A\n", "Signed-off-by: A"},
		{"x\n\na\nb\nc\nd\nSigned-off-by: A\n", ""},
		{"x\nA: b\n", ""},
		{"x\n\nA: b\n# c\n\n", "A: b"},
		{"x\n\nA: b\n\n---\nB: c\n", "A: b"},
		{"x\n\nA: b\n---", ""},
		{"x\n\nA_b: c\n", ""},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct span parsed = trailer_parse(span_of(rows[i].text), mem);

		if (!span_is(parsed, rows[i].parsed))
			fail_msg("%s: '%.*s'", rows[i].text, (int)parsed.n, parsed.s);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(footers_are_the_last_paragraphs),
		cmocka_unit_test(trailers_are_those_of_git),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
