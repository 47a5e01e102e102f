/* SPDX-License-Identifier: MIT */
/* finding -- see finding.h. */
#include "model/finding.h"

#include "base/arena.h"

void
finding_add(struct findings *list, const struct finding *f, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *f;
}
