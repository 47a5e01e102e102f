/* SPDX-License-Identifier: MIT */
/*
 * pattern_fuzz -- lines of patterns, asked about some paths and walked through a small tree.  What
 * is taken must answer; what a tree gives for a pattern must be what the pattern says.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/tree_fixture.h"
#include "base/arena.h"
#include "base/strs.h"
#include "model/plan/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct tree_row rows[] = {
	{"a", "", 0},
	{"b/a", "", 0},
	{"b/b/a.c", "", 0},
	{"b/[x]/y", "", 0},
	{"c", NULL, MODE_SUBMODULE},
	{"d/.e", "", MODE_SYMLINK},
	{NULL, NULL, 0},
};

static void
add_lines(struct patterns *list, char *text, unsigned flags, struct arena *mem)
{
	struct error err;

	for (char *line = text; line;) {
		char *end = strchr(line, '\n');

		if (end)
			*end++ = '\0';
		if (list->n < 8 && patterns_add(list, line, flags, mem, &err) < 0 && !err.msg[0])
			abort();
		line = end;
	}
}

/* Every file that one pattern names in the tree, it matches, and the other way round. */
static void
compare(struct pattern *p, const struct blob_source *tree, struct arena *mem)
{
	const struct patterns one = {.v = p, .n = 1};
	struct strs paths = {0};
	struct error err;

	if (patterns_expand(&paths, &one, tree, mem, &err) < 0)
		abort();
	for (const struct tree_row *r = rows; r->path; r++) {
		bool is_named = strs_has(&paths, r->path);

		if (!p->is_folder && !p->is_literal && !p->is_negated &&
			is_named != pattern_matches(p, r->path))
			abort();
		if (is_named && p->is_literal && !pattern_matches(p, r->path))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree_fixture f = {.rows = rows};
	struct blob_source tree = tree_fixture_source(&f);
	struct patterns list = {0};
	struct pattern_match *each;
	struct arena *mem;
	struct error err;
	char *text;
	size_t n;

	if (size < 1 || size > 300)
		return 0;
	mem = arena_new();
	text = arena_strndup(mem, (const char *)data + 1, size - 1);
	if (pattern_each(&each, &n, text, &tree, mem, &err) == 0) {
		for (size_t i = 0; i < n; i++) {
			if (!each[i].path[0])
				abort();
		}
	}
	add_lines(&list, text, data[0] & 1 ? PATTERN_BASENAME : 0, mem);
	for (size_t i = 0; i < list.n; i++)
		compare(&list.v[i], &tree, mem);
	for (const struct tree_row *r = rows; r->path; r++) {
		const struct pattern *by = patterns_match(&list, r->path);

		if (by && by->is_negated)
			abort();
	}
	patterns_release(&list);
	arena_free(mem);
	return 0;
}
