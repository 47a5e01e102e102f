/* SPDX-License-Identifier: MIT */
/* secret_baseline_fuzz -- any bytes as a baseline: what is one is written so that it reads back the
 * same, and merges with itself to itself. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/secret/secret_baseline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct secret_baseline a = {0}, b = {0}, c = {0};
	struct buf text, again;
	struct error err;

	buf_init(&text, (size_t)8 << 20);
	buf_init(&again, (size_t)8 << 20);
	if (secret_baseline_read(&a, "a", (const char *)data, size, mem, &err) == 0) {
		secret_baseline_text(&text, &a);
		if (secret_baseline_read(&b, "b", text.data, text.len, mem, &err) < 0 ||
			secret_baseline_read(&c, "c", text.data, text.len, mem, &err) < 0 ||
			a.n != b.n)
			abort();
		secret_baseline_text(&again, &b);
		if (strcmp(text.data, again.data) != 0)
			abort();
		if (secret_baseline_merge(&a, &b, &c, mem, &err) < 0)
			abort();
	}
	buf_release(&text);
	buf_release(&again);
	secret_baseline_release(&a);
	secret_baseline_release(&b);
	secret_baseline_release(&c);
	arena_free(mem);
	return 0;
}
