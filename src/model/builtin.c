/* SPDX-License-Identifier: MIT */
/* builtin -- see builtin.h. */
#include "model/builtin.h"

#include <string.h>

#include "base/arena.h"

static const char *const of_components[] = {
	"approval", "checklist", "dependencies", "docs", "spec"};

bool
builtin_is_whole(const char *id)
{
	for (size_t i = 0; i < countof(of_components); i++) {
		if (strcmp(of_components[i], id) == 0)
			return true;
	}
	return false;
}
