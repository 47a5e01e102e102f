/* SPDX-License-Identifier: MIT */
/* installed_fuzz -- what `install` remembers, of any bytes, and the PATH in it. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strs.h"
#include "cli/install/toolpath.h"
#include "git/repo/installed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct installed known;
	struct strs folders = {0};

	if (installed_parse(&known, arena_strndup(mem, (const char *)data, size), size, mem)) {
		if (known.hooks.n == 0)
			__builtin_trap();
		toolpath_folders(&folders, known.path, mem);
		for (size_t i = 0; i < folders.n; i++) {
			if (folders.v[i][0] != '/')
				__builtin_trap();
		}
	}
	arena_free(mem);
	return 0;
}
