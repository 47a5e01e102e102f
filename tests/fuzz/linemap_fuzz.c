/* SPDX-License-Identifier: MIT */
/* linemap_fuzz -- any bytes as a diff: changes are in order, and lines keep theirs. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "model/linemap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct linemap m;
	struct error err;

	if (linemap_read(&m, (const char *)data, size, mem, &err) == 0) {
		for (size_t i = 0; i < m.n; i++) {
			if (m.v[i].nold + m.v[i].nnew < 1 || m.v[i].nold < 0 || m.v[i].nnew < 0)
				abort();
			if (m.v[i].nold && linemap_find(&m, m.v[i].old_first) < 0)
				abort();
		}
	}
	arena_free(mem);
	return 0;
}
