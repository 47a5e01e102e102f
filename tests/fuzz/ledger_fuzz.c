/* SPDX-License-Identifier: MIT */
/* ledger_fuzz -- the ledger of a fix, and git's list of entries, of any bytes: what is read is
 * written the same again. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "git/mend/entry.h"
#include "git/mend/ledger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct entries entries;
	struct ledger first, second;
	struct error err;
	struct buf text;

	if (ledger_parse(&first, (const char *)data, size, mem, &err) == 0) {
		buf_init(&text, (size_t)1 << 24);
		ledger_format(&text, &first, mem);
		if (ledger_parse(&second, text.data, text.len, mem, &err) < 0 ||
			second.n != first.n)
			__builtin_trap();
		buf_release(&text);
	}
	if (entries_parse(&entries, (const char *)data, size, mem, &err) == 0) {
		for (size_t i = 0; i < entries.n; i++) {
			if (!entries.v[i].path || !entries.v[i].side.id.size)
				__builtin_trap();
		}
	}
	arena_free(mem);
	return 0;
}
