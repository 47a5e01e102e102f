/* SPDX-License-Identifier: MIT */
/* origin -- see origin.h. */
#include "model/config/origin.h"

#include "base/arena.h"

const char *
origin_text(const struct origin *o, struct arena *mem)
{
	if (!o->file)
		return "built in";
	if (o->line <= 0)
		return o->file;
	return arena_printf(mem, "%s:%d", o->file, o->line);
}
