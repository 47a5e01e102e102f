/* SPDX-License-Identifier: MIT */
/* change -- see change.h. */
#include "model/change.h"

#include <string.h>

const struct change *
change_find(const struct change *v, size_t n, const char *path)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = strcmp(v[mid].path, path);

		if (order == 0)
			return &v[mid];
		if (order < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}
