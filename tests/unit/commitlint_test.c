/* SPDX-License-Identifier: MIT */
/* commitlint_test -- verdicts of @commitlint 20.5.3 and 21.2.4, which ours have to be. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/message/message_text.h"

#define TEN_Y "yyyyyyyyyy"
#define E "\xc3\xa9"
#define TEN_E E E E E E E E E E E
#define S "\xf0\x9f\x98\x80"
#define TEN_S S S S S S S S S S S
#define SAME NULL

/* What node said of each: errors, then warnings with ~, by name. */
/* clang-format off */
static const struct {
	const char *text, *twenty, *twenty_one, *edited; /* SAME: as the one before; of `--edit` */
} rows[] = {
	{"feat: x", "", SAME, SAME},
	{"Feat: x", "type-case type-enum", SAME, SAME},
	{"feat: Add x", "subject-case", SAME, SAME},
	{"feat: add x.", "subject-full-stop", SAME, SAME},
	{"feat: add x...", "", SAME, SAME},
	{"add x", "subject-empty type-empty", SAME, SAME},
	{"feat(a)(b): x", "", SAME, SAME},
	{"fix(x): handle foo(): Bar", "subject-case", SAME, SAME},
	{"feat():x", "subject-empty type-empty", SAME, SAME},
	{"feat(): x", "", SAME, SAME},
	{"feat:  X", "", SAME, SAME},
	{"feat!: x", "", SAME, SAME},
	{"feat!!: x", "subject-empty type-empty", SAME, SAME},
	{": x", "type-empty", SAME, SAME},
	{"feat: ", "header-trim subject-empty", SAME, SAME},
	{"fix: x\nbody", "~body-leading-blank", SAME, SAME},
	{"fix: x\n\nbody\nCloses #1", "~footer-leading-blank", SAME, SAME},
	{"fix: x\n\nbody\n\nCloses #1", "", SAME, SAME},
	{"fix: x\n\nNote: y\nmore", "", SAME, SAME},
	{"fix: x\n\nsee #12 z", "", SAME, SAME},
	{"fix: x\n\n#include <y>\nmore", "", SAME, SAME},
	{"fix: x\n\n#12 fixes it", "", SAME, SAME},
	{"fix: x\n\nprefix #1\nmore", "", SAME, SAME},
	{"fix: x\n\nbreaking change in y", "", SAME, SAME},
	{"fix: x\n\nhttp://a/#1\nmore", "", SAME, SAME},
	{"fix: x\n\n" TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y "y", "body-max-line-length", SAME, SAME},
	{"fix: x\n\nhttp://a " TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y "y", "", SAME, SAME},
	{"fix: x\n\n" TEN_E TEN_E TEN_E TEN_E TEN_E TEN_E TEN_E TEN_E TEN_E TEN_E, "", SAME, SAME},
	{"fix: x\n\n" TEN_S TEN_S TEN_S TEN_S TEN_S "\xf0\x9f\x98\x80", "body-max-line-length", SAME, SAME},
	{"fix: " TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y "yyyyyy", "header-max-length", SAME, SAME},
	{"Merge branch 'x'", "ignored", SAME, SAME},
	{"x\n\nMerge branch y", "ignored", SAME, SAME},
	{"revert x", "ignored", SAME, SAME},
	{"revert: x", "", SAME, SAME},
	{"Revert \"x\"", "ignored", SAME, SAME},
	{"fixup!x", "ignored", SAME, SAME},
	{"1.2.3", "ignored", SAME, SAME},
	{"chore: v1.2.3-rc.1+b", "ignored", SAME, SAME},
	{"1.2", "subject-empty type-empty", SAME, SAME},
	{"chore(x): 1.2.3 [skip ci]", "ignored", SAME, SAME},
	{"Merged PR 1: x", "ignored", SAME, SAME},
	{"Merge into y", "subject-empty type-empty", SAME, SAME},
	{"Merge x into y", "ignored", SAME, SAME},
	{"\nfeat: x", "", SAME, SAME},
	{" feat: x", "header-trim subject-empty type-empty", SAME, SAME},
	{"feat: x ", "header-trim", SAME, SAME},
	{"feat: x\r\n\r\nbody\r\n", "", SAME, SAME},
	{"feat: a\rb", "subject-empty type-empty", SAME, SAME},
	{"gpg: x\nfeat: x", "", SAME, SAME},
	{"feat: \xc3\x9f", "", SAME, SAME},
	{"feat: \xc7\x84", "subject-case", SAME, SAME},
	{"feat: \xc7\x85", "", SAME, SAME},
	{"feat: \xf0\x90\x90\x80", "subject-case", SAME, SAME},
	{"feat: \xe6\x97\xa5\xe6\x9c\xac", "", SAME, SAME},
	{"feat: 1A", "", SAME, SAME},
	{"f\xc3\xa9" "at: x", "subject-empty type-empty", SAME, SAME},
	{"feat: x\n\nBREAKING CHANGE: y\nRefs: #1\nBREAKING CHANGE: closes #2", "", SAME, SAME},
	{"  ", "", SAME, SAME},
	{"x.", "subject-empty subject-full-stop type-empty", SAME, SAME},
	{"# c\nfeat: x", "subject-empty type-empty ~body-leading-blank", "subject-empty type-empty ~footer-leading-blank", ""},
	{"feat: x\n# c\nbody", "~body-leading-blank", SAME, SAME},
	{"feat: x\n\n# ------------------------ >8 ------------------------\n" TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y TEN_Y "y", "body-max-line-length", SAME, ""},
	{"feat: \xff", "", SAME, SAME},
};
/* clang-format on */

static void
add_level(struct buf *out, const struct message_verdict *v, enum level level)
{
	for (size_t r = 0; r < rule_nrows; r++) {
		for (size_t i = 0; i < v->n; i++) {
			if (v->v[i].level == level && strcmp(v->v[i].rule, rule_rows[r].name) == 0)
				buf_addf(out, "%s%s%s", out->len ? " " : "",
					level == LEVEL_WARN ? "~" : "", rule_rows[r].name);
		}
	}
}

static void
expect(const char *text, enum message_mode mode, enum message_source source, const char *want)
{
	struct message_input in = {.text = text, .len = strlen(text), .source = source};
	struct arena *mem = arena_new();
	struct rule_settings settings;
	struct message_verdict v;
	struct buf said = {0};
	struct error err;

	buf_init(&said, 4096);
	rule_settings_init(&settings, mode, mem);
	assert_int_equal(message_judge(&v, &in, &settings, mem, &err), 0);
	if (v.is_ignored)
		buf_adds(&said, "ignored");
	add_level(&said, &v, LEVEL_FAIL);
	assert_int_equal(said.len == 0 || v.is_ignored, v.is_valid);
	add_level(&said, &v, LEVEL_WARN);
	if (strcmp(said.data ? said.data : "", want) != 0)
		fail_msg("%s (%d, %d): '%s', not '%s'", text, (int)mode, (int)source, said.data,
			want);
	rule_settings_release(&settings);
	buf_release(&said);
	arena_free(mem);
}

static void
verdicts_are_those_of_commitlint(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *twenty = rows[i].twenty;
		const char *later = rows[i].twenty_one ? rows[i].twenty_one : twenty;
		const char *edited = rows[i].edited;

		expect(rows[i].text, MESSAGE_COMMITLINT_20, MESSAGE_HISTORY, twenty);
		expect(rows[i].text, MESSAGE_COMMITLINT_21, MESSAGE_HISTORY, later);
		expect(rows[i].text, MESSAGE_COMMITLINT_20, MESSAGE_EDIT, edited ? edited : twenty);
		expect(rows[i].text, MESSAGE_COMMITLINT_21, MESSAGE_EDIT, edited ? edited : later);
	}
}

/* The two versions differ in where they see a footer. */
static void
footers_are_those_of_the_version(void **state)
{
	static const struct {
		const char *text, *twenty, *twenty_one;
	} cases[] = {
		{"fix: x\n\nbody\n\nCloses #1", "Closes #1", "Closes #1"},
		{"fix: x\n\nReviewed-by: Z", NULL, "Reviewed-by: Z"},
		{"fix: x\n\nNote: y\nmore", NULL, "Note: y\nmore"},
		{"fix: x\n\nNote:", NULL, NULL},
		{"fix: x\n\nNote: ", NULL, NULL},
		{"fix: x\n\nNote:  ", NULL, "Note:  "},
		{"fix: x\n\n Note: y", NULL, NULL},
		{"fix: x\n\nsee #12 z", "see #12 z", "see #12 z"},
		{"fix: x\n\nwe see #12 z", "we see #12 z", NULL},
		{"fix: x\n\n#include <y>\nmore", "#include <y>\nmore", NULL},
		{"fix: x\n\nsuffixes #1\nmore", "suffixes #1\nmore", "suffixes #1\nmore"},
		{"fix: x\n\n#1 fixes it", NULL, NULL},
		{"fix: x\n\n#12. y", NULL, NULL},
		{"fix: x\n\nx http://a/#1 y", NULL, NULL},
		{"fix: x\n\nbreaking change in y", "breaking change in y", NULL},
		{"fix: x\n\n| BREAKING-CHANGE: y", "| BREAKING-CHANGE: y", NULL},
		{"fix: x\n\n* breaking-change:y", "* breaking-change:y", "* breaking-change:y"},
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		for (int is_later = 0; is_later < 2; is_later++) {
			struct message_input in = {.text = cases[i].text,
				.len = strlen(cases[i].text),
				.source = MESSAGE_HISTORY};
			const char *want = is_later ? cases[i].twenty_one : cases[i].twenty;
			struct arena *mem = arena_new();
			struct message_text m;

			message_text_read(&m, &in,
				is_later ? MESSAGE_COMMITLINT_21 : MESSAGE_COMMITLINT_20, mem);
			if (!span_is(m.footer, want ? want : ""))
				fail_msg("%s (%d): %.*s", cases[i].text, is_later, (int)m.footer.n,
					m.footer.s);
			arena_free(mem);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts_are_those_of_commitlint),
		cmocka_unit_test(footers_are_those_of_the_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
