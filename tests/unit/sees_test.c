/* SPDX-License-Identifier: MIT */
/* sees_test -- the view of a job: what it shows, what its folder is called, what two show. */
#include "patterns_fixture.h"
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/config/config.h"
#include "model/plan/plan.h"
#include "model/plan/sees.h"

struct given { /* words apart at blanks */
	const char *name, *run, *in, *components, *files, *cone, *inputs, *builtin;
	enum scope scope;
	enum sees sees;
	bool ignored;
};

struct world {
	struct arena *mem;
	struct config config;
	struct gate gate;
	struct job job;
	struct strs sparse;
};

static void
setup(struct world *w, const struct given *g, const char *ignore, const char *sparse)
{
	*w = (struct world){.mem = arena_new()};
	w->gate = (struct gate){.name = g->name ? g->name : "g",
		.in = g->in,
		.scope = g->scope,
		.sees = g->sees,
		.ignored = g->ignored,
		.run.text = g->run ? g->run : "true"};
	add_patterns(&w->gate.inputs, g->inputs, w->mem);
	add_patterns(&w->config.tta.ignore, ignore, w->mem);
	strs_split(&w->sparse, sparse ? sparse : "", w->mem);
	w->job = (struct job){.id = "g", .gate = &w->gate, .builtin = g->builtin};
	strs_split(&w->job.components, g->components ? g->components : "c", w->mem);
	strs_split(&w->job.files, g->files ? g->files : "", w->mem);
	strs_split(&w->job.cone, g->cone ? g->cone : "", w->mem);
}

static void
teardown(struct world *w)
{
	patterns_release(&w->gate.inputs);
	patterns_release(&w->config.tta.ignore);
	arena_free(w->mem);
}

static struct view
view_of(struct world *w)
{
	struct view view;
	struct error err = {0};

	if (sees_view(&view, &w->job, &w->config, &w->sparse, w->mem, &err) < 0)
		fail_msg("%s", err.msg);
	return view;
}

static void
jobs_see_what_their_gates_say(void **state)
{
	static const struct {
		struct given given;
		const char *ignore, *sparse, *yes, *no;
	} rows[] = {
		{{.sees = SEES_REPOSITORY, .cone = "lib/a"}, NULL, NULL, "x lib/a/y docs/x", ""},
		{{.sees = SEES_COMPONENT}, NULL, NULL, "docs/x x", ""}, /* nobody's: all */
		{{.sees = SEES_COMPONENT, .cone = "lib/a", .inputs = "shared/"}, NULL, NULL,
			"lib/a/deep/x lib/ab setup.cfg shared/in.txt", "docs/x lib/ab/x"},
		{{.sees = SEES_FILES, .files = "src/f.py", .cone = "src/f.py"}, NULL, NULL,
			"src/f.py src/g.py top.cfg", "src/deep/g.py lib/a/x"},
		{{.sees = SEES_REPOSITORY, .builtin = "x", .files = "src/f.py"}, NULL, NULL,
			"src/f.py", "lib/a/x"},
		{{.sees = SEES_REPOSITORY}, "old/ !old/kept", "big/", "x old/kept", "old/x big/x"},
		{{.sees = SEES_REPOSITORY, .ignored = true}, "old/", "big/", "x old/x", "big/x"},
		{{.sees = SEES_REPOSITORY, .files = "big/x"}, NULL, "big/", "x big/x", "big/y"},
		{{.sees = SEES_FILES, .files = "big/x"}, NULL, "big/", "x big/x", "big/y"},
		{{.sees = SEES_COMPONENT, .cone = "big lib", .files = "big/x"}, NULL, "big/",
			"lib/x big/x", "big/y"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *const lists[] = {rows[i].yes, rows[i].no};
		struct world w;
		struct view view;

		setup(&w, &rows[i].given, rows[i].ignore, rows[i].sparse);
		view = view_of(&w);
		for (size_t l = 0; l < countof(lists); l++) {
			struct strs paths = {0};

			strs_split(&paths, lists[l], w.mem);
			for (size_t k = 0; k < paths.n; k++) {
				if (view_has(&view, paths.v[k]) != (l == 0))
					fail_msg("row %zu: %s", i, paths.v[k]);
			}
		}
		teardown(&w);
	}
}

static const char *
name_of(const struct given *g, const char *ignore, struct arena *mem)
{
	struct world w;
	const char *name;

	setup(&w, g, ignore, NULL);
	name = arena_strdup(mem, view_of(&w).name);
	teardown(&w);
	return name;
}

static void
folders_are_called_by_what_lasts(void **state)
{
	static const struct {
		struct given a, b;
		const char *ignore, *begin;
		bool is_same;
	} rows[] = {
		{{.sees = SEES_REPOSITORY, .run = "a", .in = "e"}, {.sees = SEES_REPOSITORY},
			"old/", "snapshot", true},
		{{.sees = SEES_REPOSITORY, .ignored = true}, {.sees = SEES_REPOSITORY}, NULL,
			"snapshot", true},
		{{.sees = SEES_REPOSITORY, .ignored = true}, {.sees = SEES_REPOSITORY}, "old/",
			"whole-", false},
		{{.sees = SEES_COMPONENT, .cone = "a", .run = "x"},
			{.sees = SEES_COMPONENT, .cone = "a b", .name = "h"}, NULL, "cone-", true},
		{{.sees = SEES_COMPONENT, .cone = "a"},
			{.sees = SEES_COMPONENT, .cone = "a", .components = "d"}, NULL, "cone-",
			false},
		{{.sees = SEES_COMPONENT, .cone = "a"},
			{.sees = SEES_COMPONENT, .cone = "a", .inputs = "x"}, NULL, "cone-", false},
		{{.sees = SEES_COMPONENT, .cone = "a"},
			{.sees = SEES_COMPONENT, .cone = "a", .in = "e"}, NULL, "cone-", false},
		{{.sees = SEES_COMPONENT, .cone = "a"},
			{.sees = SEES_COMPONENT, .cone = "a", .ignored = true}, "old/", "cone-",
			false},
		{{.sees = SEES_FILES, .files = "a", .components = "c"},
			{.sees = SEES_FILES, .files = "b d", .components = "c d"}, NULL, "files-",
			true},
		{{.sees = SEES_FILES, .files = "a"}, {.sees = SEES_FILES, .files = "a", .run = "x"},
			NULL, "files-", false},
		{{.sees = SEES_FILES, .files = "a"},
			{.sees = SEES_FILES, .files = "a", .name = "h"}, NULL, "files-", false},
		{{.sees = SEES_FILES, .scope = SCOPE_COMPONENT, .files = "a"},
			{.sees = SEES_FILES,
				.scope = SCOPE_COMPONENT,
				.files = "a",
				.components = "d"},
			NULL, "files-", false},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *a = name_of(&rows[i].a, rows[i].ignore, mem);
		const char *b = name_of(&rows[i].b, rows[i].ignore, mem);

		if (strncmp(a, rows[i].begin, strlen(rows[i].begin)) != 0)
			fail_msg("row %zu: '%s'", i, a);
		if ((strcmp(a, b) == 0) != rows[i].is_same)
			fail_msg("row %zu: '%s' and '%s'", i, a, b);
	}
	arena_free(mem);
}

static void
a_wider_view_shows_both(void **state)
{
	static const struct {
		struct given a, b;
		const char *yes, *no;
	} rows[] = {
		{{.sees = SEES_FILES, .files = "a/x"}, {.sees = SEES_FILES, .files = "b/y"},
			"a/x b/y top", "c/z"},
		{{.sees = SEES_FILES, .files = "a/x", .inputs = "i/"},
			{.sees = SEES_COMPONENT, .cone = "b"}, "a/x i/x b/c/d", "c/z"},
		{{.sees = SEES_FILES, .files = "a/x", .inputs = "i/"},
			{.sees = SEES_FILES, .files = "a/x", .inputs = "k/"}, "a/x i/x k/x",
			"old/x"},
		{{.sees = SEES_FILES, .files = "a/x"}, {.sees = SEES_REPOSITORY}, "a/x c/z",
			"old/x"},
		{{.sees = SEES_REPOSITORY}, {.sees = SEES_FILES, .files = "a/x"}, "a/x c/z",
			"old/x"},
		{{.sees = SEES_REPOSITORY}, {.sees = SEES_REPOSITORY, .ignored = true}, "c/z old/x",
			"big/x"},
		{{.sees = SEES_REPOSITORY, .files = "big/q"},
			{.sees = SEES_REPOSITORY, .files = "big/p"}, "big/q big/p", "big/x"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const char *const lists[] = {rows[i].yes, rows[i].no};
		struct world a, b;
		struct view view, more;

		setup(&a, &rows[i].a, "old/", "big/");
		setup(&b, &rows[i].b, "old/", "big/");
		view = view_of(&a);
		more = view_of(&b);
		sees_widen(&view, &more, a.mem);
		for (size_t l = 0; l < countof(lists); l++) {
			struct strs paths = {0};

			strs_split(&paths, lists[l], a.mem);
			for (size_t k = 0; k < paths.n; k++) {
				if (view_has(&view, paths.v[k]) != (l == 0))
					fail_msg("row %zu: %s", i, paths.v[k]);
			}
		}
		teardown(&a);
		teardown(&b);
	}
}

static void
texts_differ_where_views_do_but_for_single_files(void **state)
{
	static const struct given one = {.sees = SEES_FILES, .files = "a/x", .inputs = "i/"};
	static const struct {
		struct given given;
		const char *ignore, *sparse;
		bool is_same;
	} rows[] = {
		{{.sees = SEES_FILES, .files = "a/x", .inputs = "i/"}, "old/", "big/", true},
		{{.name = "h", .sees = SEES_FILES, .files = "a/x", .inputs = "i/"}, "old/", "big/",
			true},
		{{.sees = SEES_FILES, .files = "a/y", .inputs = "i/"}, "old/", "big/", false},
		{{.sees = SEES_FILES, .files = "a/x", .inputs = "k/"}, "old/", "big/", false},
		{{.sees = SEES_FILES, .files = "a/x"}, "old/", "big/", false},
		{{.sees = SEES_FILES, .files = "a/x", .inputs = "i/"}, "", "big/", false},
		{{.sees = SEES_FILES, .files = "a/x", .inputs = "i/"}, "old/", "", false},
		{{.sees = SEES_REPOSITORY}, "old/", "big/", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct strs shown = {.v = (const char *[]){"old/z"}, .n = 1};
		struct world a, b;
		struct view x, y;

		setup(&a, &one, "old/", "big/");
		setup(&b, &rows[i].given, rows[i].ignore, rows[i].sparse);
		x = view_of(&a);
		y = view_of(&b);
		sees_show(&y, &shown, b.mem);
		assert_true(view_has(&y, "old/z"));
		if ((strcmp(sees_text(&x, a.mem), sees_text(&y, b.mem)) == 0) != rows[i].is_same)
			fail_msg("row %zu", i);
		teardown(&a);
		teardown(&b);
	}
}

static void
in_the_work_tree_nothing_is_hidden(void **state)
{
	const struct given given = {.sees = SEES_COMPONENT, .cone = "a", .inputs = "i/"};
	struct world w;
	struct view view;

	(void)state;
	setup(&w, &given, "a/old/", "a/big/");
	sees_in_place(&view, &w.job, w.mem);
	assert_true(view_has(&view, "a/old/x"));
	assert_true(view_has(&view, "a/big/x"));
	assert_true(view_has(&view, "i/x"));
	assert_false(view_has(&view, "b/x"));
	teardown(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jobs_see_what_their_gates_say),
		cmocka_unit_test(folders_are_called_by_what_lasts),
		cmocka_unit_test(a_wider_view_shows_both),
		cmocka_unit_test(texts_differ_where_views_do_but_for_single_files),
		cmocka_unit_test(in_the_work_tree_nothing_is_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
