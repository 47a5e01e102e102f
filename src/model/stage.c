/* SPDX-License-Identifier: MIT */
/* stage -- see stage.h. */
#include "model/stage.h"

#include <string.h>

int
stage_find(const struct stages *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name) == 0)
			return (int)i;
	}
	return STAGE_NONE;
}
