/* SPDX-License-Identifier: MIT */
/*
 * touch -- see touch.h.  Asks for the owner of each path once, however many sets hold it.
 */
#include "model/plan/touch.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/plan/plan.h"

static void
path_read(struct touch_path *out, const char *path, const struct config *c)
{
	out->path = path;
	out->is_ignored = patterns_match(&c->tta.ignore, path) != NULL;
	out->is_generated = patterns_match(&c->tta.generated, path) != NULL;
	if (!out->is_ignored)
		owner_find(&out->owner, &c->components, path);
}

static int
compare_files(const void *a, const void *b)
{
	const struct touch_file *x = a, *y = b;

	return strcmp(x->change->path, y->change->path);
}

static void
files_take(struct touch_set *out, const struct change_set *changes, struct arena *mem)
{
	bool is_sorted = true;

	out->n = changes ? changes->n : 0;
	out->v = arena_alloc(mem, out->n + 1, sizeof(*out->v));
	for (size_t i = 0; i < out->n; i++) {
		out->v[i].change = &changes->v[i];
		if (i && strcmp(changes->v[i - 1].path, changes->v[i].path) > 0)
			is_sorted = false;
	}
	if (!is_sorted)
		qsort(out->v, out->n, sizeof(*out->v), compare_files);
}

/* Gives each file of the sets its path; equal paths share one. */
static void
paths_share(struct touch_set **sets, size_t n, const struct config *c, struct arena *mem)
{
	size_t *at = arena_alloc(mem, n, sizeof(*at)), total = 0, used = 0;
	struct touch_path *paths;

	for (size_t i = 0; i < n; i++)
		total += sets[i]->n;
	paths = arena_alloc(mem, total + 1, sizeof(*paths));
	for (;;) {
		const char *least = NULL;

		for (size_t i = 0; i < n; i++) {
			const char *p = at[i] < sets[i]->n ? sets[i]->v[at[i]].change->path : NULL;

			if (p && (!least || strcmp(p, least) < 0))
				least = p;
		}
		if (!least)
			return;
		path_read(&paths[used], least, c);
		for (size_t i = 0; i < n; i++) {
			while (at[i] < sets[i]->n &&
				strcmp(sets[i]->v[at[i]].change->path, least) == 0)
				sets[i]->v[at[i]++].of = &paths[used];
		}
		used++;
	}
}

/* Lists the files of each component, in order of path, by counting. */
static void
by_component(struct touch_set *s, size_t ncomponents, struct arena *mem)
{
	size_t *fill = arena_alloc(mem, ncomponents + 1, sizeof(*fill));

	s->start = arena_alloc(mem, ncomponents + 2, sizeof(*s->start));
	s->by = arena_alloc(mem, 2 * s->n + 1, sizeof(*s->by));
	for (size_t i = 0; i < s->n; i++) {
		const struct owner *o = &s->v[i].of->owner;

		s->start[o->component + 1]++;
		if (o->is_tie)
			s->start[o->other + 1]++;
	}
	for (size_t c = 0; c < ncomponents; c++) {
		s->start[c + 1] += s->start[c];
		fill[c] = s->start[c];
	}
	for (size_t i = 0; i < s->n; i++) {
		const struct owner *o = &s->v[i].of->owner;

		s->by[fill[o->component]++] = i;
		if (o->is_tie)
			s->by[fill[o->other]++] = i;
	}
}

static bool
has_own(const struct touch_set *s, size_t component)
{
	for (size_t i = 0; i < touch_count(s, component); i++) {
		if (!touch_file(s, component, i)->of->is_ignored)
			return true;
	}
	return false;
}

static bool
has_ignored(const struct touch_set *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].of->is_ignored)
			return true;
	}
	return false;
}

/* Does one of its dependencies differ?  The first that does. */
static bool
find_below(size_t *through, const struct component *c, const bool *own)
{
	for (size_t i = 0; i < c->ndeps; i++) {
		if (own[c->deps[i]]) {
			*through = c->deps[i];
			return true;
		}
	}
	return false;
}

static void
components_touch(struct touch *t, const struct plan_input *in, struct arena *mem)
{
	const struct components *list = &in->config->components;
	bool *own = arena_alloc(mem, list->n, sizeof(*own));
	bool *never = arena_alloc(mem, list->n, sizeof(*never));

	t->how = arena_alloc(mem, list->n, sizeof(*t->how));
	t->through = arena_alloc(mem, list->n, sizeof(*t->through));
	for (size_t b = 0; b < t->nbases; b++) {
		for (size_t c = 0; c < list->n; c++)
			own[c] = has_own(&t->bases[b], c);
		for (size_t c = 0; c < list->n; c++) {
			if (own[c])
				t->how[c] = TOUCH_OWN;
			else if (!find_below(&t->through[c], &list->v[c], own))
				never[c] = true;
			else if (t->how[c] == TOUCH_NOT)
				t->how[c] = TOUCH_THROUGH;
		}
	}
	for (size_t c = 0; c < list->n; c++) {
		if (in->event->selection == SELECT_ALL)
			t->how[c] = TOUCH_OWN;
		else if (never[c])
			t->how[c] = TOUCH_NOT;
	}
}

void
touch_set_read(struct touch_set *out, const struct plan_input *in, const struct change_set *changes,
	struct arena *mem)
{
	files_take(out, changes, mem);
	paths_share(&out, 1, in->config, mem);
	by_component(out, in->config->components.n, mem);
}

void
touch_read(struct touch *out, const struct plan_input *in, struct arena *mem)
{
	size_t ncomponents = in->config->components.n;
	bool is_merge = in->against && in->nbases > 1;
	size_t nsets = is_merge ? in->nbases + 1 : 1;
	struct touch_set **sets = arena_alloc(mem, nsets, sizeof(*sets));

	*out = (struct touch){.nbases = is_merge ? in->nbases : 1, .bases = &out->judged};
	if (is_merge)
		out->bases = arena_alloc(mem, in->nbases, sizeof(*out->bases));
	sets[0] = &out->judged;
	files_take(sets[0], in->changes, mem);
	for (size_t i = 1; i < nsets; i++) {
		sets[i] = &out->bases[i - 1];
		files_take(sets[i], &in->against[i - 1], mem);
	}
	paths_share(sets, nsets, in->config, mem);
	for (size_t i = 0; i < nsets; i++)
		by_component(sets[i], ncomponents, mem);
	components_touch(out, in, mem);
	for (size_t i = 0; i < nsets; i++)
		out->has_ignored |= has_ignored(sets[i]);
}
