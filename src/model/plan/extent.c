/* SPDX-License-Identifier: MIT */
/* extent -- see extent.h. */
#include "model/plan/extent.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "model/config/config.h"
#include "model/plan/planning.h"

struct extent_list {
	bool is_read;
	struct strs names;
};

enum list_of { SOURCE, TESTS, PATHS, OUTSIDE /* tests that lie in no folder of source */, LISTS };

struct extent {
	struct extent_list v[LISTS];
};

static bool
is_inside(const struct pattern *p, const struct patterns *folders, struct arena *mem)
{
	for (size_t i = 0; i < folders->n; i++) {
		const struct pattern *f = &folders->v[i];

		if (f->is_folder && f->is_literal && !f->is_negated &&
			p->literal_len > strlen(f->glob) &&
			path_is_below(arena_strndup(mem, p->glob, p->literal_len), f->glob))
			return true;
	}
	return false;
}

/* Those of the tests that lie in no folder of source: to look for the others would be to walk what
 * is there as a whole.  What was compiled for them goes back to where it is freed. */
static int
expand_outside(struct strs *out, const struct component *c, struct planning *p, struct error *err)
{
	struct patterns list = {.v = arena_alloc(p->mem, c->tests.n, sizeof(*list.v))};
	size_t *from = arena_alloc(p->mem, c->tests.n, sizeof(*from));
	int rc;

	for (size_t i = 0; i < c->tests.n; i++) {
		if (is_inside(&c->tests.v[i], &c->source, p->mem))
			continue;
		from[list.n] = i;
		list.v[list.n++] = c->tests.v[i];
	}
	rc = patterns_expand(out, &list, p->in->tree, p->mem, err);
	for (size_t i = 0; i < list.n; i++)
		c->tests.v[from[i]].re = list.v[i].re;
	return rc;
}

static int
expand(struct strs *out, const struct component *c, enum list_of which, struct planning *p,
	struct error *err)
{
	const struct patterns *const lists[] = {
		[SOURCE] = &c->source, [TESTS] = &c->tests, [PATHS] = &c->paths};

	return which == OUTSIDE ? expand_outside(out, c, p, err)
				: patterns_expand(out, lists[which], p->in->tree, p->mem, err);
}

static int
extent_add(struct strs *out, struct planning *p, size_t component, enum list_of which,
	struct error *err)
{
	const struct component *c = planning_component(p, component);
	struct extent_list *l;

	if (!p->extents)
		p->extents = arena_alloc(p->mem, p->in->config->components.n, sizeof(*p->extents));
	l = &p->extents[component].v[which];
	if (!l->is_read) {
		l->is_read = true;
		if (expand(&l->names, c, which, p, err) < 0)
			return error_wrap(err, "component '%s'", c->name);
	}
	strs_add_all(out, &l->names, p->mem);
	return 0;
}

static bool
uses(const struct gate *g, const char *placeholder)
{
	return command_uses(&g->run, placeholder) || command_uses(&g->fix, placeholder);
}

int
extent_places(struct job *job, const struct members *of, struct planning *p, struct error *err)
{
	const struct {
		const char *placeholder;
		struct strs *out;
	} lists[OUTSIDE] = {
		[SOURCE] = {"source", &job->source},
		[TESTS] = {"tests", &job->tests},
		[PATHS] = {"paths", &job->paths},
	};

	for (int which = SOURCE; which < OUTSIDE; which++) {
		if (!uses(job->gate, lists[which].placeholder))
			continue;
		for (size_t i = 0; i < of->n; i++) {
			if (extent_add(lists[which].out, p, of->v[i].component, (enum list_of)which,
				    err) < 0)
				return -1;
		}
		if (of->n > 1)
			strs_sort_unique(lists[which].out);
	}
	return 0;
}

static int
extent_add_all(struct strs *out, struct planning *p, size_t component, struct error *err)
{
	static const enum list_of all[] = {SOURCE, OUTSIDE, PATHS};

	for (size_t i = 0; i < countof(all); i++) {
		if (extent_add(out, p, component, all[i], err) < 0)
			return -1;
	}
	return 0;
}

/* *is_all where one of them owns what nobody else does: no list of folders says that. */
static int
cone_of_member(
	struct strs *out, bool *is_all, struct planning *p, size_t component, struct error *err)
{
	const struct component *c = planning_component(p, component);

	*is_all = component == 0 || component_depends(c, 0);
	if (*is_all)
		return 0;
	if (extent_add_all(out, p, component, err) < 0)
		return -1;
	for (size_t i = 0; i < c->ndeps; i++) {
		if (extent_add_all(out, p, c->deps[i], err) < 0)
			return -1;
	}
	return 0;
}

int
extent_cone(struct job *job, const struct members *of, struct planning *p, struct error *err)
{
	const struct gate *g = job->gate;
	struct strs cone = {0};
	bool is_all = false;

	if (g->sees == SEES_FILES)
		strs_add_all(&cone, &job->files, p->mem);
	for (size_t i = 0; i < of->n && g->sees == SEES_COMPONENT && !is_all; i++) {
		if (cone_of_member(&cone, &is_all, p, of->v[i].component, err) < 0)
			return -1;
	}
	if (is_all)
		return 0;
	strs_sort_unique(&cone);
	job->cone = cone;
	return 0;
}
