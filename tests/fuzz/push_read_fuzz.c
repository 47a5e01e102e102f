/* SPDX-License-Identifier: MIT */
/* push_read_fuzz -- lines of pre-push, and lists of object folders, of any bytes. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "git/push/push.h"
#include "git/repo/gitenv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct strs folders = {0};
	struct push_refs refs;
	struct error err;

	if (push_read(&refs, (const char *)data, size, mem, &err) == 0) {
		for (size_t i = 0; i < refs.n; i++) {
			if (!refs.v[i].local || !refs.v[i].remote || !refs.v[i].local_id.size)
				__builtin_trap();
		}
	}
	gitenv_split_folders(&folders, arena_strndup(mem, (const char *)data, size), mem);
	arena_free(mem);
	return 0;
}
