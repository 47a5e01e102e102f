/* SPDX-License-Identifier: MIT */
/*
 * claim -- the half of consistency.h about components: what they own, match and are called.
 *
 * A pattern that stands in `source` or `paths` claims; one that stands in `tests` alone is shared.
 * The same pattern twice is an error where one of the two claims; where both share it, it is a word
 * of warning, since nobody owns its files alone.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"
#include "model/component.h"
#include "model/config/config_own.h"
#include "model/config/consistency.h"
#include "model/config/problem.h"

#define COMPLAIN(ctx, kind, at, ...)                                                               \
	problem_add((ctx)->problems, kind, (at).file, (at).line, __VA_ARGS__)

struct claimed {
	const struct pattern *pattern;
	const struct component *by;
	bool is_shared;
	size_t place;
};

struct claims {
	struct claimed *v;
	size_t n, cap;
};

static int
compare(const void *left, const void *right)
{
	const struct claimed *a = left, *b = right;
	int order = strcmp(a->pattern->glob, b->pattern->glob);

	return order ? order : (a->place > b->place) - (a->place < b->place);
}

static bool
holds(const struct patterns *list, const struct pattern *p)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].glob, p->glob) == 0 && !list->v[i].is_negated)
			return true;
	}
	return false;
}

static void
collect(struct claims *out, const struct component *c, struct arena *mem)
{
	bool has_paths = c->origins[key_index(key_find(SECTION_COMPONENT, "paths"))].file != NULL;

	for (size_t i = 0; i < c->paths.n; i++) {
		const struct pattern *p = &c->paths.v[i];
		struct claimed new = {.pattern = p, .by = c, .place = out->n};

		if (p->is_negated)
			continue;
		new.is_shared = !has_paths && !holds(&c->source, p);
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = new;
	}
}

static void
say_collision(const struct value_context *ctx, const struct claimed *a, const struct claimed *b)
{
	struct origin at = component_claim_origin(b->by, b->pattern);
	struct origin other = component_claim_origin(a->by, a->pattern);
	bool is_shared = a->is_shared && b->is_shared;

	COMPLAIN(ctx, is_shared ? PROBLEM_WARNING : PROBLEM_ERROR, at,
		is_shared ? "'%s' holds tests of '%s' and of '%s' (%s) alike; say with 'paths' "
			    "whose they are"
			  : "'%s' is claimed by '%s' and by '%s' (%s); one path has one owner",
		b->pattern->text, b->by->name, a->by->name, origin_text(&other, ctx->mem));
}

static void
check_claims(const struct config *c, const struct value_context *ctx)
{
	struct claims claims = {0};

	for (size_t i = 1; i < c->components.n; i++)
		collect(&claims, &c->components.v[i], ctx->mem);
	if (claims.n < 2)
		return;
	qsort(claims.v, claims.n, sizeof(*claims.v), compare);
	for (size_t i = 1; i < claims.n; i++) {
		const struct claimed *a = &claims.v[i - 1], *b = &claims.v[i];

		if (a->by != b->by && strcmp(a->pattern->glob, b->pattern->glob) == 0)
			say_collision(ctx, a, b);
	}
}

struct named {
	const char *name;
	const struct component *of;
	bool is_alias;
};

static int
compare_names(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order ? order : a->is_alias - b->is_alias;
}

static void
check_names(const struct config *c, const struct value_context *ctx)
{
	struct named *v = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < c->components.n; i++) {
		const struct component *of = &c->components.v[i];

		for (size_t k = 0; k <= of->alias.n; k++) {
			v = arena_grow(ctx->mem, v, n, &cap, sizeof(*v));
			v[n++] = (struct named){k ? of->alias.v[k - 1] : of->name, of, k > 0};
		}
	}
	qsort(v, n, sizeof(*v), compare_names);
	for (size_t i = 1; i < n; i++) {
		struct origin at = component_origin(v[i].of, "alias");

		if (strcmp(v[i - 1].name, v[i].name) == 0)
			COMPLAIN(ctx, PROBLEM_ERROR, at,
				"alias '%s' of '%s' is already a name of '%s'", v[i].name,
				v[i].of->name, v[i - 1].of->name);
	}
}

/* Does any of these patterns name something in the tree?  The first that does ends the search. */
static int
is_there(bool *out, const struct patterns *list, const struct blob_source *tree, struct arena *mem,
	struct error *err)
{
	for (size_t i = 0; i < list->n && !*out; i++) {
		struct patterns one = {.v = &list->v[i], .n = 1};
		struct tree_entry entry;
		struct strs found = {0};

		if (list->v[i].is_negated)
			continue;
		if (list->v[i].is_literal) {
			if (tree->find(tree->ctx, &entry, out, list->v[i].glob, mem, err) < 0)
				return -1;
			continue;
		}
		if (patterns_expand(&found, &one, tree, mem, err) < 0)
			return -1;
		*out = found.n > 0;
	}
	return 0;
}

/* For a hint alone: what cannot be looked at is not there. */
static bool
is_beside(const struct patterns *list, const struct value_context *ctx)
{
	bool found = false;
	struct error ignored;

	return ctx->beside && is_there(&found, list, ctx->beside, ctx->mem, &ignored) == 0 && found;
}

/* What a template made is there because its `each` matched, whatever else it names. */
static int
check_one(const struct component *c, const struct config *config, const struct value_context *ctx,
	const struct blob_source *tree, struct error *err)
{
	bool found = config->own->components[c - config->components.v]->is_made;

	if (c->next != STAGE_NONE && c->next <= c->target)
		COMPLAIN(ctx, PROBLEM_WARNING, component_origin(c, "next"),
			"component '%s': next '%s' is not above its target '%s'", c->name,
			config->stages.v[c->next].name, config->stages.v[c->target].name);
	if (c == config->components.v)
		return 0;
	if (c->source.n + c->tests.n + c->paths.n == 0) {
		COMPLAIN(ctx, PROBLEM_ERROR, c->origin,
			"component '%s' has no paths; give 'source', 'tests' or 'paths'", c->name);
		return 0;
	}
	if (!tree || found)
		return 0;
	if (is_there(&found, &c->paths, tree, ctx->mem, err) < 0)
		return -1;
	if (!found)
		COMPLAIN(ctx, PROBLEM_WARNING, c->origin,
			"component '%s' matches nothing in this tree%s", c->name,
			is_beside(&c->paths, ctx) ? CONFIG_UNSTAGED : "");
	return 0;
}

int
consistency_check_components(
	const struct config *c, const struct blob_source *tree, struct error *err)
{
	struct value_context ctx = config_context(c);

	if (problems_refuse(ctx.problems)) /* what matches nothing may be what could not be read */
		tree = NULL;
	for (size_t i = 0; i < c->components.n; i++) {
		if (check_one(&c->components.v[i], c, &ctx, tree, err) < 0)
			return -1;
	}
	check_names(c, &ctx);
	check_claims(c, &ctx);
	return 0;
}
