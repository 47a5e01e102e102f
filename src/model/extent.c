/* SPDX-License-Identifier: MIT */
/* extent -- see extent.h. */
#include "model/extent.h"

#include "base/arena.h"
#include "model/config.h"
#include "model/planning.h"

struct extent_list {
	bool is_read;
	struct strs names;
};

enum list_of { SOURCE, TESTS, PATHS, LISTS };

struct extent {
	struct extent_list v[LISTS];
};

static const struct patterns *
patterns_of(const struct component *c, enum list_of which)
{
	return which == SOURCE ? &c->source : which == TESTS ? &c->tests : &c->paths;
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
		if (patterns_expand(&l->names, patterns_of(c, which), p->in->tree, p->mem, err) < 0)
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
	} lists[LISTS] = {
		[SOURCE] = {"source", &job->source},
		[TESTS] = {"tests", &job->tests},
		[PATHS] = {"paths", &job->paths},
	};

	for (int which = SOURCE; which < LISTS; which++) {
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
	for (int which = SOURCE; which < LISTS; which++) {
		if (extent_add(out, p, component, (enum list_of)which, err) < 0)
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
