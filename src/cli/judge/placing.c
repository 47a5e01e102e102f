/* SPDX-License-Identifier: MIT */
/* placing -- see placing.h. */
#include "cli/judge/placing.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/session.h"
#include "git/judged/worktree.h"
#include "model/linemap.h"

#define PATHS_MAX 500 /* files with findings that git is asked about at once */
#define LINES_MAX 3   /* lines of a kind that a note names */

struct numbers { /* of lines, as ranges; sorted once they are all there */
	struct line_range {
		int first, last;
	} * v;
	size_t n, cap;
};

static void
numbers_add(struct numbers *list, int first, int last, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = (struct line_range){first, last};
}

static int
by_first(const void *a, const void *b)
{
	const struct line_range *left = a, *right = b;

	return (left->first > right->first) - (left->first < right->first);
}

static void
numbers_sort_unique(struct numbers *list)
{
	size_t kept = 0;

	if (list->n == 0)
		return;
	qsort(list->v, list->n, sizeof(*list->v), by_first);
	for (size_t i = 1; i < list->n; i++) {
		if (list->v[i].first != list->v[kept].first)
			list->v[++kept] = list->v[i];
	}
	list->n = kept + 1;
}

static const char *
range_text(const struct line_range *r, struct arena *mem)
{
	return r->first == r->last ? arena_printf(mem, "%d", r->first)
				   : arena_printf(mem, "%d-%d", r->first, r->last);
}

/* "line 91 is", "lines 3, 40-57 and 4 more are" */
static const char *
numbers_text(const struct numbers *list, struct arena *mem)
{
	bool is_one = list->n == 1 && list->v[0].first == list->v[0].last;
	const char *text = is_one ? "line " : "lines ";

	for (size_t i = 0; i < list->n && i < LINES_MAX; i++)
		text = arena_printf(mem, "%s%s%s", text,
			i == 0                                     ? ""
			: i + 1 == list->n && list->n <= LINES_MAX ? " and "
								   : ", ",
			range_text(&list->v[i], mem));
	if (list->n > LINES_MAX)
		text = arena_printf(mem, "%s and %zu more", text, list->n - LINES_MAX);
	return arena_printf(mem, "%s %s", text, is_one ? "is" : "are");
}

static bool
is_no(const struct verdict *v)
{
	return v->kind == VERDICT_FAIL || v->kind == VERDICT_WARN;
}

/* The lines of one file's findings in the work tree; staged gets those that it has. */
static void
place(struct numbers *staged, struct assessment *a, const char *path, const struct linemap *map,
	struct arena *mem)
{
	for (size_t i = 0; i < a->plan.njobs; i++) {
		const struct findings *list = &a->outcome.verdicts[i].findings;

		for (size_t k = 0; is_no(&a->outcome.verdicts[i]) && k < list->n; k++) {
			struct finding *f = &list->v[k];
			int here;

			if (!f->path || f->line <= 0 || strcmp(f->path, path) != 0)
				continue;
			here = linemap_find(map, f->line);
			f->is_gone = here == 0;
			f->here = here == f->line ? 0 : here;
			if (here)
				numbers_add(staged, here, here, mem);
		}
	}
	numbers_sort_unique(staged);
}

/* "judged as staged: a.py has 2 unstaged hunks; line 91 is staged, line 40 is not" */
static void
note(struct assessment *a, const char *path, const struct linemap *map,
	const struct numbers *staged, struct arena *mem)
{
	struct numbers edited = {0};
	const char *text = arena_printf(mem, "judged as staged: %s has %s", text_path(path, mem),
		text_count(map->nhunks, "unstaged hunk", mem));

	for (size_t i = 0; i < map->n; i++) {
		const struct line_change *c = &map->v[i];

		if (c->nnew)
			numbers_add(&edited, c->new_first, c->new_first + c->nnew - 1, mem);
	}
	if (staged->n && edited.n)
		text = arena_printf(mem, "%s; %s staged, %s not", text, numbers_text(staged, mem),
			numbers_text(&edited, mem));
	strs_add(&a->outcome.notes, text, mem);
}

static void
paths_with_findings(struct strs *out, const struct assessment *a, struct arena *mem)
{
	for (size_t i = 0; i < a->plan.njobs; i++) {
		const struct findings *list = &a->outcome.verdicts[i].findings;

		for (size_t k = 0; is_no(&a->outcome.verdicts[i]) && k < list->n; k++) {
			if (list->v[k].path)
				strs_add(out, list->v[k].path, mem);
		}
	}
	strs_sort_unique(out);
	if (out->n > PATHS_MAX)
		out->n = PATHS_MAX;
}

void
placing_apply(struct assessment *a, struct session *s)
{
	struct arena *mem = s->cli->mem;
	struct strs paths = {0}, edited = {0};
	size_t looked = 0, noted = 0;
	struct error ignored;

	if (!s->judged.has_index || !s->repo.root)
		return;
	paths_with_findings(&paths, a, mem);
	if (worktree_edited(&edited, &s->repo, &s->judged.tree, &paths, mem, &ignored) < 0)
		return;
	for (size_t i = 0; i < edited.n && looked < PLACING_FILES; i++) {
		struct numbers staged = {0};
		struct linemap map;

		if (worktree_lines(&map, &s->repo, &s->judged.tree, edited.v[i], mem, &ignored) <
				0 ||
			map.nhunks == 0)
			continue;
		looked++;
		a->has_unstaged = true;
		place(&staged, a, edited.v[i], &map, mem);
		if (noted++ < PLACING_NOTES)
			note(a, edited.v[i], &map, &staged, mem);
	}
}
