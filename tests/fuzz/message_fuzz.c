/* SPDX-License-Identifier: MIT */
/* message_fuzz -- any bytes as a commit message: the place lies in the header, a hint is better. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "gates/message.h"
#include "model/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct commit_rules rules = {0};
	struct message_verdict v;

	strs_split(&rules.types, "feat fix docs test", mem);
	message_judge(&v, &rules, (const char *)data, size, '#', mem);
	if (v.is_refused) {
		if (!v.text || (v.header[0] && v.column + v.width > strlen(v.header) + 1))
			abort();
		if (v.hint && strcmp(v.hint, v.header) == 0)
			abort();
	}
	arena_free(mem);
	return 0;
}
