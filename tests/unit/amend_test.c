/* SPDX-License-Identifier: MIT */
/* amend -- one value changes, and no other byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/config/amend.h"

static const struct {
	const char *before, *after; /* after NULL: it cannot be done */
	int line;
} cases[] = {
	{"[component a]\ntarget = x\n", "[component a]\ntarget = production\n", 2},
	{"; target = x\n[component b]\ntarget = x\n[component a]\n source =  x/\n target\t=  x  ; "
	 "x\n",
		"; target = x\n[component b]\ntarget = x\n[component a]\n source =  x/\n target\t= "
		" "
		"production  ; x\n",
		6},
	{"[component a]\r\nsource = a/\r\ntarget = \"x\"\r\n",
		"[component a]\r\nsource = a/\r\ntarget = \"production\"\r\n", 3},
	{"[component a]\nsource = a/\n", "[component a]\ntarget = production\nsource = a/\n", 2},
	{"[component a]\r\nsource = a/\r\n",
		"[component a]\r\ntarget = production\r\nsource = a/\r\n", 2},
	{"[component a]", "[component a]\ntarget = production\n", 2},
	{"[tta]\nversion = 1", "[tta]\nversion = 1\n\n[component a]\ntarget = production\n", 5},
	{"", "\n[component a]\ntarget = production\n", 3},
	{"[component a]\ntarget =\n    x\n", "[component a]\ntarget =\n    production\n", 2},
	{"[component a]\ntarget += x\n", NULL, 0},
	{"[component a]\ntarget = ; x\n    x\n", NULL, 0},
	{"[component a\ntarget = x\n", NULL, 0},
};

static void
only_that_value_changes(void **state)
{
	const struct amendment what = {
		.kind = "component", .name = "a", .key = "target", .value = "production"};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena *mem = arena_new();
		const char *out;
		struct error err;
		size_t len;
		int line, rc = amend_text(&out, &len, &line, cases[i].before,
				  strlen(cases[i].before), &what, mem, &err);

		if (!cases[i].after) {
			assert_int_equal(rc, -1);
		} else {
			assert_int_equal(rc, 0);
			assert_int_equal(len, strlen(cases[i].after));
			assert_string_equal(out, cases[i].after);
			assert_int_equal(line, cases[i].line);
		}
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(only_that_value_changes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
