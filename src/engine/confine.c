/* SPDX-License-Identifier: MIT */
/* confine -- see confine.h. */
#include "engine/confine.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/change.h"
#include "model/gate.h"
#include "model/maturity/added.h"

#define SIDE_MAX ((size_t)64 << 20)

static int
read_added(struct added *out, const struct change *c, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct blob was, is;

	if (tree->read(tree->ctx, &was, &c->old.id, SIDE_MAX, mem, err) < 0 ||
		tree->read(tree->ctx, &is, &c->new.id, SIDE_MAX, mem, err) < 0)
		return error_wrap(
			err, "cannot tell which lines of %s are new", text_path(c->path, mem));
	added_lines(out, &was, &is, mem);
	return 0;
}

struct placed { /* a finding that a base can be asked about */
	const struct change *change;
	size_t finding;
};

static int
by_change(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

/* Those whose file the base has, a file after the other: the difference is made once for each. */
static size_t
place(struct placed *out, const struct findings *list, const struct change *changes,
	size_t nchanges)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		const char *path = list->v[i].path;
		const struct change *c = path ? change_find(changes, nchanges, path) : NULL;

		if (c && mode_is_regular(c->old.mode) && mode_is_regular(c->new.mode))
			out[n++] = (struct placed){.change = c, .finding = i};
	}
	if (n)
		qsort(out, n, sizeof(*out), by_change);
	return n;
}

static int
find_old(bool *is_old, const struct placed *placed, size_t n, const struct findings *list,
	const struct blob_source *tree, struct error *err)
{
	struct arena *scratch = arena_new();
	struct added added = {0};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (i == 0 || placed[i].change != placed[i - 1].change) {
			arena_free(scratch);
			scratch = arena_new();
			rc = read_added(&added, placed[i].change, tree, scratch, err);
		}
		is_old[placed[i].finding] = !added_has(&added, list->v[placed[i].finding].line);
	}
	arena_free(scratch);
	return rc;
}

int
confine_to_lines(struct findings *list, const struct change *v, size_t n,
	const struct blob_source *tree, struct error *err)
{
	struct arena *mem = arena_new();
	struct placed *placed = arena_alloc(mem, list->n, sizeof(*placed));
	bool *is_old = arena_alloc(mem, list->n, sizeof(*is_old));
	int rc = find_old(is_old, placed, place(placed, list, v, n), list, tree, err);
	size_t kept = 0;

	for (size_t i = 0; rc == 0 && i < list->n; i++) {
		if (!is_old[i])
			list->v[kept++] = list->v[i];
	}
	list->n = rc == 0 ? kept : list->n;
	arena_free(mem);
	return rc;
}

static int
compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->path ? x->path : "", y->path ? y->path : "");

	return order ? order : strcmp(x->text, y->text);
}

/* Takes one equal finding of the base away for it; false: there is none left. */
static bool
was_there(struct findings *before, const struct finding *f)
{
	size_t from = 0, to = before->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (compare(&before->v[mid], f) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	for (; from < before->n && compare(&before->v[from], f) == 0; from++) {
		if (before->v[from].line < 0)
			continue;
		before->v[from].line = -1; /* used up */
		return true;
	}
	return false;
}

/* What it finds in the base's version of the files, sorted. */
static int
judge_before(struct findings *out, const struct builtin *builtin, const struct builtin_input *in,
	struct arena *mem, struct error *err)
{
	struct change *v = arena_alloc(mem, in->n, sizeof(*v));
	struct builtin_input old = *in;

	old.v = v;
	old.n = 0;
	for (size_t i = 0; i < in->n; i++) {
		if (!in->v[i].old.mode)
			continue;
		v[old.n] = in->v[i];
		v[old.n++].new = in->v[i].old;
	}
	if (builtin->judge(out, &old, mem, err) < 0)
		return error_wrap(err, "in the base");
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), compare);
	return 0;
}

static int
confine_to_findings(struct findings *list, const struct builtin *builtin,
	const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct findings before = {0};
	size_t kept = 0;

	if (judge_before(&before, builtin, in, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < list->n; i++) {
		if (!list->v[i].path || !was_there(&before, &list->v[i]))
			list->v[kept++] = list->v[i];
	}
	list->n = kept;
	return 0;
}

int
confine(struct findings *list, const struct builtin *builtin, const struct builtin_input *in,
	struct arena *mem, struct error *err)
{
	enum new_only wish = in->gate ? in->gate->new_only : NEW_ONLY_NO;

	if (wish == NEW_ONLY_NO || list->n == 0)
		return 0;
	if (list->n >= FINDINGS_MAX)
		return error_set(err, ERR_LIMIT,
			"over %d findings: which of them are new cannot be told", FINDINGS_MAX);
	if (wish == NEW_ONLY_LINES && builtin->is_by_line)
		return confine_to_lines(list, in->v, in->n, in->tree, err);
	return confine_to_findings(list, builtin, in, mem, err);
}
