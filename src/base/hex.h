/* SPDX-License-Identifier: MIT */
/*
 * hex -- bytes as hexadecimal digits.
 */
#ifndef TTA_BASE_HEX_H
#define TTA_BASE_HEX_H

#include <stddef.h>

struct arena;

int hex_digit(char c); /* its value, in either case; -1: it is none */
/* 2 n + 1 bytes, in lower case. */
void hex_write(char *out, const unsigned char *bytes, size_t n);
/* As a URI has it: "%20" is a blank.  What is no such escape stays, and so does "%00": no path can
 * hold that byte. */
char *hex_percents(const char *text, size_t n, struct arena *mem);

#endif
