/* SPDX-License-Identifier: MIT */
/*
 * regex_fuzz -- globs: a pattern, a newline, a path.  Whatever the bytes, an answer; without
 * brackets, the answer of the reference.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/glob_reference.h"
#include "base/error.h"
#include "base/regex.h"

#define REFERENCE_BYTES 12 /* the reference is exponential */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *glob, const char *path)
{
	struct regex *re = NULL;
	struct error err;
	enum regex_answer answer;

	if (regex_glob(&re, glob, &err) < 0)
		return;
	answer = regex_match(re, path, strlen(path), 0, NULL);
	if (strlen(glob) <= REFERENCE_BYTES && !strchr(glob, '[')) {
		bool want = glob_reference(glob, path);

		if (answer != (want ? REGEX_YES : REGEX_NO))
			abort();
	}
	regex_free(re);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text, *path;

	if (size > 300)
		return 0;
	text = calloc(size + 1, 1);
	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	path = strchr(text, '\n');
	if (path) {
		*path++ = '\0';
		if (!strstr(text, "//") && *text != '/' && strlen(path) <= 64)
			check(text, path);
	}
	free(text);
	return 0;
}
