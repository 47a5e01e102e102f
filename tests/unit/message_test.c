/* SPDX-License-Identifier: MIT */
/* message_test -- by our own rules: headers that are taken, and what is said of the others. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "gates/message/message.h"

static void
judge(struct message_verdict *out, const char *text, char comment, struct arena *mem)
{
	const char prefix[] = {comment, '\0'};
	struct message_input in = {
		.text = text, .len = strlen(text), .comment = prefix, .is_edited = true};
	struct rule_settings rules;
	struct error err;

	rule_settings_init(&rules, MESSAGE_OWN, mem);
	assert_int_equal(message_judge(out, &in, &rules, mem, &err), 0);
	rule_settings_release(&rules);
}

static void
good_headers_are_taken(void **state)
{
	static const struct {
		const char *text, *header;
	} rows[] = {
		{"feat: add a door\n", "feat: add a door"},
		{"feat(parser): x", "feat(parser): x"},
		{"feat(parser)!: x", "feat(parser)!: x"},
		{"feat!: x", "feat!: x"},
		{"fix(a,b/c): x: y (z)", "fix(a,b/c): x: y (z)"},
		{"fix(a:b): x", "fix(a:b): x"},
		{"fix: ü ☃", "fix: ü ☃"},
		{"fix: \377\376", "fix: \xef\xbf\xbd\xef\xbf\xbd"},
		{"\n  \n# a comment\nfix: x  \r\nbody\n", "fix: x"},
		{"fix: x\r\n\r\nbody\r\n", "fix: x"},
		{"Merge branch 'x' into y", "Merge branch 'x' into y"},
		{"Merge remote-tracking branch 'origin/x'",
			"Merge remote-tracking branch 'origin/x'"},
		{"Merge pull request #3 from a/b", "Merge pull request #3 from a/b"},
		{"Merge https://x/y into z", "Merge https://x/y into z"},
		{"Revert \"feat: x\"", "Revert \"feat: x\""},
		{"Reapply \"feat: x\"", "Reapply \"feat: x\""},
		{"fixup! anything", "fixup! anything"},
		{"squash! anything", "squash! anything"},
		{"amend! anything", "amend! anything"},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct message_verdict v;

		judge(&v, rows[i].text, '#', mem);
		if (!v.is_valid)
			fail_msg("%s: %s", rows[i].text, v.v[0].text);
		assert_string_equal(v.header, rows[i].header);
	}
	arena_free(mem);
}

static void
others_are_refused_with_a_place(void **state)
{
	static const struct {
		const char *text;
		size_t column, width;
		const char *why, *hint;
	} rows[] = {
		{"", 0, 0, "the message is empty", NULL},
		{"\n# only\n# comments\n", 0, 0, "the message is empty", NULL},
		{"add a door", 0, 3, "no type", NULL},
		{"Update README.md", 0, 6, "no type", NULL},
		{"Merge stuff", 0, 5, "no type", NULL},
		{": x", 0, 1, "no type", NULL},
		{"(a): x", 0, 1, "no type", NULL},
		{"feat(a) x", 0, 4, "no type", NULL},
		{"feat add a door", 4, 1, "no ':' behind the type 'feat'", "feat: add a door"},
		{"Fix the door", 3, 1, "no ':' behind the type 'Fix'", "fix: the door"},
		{"Feat: x", 0, 4, "the type 'Feat' is written 'feat'", "feat: x"},
		{"FIX(a)!: x", 0, 3, "the type 'FIX' is written 'fix'", "fix(a)!: x"},
		{"feet: x", 0, 4, "unknown type 'feet'; did you mean 'feat'?", "feat: x"},
		{"feature(a): x", 0, 7, "unknown type 'feature'; did you mean 'feat'?",
			"feat(a): x"},
		{"Bugfix: x", 0, 6, "did you mean 'fix'?", "fix: x"},
		{"doc: x", 0, 3, "did you mean 'docs'?", "docs: x"},
		{"wip: x", 0, 3, "unknown type 'wip'; known are build chore ci", NULL},
		{"feat(): x", 4, 2, "the scope is empty", "feat: x"},
		{"feat( )!: x", 4, 3, "the scope is empty", "feat!: x"},
		{"feat(a: x", 4, 2, "the scope has no ')'", "feat(a): x"},
		{"feat : x", 4, 1, "nothing may stand between", "feat: x"},
		{"feat (a): x", 4, 1, "nothing may stand between", "feat(a): x"},
		{"feat(a) : x", 7, 1, "nothing may stand between", "feat(a): x"},
		{"feat(a) b: x", 7, 2, "nothing may stand between", NULL},
		{"feat! : x", 5, 1, "nothing may stand between", "feat!: x"},
		{"feat !: x", 4, 2, "nothing may stand between", "feat!: x"},
		{"feat(a) !: x", 7, 2, "nothing may stand between", "feat(a)!: x"},
		{"feat:x", 4, 1, "one blank follows ':'", "feat: x"},
		{"feat:  x", 4, 3, "one blank follows ':'", "feat: x"},
		{"feat!:\tx", 5, 2, "one blank follows ':'", "feat!: x"},
		{"feat:", 4, 1, "nothing behind ':'", NULL},
		{"feat(a):   \nbody", 7, 1, "nothing behind ':'", NULL},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct message_verdict v;

		judge(&v, rows[i].text, '#', mem);
		if (v.is_valid || !strstr(v.v[0].text, rows[i].why))
			fail_msg("%s: %s", rows[i].text, !v.is_valid ? v.v[0].text : "taken");
		if (v.v[0].column != rows[i].column || v.v[0].width != rows[i].width)
			fail_msg("%s: at %zu, %zu wide", rows[i].text, v.v[0].column, v.v[0].width);
		if ((v.v[0].hint == NULL) != (rows[i].hint == NULL) ||
			(v.v[0].hint && strcmp(v.v[0].hint, rows[i].hint) != 0))
			fail_msg("%s: hint %s", rows[i].text, v.v[0].hint ? v.v[0].hint : "none");
	}
	arena_free(mem);
}

/* What is offered must not be refused in turn. */
static void
hints_are_good_headers(void **state)
{
	static const char *const texts[] = {"feat add", "Feat: x", "feet(a)!: x", "feat(): x",
		"feat(a: x", "feat : x", "feat (a): x", "feat(a) : x", "feat:x", "feat(a)!:  x"};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		struct message_verdict v, again;

		judge(&v, texts[i], '#', mem);
		assert_false(v.is_valid);
		assert_non_null(v.v[0].hint);
		judge(&again, v.v[0].hint, '#', mem);
		if (!again.is_valid)
			fail_msg("%s -> %s: %s", texts[i], v.v[0].hint, again.v[0].text);
	}
	arena_free(mem);
}

static void
comments_are_what_git_says(void **state)
{
	struct arena *mem = arena_new();
	struct message_verdict v;

	(void)state;
	judge(&v, "; a comment\nfix: x\n", ';', mem);
	assert_true(v.is_valid);
	judge(&v, "#12 is fixed\n", ';', mem);
	assert_false(v.is_valid);
	assert_string_equal(v.header, "#12 is fixed");
	arena_free(mem);
}

/* A text would end at the NUL, and be no other header. */
static void
a_header_with_a_nul_has_no_hint(void **state)
{
	struct arena *mem = arena_new();
	struct rule_settings s;
	struct message_verdict v;
	struct error err;
	const struct message_input in = {
		.text = "\001\0\0\t", .len = 4, .source = MESSAGE_HISTORY, .comment = "#"};

	(void)state;
	rule_settings_init(&s, MESSAGE_OWN, mem);
	assert_int_equal(message_judge(&v, &in, &s, mem, &err), 0);
	assert_false(v.is_valid);
	for (size_t i = 0; i < v.n; i++)
		assert_null(v.v[i].hint);
	rule_settings_release(&s);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_headers_are_taken),
		cmocka_unit_test(others_are_refused_with_a_place),
		cmocka_unit_test(hints_are_good_headers),
		cmocka_unit_test(comments_are_what_git_says),
		cmocka_unit_test(a_header_with_a_nul_has_no_hint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
