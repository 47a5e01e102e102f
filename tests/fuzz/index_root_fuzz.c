/* SPDX-License-Identifier: MIT */
/* index_root_fuzz -- the reader of index files never leaves what it is given. */
#include <stddef.h>
#include <stdint.h>

#include "git/judged/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err;
	struct oid id;

	if (index_root(&id, data, size) && id.size != 20)
		__builtin_trap();
	return index_check(data, size, &err) < 0 && err.msg[0] == '\0' ? -1 : 0;
}
