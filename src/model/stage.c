/* SPDX-License-Identifier: MIT */
/* stage -- see stage.h. */
#include "model/stage.h"

#include <string.h>

#include "base/strs.h"

int
stage_find(const struct stages *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name) == 0)
			return (int)i;
	}
	return STAGE_NONE;
}

const char *
stage_names(const struct stages *list, struct arena *mem)
{
	struct strs names = {0};

	for (size_t i = 0; i < list->n; i++)
		strs_add(&names, list->v[i].name, mem);
	return strs_join(&names, " ", mem);
}
