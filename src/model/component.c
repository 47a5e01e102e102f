/* SPDX-License-Identifier: MIT */
/*
 * component -- finding components by name, and the owner of a path.
 *
 * A component's claim to a path is its strongest pattern that takes the path in and that no later
 * pattern of its list takes away.  Strength: the exact path, then the longest literal prefix (a
 * folder's includes its '/'), then the longer pattern.  A trailing '/' makes no pattern longer:
 * `lib` and `lib/` claim alike.
 */
#include "model/component.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/key.h"

struct claim {
	const struct pattern *by;
	bool is_exact;
	size_t literal, length;
};

const struct component *
component_find(const struct components *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name) == 0)
			return &list->v[i];
	}
	for (size_t i = 0; i < list->n; i++) {
		if (strs_has(&list->v[i].alias, name))
			return &list->v[i];
	}
	return NULL;
}

bool
component_is_above(const struct component *c, int stage, const struct component *below)
{
	return below->target < stage && below->group != c->group;
}

void
component_way(struct strs *out, const struct components *list, const struct component *from,
	const struct component *to, struct arena *mem)
{
	const struct component **queue = arena_alloc(mem, list->n + 1, sizeof(*queue));
	size_t *above = arena_alloc(mem, list->n, sizeof(*above)), n = 0, start = 0;

	for (queue[n++] = from; start < n && queue[start] != to; start++) {
		for (size_t i = 0; i < queue[start]->depends.n; i++) {
			const struct component *c =
				component_find(list, queue[start]->depends.v[i]);

			if (c && c != from && !above[c - list->v] && n <= list->n) {
				above[c - list->v] = start + 1;
				queue[n++] = c;
			}
		}
	}
	if (start == n)
		return;
	for (size_t at = above[to - list->v]; at > 1; at = above[queue[at - 1] - list->v])
		strs_add(out, queue[at - 1]->name, mem);
	for (size_t i = 0; i < out->n / 2; i++) { /* found from the far end */
		const char *other = out->v[i];

		out->v[i] = out->v[out->n - 1 - i];
		out->v[out->n - 1 - i] = other;
	}
}

struct origin
component_origin(const struct component *c, const char *key)
{
	const struct key *k = key_find(SECTION_COMPONENT, key);
	const struct origin *o = k && c->origins ? &c->origins[key_index(k)] : NULL;

	return o && o->file ? *o : c->origin;
}

static bool
holds(const struct patterns *list, const struct pattern *p)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].text, p->text) == 0)
			return true;
	}
	return false;
}

struct origin
component_claim_origin(const struct component *c, const struct pattern *by)
{
	const struct key *paths = key_find(SECTION_COMPONENT, "paths");

	if (paths && c->origins && c->origins[key_index(paths)].file)
		return component_origin(c, "paths");
	return component_origin(c, holds(&c->source, by) ? "source" : "tests");
}

static struct claim
claim_make(const struct pattern *p, size_t len)
{
	struct claim c = {.by = p, .literal = p->literal_len, .length = strlen(p->glob)};

	c.is_exact = p->is_literal && !p->is_basename && c.length == len;
	if (p->is_literal && !c.is_exact)
		c.literal++;
	return c;
}

static int
claim_compare(const struct claim *a, const struct claim *b)
{
	if (a->is_exact != b->is_exact)
		return a->is_exact ? 1 : -1;
	if (a->literal != b->literal)
		return a->literal > b->literal ? 1 : -1;
	return (a->length > b->length) - (a->length < b->length);
}

static struct claim
claim_find(const struct patterns *list, const char *path, size_t len)
{
	struct claim best = {0};

	for (size_t i = list->n; i-- > 0;) {
		struct pattern *p = &list->v[i];
		struct claim c;

		if (!pattern_matches(p, path))
			continue;
		if (p->is_negated)
			break;
		c = claim_make(p, len);
		if (!best.by || claim_compare(&c, &best) > 0)
			best = c;
	}
	return best;
}

void
owner_find(struct owner *out, const struct components *list, const char *path)
{
	size_t len = strlen(path);
	struct claim best = {0};

	*out = (struct owner){0};
	for (size_t i = 0; i < list->n; i++) {
		struct claim c = claim_find(&list->v[i].paths, path, len);
		int order;

		if (!c.by)
			continue;
		order = best.by ? claim_compare(&c, &best) : 1;
		if (order > 0) {
			best = c;
			*out = (struct owner){.component = i, .by = c.by};
		} else if (order == 0 && !out->is_tie) {
			out->is_tie = true;
			out->other = i;
			out->other_by = c.by;
		}
	}
}
