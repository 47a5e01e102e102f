/* SPDX-License-Identifier: MIT */
/* secret_scan_fuzz -- any bytes as a file: places are in it and in order, and of a secret nothing
 * long is shown. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/secret/secret_look.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct secret_options options = {.tier = SECRET_WEAK};
	struct arena *mem = arena_new();
	struct secret_file file = {.path = size % 3 ? "a.yaml" : "b.tf", .len = size};
	struct secret_scanner *s = secret_scanner_new(&options, mem);
	struct secret_view view;
	struct error err;

	file.data = arena_strndup(mem, (const char *)data, size);
	if (secret_look(&view, s, &file, mem, &err) == 0) {
		for (size_t i = 0; i < view.n; i++) {
			if (view.v[i].line > view.v[i].last_line || view.v[i].line < 0 ||
				(i && view.v[i].line < view.v[i - 1].line) ||
				strlen(view.v[i].shown) > 40)
				abort();
		}
	}
	secret_scanner_free(s);
	arena_free(mem);
	return 0;
}
