/* SPDX-License-Identifier: MIT */
/* hex -- see hex.h. */
#include "base/hex.h"

#include <stdbool.h>

#include "base/arena.h"

void
hex_write(char *out, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

char *
hex_percents(const char *text, size_t n, struct arena *mem)
{
	char *out = arena_alloc(mem, n + 1, 1), *to = out;

	for (size_t i = 0; i < n; i++) {
		const bool is_escape = text[i] == '%' && i + 2 < n;
		const int high = is_escape ? hex_digit(text[i + 1]) : -1;
		const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;

		if (low >= 0 && (high || low)) {
			*to++ = (char)(high << 4 | low);
			i += 2;
		} else {
			*to++ = text[i];
		}
	}
	return out;
}
