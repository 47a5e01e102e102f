/* SPDX-License-Identifier: MIT */
/* json_lex -- see json_lex.h. */
#include "gates/files/json_lex.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hex.h"

bool
json_fault_at(struct json_lexer *r, const char *at, const char *text)
{
	r->is_faulty = true;
	r->how->fault(r->how->ctx, (size_t)(at - r->start), text);
	return false;
}

bool
json_fault(struct json_lexer *r, const char *text)
{
	return json_fault_at(r, r->p, text);
}

bool
json_unexpected(struct json_lexer *r, const char *wanted)
{
	unsigned char c = r->p < r->end ? (unsigned char)*r->p : 0;

	if (r->p == r->end)
		return json_fault(r, arena_printf(r->mem, "ends where %s is due", wanted));
	if (c > ' ' && c < 0x7f)
		return json_fault(r, arena_printf(r->mem, "'%c' where %s is due", c, wanted));
	return json_fault(r, arena_printf(r->mem, "something else where %s is due", wanted));
}

void
json_tell(struct json_lexer *r, enum json_kind kind, const char *s, size_t n)
{
	const struct json_token t = {.kind = kind, .s = s, .n = n};

	if (r->how->token)
		r->how->token(r->how->ctx, &t);
}

bool
json_has(const struct json_lexer *r, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(r->end - r->p) >= n && memcmp(r->p, word, n) == 0;
}

static bool
is_digit(const struct json_lexer *r)
{
	return r->p < r->end && *r->p >= '0' && *r->p <= '9';
}

/* The bytes of a blank of JSON5 that is not ASCII; 0: none is here. */
static size_t
wide_blank(const struct json_lexer *r)
{
	static const char *const blanks[] = {"\xc2\xa0", "\xef\xbb\xbf", "\xe2\x80\xa8",
		"\xe2\x80\xa9", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
		"\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87",
		"\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xaf", "\xe2\x81\x9f",
		"\xe3\x80\x80"};

	for (size_t i = 0; (unsigned char)*r->p >= 0x80 && i < countof(blanks); i++) {
		if (json_has(r, blanks[i]))
			return strlen(blanks[i]);
	}
	return 0;
}

/* A comment or a blank that JSON5 has besides those of JSON.  0: none, -1: a fault. */
static int
skip_more(struct json_lexer *r)
{
	size_t n = wide_blank(r);
	const char *stop;

	if (*r->p == '\v' || *r->p == '\f')
		n = 1;
	if (n) {
		r->p += n;
		return 1;
	}
	if (json_has(r, "//")) {
		while (r->p < r->end && *r->p != '\n' && *r->p != '\r')
			r->p++;
		return 1;
	}
	if (!json_has(r, "/*"))
		return 0;
	for (stop = r->p + 2; stop + 1 < r->end; stop++) {
		if (stop[0] == '*' && stop[1] == '/') {
			r->p = stop + 2;
			return 1;
		}
	}
	json_fault(r, "a comment without an end");
	return -1;
}

bool
json_skip_blanks(struct json_lexer *r)
{
	while (r->p < r->end) {
		int more = 1;

		if (memchr(" \t\n\r", *r->p, 4))
			r->p++;
		else
			more = r->how->is_json5 ? skip_more(r) : 0;
		if (more <= 0)
			return more == 0;
	}
	return true;
}

static char *
put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		*out++ = (char)c;
	} else if (c < 0x800) {
		*out++ = (char)(0xc0 | c >> 6);
		*out++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*out++ = (char)(0xe0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	} else {
		*out++ = (char)(0xf0 | c >> 18);
		*out++ = (char)(0x80 | (c >> 12 & 0x3f));
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
		*out++ = (char)(0x80 | (c & 0x3f));
	}
	return out;
}

/* The next n digits, which p moves behind. */
static bool
take_hex(uint32_t *out, struct json_lexer *r, size_t n)
{
	*out = 0;
	for (; n; n--, r->p++) {
		int digit = r->p < r->end ? hex_digit(*r->p) : -1;

		if (digit < 0)
			return json_fault(r, "no escape: hexadecimal digits are missing");
		*out = *out << 4 | (uint32_t)digit;
	}
	return true;
}

/* Behind \u. */
static bool
take_code(uint32_t *out, struct json_lexer *r)
{
	const char *at = r->p - 2;
	uint32_t low;

	if (!take_hex(out, r, 4))
		return false;
	if (*out < 0xd800 || *out > 0xdfff)
		return true;
	if (*out > 0xdbff || !json_has(r, "\\u"))
		return json_fault_at(r, at, "half of a surrogate pair");
	r->p += 2;
	if (!take_hex(&low, r, 4))
		return false;
	if (low < 0xdc00 || low > 0xdfff)
		return json_fault_at(r, at, "half of a surrogate pair");
	*out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

/* What JSON5 allows behind a backslash besides. */
static bool
take_loose_escape(char **out, struct json_lexer *r)
{
	uint32_t code;

	if (*r->p == 'x') {
		r->p++;
		if (!take_hex(&code, r, 2))
			return false;
		*out = put_utf8(*out, code);
	} else if (json_has(r, "\r\n")) {
		r->p += 2;
	} else if (json_has(r, "\xe2\x80\xa8") || json_has(r, "\xe2\x80\xa9")) {
		r->p += 3;
	} else if (*r->p == '\n' || *r->p == '\r') {
		r->p++;
	} else if (*r->p >= '1' && *r->p <= '9') {
		return json_fault(r, "no escape: a digit");
	} else {
		*(*out)++ = *r->p++; /* itself; the rest of a character follows */
	}
	return true;
}

/* p is behind the backslash. */
static bool
take_escape(char **out, struct json_lexer *r)
{
	static const char from[] = "\"\\/bfnrt'v0", to[] = "\"\\/\b\f\n\r\t'\v";
	const char *known = r->p < r->end && *r->p ? strchr(from, *r->p) : NULL;
	uint32_t code;

	if (r->p == r->end)
		return json_fault(r, "a string without an end");
	if (known && (known < from + 8 || r->how->is_json5)) {
		if (*r->p == '0' && r->p + 1 < r->end && r->p[1] >= '0' && r->p[1] <= '9')
			return json_fault(r, "no escape: a digit");
		*(*out)++ = to[known - from];
		r->p++;
		return true;
	}
	if (*r->p != 'u')
		return r->how->is_json5
			       ? take_loose_escape(out, r)
			       : json_fault_at(r, r->p - 1, "an escape that JSON does not have");
	r->p++;
	if (!take_code(&code, r))
		return false;
	*out = put_utf8(*out, code);
	return true;
}

/* From the first escape on, which p is at, to the quote. */
static bool
decode(struct json_token *out, struct json_lexer *r, const char *from, char quote)
{
	const char *stop = r->p;
	char *text, *to;

	while (stop < r->end && *stop != quote)
		stop += *stop == '\\' && stop + 1 < r->end ? 2 : 1;
	text = arena_alloc(r->mem, (size_t)(stop - from) + 1, 1);
	memcpy(text, from, (size_t)(r->p - from));
	to = text + (r->p - from);
	while (r->p < r->end && *r->p != quote) {
		if ((unsigned char)*r->p < ' ' &&
			(!r->how->is_json5 || *r->p == '\n' || *r->p == '\r'))
			return json_fault(r, "a control character in a string");
		if (*r->p != '\\') {
			*to++ = *r->p++;
			continue;
		}
		r->p++;
		if (!take_escape(&to, r))
			return false;
	}
	out->s = text;
	out->n = (size_t)(to - text);
	return true;
}

bool
json_take_string(struct json_token *out, struct json_lexer *r)
{
	const char *open = r->p++, *from = r->p;

	while (r->p < r->end && *r->p != *open && *r->p != '\\' && (unsigned char)*r->p >= ' ')
		r->p++;
	out->s = from;
	out->n = (size_t)(r->p - from);
	if (r->p < r->end && *r->p != *open && !decode(out, r, from, *open))
		return false;
	if (r->p == r->end)
		return json_fault_at(r, open, "a string without an end");
	r->p++;
	return true;
}

static bool
take_digits(struct json_lexer *r)
{
	if (!is_digit(r))
		return false;
	while (is_digit(r))
		r->p++;
	return true;
}

static bool
take_hex_number(struct json_lexer *r)
{
	const char *from;

	r->p += 2;
	for (from = r->p; r->p < r->end && hex_digit(*r->p) >= 0;)
		r->p++;
	return r->p > from || json_unexpected(r, "a hexadecimal digit");
}

/* Before the exponent. */
static bool
take_mantissa(struct json_lexer *r)
{
	bool is_json5 = r->how->is_json5, has_whole = is_digit(r);

	if (has_whole && *r->p == '0')
		r->p++;
	else if (has_whole)
		take_digits(r);
	else if (!is_json5)
		return json_unexpected(r, "a digit");
	if (r->p == r->end || *r->p != '.')
		return has_whole || json_unexpected(r, "a digit");
	r->p++;
	return take_digits(r) || (is_json5 && has_whole) || json_unexpected(r, "a digit");
}

static bool
take_number(struct json_lexer *r)
{
	const char *from = r->p;

	if (*r->p == '-' || (*r->p == '+' && r->how->is_json5))
		r->p++;
	if (r->how->is_json5 && (json_has(r, "Infinity") || json_has(r, "NaN"))) {
		r->p += *r->p == 'I' ? 8 : 3;
	} else if (r->how->is_json5 && (json_has(r, "0x") || json_has(r, "0X"))) {
		if (!take_hex_number(r))
			return false;
	} else {
		if (!take_mantissa(r))
			return false;
		if (r->p < r->end && (*r->p | 32) == 'e') {
			r->p++;
			if (r->p < r->end && (*r->p == '+' || *r->p == '-'))
				r->p++;
			if (!take_digits(r))
				return json_unexpected(r, "a digit");
		}
	}
	json_tell(r, JSON_NUMBER, from, (size_t)(r->p - from));
	return true;
}

/* A character of a name without quotes. */
static bool
is_name(const struct json_lexer *r, bool is_first)
{
	unsigned char c = r->p < r->end ? (unsigned char)*r->p : 0;

	if ((c | 32) >= 'a' && (c | 32) <= 'z')
		return true;
	if (c >= '0' && c <= '9')
		return !is_first;
	return c == '$' || c == '_' || (c >= 0x80 && !wide_blank(r));
}

bool
json_take_name(struct json_token *out, struct json_lexer *r)
{
	const char *from = r->p, *stop = from;
	char *text, *to;
	uint32_t code;

	while (stop < r->end && (*stop == '\\' || (*stop > ' ' && *stop != ':') || *stop < 0))
		stop++;
	text = to = arena_alloc(r->mem, (size_t)(stop - from) + 1, 1);
	for (bool is_first = true; is_name(r, is_first) || json_has(r, "\\u"); is_first = false) {
		if (*r->p != '\\') {
			*to++ = *r->p++;
			continue;
		}
		r->p += 2;
		if (!take_code(&code, r))
			return false;
		to = put_utf8(to, code);
	}
	out->s = text;
	out->n = (size_t)(to - text);
	return r->p > from || json_unexpected(r, "a key");
}

bool
json_take_scalar(struct json_lexer *r)
{
	static const char *const words[] = {"true", "false", "null"};
	struct json_token t = {.kind = JSON_STRING};
	char c = *r->p;

	for (size_t i = 0; i < countof(words); i++) {
		if (json_has(r, words[i])) {
			json_tell(r, JSON_WORD, r->p, strlen(words[i]));
			r->p += strlen(words[i]);
			return true;
		}
	}
	if (c == '"' || (c == '\'' && r->how->is_json5)) {
		if (!json_take_string(&t, r))
			return false;
		json_tell(r, JSON_STRING, t.s, t.n);
		return true;
	}
	if (c == '-' || is_digit(r) || (r->how->is_json5 && c && strchr("+.IN", c)))
		return take_number(r);
	return json_unexpected(r, "a value");
}
