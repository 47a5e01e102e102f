/* SPDX-License-Identifier: MIT */
/* added_fuzz -- any two files: what is not added stands in the old one, in the same order. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"
#include "model/maturity/added.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The next line of a blob, with its LF. */
static size_t
line_length(const struct blob *b, size_t at)
{
	const char *newline = memchr(b->data + at, '\n', b->len - at);

	return newline ? (size_t)(newline - b->data) - at + 1 : b->len - at;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	size_t half = size ? data[0] * (size - 1) / 255 : 0, was = 0, is = 0;
	const char *text = arena_strndup(mem, size ? (const char *)data + 1 : "", size - !!size);
	const struct blob old = {.data = text, .len = half};
	const struct blob new = {.data = text + half, .len = size - !!size - half};
	struct added a;

	added_lines(&a, &old, &new, mem);
	for (size_t i = 0; i < a.n; i++) {
		size_t n = line_length(&new, is);

		while (!a.v[i] && (was >= old.len || line_length(&old, was) != n ||
					  memcmp(old.data + was, new.data + is, n) != 0)) {
			if (was >= old.len)
				abort();
			was += line_length(&old, was);
		}
		was += a.v[i] ? 0 : n;
		is += n;
	}
	if (is != new.len)
		abort();
	arena_free(mem);
	return 0;
}
