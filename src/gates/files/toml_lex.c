/* SPDX-License-Identifier: MIT */
/* toml_lex -- see toml_lex.h. */
#include "gates/files/toml_lex.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hex.h"

bool
toml_fault_at(struct toml_lexer *r, const char *at, const char *text)
{
	*r->fault = (struct toml_fault){.at = (size_t)(at - r->start), .text = text};
	return false;
}

bool
toml_unexpected(struct toml_lexer *r, const char *wanted)
{
	unsigned char c = r->p < r->end ? (unsigned char)*r->p : 0;

	if (r->p == r->end)
		return toml_fault_at(r, r->p, arena_printf(r->mem, "ends where %s is due", wanted));
	if (c == '\n' || c == '\r')
		return toml_fault_at(
			r, r->p, arena_printf(r->mem, "the line ends where %s is due", wanted));
	if (c > ' ' && c < 0x7f)
		return toml_fault_at(
			r, r->p, arena_printf(r->mem, "'%c' where %s is due", c, wanted));
	return toml_fault_at(
		r, r->p, arena_printf(r->mem, "something else where %s is due", wanted));
}

bool
toml_has(const struct toml_lexer *r, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(r->end - r->p) >= n && memcmp(r->p, word, n) == 0;
}

void
toml_skip_blanks(struct toml_lexer *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t'))
		r->p++;
}

bool
toml_take_newline(struct toml_lexer *r)
{
	size_t n = toml_has(r, "\r\n") ? 2 : toml_has(r, "\n");

	r->p += n;
	return n > 0;
}

static bool
is_control(const struct toml_lexer *r)
{
	unsigned char c = (unsigned char)*r->p;

	return (c < ' ' && c != '\t') || c == 0x7f;
}

bool
toml_take_comment(struct toml_lexer *r)
{
	if (r->p == r->end || *r->p != '#')
		return true;
	while (r->p < r->end && *r->p != '\n' && !toml_has(r, "\r\n")) {
		if (is_control(r))
			return toml_fault_at(r, r->p, "a control character in a comment");
		r->p++;
	}
	return true;
}

bool
toml_skip_lines(struct toml_lexer *r)
{
	do {
		toml_skip_blanks(r);
		if (!toml_take_comment(r))
			return false;
	} while (toml_take_newline(r));
	return true;
}

/* n digits of a character. */
static bool
take_code(char **out, struct toml_lexer *r, size_t n)
{
	uint32_t c = 0;

	for (; n; n--, r->p++) {
		int digit = r->p < r->end ? hex_digit(*r->p) : -1;

		if (digit < 0)
			return toml_unexpected(r, "a hexadecimal digit");
		c = c << 4 | (uint32_t)digit;
	}
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return toml_fault_at(r, r->p - 1, "an escape that is no character");
	if (c >= 0x10000)
		*(*out)++ = (char)(0xf0 | c >> 18);
	if (c >= 0x800)
		*(*out)++ = (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3f) : 0xe0 | c >> 12);
	if (c >= 0x80)
		*(*out)++ = (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f) : 0xc0 | c >> 6);
	*(*out)++ = (char)(c >= 0x80 ? 0x80 | (c & 0x3f) : c);
	return true;
}

/* A backslash at the end of a line takes away all blanks and newlines behind it. */
static bool
take_continuation(struct toml_lexer *r)
{
	const char *at = r->p;

	toml_skip_blanks(r);
	if (!toml_take_newline(r))
		return toml_fault_at(r, at, "an escape that TOML does not have");
	do {
		toml_skip_blanks(r);
	} while (toml_take_newline(r));
	return true;
}

/* p is behind the backslash. */
static bool
take_escape(char **out, struct toml_lexer *r, bool is_long)
{
	static const char from[] = "btnfre\"\\", to[] = "\b\t\n\f\r\033\"\\";
	char c = '\0';
	const char *known;

	if (r->p < r->end)
		c = *r->p;
	known = c ? strchr(from, c) : NULL;
	if (!known && c != 'u' && c != 'U' && c != 'x') {
		if (is_long)
			return take_continuation(r);
		return toml_fault_at(r, r->p, "an escape that TOML does not have");
	}
	r->p++;
	if (!known)
		return take_code(out, r, c == 'u' ? 4 : c == 'U' ? 8 : 2);
	*(*out)++ = to[known - from];
	return true;
}

/* The end of a string, which may have two quotes of its own before it; 0: it goes on. */
static size_t
closing(const struct toml_lexer *r, char quote, bool is_long)
{
	size_t n = 0;

	while (n < 5 && r->p + n < r->end && r->p[n] == quote)
		n++;
	if (!is_long)
		return n > 0;
	return n >= 3 ? n : 0;
}

static bool
take_text(char **out, struct toml_lexer *r, char quote, bool is_long)
{
	while (r->p < r->end && !closing(r, quote, is_long)) {
		if (*r->p == '\\' && quote == '"') {
			r->p++;
			if (!take_escape(out, r, is_long))
				return false;
		} else if (is_long && toml_take_newline(r)) {
			*(*out)++ = '\n';
		} else if (*r->p == '\n' || toml_has(r, "\r\n")) {
			return toml_fault_at(r, r->p, "a string without an end");
		} else if (is_control(r)) {
			return toml_fault_at(r, r->p, "a control character in a string");
		} else {
			*(*out)++ = *r->p++;
		}
	}
	return true;
}

/* What it means stands in the scratch of the reader until the next one. */
bool
toml_take_string(struct toml_key *out, struct toml_lexer *r)
{
	char quote = *r->p, *to;
	bool is_long = toml_has(r, quote == '"' ? "\"\"\"" : "'''");
	const char *open = r->p;
	size_t n;

	if (!r->scratch)
		r->scratch = arena_alloc(r->mem, (size_t)(r->end - r->start) + 1, 1);
	to = r->scratch;
	r->p += is_long ? 3 : 1;
	if (is_long)
		toml_take_newline(r);
	if (!take_text(&to, r, quote, is_long))
		return false;
	n = r->p < r->end ? closing(r, quote, is_long) : 0;
	if (n == 0)
		return toml_fault_at(r, open, "a string without an end");
	r->p += n;
	*out = (struct toml_key){.s = r->scratch, .n = (size_t)(to - r->scratch)};
	return true;
}

static bool
is_bare(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
	       c == '-';
}

bool
toml_take_key(struct toml_key *out, struct toml_lexer *r)
{
	const char *from = r->p;

	if (r->p < r->end && (*r->p == '"' || *r->p == '\'')) {
		if (toml_has(r, "\"\"\"") || toml_has(r, "'''"))
			return toml_fault_at(r, r->p, "a key of several lines");
		if (!toml_take_string(out, r))
			return false;
		out->s = arena_strndup(r->mem, out->s, out->n);
		return true;
	}
	while (r->p < r->end && is_bare(*r->p))
		r->p++;
	*out = (struct toml_key){.s = from, .n = (size_t)(r->p - from)};
	return out->n || toml_unexpected(r, "a key");
}

struct word { /* a value without quotes, without its blanks */
	const char *p, *end;
};

static bool
is_digit(const struct word *w)
{
	return w->p < w->end && *w->p >= '0' && *w->p <= '9';
}

static bool
take_char(struct word *w, const char *chars)
{
	if (w->p == w->end || !*w->p || !strchr(chars, *w->p))
		return false;
	w->p++;
	return true;
}

/* Exactly n digits, whose value is at most `most`; -1: they are not. */
static int
take_digits(struct word *w, int n, int most)
{
	int value = 0;

	for (; n; n--, w->p++) {
		if (!is_digit(w))
			return -1;
		value = value * 10 + (*w->p - '0');
	}
	return value <= most ? value : -1;
}

static bool
take_date(struct word *w)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = take_digits(w, 4, 9999), month, day;
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (year < 0 || !take_char(w, "-") || (month = take_digits(w, 2, 12)) < 1 ||
		!take_char(w, "-") || (day = take_digits(w, 2, 31)) < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && is_leap);
}

static bool
take_time(struct word *w)
{
	if (take_digits(w, 2, 23) < 0 || !take_char(w, ":") || take_digits(w, 2, 59) < 0)
		return false;
	if (!take_char(w, ":"))
		return true;
	if (take_digits(w, 2, 60) < 0)
		return false;
	if (!take_char(w, "."))
		return true;
	if (!is_digit(w))
		return false;
	while (is_digit(w))
		w->p++;
	return true;
}

static bool
take_offset(struct word *w)
{
	if (take_char(w, "Zz") || w->p == w->end)
		return true;
	return take_char(w, "+-") && take_digits(w, 2, 23) >= 0 && take_char(w, ":") &&
	       take_digits(w, 2, 59) >= 0;
}

static bool
is_moment(struct word w)
{
	if (w.end - w.p > 2 && w.p[2] == ':')
		return take_time(&w) && w.p == w.end;
	if (!take_date(&w))
		return false;
	if (w.p == w.end)
		return true;
	return take_char(&w, "Tt ") && take_time(&w) && take_offset(&w) && w.p == w.end;
}

/* Digits with single underscores between them. */
static bool
take_number(struct word *w, const char *digits)
{
	if (!take_char(w, digits))
		return false;
	while (w->p < w->end) {
		bool is_apart = take_char(w, "_");

		if (!take_char(w, digits))
			return !is_apart;
	}
	return true;
}

static bool
is_based(struct word w)
{
	static const char all[] = "0123456789abcdefABCDEF";
	const char *digits = w.p[1] == 'x' ? all : w.p[1] == 'o' ? "01234567" : "01";

	w.p += 2;
	return take_number(&w, digits) && w.p == w.end;
}

static bool
is_number(struct word w)
{
	const char *whole;

	take_char(&w, "+-");
	if (w.end - w.p == 3 && (memcmp(w.p, "inf", 3) == 0 || memcmp(w.p, "nan", 3) == 0))
		return true;
	whole = w.p;
	if (!take_number(&w, "0123456789") || (*whole == '0' && w.p - whole > 1))
		return false;
	if (take_char(&w, ".") && !take_number(&w, "0123456789"))
		return false;
	if (take_char(&w, "eE")) {
		take_char(&w, "+-");
		if (!take_number(&w, "0123456789"))
			return false;
	}
	return w.p == w.end;
}

/* A date may have a blank before its time. */
static const char *
plain_end(const struct toml_lexer *r)
{
	const char *p = r->p;

	while (p < r->end && (is_bare(*p) || strchr("+.:", *p)) && *p)
		p++;
	if (p - r->p == 10 && r->p[4] == '-' && r->end - p > 2 && *p == ' ' && p[1] >= '0' &&
		p[1] <= '9') {
		for (p++; p < r->end && *p && (is_bare(*p) || strchr("+.:", *p));)
			p++;
	}
	return p;
}

bool
toml_take_plain(struct toml_lexer *r)
{
	const struct word w = {.p = r->p, .end = plain_end(r)};
	size_t n = (size_t)(w.end - w.p);
	bool is_good;

	if (n == 0)
		return toml_unexpected(r, "a value");
	if ((n == 4 && memcmp(w.p, "true", 4) == 0) || (n == 5 && memcmp(w.p, "false", 5) == 0))
		is_good = true;
	else if (n > 2 && w.p[0] == '0' && strchr("xob", w.p[1]))
		is_good = is_based(w);
	else if (n > 4 && w.p[0] != '-' && w.p[0] != '+' && (w.p[4] == '-' || w.p[2] == ':'))
		is_good = is_moment(w) || is_number(w);
	else
		is_good = is_number(w);
	if (!is_good)
		return toml_fault_at(r, w.p,
			arena_printf(r->mem, "'%.*s' is no value", n < 60 ? (int)n : 60, w.p));
	r->p = w.end;
	return true;
}
