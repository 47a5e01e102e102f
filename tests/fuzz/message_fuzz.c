/* SPDX-License-Identifier: MIT */
/* message_fuzz -- any bytes as a commit message: the place lies in the header, a hint is better. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct message_input in = {.text = (const char *)data, .len = size, .comment = "#"};
	struct rule_settings rules;
	struct message_verdict v;
	struct error err;

	rule_settings_init(&rules, MESSAGE_OWN, mem);
	if (message_judge(&v, &in, &rules, mem, &err) < 0)
		abort();
	for (size_t i = 0; i < v.n; i++) {
		if (!v.v[i].text)
			abort();
	}
	rule_settings_release(&rules);
	arena_free(mem);
	return 0;
}
