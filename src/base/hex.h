/* SPDX-License-Identifier: MIT */
/*
 * hex -- bytes as hexadecimal digits.
 */
#ifndef TTA_BASE_HEX_H
#define TTA_BASE_HEX_H

#include <stddef.h>

struct arena;

/* Its value, in either case; -1: it is none. */
static inline int
hex_digit(char c)
{
	unsigned value = (unsigned)c - '0', letter = ((unsigned)c | 32) - 'a';

	if (value < 10)
		return (int)value;
	return letter < 6 ? (int)letter + 10 : -1;
}

/* 2 n + 1 bytes, in lower case. */
void hex_write(char *out, const unsigned char *bytes, size_t n);
/* As a URI has it: "%20" is a blank.  What is no such escape stays, and so does "%00": no path can
 * hold that byte. */
char *hex_percents(const char *text, size_t n, struct arena *mem);

#endif
