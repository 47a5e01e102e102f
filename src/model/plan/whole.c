/* SPDX-License-Identifier: MIT */
/*
 * whole -- see whole.h.  The tree is walked only when an input of a files-scope gate changed, and
 * then once.
 */
#include "model/plan/whole.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/plan/filter.h"
#include "model/plan/planning.h"
#include "model/plan/trigger.h"

static void
change_add(struct change_set *out, const char *path, const struct tree_entry *e, struct arena *mem)
{
	const struct change_side side = {.mode = e->mode, .id = e->id};

	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct change){.path = path, .kind = 'M', .old = side, .new = side};
}

static int
tree_walk(struct change_set *out, const struct blob_source *tree, struct arena *mem,
	struct error *err)
{
	struct strs dirs = {0};

	strs_add(&dirs, "", mem);
	for (size_t d = 0; d < dirs.n; d++) {
		struct tree_entries entries = {0};

		if (tree->list(tree->ctx, &entries, dirs.v[d], mem, err) < 0)
			return -1;
		for (size_t i = 0; i < entries.n; i++) {
			const struct tree_entry *e = &entries.v[i];
			const char *path = path_join(dirs.v[d], e->name, mem);

			if (e->mode == MODE_TREE)
				strs_add(&dirs, path, mem);
			else if (mode_is_regular(e->mode) || e->mode == MODE_SYMLINK)
				change_add(out, path, e, mem);
		}
	}
	return 0;
}

/* What did change keeps both its sides. */
static void
keep_changes(struct touch_set *every, const struct touch_set *judged)
{
	for (size_t i = 0, k = 0; i < every->n && k < judged->n;) {
		int order = strcmp(every->v[i].change->path, judged->v[k].change->path);

		if (order == 0)
			every->v[i].change = judged->v[k].change;
		if (order <= 0)
			i++;
		if (order >= 0)
			k++;
	}
}

static int
every_read(struct planning *p, struct error *err)
{
	struct change_set *all = arena_alloc(p->mem, 1, sizeof(*all));

	if (p->has_every)
		return 0;
	if (tree_walk(all, p->in->tree, p->mem, err) < 0)
		return error_wrap(err, "cannot list the tree");
	touch_set_read(&p->every, p->in, all, p->mem);
	keep_changes(&p->every, &p->touch.judged);
	p->has_every = true;
	return 0;
}

static bool
differs(const struct touch_set *s, const char *path)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(s->v[middle].change->path, path);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Against every base: by itself, or because an input did. */
static bool
differs_from_all(struct planning *p, size_t gate, const struct gate *g, const char *path)
{
	for (size_t b = 0; b < p->touch.nbases; b++) {
		if (!trigger_input(p, gate, g, b) && !differs(&p->touch.bases[b], path))
			return false;
	}
	return true;
}

/* An input that changed, where {files} matter and are not named one by one. */
static const char *
input_of(struct planning *p, size_t gate, const struct gate *g)
{
	if (!planning_is_by_files(g) && !command_uses(&g->run, "files"))
		return NULL;
	for (size_t b = 0; b < p->touch.nbases; b++) {
		if (p->in->event->selection == SELECT_CHANGES && trigger_input(p, gate, g, b))
			return trigger_input(p, gate, g, b);
	}
	return NULL;
}

/* Is one of its built-ins about the commit, which concerns the gate though it leaves no file? */
static bool
is_occasion(const struct gate *g, const struct touch_set *s, size_t component, struct planning *p)
{
	bool asks = false;

	for (size_t i = 0; p->in->builtin && i < g->builtin.n; i++) {
		const struct builtin *b = p->in->builtin(g->builtin.v[i]);

		asks = asks || (b && b->is_occasion);
	}
	for (size_t i = 0; asks && i < touch_count(s, component); i++) {
		if (filter_concerns(g, touch_file(s, component, i), p->in->tree, p->mem) !=
			FILTER_NO)
			return true;
	}
	return false;
}

int
whole_find(struct member *m, struct planning *p, size_t gate, struct error *err)
{
	const struct gate *g = m->owed.gate;
	const char *input = input_of(p, gate, g);
	const struct touch_set *from = input ? &p->every : &p->touch.judged;
	size_t n;

	if (input && every_read(p, err) < 0)
		return -1;
	n = touch_count(from, m->component);
	m->files = arena_alloc(p->mem, n, sizeof(const struct touch_file *));
	for (size_t i = 0; i < n; i++) {
		const struct touch_file *f = touch_file(from, m->component, i);

		if (filter_takes(g, f, p->in->tree, p->mem) == FILTER_NO)
			continue;
		if (input && !differs_from_all(p, gate, g, f->of->path))
			continue;
		m->files[m->nfiles++] = f;
	}
	m->trigger = (struct trigger){0};
	if (m->nfiles || is_occasion(g, from, m->component, p))
		m->trigger = (struct trigger){
			.kind = input ? TRIGGER_INPUT : TRIGGER_OWN, .input = input};
	return 0;
}
