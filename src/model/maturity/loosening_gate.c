/* SPDX-License-Identifier: MIT */
/*
 * loosening_gate -- gates against gates, as they act for each component, and thresholds as they
 * come out of gate, component and stage.
 *
 * Compared at the target that a component had and at the one it has: what lies between the two is
 * the demotion itself, which is said of the component.
 */
#include "model/maturity/loosening.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/maturity/limit.h"
#include "model/maturity/loosening_own.h"
#include "model/maturity/slack.h"
#include "model/plan/owe.h"

#define GONE ((size_t)-1)

struct place { /* a component that both have, at a stage that both have */
	size_t before, after;
	int then, now;
};

static const struct component *
component_before(const struct comparing *x, const struct place *at)
{
	return &x->before->components.v[at->before];
}

static const struct component *
component_after(const struct comparing *x, const struct place *at)
{
	return &x->after->components.v[at->after];
}

static const struct gate *
gate_before(const struct comparing *x, size_t gate, const struct place *at)
{
	return config_gate(x->before, gate, at->before, at->then);
}

static const struct gate *
gate_after(const struct comparing *x, size_t gate, const struct place *at)
{
	return config_gate(x->after, gate, at->after, at->now);
}

/* The nth of them: the target as it was, then as it is. */
static bool
find_place(struct place *out, const struct comparing *x, size_t component, int nth)
{
	const struct component *before = &x->before->components.v[component],
			       *after = x->now[component];
	const struct stages *then = &x->before->stages, *now = &x->after->stages;

	if (!after)
		return false;
	*out = (struct place){
		.before = component, .after = (size_t)(after - x->after->components.v)};
	out->then = nth == 0 ? before->target : stage_find(then, now->v[after->target].name);
	out->now = nth == 0 ? stage_find(now, then->v[before->target].name) : after->target;
	return out->then != STAGE_NONE && out->now != STAGE_NONE;
}

/* Not set asks for nothing; but for these. */
static double
as_asked(const struct key *key, double value)
{
	if (!isnan(value))
		return value;
	return strcmp(key->name, "tolerance") == 0   ? 0
	       : strcmp(key->name, "pass-rate") == 0 ? 100
						     : value;
}

static const char *
number(double value, struct arena *mem)
{
	return isnan(value) ? "nothing" : arena_printf(mem, "%g", value);
}

static double
value_at(const struct thresholds *t, size_t field)
{
	return ((const struct threshold *)(const void *)((const char *)t + field))->value;
}

/* gate: of after and of before; NULL where none says otherwise. */
static void
compare_threshold(struct comparing *x, enum loosening_kind kind, const struct key *key,
	size_t field, const struct pair *p, const struct gate *before, const struct gate *after,
	const struct place *at)
{
	double was = as_asked(key, limit_threshold(x->before, before, at->before, at->then, field));
	double is = as_asked(key, limit_threshold(x->after, after, at->after, at->now, field));

	if (isnan(was) || is == was)
		return;
	if (isnan(is) || (key->looser == LOOSER_LESS ? is < was : is > was))
		compare_say(x, kind, key, p, number(was, x->mem), number(is, x->mem), NULL);
}

static void
compare_gate_thresholds(struct comparing *x, const struct pair *p, const struct place *at)
{
	const struct gate *before = p->before, *after = p->after;
	const struct key *first = key_first(SECTION_GATE);

	for (size_t i = 0, n = key_count(SECTION_GATE); i < n; i++) {
		size_t field = first[i].field - offsetof(struct gate, thresholds);

		if (compare_is_threshold(&first[i]) &&
			(!isnan(value_at(&before->thresholds, field)) ||
				!isnan(value_at(&after->thresholds, field))))
			compare_threshold(
				x, LOOSENING_GATE, &first[i], field, p, before, after, at);
	}
}

/* All keys but `for`, thresholds and, where asked, `builtin`. */
static void
compare_keys(struct comparing *x, const struct pair *p, bool with_builtin)
{
	const struct key *first = key_first(SECTION_GATE);

	for (size_t i = 0, n = key_count(SECTION_GATE); i < n; i++) {
		if (strcmp(first[i].name, "for") != 0 && !compare_is_threshold(&first[i]) &&
			(with_builtin || strcmp(first[i].name, "builtin") != 0))
			compare_key(x, LOOSENING_GATE, &first[i], p);
	}
}

/* Does a gate of today ask a component for a built-in at least as `before` did? */
static bool
is_held(struct comparing *x, const char *builtin, const struct gate *before, const struct place *at)
{
	struct loosenings *out = x->out;

	for (size_t i = 0; i < x->after->ngates; i++) {
		const struct gate *g = gate_after(x, i, at);
		const struct pair p = {.subject = "", .shown = "", .before = before, .after = g};
		struct loosenings found = {0};

		if (!strs_has(&g->builtin, builtin) || !owe_is_for(g, component_after(x, at)))
			continue;
		x->out = &found;
		compare_keys(x, &p, false);
		x->out = out;
		if (found.n == 0)
			return true;
	}
	return false;
}

static bool
are_held(struct comparing *x, const struct strs *builtins, const struct gate *before,
	const struct place *at)
{
	for (size_t i = 0; i < builtins->n; i++) {
		if (!is_held(x, builtins->v[i], before, at))
			return false;
	}
	return builtins->n > 0;
}

static void
compare_builtins(struct comparing *x, const struct pair *p, const struct place *at)
{
	const struct key *key = key_find(SECTION_GATE, "builtin");
	struct strs gone = {0};

	slack_elements(&gone, key, p->before, p->after, x->mem);
	if (!are_held(x, &gone, p->before, at))
		compare_key(x, LOOSENING_GATE, key, p);
}

static bool
is_asked(const struct comparing *x, const struct gate *before, const struct place *at)
{
	return before->level != LEVEL_OFF && owe_is_for(before, component_before(x, at));
}

static bool
has_override(const struct component *c, const struct gate *g)
{
	for (size_t i = 0; i < c->noverrides; i++) {
		if (strcmp(c->overrides[i].gate, g->name) == 0 ||
			(g->group && strcmp(c->overrides[i].gate, g->group) == 0))
			return true;
	}
	return false;
}

static void
compare_gate_at(struct comparing *x, size_t was, size_t is, const struct place *at)
{
	const struct gate *before = gate_before(x, was, at), *after = gate_after(x, is, at);
	const struct component *cb = component_before(x, at), *ca = component_after(x, at);
	bool is_own = has_override(ca, after) || has_override(cb, before);
	const struct pair p = {
		.subject = arena_printf(x->mem, "gate '%s' for '%s'", before->name, cb->name),
		.shown = is_own ? arena_printf(x->mem, "gate '%s' for '%s'", after->name, ca->name)
				: arena_printf(x->mem, "gate '%s'", after->name),
		.before = before,
		.after = after,
		.origins = after->origins};

	if (!is_asked(x, before, at))
		return;
	if (!owe_is_for(after, ca))
		compare_say(x, LOOSENING_GATE, key_find(SECTION_GATE, "for"), &p,
			before->audience.n ? strs_join(&before->audience, " ", x->mem) : "all",
			strs_join(&after->audience, " ", x->mem), NULL);
	else
		compare_keys(x, &p, false);
	compare_builtins(x, &p, at);
	compare_gate_thresholds(x, &p, at);
}

static void
compare_gate(struct comparing *x, size_t was, size_t is)
{
	for (size_t c = 0; c < x->before->components.n; c++) {
		for (int nth = 0; nth < 2; nth++) {
			struct place at;

			if (find_place(&at, x, c, nth))
				compare_gate_at(x, was, is, &at);
		}
	}
}

static size_t
find_gate(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->ngates; i++) {
		if (strcmp(c->gates[i].name, name) == 0)
			return i;
	}
	return GONE;
}

static bool
acts_alike(const struct comparing *x, size_t was, size_t is)
{
	for (size_t c = 0; c < x->before->components.n; c++) {
		for (int nth = 0; nth < 2; nth++) {
			struct place at;

			if (find_place(&at, x, c, nth) &&
				strcmp(config_gate_acts(
					       x->before, gate_before(x, was, &at), x->mem),
					config_gate_acts(
						x->after, gate_after(x, is, &at), x->mem)) != 0)
				return false;
		}
	}
	return true;
}

/* A gate that is new, does the very same, and asks for nothing less. */
static bool
is_renamed(struct comparing *x, size_t was)
{
	struct loosenings *out = x->out;

	for (size_t i = 0; i < x->after->ngates; i++) {
		struct loosenings found = {0};

		if (find_gate(x->before, x->after->gates[i].name) != GONE || !acts_alike(x, was, i))
			continue;
		x->out = &found;
		compare_gate(x, was, i);
		x->out = out;
		if (found.n == 0)
			return true;
	}
	return false;
}

/* Nobody asked for it, or every built-in of it is asked for elsewhere. */
static bool
is_no_loss(struct comparing *x, size_t gate)
{
	for (size_t c = 0; c < x->before->components.n; c++) {
		struct place at;
		const struct gate *g;

		if (!find_place(&at, x, c, 0))
			continue;
		g = gate_before(x, gate, &at);
		if (is_asked(x, g, &at) && !are_held(x, &g->builtin, g, &at))
			return false;
	}
	return true;
}

void
compare_gates(struct comparing *x)
{
	for (size_t i = 0; i < x->before->ngates; i++) {
		const char *name = x->before->gates[i].name, *text;
		size_t now = find_gate(x->after, name);

		if (now != GONE) {
			compare_gate(x, i, now);
		} else if (!is_no_loss(x, i) && !is_renamed(x, i)) {
			text = arena_printf(x->mem, "gate '%s' is gone", name);
			loosening_add(x->out, LOOSENING_GATE, text, text, NULL, x->mem);
		}
	}
}

/* Where every gate that reads reports says something of its own, that is what counts. */
static bool
is_overruled(const struct comparing *x, const struct key *key, const struct place *at)
{
	const struct key *row = key_find(SECTION_GATE, key->name);
	size_t field = row->field - offsetof(struct gate, thresholds), n = 0;

	for (size_t i = 0; i < x->before->ngates; i++) {
		size_t now = find_gate(x->after, x->before->gates[i].name);
		const struct gate *g = gate_before(x, i, at);

		if (g->report.n == 0 || now == GONE || !is_asked(x, g, at))
			continue;
		n++;
		if (isnan(value_at(&g->thresholds, field)) &&
			isnan(value_at(&gate_after(x, now, at)->thresholds, field)))
			return false;
	}
	return n > 0;
}

static void
compare_component_at(struct comparing *x, const struct place *at)
{
	const struct component *before = component_before(x, at), *after = component_after(x, at);
	const char *name = arena_printf(x->mem, "component '%s'", after->name);
	const struct pair p = {.subject = name,
		.shown = name,
		.before = before,
		.after = after,
		.origins = after->origins};
	const struct key *first = key_first(SECTION_COMPONENT);

	for (size_t i = 0, n = key_count(SECTION_COMPONENT); i < n; i++) {
		size_t field = first[i].field - offsetof(struct component, thresholds);

		if (compare_is_threshold(&first[i]) &&
			(!isnan(value_at(&before->thresholds, field)) ||
				!isnan(value_at(&after->thresholds, field))) &&
			!is_overruled(x, &first[i], at))
			compare_threshold(
				x, LOOSENING_DEMOTION, &first[i], field, &p, NULL, NULL, at);
	}
}

void
compare_thresholds(struct comparing *x)
{
	for (size_t c = 0; c < x->before->components.n; c++) {
		for (int nth = 0; nth < 2; nth++) {
			struct place at;

			if (find_place(&at, x, c, nth))
				compare_component_at(x, &at);
		}
	}
}
