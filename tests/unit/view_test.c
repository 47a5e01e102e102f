/* SPDX-License-Identifier: MIT */
/* view_test -- what a snapshot shows, asked by path and by folder. */
#include "patterns_fixture.h"
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/path.h"
#include "model/plan/pattern.h"
#include "model/plan/view.h"

struct fixture {
	struct view view;
	struct patterns inputs, ignored;
	struct strs sparse;
	struct arena *mem;
};

/* Words apart at blanks; near NULL: the whole. */
struct given {
	const char *near, *inputs, *ignored, *sparse, *shown;
};

static void
setup(struct fixture *f, const struct given *g)
{
	*f = (struct fixture){.mem = arena_new()};
	f->view.name = "x";
	f->view.is_whole = !g->near;
	strs_split(&f->view.near, g->near ? g->near : "", f->mem);
	strs_split(&f->view.shown, g->shown ? g->shown : "", f->mem);
	strs_split(&f->sparse, g->sparse ? g->sparse : "", f->mem);
	strs_sort_unique(&f->view.near);
	strs_sort_unique(&f->view.shown);
	strs_sort_unique(&f->sparse);
	add_patterns(&f->inputs, g->inputs, f->mem);
	add_patterns(&f->ignored, g->ignored, f->mem);
	f->view.inputs = g->inputs ? &f->inputs : NULL;
	f->view.ignored = g->ignored ? &f->ignored : NULL;
	f->view.sparse = g->sparse ? &f->sparse : NULL;
}

static void
teardown(struct fixture *f)
{
	patterns_release(&f->inputs);
	patterns_release(&f->ignored);
	arena_free(f->mem);
}

static const struct row {
	struct given given;
	const char *yes[8], *no[8];
} rows[] = {
	{{.near = NULL}, {"a", "a/b", "a/b/c", "\xff\n"}, {NULL}},
	{{.near = "src/a"}, {"src/a", "src/a/x", "src/a/b/c/x", "top", "src/x", ".gitattributes"},
		{"src/b/x", "src/ab/x", "src/a-b/x", "docs/x", "src/a.d/x"}},
	{{.near = "src/a src/a-b src/a.c src/a0 src/a/z"},
		{"src/a/z", "src/a/y", "src/a-b/x", "src/a.c", "src/q"},
		{"src/b/a", "src/a.c0/x", "src/a-/x", "sr/a/x"}},
	{{.near = "src/a/one.c"}, {"src/a/one.c", "src/a/two.c", "src/x", "x"},
		{"src/a/one.c0/x", "src/a/sub/x", "src/b/x"}},
	{{.near = "src/a lib/b"}, {"lib/b/x", "lib/x", "src/a/x"}, {"lib/c/x", "m/x"}},
	{{.near = "top"}, {"top", "other"}, {"src/x"}},
	{{.near = ""}, {NULL}, {"top", "src/x"}},
	{{.near = "src/a", .inputs = "conf/ **/*.lock !src/x.lock"},
		{"conf/x", "conf/y/z", "q/r/s.lock", "src/x.lock"}, {"confx/y", "q/r/s.locks"}},
	{{.near = "", .inputs = "conf/"}, {"conf/x"}, {"x", "conf2"}},
	{{.ignored = "**/node_modules/ archive/ *.log !archive/keep/"},
		{"a", "src/x.log", "archive/keep/x", "node_modulesx/a", "my_node_modules"},
		{"node_modules/x", "a/b/node_modules/c/d", "archive/x", "y.log", "archive"}},
	{{.ignored = "archive/", .shown = "archive/a/b"}, {"archive/a/b", "x"},
		{"archive/a", "archive/a/bc", "archive/x"}},
	{{.sparse = "big/ src/old/ lone"},
		{"x", "src/x", "src/older/x", "lonely", "bigger/x", "a/big/x"},
		{"big/x", "big/a/b", "src/old/x", "lone"}},
	{{.sparse = "big/ big-1/x", .shown = "big/a/b"}, {"big/a/b", "big-1/y"},
		{"big/a/c", "big-1/x", "big/x"}},
	{{.near = "src/a",
		 .inputs = "conf/",
		 .ignored = "src/a/gen/ conf/x",
		 .sparse = "src/a/big/",
		 .shown = "src/a/gen/k far/k"},
		{"src/a/y", "src/a/gen/k", "far/k", "conf/y", "top"},
		{"src/a/gen/l", "conf/x", "src/a/big/q", "far/l"}},
};

static void
a_path_is_seen_or_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct fixture f;

		setup(&f, &rows[i].given);
		for (size_t k = 0; rows[i].yes[k]; k++) {
			if (!view_has(&f.view, rows[i].yes[k]))
				fail_msg("row %zu: '%s' is not seen", i, rows[i].yes[k]);
		}
		for (size_t k = 0; rows[i].no[k]; k++) {
			if (view_has(&f.view, rows[i].no[k]))
				fail_msg("row %zu: '%s' is seen", i, rows[i].no[k]);
		}
		teardown(&f);
	}
}

/* Whatever is said of a folder must be so for every path that any row names. */
static void
check_folder(const struct view *v, const char *folder, size_t row)
{
	enum view_part part = view_of_folder(v, folder);

	for (size_t i = 0; part != VIEW_SOME && i < countof(rows); i++) {
		const char *const *lists[] = {rows[i].yes, rows[i].no};

		for (size_t l = 0; l < countof(lists); l++) {
			for (const char *const *p = lists[l]; *p; p++) {
				if (path_is_below(*p, folder) && strcmp(*p, folder) != 0 &&
					view_has(v, *p) != (part == VIEW_ALL))
					fail_msg("row %zu: folder '%s' is %d, but '%s'", row,
						folder, (int)part, *p);
			}
		}
	}
}

static void
a_folder_is_as_all_its_paths(void **state)
{
	static const char *const folders[] = {"", "a", "a/b", "src", "src/a", "src/a/b", "src/b",
		"src/ab", "src/a-b", "src/old", "src/older", "src/a/gen", "src/a/big", "conf",
		"conf/y", "conf2", "q", "q/r", "archive", "archive/a", "archive/keep",
		"node_modules", "a/b/node_modules", "a/b/node_modules/c", "big", "big/a", "big-1",
		"bigger", "far", "docs", "lib", "lib/b", "lib/c", "m", "my_node_modules"};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct fixture f;

		setup(&f, &rows[i].given);
		for (size_t k = 0; k < countof(folders); k++)
			check_folder(&f.view, folders[k], i);
		teardown(&f);
	}
}

/* What would be right, but slow, as VIEW_SOME. */
static void
folders_are_known_without_looking(void **state)
{
	static const struct {
		struct given given;
		const char *all[6], *none[6], *some[6];
	} known[] = {
		{{.near = NULL}, {"", "a", "a/b"}, {NULL}, {NULL}},
		{{.near = "src/a"}, {"src/a", "src/a/b"}, {"src/b", "docs", "src/ab"}, {"", "src"}},
		{{.near = "src/a/one.c"}, {NULL}, {"src/a/sub", "lib"}, {"src/a", "src", ""}},
		{{.near = "src/a", .inputs = "conf/"}, {"conf", "conf/x"}, {"docs"}, {"", "src"}},
		{{.near = "src/a", .inputs = "conf/x.ini"}, {"src/a"}, {"conf/y", "docs"},
			{"conf"}},
		{{.near = "src/a", .inputs = "*.md *.toml"}, {"src/a"}, {"docs", "src/b"}, {""}},
		{{.near = "src/a", .inputs = "**/*.md"}, {"src/a"}, {NULL}, {"docs", "src/b"}},
		{{.ignored = "archive/ third*/"}, {"src", "src/a"},
			{"archive", "archive/a", "thirdparty", "third/x"}, {""}},
		{{.ignored = "*.log build/*.o"}, {"src", "build/x"}, {NULL}, {"", "build"}},
		{{.ignored = "gen/*/out/"}, {"src", "gen/a/in", "gen/a/b/c"},
			{"gen/a/out", "gen/a/out/b"}, {"gen", "gen/a"}},
		{{.ignored = "**/node_modules/"}, {NULL}, {"node_modules", "a/node_modules/b"},
			{"", "src"}},
		{{.ignored = "old/**"}, {"src"}, {"old", "old/a"}, {""}},
		{{.ignored = "old/ !old/kept/"}, {"old/kept", "src"}, {"old/a"}, {"old"}},
		{{.sparse = "big/ src/old/"}, {"src/new", "lib"}, {"big", "big/x", "src/old"},
			{"", "src"}},
		{{.sparse = "big/", .shown = "big/a/b"}, {"lib"}, {"big/b"}, {"big", "big/a"}},
		{{.near = "src/a", .shown = "far/k"}, {"src/a"}, {"far/x"}, {"far"}},
	};

	(void)state;
	for (size_t i = 0; i < countof(known); i++) {
		const struct {
			const char *const *v;
			enum view_part part;
		} lists[] = {{known[i].all, VIEW_ALL}, {known[i].none, VIEW_NONE},
			{known[i].some, VIEW_SOME}};
		struct fixture f;

		setup(&f, &known[i].given);
		for (size_t l = 0; l < countof(lists); l++) {
			for (const char *const *p = lists[l].v; *p; p++) {
				if (view_of_folder(&f.view, *p) != lists[l].part)
					fail_msg("row %zu: '%s' is %d", i, *p,
						(int)view_of_folder(&f.view, *p));
			}
		}
		teardown(&f);
	}
}

static void
equal_texts_are_equal_views(void **state)
{
	static const struct given different[] = {
		{.near = NULL},
		{.near = ""},
		{.near = "a b"},
		{.near = "a"},
		{.near = "a", .inputs = "b"},
		{.near = "a", .ignored = "b"},
		{.near = "a", .ignored = "!b"},
		{.near = "a", .ignored = "b/"},
		{.near = "a", .sparse = "b"},
		{.near = "a", .sparse = "b/"},
		{.near = "a", .shown = "b"},
	};
	struct strs texts = {0};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(different); i++) {
		struct fixture f, g;

		setup(&f, &different[i]);
		setup(&g, &different[i]);
		g.view.name = "y";
		assert_string_equal(view_text(&f.view, mem), view_text(&g.view, mem));
		strs_add(&texts, view_text(&f.view, mem), mem);
		teardown(&f);
		teardown(&g);
	}
	strs_sort_unique(&texts);
	assert_int_equal(texts.n, countof(different));
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_is_seen_or_not),
		cmocka_unit_test(a_folder_is_as_all_its_paths),
		cmocka_unit_test(folders_are_known_without_looking),
		cmocka_unit_test(equal_texts_are_equal_views),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
