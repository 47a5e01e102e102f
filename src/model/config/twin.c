/* SPDX-License-Identifier: MIT */
/*
 * twin -- the part of consistency.h about a built-in that two gates run over the same files: most
 * often one that a preset had already.  It costs its time twice, and the jobs differ by a number.
 *
 * Gates are held against each other as they are declared; what single stages and components change
 * is not looked at.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/config/config_own.h"
#include "model/config/consistency.h"
#include "model/gate.h"

/* What makes it another job, besides the components and the event. */
static const char *const telling[] = {
	"files", "types", "args", "when", "baseline", "ignored", "new-only"};

static const char *
text_of(const struct config *c, size_t gate, const char *key)
{
	const char *text = c->own->gates[gate].v[0].texts[key_index(key_find(SECTION_GATE, key))];

	return text ? text : "";
}

static bool
is_for_some_alike(const struct gate *a, const struct gate *b)
{
	if (a->audience.n == 0 || b->audience.n == 0)
		return true;
	for (size_t i = 0; i < a->audience.n; i++) {
		if (strs_has(&b->audience, a->audience.v[i]))
			return true;
	}
	return false;
}

static bool
is_at_one_event(const struct gate *a, const struct gate *b)
{
	static const char usual[] = "pre-commit";

	return strcmp(a->on ? a->on : usual, b->on ? b->on : usual) == 0;
}

static bool
are_twins(const struct config *c, size_t a, size_t b)
{
	const struct gate *one = &c->gates[a], *other = &c->gates[b];

	if (one->level == LEVEL_OFF || other->level == LEVEL_OFF ||
		!is_for_some_alike(one, other) || !is_at_one_event(one, other))
		return false;
	for (size_t i = 0; i < countof(telling); i++) {
		if (strcmp(text_of(c, a, telling[i]), text_of(c, b, telling[i])) != 0)
			return false;
	}
	return true;
}

static void
check_pair(const struct config *c, size_t first, size_t second)
{
	struct value_context ctx = config_context(c);
	const struct gate *one = &c->gates[first], *other = &c->gates[second];
	const struct origin *at;
	struct strs both = {0};

	for (size_t i = 0; i < other->builtin.n; i++) {
		if (strs_has(&one->builtin, other->builtin.v[i]))
			strs_add(&both, other->builtin.v[i], ctx.mem);
	}
	if (both.n == 0 || !are_twins(c, first, second))
		return;
	at = &other->origins[key_index(key_find(SECTION_GATE, "builtin"))];
	problem_add(ctx.problems, PROBLEM_WARNING, at->file, at->line,
		"gate '%s' runs %s over the files that gate '%s' (%s) runs it over; leave "
		"it out of one of them",
		other->name, strs_join(&both, ", ", ctx.mem), one->name,
		origin_text(&one->origin, ctx.mem));
}

void
consistency_check_twins(const struct config *c)
{
	for (size_t i = 1; i < c->ngates; i++) {
		for (size_t k = 0; c->gates[i].builtin.n && k < i; k++)
			check_pair(c, k, i);
	}
}
