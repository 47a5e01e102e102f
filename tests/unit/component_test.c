/* SPDX-License-Identifier: MIT */
/* component -- who owns a path, what depends on what, and which line said so. */
#include "model/component.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/key.h"
#include "model/config/problem.h"
#include "test.h"

struct world {
	struct arena *mem;
	struct components list;
	struct problems problems;
};

static void
world_init(struct world *w)
{
	*w = (struct world){.mem = arena_new()};
	w->problems.mem = w->mem;
}

static void
world_release(struct world *w)
{
	for (size_t i = 0; i < w->list.n; i++)
		patterns_release(&w->list.v[i].paths);
	arena_free(w->mem);
}

static void
add_all(struct patterns *list, const char *words, struct arena *mem)
{
	struct strs split = {0};
	struct error err;

	strs_split(&split, words, mem);
	for (size_t i = 0; i < split.n; i++) {
		if (patterns_add(list, split.v[i], 0, mem, &err) < 0)
			fail_msg("%s", err.msg);
	}
}

/* Component i stands in line 10 * i, its `depends` one below, `tests` two, `paths` none. */
static void
add(struct world *w, const char *name, const char *source, const char *tests, const char *depends)
{
	struct component *c;
	int line = (int)w->list.n * 10;

	w->list.v = arena_grow(w->mem, w->list.v, w->list.n, &w->list.cap, sizeof(*w->list.v));
	c = &w->list.v[w->list.n++];
	*c = (struct component){.name = name, .origin = {"tta.ini", line}};
	c->origins = arena_alloc(w->mem, key_count(SECTION_COMPONENT), sizeof(*c->origins));
	c->origins[key_index(key_find(SECTION_COMPONENT, "depends"))] =
		(struct origin){"tta.ini", line + 1};
	c->origins[key_index(key_find(SECTION_COMPONENT, "tests"))] =
		(struct origin){"tta.ini", line + 2};
	add_all(&c->source, source, w->mem);
	add_all(&c->tests, tests, w->mem);
	add_all(&c->paths, source, w->mem);
	add_all(&c->paths, tests, w->mem);
	strs_split(&c->depends, depends, w->mem);
}

static const struct owner_row {
	const char *a, *b; /* sources of components a and b */
	const char *path, *expected;
} owner_rows[] = {
	{"src/a/", "src/b/", "src/a/x.c", "a"},
	{"src/a/", "src/b/", "src/b/x.c", "b"},
	{"src/a/", "src/b/", "src/c/x.c", "."},
	{"src/a/", "src/b/", "src/ab/x.c", "."},
	/* the exact path before all */
	{"src/x.c", "src/", "src/x.c", "a"},
	{"src/x.c", "src/x.c*", "src/x.c", "a"},
	{"src/", "src/sub/x.c", "src/sub/x.c", "b"},
	/* then the longest literal prefix */
	{"src/", "src/sub/", "src/sub/x.c", "b"},
	{"src/*.c", "src/sub/", "src/sub/x.c", "b"},
	{"**/x.c", "src/", "src/x.c", "b"},
	{"**/x.c", "src/", "lib/x.c", "a"},
	{"src/sub/", "src/s*/", "src/sub/x.c", "a"},
	{"src/x*", "src/xy*", "src/xyz.c", "b"},
	/* a folder's prefix holds its '/' */
	{"src/", "src*/", "src/x.c", "a"},
	{"src", "src*/", "src/x.c", "a"},
	/* then the longer pattern */
	{"src/", "src/*.c", "src/x.c", "b"},
	{"src/*", "src/*.c", "src/x.c", "b"},
	{"src/?.c", "src/[xy].c", "src/x.c", "b"},
	/* a tie */
	{"src/*.c", "src/x*c", "src/x.c", "b"}, /* a longer prefix, no tie */
	{"src/*x.c", "src/*?.c", "src/x.c", "a and b"},
	{"lib", "lib/", "lib/x.c", "a and b"},
	{"**/a.c", "**/?.c", "deep/a.c", "a and b"},
	/* taken away again */
	{"src/ !src/old/", "lib/", "src/old/x.c", "."},
	{"src/ !src/old/", "**/x.c", "src/old/x.c", "b"},
	{"src/ !src/old/ src/old/new/", "lib/", "src/old/new/x.c", "a"},
	/* the strongest of a component's own patterns speaks for it */
	{"src/x.c src/", "src/x*", "src/x.c", "a"},
	{"src/ src/*.c", "src/*x.c", "src/x.c", "b"},
	/* bytes */
	{"src/a b/", "src/", "src/\xff\n", "b"},
};

static void
check_owner(const struct owner_row *r)
{
	struct world w;
	struct owner o;
	const char *said;

	world_init(&w);
	add(&w, ".", "", "", "");
	add(&w, "a", r->a, "", "");
	add(&w, "b", r->b, "", "");
	owner_find(&o, &w.list, r->path);
	said = w.list.v[o.component].name;
	if (o.is_tie)
		said = arena_printf(w.mem, "%s and %s", said, w.list.v[o.other].name);
	if (strcmp(said, r->expected) != 0)
		fail_msg("%s of '%s' | '%s': %s, not %s", r->path, r->a, r->b, said, r->expected);
	assert_true((o.by != NULL) == (strcmp(r->expected, ".") != 0));
	assert_true((o.other_by != NULL) == o.is_tie);
	world_release(&w);
}

static void
paths_have_owners(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(owner_rows); i++)
		check_owner(&owner_rows[i]);
}

static void
a_tie_needs_two_components_and_no_better_claim(void **state)
{
	struct world w;
	struct owner o;

	(void)state;
	world_init(&w);
	add(&w, ".", "", "", "");
	add(&w, "a", "lib lib/", "", "");
	add(&w, "b", "lib", "", "");
	add(&w, "c", "lib/*.c", "", "");
	add(&w, "d", "lib", "", "");
	owner_find(&o, &w.list, "lib/x.h");
	assert_true(o.is_tie);
	assert_int_equal(o.component, 1);
	assert_int_equal(o.other, 2);
	owner_find(&o, &w.list, "lib/x.c");
	assert_false(o.is_tie);
	assert_int_equal(o.component, 3);
	world_release(&w);

	world_init(&w);
	add(&w, ".", "", "", "");
	add(&w, "a", "lib lib/", "", "");
	owner_find(&o, &w.list, "lib/x.c");
	assert_false(o.is_tie);
	world_release(&w);
}

static void
names_come_before_aliases(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	add(&w, ".", "", "", "");
	add(&w, "first", "a/", "", "");
	add(&w, "second", "b/", "", "");
	strs_add(&w.list.v[1].alias, "second", w.mem);
	strs_add(&w.list.v[2].alias, "two", w.mem);
	assert_ptr_equal(component_find(&w.list, "second"), &w.list.v[2]);
	assert_ptr_equal(component_find(&w.list, "two"), &w.list.v[2]);
	assert_ptr_equal(component_find(&w.list, "."), &w.list.v[0]);
	assert_null(component_find(&w.list, "third"));
	assert_null(component_find(&w.list, ""));
	world_release(&w);
}

static void
claims_have_lines(void **state)
{
	struct world w;
	struct owner o;
	size_t paths = key_index(key_find(SECTION_COMPONENT, "paths"));

	(void)state;
	world_init(&w);
	add(&w, ".", "", "", "");
	add(&w, "a", "src/", "tests/", "");
	owner_find(&o, &w.list, "src/x.c");
	assert_int_equal(component_claim_origin(&w.list.v[1], o.by).line, 10);
	owner_find(&o, &w.list, "tests/x.c");
	assert_int_equal(component_claim_origin(&w.list.v[1], o.by).line, 12);
	w.list.v[1].origins[paths] = (struct origin){"tta.ini", 17};
	assert_int_equal(component_claim_origin(&w.list.v[1], o.by).line, 17);
	w.list.v[1].origins = NULL;
	assert_int_equal(component_claim_origin(&w.list.v[1], o.by).line, 10);
	world_release(&w);
}

static const struct link_row {
	const char *edges[6]; /* of a b c d e: what each depends on */
	const char *expected; /* NAME rank group deps; then problems */
} link_rows[] = {
	{{"", "", "", "", ""}, "a 0 a\nb 0 b\nc 0 c\nd 0 d\ne 0 e\n"},
	/* transitively, each once */
	{{"b c", "d", "d", "", ""}, "a 2 a: b c d\nb 1 b: d\nc 1 c: d\nd 0 d\ne 0 e\n"},
	{{"b b", "", "", "", ""}, "a 1 a: b\nb 0 b\nc 0 c\nd 0 d\ne 0 e\n"},
	/* a cycle is one group, said once; ranks go around it */
	{{"b", "a", "a", "", ""}, "a 0 a: b\nb 0 a: a\nc 1 c: a b\nd 0 d\ne 0 e\n"
				  "warning 11: components depend on one another and count as one "
				  "group: a, b\n"},
	{{"b", "c", "a d", "e", ""},
		"a 2 a: b c d e\nb 2 a: a c d e\nc 2 a: a b d e\nd 1 d: e\ne 0 e\n"
		"warning 11: components depend on one another and count as one group: a, b, c\n"},
	{{"e", "c", "b", "c", "d"}, "a 3 a: b c d e\nb 0 b: c\nc 0 b: b\nd 1 d: b c\ne 2 e: b c d\n"
				    "warning 21: components depend on one another and count as one "
				    "group: b, c\n"},
	{{"b", "a", "d", "c", ""}, "a 0 a: b\nb 0 a: a\nc 0 c: d\nd 0 c: c\ne 0 e\n"
				   "warning 11: components depend on one another and count as one "
				   "group: a, b\n"
				   "warning 31: components depend on one another and count as one "
				   "group: c, d\n"},
	/* two cycles that share a member are one */
	{{"b", "a c", "b", "", ""}, "a 0 a: b c\nb 0 a: a c\nc 0 a: a b\nd 0 d\ne 0 e\n"
				    "warning 11: components depend on one another and count as one "
				    "group: a, b, c\n"},
	{{"a", "", "", "", ""},
		"a 0 a\nb 0 b\nc 0 c\nd 0 d\ne 0 e\nwarning 11: component 'a' depends on itself\n"},
	{{".", "", "", "", ""}, "a 1 a: .\nb 0 b\nc 0 c\nd 0 d\ne 0 e\n"},
	{{"ghost", "", "", "", ""},
		"a 0 a\nb 0 b\nc 0 c\nd 0 d\ne 0 e\n"
		"error 11: component 'a' depends on 'ghost', which is no component\n"},
	{{"elephnat", "", "", "", ""}, "a 1 a: e\nb 0 b\nc 0 c\nd 0 d\ne 0 e\n"},
	{{"elephant", "", "", "", ""},
		"a 0 a\nb 0 b\nc 0 c\nd 0 d\ne 0 e\nerror 11: component 'a' depends on 'elephant', "
		"which is no component; did you mean 'elephnat'?\n"},
};

static void
print_link(struct buf *out, const struct world *w)
{
	for (size_t i = 1; i < w->list.n; i++) {
		const struct component *c = &w->list.v[i];

		buf_addf(out, "%s %zu %s%s", c->name, c->rank, w->list.v[c->group].name,
			c->ndeps ? ":" : "");
		for (size_t k = 0; k < c->ndeps; k++) {
			assert_true(component_depends(c, c->deps[k]));
			buf_addf(out, " %s", w->list.v[c->deps[k]].name);
		}
		assert_false(component_depends(c, i));
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < w->problems.n; i++) {
		const struct problem *p = &w->problems.v[i];

		buf_addf(out, "%s %d: %s\n", p->kind == PROBLEM_ERROR ? "error" : "warning",
			p->origin.line, p->text);
	}
}

static void
dependencies_are_linked(void **state)
{
	static const char *const names[] = {"a", "b", "c", "d", "e"};

	(void)state;
	for (size_t i = 0; i < countof(link_rows); i++) {
		struct world w;
		struct buf out;

		world_init(&w);
		buf_init(&out, 4096);
		add(&w, ".", "", "", "");
		for (size_t k = 0; k < countof(names); k++)
			add(&w, names[k], "", "", link_rows[i].edges[k]);
		strs_add(&w.list.v[5].alias, "elephnat", w.mem);
		components_link(&w.list, &w.problems, w.mem);
		print_link(&out, &w);
		assert_string_equal(out.data, link_rows[i].expected);
		buf_release(&out);
		world_release(&w);
	}
}

static void
a_long_chain_is_no_deep_recursion(void **state)
{
	struct world w;
	enum { LENGTH = 1500 };

	(void)state;
	world_init(&w);
	add(&w, ".", "", "", "");
	for (int i = 1; i <= LENGTH; i++)
		add(&w, arena_printf(w.mem, "c%d", i), "", "",
			i < LENGTH ? arena_printf(w.mem, "c%d", i + 1) : "");
	components_link(&w.list, &w.problems, w.mem);
	assert_int_equal(w.problems.n, 0);
	assert_int_equal(w.list.v[1].rank, LENGTH - 1);
	assert_int_equal(w.list.v[1].ndeps, LENGTH - 1);
	assert_true(component_depends(&w.list.v[1], LENGTH));
	assert_false(component_depends(&w.list.v[LENGTH], 1));
	world_release(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_have_owners),
		cmocka_unit_test(a_tie_needs_two_components_and_no_better_claim),
		cmocka_unit_test(names_come_before_aliases),
		cmocka_unit_test(claims_have_lines),
		cmocka_unit_test(dependencies_are_linked),
		cmocka_unit_test(a_long_chain_is_no_deep_recursion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
