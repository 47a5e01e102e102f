/* SPDX-License-Identifier: MIT */
/* wording_fuzz -- GIT_CONFIG_PARAMETERS, and command lines of git commit, of any bytes. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "git/commit/commitline.h"
#include "git/commit/wording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *text = arena_strndup(mem, (const char *)data, size);
	struct strs pairs = {0}, words = {0};
	struct commitline line;
	size_t len = size;

	wording_parameters(&pairs, text, mem);
	if (pairs.n % 2)
		__builtin_trap();
	strs_add(&words, "git", mem);
	strs_add(&words, "commit", mem);
	for (size_t at = 0; at < size; at += strlen(text + at) + 1)
		strs_add(&words, text + at, mem);
	commitline_read(&line, &words, mem);
	if (!line.is_known || line.again.n > words.n)
		__builtin_trap();
	if (!wording_utf8(text, &len, "latin1", mem) || len < size)
		__builtin_trap();
	arena_free(mem);
	return 0;
}
