/* SPDX-License-Identifier: MIT */
/* rule_test -- the table, what tta.ini can make of it, and each of our own rules. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"
#include "gates/message/message.h"

static void
rows_are_sorted_and_described(void **state)
{
	struct arena *mem = arena_new();
	struct rule_settings s;
	size_t ours = 0;

	(void)state;
	rule_settings_init(&s, MESSAGE_OWN, mem);
	for (size_t i = 0; i < rule_nrows; i++) {
		const struct rule *r = &rule_rows[i];
		struct buf text;

		assert_true(i == 0 || strcmp(rule_rows[i - 1].name, r->name) < 0);
		assert_ptr_equal(rule_find(r->name), r);
		assert_non_null(r->judge);
		assert_true(r->summary && r->detail && r->good && r->bad);
		assert_int_equal((r->kind == RULE_NO_VALUE), (r->value == NULL));
		assert_int_equal(s.v[i].level, r->level);
		buf_init(&text, 4096);
		rule_explain(&text, r);
		assert_non_null(strstr(text.data, r->summary));
		buf_release(&text);
		ours += r->is_ours;
	}
	assert_int_equal(rule_nrows - ours, 38);
	rule_settings_release(&s);
	arena_free(mem);
}

/* What the table shows as good is; what it shows as bad breaks the rule that shows it. */
static void
examples_are_what_they_say(void **state)
{
	static const char *parts[] = {"parser", "lexer"};
	static const struct strs touched = {parts, 2, 2};
	static const struct message_component known[] = {{"parser", NULL}, {"lexer", NULL}};
	static const struct rule_wish on = {.level = "error"};

	(void)state;
	for (size_t i = 0; i < rule_nrows; i++) {
		const struct rule *r = &rule_rows[i];
		const struct rule_wish value = {
			.value = r->kind == RULE_NUMBER ? strstr(r->name, "min") ? "8" : "10"
				 : strcmp(r->name, "scope-enum") == 0    ? "parser"
				 : strcmp(r->name, "body-required") == 0 ? "feat"
				 : strcmp(r->name, "changelog") == 0     ? "CHANGELOG.md"
									 : r->value};

		for (int is_good = 0; is_good < 2; is_good++) {
			struct message_input in = {.text = is_good ? r->good : r->bad,
				.len = strlen(is_good ? r->good : r->bad),
				.source = MESSAGE_EDIT,
				.is_edited = true,
				.author = "A <a@b>",
				.refuses_fixup = true,
				.refuses_wip = true,
				.scopes = {known, 2, NULL, NULL, &touched},
				.changed = &touched};
			struct arena *mem = arena_new();
			struct rule_settings s;
			struct message_verdict v;
			bool is_broken = false;
			struct error err;

			if (strstr(r->name, "length")) { /* told, not shown */
				arena_free(mem);
				continue;
			}
			rule_settings_init(&s, MESSAGE_OWN, mem);
			assert_int_equal(rule_set(&s, r->name, &on, mem, &err), 0);
			if (r->kind != RULE_NO_VALUE)
				assert_int_equal(rule_set(&s, r->name, &value, mem, &err), 0);
			assert_int_equal(message_judge(&v, &in, &s, mem, &err), 0);
			for (size_t k = 0; k < v.n; k++)
				is_broken |= strcmp(v.v[k].rule, r->name) == 0;
			if (is_broken == is_good)
				fail_msg("%s: '%s'", r->name, in.text);
			rule_settings_release(&s);
			arena_free(mem);
		}
	}
}

static void
wishes_are_checked(void **state)
{
	static const struct {
		const char *rule, *level, *when, *value, *why;
	} rows[] = {
		{"type-enum", "warn", "always", "a b", NULL},
		{"body-max-length", "error", NULL, "infinity", NULL},
		{"body-max-length", NULL, NULL, "12", NULL},
		{"subject-case", NULL, "never", "lower-case", NULL},
		{"issue-reference", NULL, NULL, "X-[0-9]+", NULL},
		{"type-enmu", NULL, NULL, NULL, "did you mean 'type-enum'?"},
		{"type-enum", "fatal", NULL, NULL, "none of error warn off"},
		{"type-enum", NULL, "often", NULL, "neither always nor never"},
		{"body-max-length", NULL, "never", NULL, "has no `when`"},
		{"body-max-length", NULL, NULL, "12a", "no number"},
		{"body-max-length", NULL, NULL, "-1", "no number"},
		{"body-max-length", NULL, NULL, "", "no number"},
		{"header-trim", NULL, NULL, "x", "has no value"},
		{"subject-case", NULL, NULL, "loud-case", "'loud-case' is no case"},
		{"issue-reference", NULL, NULL, "(", "at byte"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct rule_wish wish = {rows[i].level, rows[i].when, rows[i].value};
		struct arena *mem = arena_new();
		struct rule_settings s;
		struct error err = {0};
		int rc;

		rule_settings_init(&s, MESSAGE_OWN, mem);
		rc = rule_set(&s, rows[i].rule, &wish, mem, &err);
		assert_int_equal(rc, rows[i].why ? -1 : 0);
		if (rows[i].why && !strstr(err.msg, rows[i].why))
			fail_msg("%s: %s", rows[i].rule, err.msg);
		rule_settings_release(&s);
		arena_free(mem);
	}
}

/* What PCRE2 gives up on is no pass. */
static void
too_much_work_is_no_pass(void **state)
{
	static const struct rule_wish wish = {.level = "error", .value = "(a+)+$"};
	char text[4096] = "feat: ";
	struct message_input in = {.text = text, .source = MESSAGE_HISTORY};
	struct arena *mem = arena_new();
	struct rule_settings s;
	struct message_verdict v;
	struct error err;

	(void)state;
	memset(text + 6, 'a', sizeof(text) - 8);
	text[sizeof(text) - 2] = '!';
	in.len = sizeof(text) - 1;
	rule_settings_init(&s, MESSAGE_OWN, mem);
	assert_int_equal(rule_set(&s, "issue-reference", &wish, mem, &err), 0);
	assert_int_equal(message_judge(&v, &in, &s, mem, &err), -1);
	assert_int_equal(err.code, ERR_LIMIT);
	rule_settings_release(&s);
	rule_settings_init(&s, MESSAGE_COMMITLINT_21, mem);
	strs_add(&s.ignore, "(a+)+$", mem);
	assert_int_equal(message_judge(&v, &in, &s, mem, &err), -1);
	rule_settings_release(&s);
	arena_free(mem);
}

static void
what_is_compiled_outlives_the_message(void **state)
{
	const char *const texts[] = {"Release 1", "Release 2", "nonsense"};
	struct arena *mem = arena_new(), *scratch = arena_new();
	struct rule_settings s;

	(void)state;
	rule_settings_init(&s, MESSAGE_OWN, mem);
	strs_add(&s.ignore, "^Nothing", mem);
	strs_add(&s.ignore, "^Release", mem);
	for (size_t i = 0; i < countof(texts); i++) {
		struct message_input in = {
			.text = texts[i], .len = strlen(texts[i]), .source = MESSAGE_HISTORY};
		struct message_verdict v;
		struct error err;

		assert_int_equal(message_judge(&v, &in, &s, scratch, &err), 0);
		message_verdict_keep(&v, mem);
		arena_clear(scratch);
		memset(arena_alloc(scratch, 8192, 1), 0xff, 8192);
		arena_clear(scratch);
		assert_int_equal(v.is_ignored, i < 2);
		assert_string_equal(v.header, texts[i]);
		if (i < 2)
			assert_string_equal(v.why_ignored, "'^Release' matches");
		else
			assert_string_equal(v.v[0].rule, "type-empty");
	}
	rule_settings_release(&s);
	arena_free(scratch);
	arena_free(mem);
}

static void
markdown_has_all_rows(void **state)
{
	struct buf text;
	size_t lines = 0;

	(void)state;
	buf_init(&text, 1 << 20);
	rule_markdown(&text);
	for (const char *p = text.data; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, rule_nrows + 2);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_sorted_and_described),
		cmocka_unit_test(examples_are_what_they_say),
		cmocka_unit_test(wishes_are_checked),
		cmocka_unit_test(too_much_work_is_no_pass),
		cmocka_unit_test(what_is_compiled_outlives_the_message),
		cmocka_unit_test(markdown_has_all_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
