/* SPDX-License-Identifier: MIT */
/* task_novelty -- see task_novelty.h. */
#include "engine/task_novelty.h"

#include <stdbool.h>

#include "base/arena.h"
#include "engine/confine.h"
#include "engine/run.h"
#include "engine/task.h"
#include "model/blob_source.h"
#include "model/change.h"
#include "model/event.h"
#include "model/gate.h"
#include "model/plan/plan.h"
#include "model/verdict.h"

/* Files that do not differ from the base have nothing new; they are not among the changes, unless
 * those are files that somebody named. */
static int
leave_out_unchanged(
	struct findings *list, const struct run_options *o, struct arena *mem, struct error *err)
{
	size_t kept = 0;

	if (!o->event || o->event->selection != SELECT_CHANGES)
		return 0;
	for (size_t i = 0; i < list->n; i++) {
		const char *path = list->v[i].path;
		struct tree_entry entry;
		bool is_there = false;

		if (path && !change_find(o->changes->v, o->changes->n, path) &&
			o->tree->find(o->tree->ctx, &entry, &is_there, path, mem, err) < 0)
			return -1;
		if (!is_there)
			list->v[kept++] = list->v[i];
	}
	list->n = kept;
	return 0;
}

static void
tell_end(struct findings *list, const char *no, struct arena *mem)
{
	const struct finding f = {
		.text = arena_printf(
			mem, "%s, not exit 1: what is new is not told, all of it counts", no)};

	if (list->n < FINDINGS_MAX)
		finding_add(list, &f, mem);
}

int
task_novelty(struct task *t, const struct run_options *o, struct arena *mem, struct error *err)
{
	struct findings *list = &t->verdict->findings;

	if (!t->no || t->job->gate->new_only != NEW_ONLY_LINES || list->n == 0)
		return 0;
	if (t->has_other_end) {
		tell_end(list, t->no, mem);
		return 0;
	}
	if (t->output.dropped)
		return error_set(
			err, ERR_LIMIT, "its output is too long to tell what of it is new");
	if (list->n >= FINDINGS_MAX)
		return error_set(err, ERR_LIMIT,
			"over %d findings: which of them are new cannot be told", FINDINGS_MAX);
	if (!o->tree || !o->changes)
		return error_set(err, ERR_CONFIG, "nobody knows what is new");
	if (leave_out_unchanged(list, o, mem, err) < 0 ||
		confine_to_lines(list, o->changes->v, o->changes->n, o->tree, err) < 0)
		return -1;
	if (list->n == 0)
		t->no = NULL;
	return 0;
}
