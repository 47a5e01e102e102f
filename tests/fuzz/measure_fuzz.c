/* SPDX-License-Identifier: MIT */
/* measure_fuzz -- any bytes as measures, and as a ratchet's file: what is read is written again as
 * it was. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/maturity/measure.h"
#include "model/maturity/ratchet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
ratchet_twice(const char *text, size_t size, struct arena *mem)
{
	struct ratchet first, second;
	struct buf one, two;
	struct error err;

	if (ratchet_read(&first, text, size, mem, &err) < 0)
		return;
	buf_init(&one, RATCHET_MAX);
	buf_init(&two, RATCHET_MAX);
	ratchet_write(&one, &first);
	if (!one.dropped) {
		if (ratchet_read(&second, one.data, one.len, mem, &err) < 0 || second.n != first.n)
			abort();
		ratchet_write(&two, &second);
		if (strcmp(one.data, two.data) != 0)
			abort();
	}
	buf_release(&one);
	buf_release(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *text = arena_strndup(mem, (const char *)data, size), *again;
	struct measures list;
	struct error err;

	if (measures_read(&list, text, mem, &err) == 0) {
		again = measures_write(&list, mem);
		if (measures_text(&list, false, mem) == NULL && list.n)
			abort();
		if (measures_read(&list, again, mem, &err) < 0 ||
			strcmp(measures_write(&list, mem), again) != 0)
			abort();
	}
	ratchet_twice(text, size, mem);
	arena_free(mem);
	return 0;
}
