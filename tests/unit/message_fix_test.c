/* SPDX-License-Identifier: MIT */
/* message_fix_test -- what is mended, what is left as it is, and that once is enough. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "gates/message/message.h"

static void
fix(struct message_fixed *out, const char *text, struct arena *mem)
{
	static const struct rule_wish short_lines = {.value = "20"};
	const struct message_input in = {
		.text = text, .len = strlen(text), .source = MESSAGE_EDIT, .is_edited = true};
	struct rule_settings s;
	struct error err;

	rule_settings_init(&s, MESSAGE_OWN, mem);
	assert_int_equal(rule_set(&s, "body-max-line-length", &short_lines, mem, &err), 0);
	assert_int_equal(message_fix(out, &in, &s, mem, &err), 0);
	rule_settings_release(&s);
}

static void
what_is_safe_is_mended(void **state)
{
	static const struct {
		const char *text, *fixed; /* NULL: nothing to do */
	} rows[] = {
		{"fix: x", NULL},
		{"fix: x\n\nbody\n\nRefs: #1\n# comment\n", NULL},
		{" fix: x\n", "fix: x\n"},
		{"Fix: x\n", "fix: x\n"},
		{"FIX(a)!: Open x.\n", "fix(a)!: open x\n"},
		{"fix:  x..\n", "fix: x\n"},
		{"fix: x...\n", NULL},
		{"feat(): x\n", "feat: x\n"},
		{"bugfix: x\n", NULL},
		{"add x.\n", "add x\n"},
		{"fix: x\nbody\n", "fix: x\n\nbody\n"},
		{"fix: x\n\nbody\nSigned-off-by: A\n", "fix: x\n\nbody\n\nSigned-off-by: A\n"},
		{"fix: x\n\nsome words that are too long here\n",
			"fix: x\n\nsome words that are\ntoo long here\n"},
		{"fix: x\n\n- some words that are too long\n",
			"fix: x\n\n- some words that\n  are too long\n"},
		{"fix: x\n\nsome words so it is - too long\n",
			"fix: x\n\nsome words so it\nis - too long\n"},
		{"fix: x\n\nsome words for all of #12 x\n",
			"fix: x\n\nsome words for\nall of #12 x\n"},
		{"fix: x\n\n    code is never wrapped at all\n", NULL},
		{"fix: x\n\n```\ncode is never wrapped at all\n```\n", NULL},
		{"fix: x\n\n> a quote is not wrapped either\n", NULL},
		{"fix: x\n\n| a table | with long rows |\n|---|---|\n| a table | with long rows "
		 "|\n",
			NULL},
		{"fix: x\n\nsee https://a.b/ for more of the same\n", NULL},
		{"fix: x\n\nawordthatislongerthanallowed\n", NULL},
		{"fix: x\n\nRefs: a footer that is too long\n", NULL},
		{"Merge branch 'x'.\n", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		struct message_fixed out, again;

		fix(&out, rows[i].text, mem);
		if ((out.done.n == 0) != (rows[i].fixed == NULL))
			fail_msg("%s: %zu things done", rows[i].text, out.done.n);
		if (rows[i].fixed && (out.len != strlen(rows[i].fixed) ||
					     memcmp(out.text, rows[i].fixed, out.len) != 0))
			fail_msg("%s: '%.*s'", rows[i].text, (int)out.len, out.text);
		if (rows[i].fixed) {
			fix(&again, rows[i].fixed, mem);
			if (again.done.n)
				fail_msg("%s: not enough: %s", rows[i].text, again.text);
		}
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_safe_is_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
