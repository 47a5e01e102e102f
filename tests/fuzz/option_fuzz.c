/* SPDX-License-Identifier: MIT */
/* option_fuzz -- any words, NUL-separated, as the options of `run`. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "cli/judge/run_request.h"
#include "cli/option.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct run_flags flags = {0};
	const struct option_set set = {run_option_rows, &flags};
	struct strs words = {0}, operands = {0};
	struct option_words w;
	struct run_request request;
	struct error err;
	char *text = arena_strndup(mem, (const char *)data, size);

	for (const char *p = text; p < text + size; p += strlen(p) + 1)
		strs_add(&words, p, mem);
	w = (struct option_words){.v = words.v, .n = words.n};
	if (options_read(&operands, &set, 1, &w, mem, &err) == 0 && !flags.files0_from &&
		run_request_read(&request, &flags, &operands, mem, &err) == 0 &&
		request.noutputs == 0)
		__builtin_trap(); /* a report must always go somewhere */
	arena_free(mem);
	return 0;
}
