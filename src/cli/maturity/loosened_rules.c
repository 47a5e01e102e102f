/* SPDX-License-Identifier: MIT */
/* loosened_rules -- see loosened_rules.h. */
#include "cli/maturity/loosened_rules.h"

#include <string.h>

#include "base/arena.h"
#include "cli/message/message_rules.h"
#include "model/config/config.h"
#include "model/maturity/loosening.h"

static const char *const words[] = {
	[LEVEL_FAIL] = "error", [LEVEL_WARN] = "warn", [LEVEL_OFF] = "off"};

/* The section of a rule, where there is one. */
static struct origin
place_of(const struct config *c, const char *rule)
{
	for (size_t i = 0; i < c->nrules; i++) {
		if (strcmp(c->rules[i].name, rule) == 0)
			return c->rules[i].origin;
	}
	return (struct origin){0};
}

static bool
is_same_value(const struct rule_setting *a, const struct rule_setting *b)
{
	if (a->is_never != b->is_never || a->number != b->number || a->words.n != b->words.n ||
		strcmp(a->text ? a->text : "", b->text ? b->text : "") != 0)
		return false;
	for (size_t i = 0; i < a->words.n; i++) {
		if (!strs_has(&b->words, a->words.v[i]))
			return false;
	}
	return true;
}

static void
compare(struct loosenings *out, const struct rule *rule, const struct rule_setting *before,
	const struct rule_setting *after, const struct config *now, struct arena *mem)
{
	const char *what = arena_printf(mem, "rule '%s'", rule->name);
	struct origin at = place_of(now, rule->name);
	const char *where = at.file ? arena_printf(mem, " (%s)", origin_text(&at, mem)) : "";

	if (before->level < after->level)
		loosening_add(out, LOOSENING_GATE, what,
			arena_printf(mem, "%s: level %s -> %s%s", what, words[before->level],
				words[after->level], where),
			NULL, mem);
	else if (at.file && before->level != LEVEL_OFF && !is_same_value(before, after))
		loosening_add(out, LOOSENING_CHANGE, what,
			arena_printf(mem, "%s: another value%s", what, where), NULL, mem);
}

int
loosened_add_rules(struct loosenings *out, const struct config *before, const struct config *after,
	struct arena *mem, struct error *err)
{
	struct message_rules then = {0}, now = {0};
	int rc = -1;

	if (message_rules_open(&then, before, NULL, mem, err) == 0 &&
		message_rules_open(&now, after, NULL, mem, err) == 0) {
		for (size_t i = 0; i < rule_nrows; i++)
			compare(out, &rule_rows[i], &then.settings.v[i], &now.settings.v[i], after,
				mem);
		rc = 0;
	}
	message_rules_close(&then);
	message_rules_close(&now);
	return rc;
}
