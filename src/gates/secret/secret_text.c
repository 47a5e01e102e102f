/* SPDX-License-Identifier: MIT */
/* secret_text -- see secret_text.h. */
#include "gates/secret/secret_text.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "gates/secret/secret_filter.h"

#define BINARY_HEAD ((size_t)8 << 10)
#define REPLACEMENT 0xfffd

static uint32_t
unit_at(const unsigned char *p, bool is_big)
{
	return is_big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static char *
put(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	}
	return to;
}

static const char *
from_utf16(const unsigned char *p, size_t *len, bool is_big, struct arena *mem)
{
	size_t nunits = *len / 2;
	char *text = arena_alloc(mem, nunits * 3 + 1, 1), *to = text;

	for (size_t i = 1; i < nunits; i++) { /* 0 is the mark */
		uint32_t c = unit_at(p + 2 * i, is_big), low;

		if (c >= 0xd800 && c < 0xdc00 && i + 1 < nunits) {
			low = unit_at(p + 2 * i + 2, is_big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i++;
			}
		}
		to = put(to, c >= 0xd800 && c < 0xe000 ? REPLACEMENT : c);
	}
	*len = (size_t)(to - text);
	return text;
}

const char *
secret_text(const char *data, size_t *len, struct arena *mem)
{
	const unsigned char *p = (const unsigned char *)data;

	if (*len >= 2 && ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == 0xfe && p[1] == 0xff)))
		return from_utf16(p, len, p[0] == 0xfe, mem);
	return data;
}

bool
secret_text_is_binary(const char *data, size_t len)
{
	return memchr(data, '\0', len < BINARY_HEAD ? len : BINARY_HEAD) != NULL;
}

static bool
ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), e = strlen(end);

	return n >= e && strcmp(path + n - e, end) == 0;
}

bool
secret_text_is_generated(const char *path)
{
	static const char *const ends[] = {
		".lock",
		"-lock.yaml",
		"-lock.json",
		".lockb",
		"npm-shrinkwrap.json",
		"go.sum",
		".min.js",
		".min.css",
		".min.mjs",
		".js.map",
		".css.map",
		".ts.map",
		".svg",
	};

	for (size_t i = 0; i < countof(ends); i++) {
		if (ends_in(path, ends[i]))
			return true;
	}
	return secret_filter_lock_file(path);
}
