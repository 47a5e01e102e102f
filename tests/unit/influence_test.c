/* SPDX-License-Identifier: MIT */
/* influence: the variables that count, and some that must not. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "model/evidence/influence.h"

static void
names(void **state)
{
	static const struct {
		const char *name;
		bool counts;
	} cases[] = {
		{"CC", true},
		{"CCACHE_DIR", false},
		{"CFLAGS", true},
		{"FLAGS", true},
		{"FLAGSHIP", false},
		{"LC_ALL", true},
		{"LC_", true},
		{"LC", false},
		{"LANG", true},
		{"PYTHONPATH", true},
		{"PYTHO", false},
		{"GOFLAGS", true},
		{"npm_config_registry", true},
		{"CI", true},
		{"TZ", true},
		{"HOME", true},
		{"HOMEPAGE", false},
		{"ENV", true},
		{"ENVIRONMENT", false},
		{"PATH", false},
		{"TMPDIR", false},
		{"TTA_EVENT", false},
		{"PRE_COMMIT_FROM_REF", false},
		{"", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		if (influence_has(cases[i].name, strlen(cases[i].name)) != cases[i].counts)
			fail_msg("%s", cases[i].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
