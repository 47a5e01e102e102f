/* SPDX-License-Identifier: MIT */
/* env -- see env.h. */
#include "model/env.h"

#include <string.h>

const struct env *
env_find(const struct envs *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name) == 0)
			return &list->v[i];
	}
	return NULL;
}
