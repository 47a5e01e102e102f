/* SPDX-License-Identifier: MIT */
/* hookfile_fuzz -- any bytes may stand in a hook. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "cli/install/hookfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct hookfile f = {0};

	hookfile_read(&f, (const char *)data, size, mem);
	if (f.what != HOOKFILE_OURS && f.what != HOOKFILE_FOREIGN)
		abort();
	if ((f.what == HOOKFILE_OURS) != (f.version != NULL) ||
		(f.what == HOOKFILE_FOREIGN && !f.looks))
		abort();
	arena_free(mem);
	return 0;
}
