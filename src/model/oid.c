/* SPDX-License-Identifier: MIT */
/* oid -- see oid.h. */
#include "model/oid.h"

#include <string.h>

#include "base/arena.h"

#define OID_SHORT_DIGITS 7

bool
oid_equal(const struct oid *a, const struct oid *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

bool
oid_is_zero(const struct oid *id)
{
	for (size_t i = 0; i < id->size; i++) {
		if (id->bytes[i])
			return false;
	}
	return true;
}

static int
digit(char c)
{
	unsigned value = (unsigned)c - '0', letter = ((unsigned)c | 32) - 'a';

	if (value < 10)
		return (int)value;
	return letter < 6 ? (int)letter + 10 : -1;
}

int
oid_parse(struct oid *out, const char *hex, size_t n)
{
	struct oid id = {.size = (unsigned char)(n / 2)};

	if (n != 40 && n != 64)
		return -1;
	for (size_t i = 0; i < id.size; i++) {
		int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return -1;
		id.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*out = id;
	return 0;
}

char *
oid_hex(const struct oid *id, struct arena *mem)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = arena_alloc(mem, 2 * (size_t)id->size + 1, 1);

	for (size_t i = 0; i < id->size; i++) {
		hex[2 * i] = digits[id->bytes[i] >> 4];
		hex[2 * i + 1] = digits[id->bytes[i] & 15];
	}
	return hex;
}

char *
oid_short(const struct oid *id, struct arena *mem)
{
	char *hex = oid_hex(id, mem);

	if (id->size * 2 > OID_SHORT_DIGITS)
		hex[OID_SHORT_DIGITS] = '\0';
	return hex;
}
