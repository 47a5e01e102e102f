/* SPDX-License-Identifier: MIT */
/* known_fuzz -- whatever lies in the cache folder, nothing is read beyond it. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "git/snapshot/known.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct known whole = known_read(text, size, "boot", "key");
	struct known k = {.at = text, .end = text + size};
	const char *name;
	uint64_t number;

	if (whole.at && (whole.at < text || whole.end != text + size || whole.at > whole.end))
		__builtin_trap();
	while ((name = known_take_text(&k))) {
		if (name + strlen(name) >= text + size)
			__builtin_trap();
		if (!known_take(&k, &number, sizeof(number)))
			break;
	}
	return k.at > k.end ? -1 : 0;
}
