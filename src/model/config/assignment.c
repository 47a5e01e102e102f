/* SPDX-License-Identifier: MIT */
/* assignment -- see assignment.h. */
#include "model/config/assignment.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "base/text.h"

static bool
is_name_byte(char c, bool is_first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (!is_first && c >= '0' && c <= '9');
}

static bool
is_name(const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_name_byte(name[i], i == 0))
			return false;
	}
	return n > 0;
}

/* {carry} or the name of a variable. */
static int
check_value(const char *value, struct arena *mem, struct error *err)
{
	static const char *const carry[] = {"carry"};
	const struct strs known = {.v = (const char **)carry, .n = 1};

	for (const char *p = strchr(value, '{'); p; p = strchr(p + 1, '{')) {
		size_t n = strcspn(p + 1, "}");
		char *name = arena_strndup(mem, p + 1, n);

		if (p[n + 1] != '}' || !is_name(name, n))
			return error_set(err, ERR_CONFIG,
				"'{%s' names neither {carry} nor a variable", name);
		if (strcmp(name, "carry") != 0 && text_nearest(name, &known))
			return error_set(err, ERR_CONFIG,
				"unknown placeholder '{%s}'; did you mean '{carry}'?", name);
	}
	return 0;
}

int
assignment_check(const char *word, struct arena *mem, struct error *err)
{
	const char *equals = strchr(word, '=');

	if (!equals || !is_name(word, (size_t)(equals - word)))
		return error_set(err, ERR_CONFIG, "takes NAME=VALUE, not '%s'", word);
	return check_value(equals + 1, mem, err);
}
