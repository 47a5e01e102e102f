/* SPDX-License-Identifier: MIT */
/*
 * depend -- what depends on what: components_link() and component_depends().
 * A cycle is one group (Tarjan).
 *
 * Groups come out with dependencies before dependants, so that each group's `deps` and `rank` are
 * made of finished ones.  The search keeps its own stack: a long chain is not a deep recursion.
 */
#include "model/component.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/config/problem.h"

struct node {
	size_t *to; /* direct dependencies */
	size_t nto, cto;
	size_t order, low; /* order: 0 not visited yet */
	size_t next;       /* edge to look at next */
	bool is_open;      /* on the stack of what has no group yet */
};

struct search {
	struct components *list;
	struct problems *problems;
	struct arena *mem;
	struct node *nodes;
	size_t *open, nopen; /* visited, without a group */
	size_t *path, npath; /* the chain being followed */
	size_t *mark, stamp; /* mark[i] == stamp: seen for the group at hand */
	size_t *set;         /* scratch for collect() */
	size_t order;
};

static void
say_unknown(struct search *s, const struct component *c, const char *name)
{
	struct origin at = component_origin(c, "depends");
	struct strs known = {0};
	const char *near;

	for (size_t i = 0; i < s->list->n; i++) {
		strs_add(&known, s->list->v[i].name, s->mem);
		strs_add_all(&known, &s->list->v[i].alias, s->mem);
	}
	near = text_nearest(name, &known);
	problem_add(s->problems, PROBLEM_ERROR, at.file, at.line,
		"component '%s' depends on '%s', which is no component%s%s%s", c->name, name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static void
read_edges(struct search *s, size_t index)
{
	const struct component *c = &s->list->v[index];
	struct node *n = &s->nodes[index];

	for (size_t i = 0; i < c->depends.n; i++) {
		const struct component *on = component_find(s->list, c->depends.v[i]);
		struct origin at = component_origin(c, "depends");

		if (!on) {
			say_unknown(s, c, c->depends.v[i]);
		} else if (on == c) {
			problem_add(s->problems, PROBLEM_WARNING, at.file, at.line,
				"component '%s' depends on itself", c->name);
		} else {
			n->to = arena_grow(s->mem, n->to, n->nto, &n->cto, sizeof(*n->to));
			n->to[n->nto++] = (size_t)(on - s->list->v);
		}
	}
}

static int
compare_index(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

bool
component_depends(const struct component *c, size_t on)
{
	return c->ndeps && bsearch(&on, c->deps, c->ndeps, sizeof(on), compare_index) != NULL;
}

static void
say_cycle(struct search *s, const size_t *members, size_t n)
{
	const struct component *first = &s->list->v[members[0]];
	struct origin at = component_origin(first, "depends");
	struct strs names = {0};

	for (size_t i = 0; i < n; i++)
		strs_add(&names, s->list->v[members[i]].name, s->mem);
	problem_add(s->problems, PROBLEM_WARNING, at.file, at.line,
		"components depend on one another and count as one group: %s",
		strs_join(&names, ", ", s->mem));
}

static void
deps_add(struct search *s, size_t *set, size_t *n, size_t index)
{
	if (s->mark[index] == s->stamp)
		return;
	s->mark[index] = s->stamp;
	set[(*n)++] = index;
}

/* All that the members stand on, themselves included where they are several. */
static void
collect(struct search *s, size_t *count, size_t *rank, const size_t *members, size_t nmembers)
{
	size_t *set = s->set;

	*count = *rank = 0;
	s->stamp++;
	for (size_t i = 0; i < nmembers; i++)
		deps_add(s, set, count, members[i]);
	for (size_t i = 0; i < nmembers; i++) {
		const struct node *n = &s->nodes[members[i]];

		for (size_t k = 0; k < n->nto; k++) {
			const struct component *below = &s->list->v[n->to[k]];

			if (s->nodes[n->to[k]].is_open)
				continue; /* of this very group */
			if (below->rank + 1 > *rank)
				*rank = below->rank + 1;
			deps_add(s, set, count, n->to[k]);
			for (size_t d = 0; d < below->ndeps; d++)
				deps_add(s, set, count, below->deps[d]);
		}
	}
	qsort(set, *count, sizeof(*set), compare_index);
}

static void
group_close(struct search *s, size_t root)
{
	size_t from = s->nopen, n, count, rank, *members;

	while (s->open[--from] != root)
		continue;
	members = s->open + from;
	n = s->nopen - from;
	qsort(members, n, sizeof(*members), compare_index);
	collect(s, &count, &rank, members, n);
	for (size_t i = 0; i < n; i++) {
		struct component *c = &s->list->v[members[i]];

		c->group = members[0];
		c->rank = rank;
		c->ndeps = 0;
		c->deps = arena_alloc(s->mem, count, sizeof(*c->deps));
		for (size_t k = 0; k < count; k++) {
			if (s->set[k] != members[i])
				c->deps[c->ndeps++] = s->set[k];
		}
	}
	for (size_t i = 0; i < n; i++)
		s->nodes[members[i]].is_open = false;
	if (n > 1)
		say_cycle(s, members, n);
	s->nopen = from;
}

static void
enter(struct search *s, size_t index)
{
	struct node *n = &s->nodes[index];

	n->order = n->low = ++s->order;
	n->is_open = true;
	s->open[s->nopen++] = index;
	s->path[s->npath++] = index;
}

static void
leave(struct search *s)
{
	size_t index = s->path[--s->npath];
	struct node *n = &s->nodes[index];

	if (s->npath) {
		struct node *above = &s->nodes[s->path[s->npath - 1]];

		if (n->low < above->low)
			above->low = n->low;
	}
	if (n->low == n->order)
		group_close(s, index);
}

static void
visit(struct search *s, size_t root)
{
	enter(s, root);
	while (s->npath) {
		struct node *n = &s->nodes[s->path[s->npath - 1]];

		if (n->next == n->nto) {
			leave(s);
		} else {
			const struct node *to = &s->nodes[n->to[n->next]];

			if (to->order == 0)
				enter(s, n->to[n->next]);
			else if (to->is_open && to->order < n->low)
				n->low = to->order;
			n->next++;
		}
	}
}

void
components_link(struct components *list, struct problems *problems, struct arena *mem)
{
	struct search s = {.list = list, .problems = problems, .mem = mem};

	s.nodes = arena_alloc(mem, list->n + 1, sizeof(*s.nodes));
	s.open = arena_alloc(mem, list->n + 1, sizeof(*s.open));
	s.path = arena_alloc(mem, list->n + 1, sizeof(*s.path));
	s.set = arena_alloc(mem, list->n + 1, sizeof(*s.set));
	s.mark = arena_alloc(mem, list->n + 1, sizeof(*s.mark));
	for (size_t i = 0; i < list->n; i++)
		read_edges(&s, i);
	for (size_t i = 0; i < list->n; i++) {
		if (s.nodes[i].order == 0)
			visit(&s, i);
	}
}
