/* SPDX-License-Identifier: MIT */
/*
 * letter -- see letter.h.  ASCII is answered without a look into the tables.
 */
#include "gates/message/letter.h"

static bool
is_in(const struct letter_range *v, size_t n, uint32_t c)
{
	for (size_t from = 0; from < n;) {
		size_t middle = from + (n - from) / 2;

		if (c < v[middle].from)
			n = middle;
		else if (c > v[middle].to)
			from = middle + 1;
		else
			return true;
	}
	return false;
}

static uint32_t
mapped(const struct letter_mapping *v, size_t n, uint32_t c)
{
	for (size_t from = 0; from < n;) {
		size_t middle = from + (n - from) / 2;

		if (c < v[middle].from)
			n = middle;
		else if (c > v[middle].to)
			from = middle + 1;
		else if ((c - v[middle].from) % v[middle].step == 0)
			return (uint32_t)((int64_t)c + v[middle].delta);
		else
			return c;
	}
	return c;
}

static size_t
expanded(uint32_t out[3], const struct letter_expansion *v, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++) {
		size_t size = 0;

		if (v[i].point != c)
			continue;
		while (size < 3 && v[i].to[size]) {
			out[size] = v[i].to[size];
			size++;
		}
		return size;
	}
	return 0;
}

struct direction {            /* from one case to the other */
	uint32_t first, last; /* in ASCII */
	const struct letter_mapping *single;
	const size_t *nsingle;
	const struct letter_expansion *many;
	const size_t *nmany;
};

static size_t
turned(uint32_t out[3], uint32_t c, const struct direction *d)
{
	size_t n = c < 0x80 ? 0 : expanded(out, d->many, *d->nmany, c);

	if (n)
		return n;
	if (c < 0x80)
		out[0] = c >= d->first && c <= d->last ? c ^ 32 : c;
	else
		out[0] = mapped(d->single, *d->nsingle, c);
	return 1;
}

size_t
letter_upper(uint32_t out[3], uint32_t c)
{
	static const struct direction up = {
		'a', 'z', letter_uppers, &letter_uppers_n, letter_upper_many, &letter_upper_many_n};

	return turned(out, c, &up);
}

size_t
letter_lower(uint32_t out[3], uint32_t c)
{
	static const struct direction down = {
		'A', 'Z', letter_lowers, &letter_lowers_n, letter_lower_many, &letter_lower_many_n};

	return turned(out, c, &down);
}

static bool
is_ascii_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
letter_is_cased(uint32_t c)
{
	return c < 0x80 ? is_ascii_letter(c) : is_in(letter_cased, letter_cased_n, c);
}

bool
letter_is_ignorable(uint32_t c)
{
	if (c < 0x80)
		return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`';
	return is_in(letter_ignorable, letter_ignorable_n, c);
}

bool
letter_has_case(uint32_t c)
{
	return c < 0x80 ? is_ascii_letter(c) : is_in(letter_first, letter_first_n, c);
}

const char *
letter_without_marks(uint32_t c)
{
	return c >= 0xc0 && c <= 0x17f ? letter_plain[c - 0xc0] : NULL;
}
