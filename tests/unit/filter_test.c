/* SPDX-License-Identifier: MIT */
/* filter -- files by type. */
#include "plan_case.h"

static const char types[] = "[gate shell]\n"
			    "run = sh {files}\n"
			    "types = shell\n"
			    "[gate mixed]\n"
			    "run = mixed {files}\n"
			    "files = bin/*\n"
			    "types = python shell\n";

static const struct plan_case cases[] = {
	{
		.name = "types by name",
		.ini = types,
		.changes = "M:a.sh M:a.py M:bin/x.py M:README",
		.expected = "touched . development 4\n"
			    "shell@. fail development: 1 changed file (tta.ini:1)\n"
			    "  files a.sh\n"
			    "mixed@. fail development: 1 changed file (tta.ini:4)\n"
			    "  files bin/x.py\n",
	},
	{
		.name = "types by the first line",
		.ini = types,
		.changes = "M:bin/run!=#!/bin/sh M:bin/perl!=#!/usr/bin/perl M:bin/plain=#!/bin/sh",
		.expected = "touched . development 3\n"
			    "shell@. fail development: 1 changed file (tta.ini:1)\n"
			    "  files bin/run\n"
			    "mixed@. fail development: 1 changed file (tta.ini:4)\n"
			    "  files bin/run\n",
	},
	{
		.name = "types: content that is missing breaks the job",
		.ini = types,
		.changes = "M:bin/run!=? M:a.sh",
		.expected = "touched . development 2\n"
			    "shell@. fail development: 2 changed files (tta.ini:1)\n"
			    "  broken: cannot tell the type of bin/run: no such blob\n"
			    "  files a.sh bin/run\n"
			    "mixed@. fail development: 1 changed file (tta.ini:4)\n"
			    "  broken: cannot tell the type of bin/run: no such blob\n"
			    "  files bin/run\n",
	},
	{
		.name = "types: a deleted file's content need not be there",
		.ini = "[gate shell]\n"
		       "run = sh {files}\n"
		       "types = shell\n"
		       "[gate mixed]\n"
		       "run = mixed {files}\n"
		       "files = bin/*\n"
		       "types = python shell\n"
		       "[gate c]\n"
		       "run = c\n"
		       "types = shell\n"
		       "on = pre-commit\n",
		.changes = "D:bin/run!",
		.asked = "--gate c",
		.expected = "touched . development 1\n"
			    "c@. fail development: bin/run deleted (tta.ini:8)\n",
	},
	{
		.name = "types: nothing of the kind",
		.ini = types,
		.changes = "M:a.py",
		.expected = "touched . development 1\n"
			    "- shell .: no changed file matches type shell (tta.ini:1)\n"
			    "- mixed .: no changed file matches bin/* of type python or shell "
			    "(tta.ini:4)\n",
	},
};

static void
plans_are_as_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		plan_case_check(&cases[i]);
}

/* Content is read once a path, and only where a type asks for it. */
static void
content_is_read_once_and_only_if_needed(void **state)
{
	static const struct plan_case asks = {
		.ini = "[gate a]\nrun = a {files}\ntypes = shell\n"
		       "[gate b]\nrun = b {files}\ntypes = python text\n",
		.changes = "M:run!=#!/bin/sh M:x.py M:y.sh",
	};
	static const struct plan_case asks_nothing = {
		.ini = "[gate a]\nrun = a {files}\ntypes = shell\n",
		.changes = "M:plain M:x.py M:y.sh",
	};
	const struct plan_case *const both[] = {&asks, &asks_nothing};
	const size_t expected[] = {1, 0};

	(void)state;
	for (size_t i = 0; i < countof(both); i++) {
		struct plan_world w;
		struct plan plan;
		struct error err;

		plan_world_init(&w, both[i]);
		w.fixture.nread = 0;
		assert_int_equal(plan_world_build(&plan, &w, &err), 0);
		assert_int_equal(w.fixture.nread, expected[i]);
		plan_world_release(&w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_as_written),
		cmocka_unit_test(content_is_read_once_and_only_if_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
