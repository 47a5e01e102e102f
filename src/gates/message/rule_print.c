/* SPDX-License-Identifier: MIT */
/*
 * rule_print -- the table of rules, for those who read: one rule at length, or all as Markdown.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "gates/message/rule.h"

static const char *
level_name(enum level level)
{
	static const char *const names[] = {
		[LEVEL_FAIL] = "error", [LEVEL_WARN] = "warn", [LEVEL_OFF] = "off"};

	return names[level];
}

static const char *
kind_name(enum rule_value kind)
{
	static const char *const names[] = {
		[RULE_NO_VALUE] = "none",
		[RULE_WORDS] = "words",
		[RULE_CASES] = "cases",
		[RULE_NUMBER] = "a number, or infinity",
		[RULE_TEXT] = "a text",
		[RULE_EXPRESSION] = "a regular expression",
	};

	return names[kind];
}

static void
add_example(struct buf *out, const char *title, const char *text)
{
	buf_addf(out, "\n%s:\n", title);
	while (*text) {
		size_t n = strcspn(text, "\n");

		buf_addf(out, n ? "    %.*s\n" : "%.*s\n", (int)n, text);
		text += n + (text[n] == '\n');
	}
}

/* At 78 columns. */
static void
add_wrapped(struct buf *out, const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t n = strcspn(text, " ");

		if (column && column + 1 + n > 78) {
			buf_addc(out, '\n');
			column = 0;
		}
		if (column)
			buf_addc(out, ' ');
		buf_add(out, text, n);
		column += n + (column > 0);
		text += n;
		text += strspn(text, " ");
	}
	buf_addc(out, '\n');
}

void
rule_explain(struct buf *out, const struct rule *r)
{
	buf_addf(out, "%s: %s.\n\n", r->name, r->summary);
	add_wrapped(out, r->detail);
	buf_addf(out, "\nlevel = %s\n", level_name(r->level));
	if (r->has_when)
		buf_addf(out, "when  = %s\n", r->is_never ? "never" : "always");
	if (r->kind != RULE_NO_VALUE)
		buf_addf(out, "value = %s   (%s)\n", r->value, kind_name(r->kind));
	if (r->is_ours)
		buf_adds(out, "commitlint has no such rule.\n");
	add_example(out, "good", r->good);
	add_example(out, "bad", r->bad);
}

void
rule_markdown(struct buf *out)
{
	buf_adds(out, "| rule | level | when | value | asks that |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < rule_nrows; i++) {
		const struct rule *r = &rule_rows[i];
		const char *value = r->value && *r->value ? r->value : NULL;

		buf_addf(out, "| `%s`%s | %s | %s | ", r->name, r->is_ours ? " +" : "",
			level_name(r->level),
			!r->has_when  ? ""
			: r->is_never ? "never"
				      : "always");
		if (value) {
			buf_addc(out, '`');
			text_add_cell(out, value);
			buf_addc(out, '`');
		}
		buf_adds(out, " | ");
		text_add_cell(out, r->summary);
		buf_adds(out, " |\n");
	}
}
