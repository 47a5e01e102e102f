/* SPDX-License-Identifier: MIT */
/* secret_filter -- see secret_filter.h. */
#include "gates/secret/secret_filter.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "gates/file.h"

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define HEX_UPPER DIGITS "ABCDEFABCDEF"
#define INDIRECT_MAX 1000

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

static bool
is_part_of(const char *s, size_t n, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + n <= len; i++) {
		size_t k = 0;

		while (k < n && upper(s[k]) == text[i + k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

bool
secret_filter_sequential(const char *s, size_t n)
{
	static const char *const sequences[] = {
		UPPER UPPER DIGITS "+/",
		DIGITS UPPER UPPER "+/",
		DIGITS UPPER DIGITS UPPER,
		DIGITS DIGITS,
		HEX_UPPER HEX_UPPER,
		UPPER "=/",
	};

	for (size_t i = 0; i < countof(sequences); i++) {
		if (is_part_of(s, n, sequences[i]))
			return true;
	}
	return false;
}

bool
secret_filter_uuid(const char *s, size_t n)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t len = sizeof(form) - 1;

	for (size_t i = 0; i + len <= n; i++) {
		size_t k = 0;

		while (k < len && (form[k] == '-' ? s[i + k] == '-' : is_hex(s[i + k])))
			k++;
		if (k == len)
			return true;
	}
	return false;
}

bool
secret_filter_templated(const char *s, size_t n)
{
	if (n == 0)
		return true;
	return (s[0] == '{' && s[n - 1] == '}') || (s[0] == '<' && s[n - 1] == '>') ||
	       (n > 1 && s[0] == '$' && s[1] == '{' && s[n - 1] == '}');
}

bool
secret_filter_dollar(const char *s, size_t n)
{
	return n > 0 && s[0] == '$';
}

bool
secret_filter_no_letter(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (is_letter(s[i]))
			return false;
	}
	return true;
}

/* (^(id|myid|userid)|_id)s?[^a-z0-9], before the value */
static bool
names_id(const char *line, size_t n, size_t at)
{
	static const char *const names[] = {"id", "myid", "userid"};
	const char *p = line + at;
	size_t rest = n - at, len = 0;

	if (rest > 3 && p[0] == '_' && upper(p[1]) == 'I' && upper(p[2]) == 'D')
		len = 3;
	for (size_t i = 0; i < countof(names) && at == 0 && !len; i++) {
		size_t k = 0;

		while (k < strlen(names[i]) && k < rest && upper(p[k]) == upper(names[i][k]))
			k++;
		if (k == strlen(names[i]))
			len = k;
	}
	if (!len)
		return false;
	for (size_t s = 0; s < 2 && len < rest; s++, len++) {
		if (!is_letter(p[len]) && !is_digit(p[len]))
			return true;
		if (s || upper(p[len]) != 'S')
			return false;
	}
	return false;
}

bool
secret_filter_id(const char *s, size_t n, const char *line, size_t nline)
{
	size_t at = SIZE_MAX;

	for (size_t i = 0; i + n <= nline && at == SIZE_MAX; i++) {
		if (memcmp(line + i, s, n) == 0)
			at = i;
	}
	for (size_t i = 0; at != SIZE_MAX && i < at; i++) {
		if (names_id(line, at, i))
			return true;
	}
	return false;
}

/* ([^\v=!:]*)\s*(:=?|[!=]{1,3})\s*([\w.-]+[\[\(][^\v]*[\]\)]): what is assigned is a call. */
static bool
is_call(const char *p, const char *end)
{
	const char *name = p;

	while (p < end && (is_word(*p) || *p == '.' || *p == '-'))
		p++;
	if (p == name || p == end || (*p != '[' && *p != '('))
		return false;
	for (p++; p < end && *p != '\v'; p++) {
		if (*p == ']' || *p == ')')
			return true;
	}
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
secret_filter_indirect(const char *line, size_t nline)
{
	const char *end = line + nline;

	if (nline > INDIRECT_MAX)
		return false;
	for (const char *p = line; p < end; p++) {
		const char *q = p;

		if (*p != '=' && *p != '!' && *p != ':')
			continue;
		if (*q == ':') {
			q++;
			q += q < end && *q == '=';
		} else {
			while (q < end && q - p < 3 && (*q == '=' || *q == '!'))
				q++;
		}
		while (q < end && is_blank(*q))
			q++;
		if (is_call(q, end))
			return true;
	}
	return false;
}

bool
secret_filter_lock_file(const char *path)
{
	static const char *const names[] = {
		"Brewfile.lock.json",
		"Cartfile.resolved",
		"composer.lock",
		"Gemfile.lock",
		"Package.resolved",
		"package-lock.json",
		"packages.lock.json",
		"Podfile.lock",
		"Pipfile.lock",
		"poetry.lock",
		"yarn.lock",
		"Cargo.lock",
	};

	for (size_t i = 0; i < countof(names); i++) {
		if (strcmp(path_base(path), names[i]) == 0)
			return true;
	}
	return false;
}

bool
secret_filter_swagger(const char *path)
{
	return strstr(path, "swagger") != NULL;
}

static const char *
alphabet(enum secret_charset charset)
{
	return charset == SECRET_HEX ? DIGITS "abcdefABCDEF" : UPPER LOWER DIGITS "+/\\-_=";
}

bool
secret_filter_in_charset(char c, enum secret_charset charset)
{
	return c && strchr(alphabet(charset), c);
}

double
secret_filter_entropy(const char *s, size_t n, enum secret_charset charset)
{
	size_t counts[256] = {0}, ndigits = 0;
	double bits = 0;

	if (n == 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		counts[(unsigned char)s[i]]++;
		ndigits += is_digit(s[i]);
	}
	for (const char *c = alphabet(charset); *c; c++) {
		double p = (double)counts[(unsigned char)*c] / (double)n;

		if (p > 0)
			bits += -p * (log(p) / log(2));
	}
	if (charset == SECRET_HEX && n > 1 && ndigits == n)
		bits -= 1.2 / (log((double)n) / log(2));
	return bits;
}
