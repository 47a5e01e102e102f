/* SPDX-License-Identifier: MIT */
/*
 * iniline -- see iniline.h.  A backslash before a double quote makes it an ordinary byte, inside
 * quotes and outside; every other backslash is itself, except in commands, where a shell's rules
 * hold.
 */
#include "model/config/iniline.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/config/ini.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct ini_text
iniline_trim(struct ini_text t)
{
	while (t.n && is_blank(t.s[0])) {
		t.s++;
		t.n--;
	}
	while (t.n && is_blank(t.s[t.n - 1]))
		t.n--;
	return t;
}

size_t
iniline_indent(struct ini_text line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.n && is_blank(line.s[i]); i++)
		column = line.s[i] == '\t' ? (column / 8 + 1) * 8 : column + 1;
	return column;
}

static bool
starts_comment(struct ini_text line, size_t i)
{
	return (line.s[i] == ';' || line.s[i] == '#') && (i == 0 || is_blank(line.s[i - 1]));
}

/* Does the backslash at i take the next byte with it? */
static bool
escapes(struct ini_text line, size_t i, bool is_command, char quote)
{
	if (line.s[i] != '\\' || i + 1 >= line.n || quote == '\'')
		return false;
	if (line.s[i + 1] == '"')
		return true;
	return is_command && (quote == 0 || line.s[i + 1] == '\\');
}

size_t
iniline_content(struct ini_text line, bool is_command, bool *is_unclosed)
{
	char quote = 0;
	size_t i;

	for (i = 0; i < line.n; i++) {
		char c = line.s[i];

		if (escapes(line, i, is_command, quote))
			i++;
		else if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || (c == '\'' && is_command))
			quote = c;
		else if (starts_comment(line, i))
			break;
	}
	*is_unclosed = quote != 0;
	return i < line.n ? i : line.n;
}

size_t
iniline_equals(struct ini_text line)
{
	for (size_t i = 0; i < line.n && !starts_comment(line, i); i++) {
		if (line.s[i] == '=')
			return i;
	}
	return SIZE_MAX;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_key_byte(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || (c && strchr("._-", c));
}

/*
 * `target = staging` is a key wherever it stands.  `NAME=value` without blanks may be a word of a
 * command or an assignment, so in the keys that hold such words it is taken as one.
 */
bool
iniline_looks_like_key(struct ini_text line, const char *key)
{
	struct ini_text name = {key, strlen(key)};
	size_t i = 0;

	line = iniline_trim(line);
	if (line.n == 0 || !is_letter(line.s[0]))
		return false;
	while (i < line.n && is_key_byte(line.s[i]))
		i++;
	if (i < line.n && line.s[i] == '=' && i + 1 < line.n && !is_blank(line.s[i + 1]))
		return strcmp(key, "set") != 0 && !iniline_is_command_key(name);
	while (i < line.n && is_blank(line.s[i]))
		i++;
	if (i < line.n && line.s[i] == '+')
		i++;
	return i < line.n && line.s[i] == '=';
}

bool
iniline_looks_like_header(struct ini_text line)
{
	bool is_unclosed;

	line.n = iniline_content(line, false, &is_unclosed);
	line = iniline_trim(line);
	if (line.n < 3 || line.s[0] != '[' || line.s[line.n - 1] != ']' || !is_letter(line.s[1]))
		return false;
	for (size_t i = 1; i < line.n; i++) {
		if (is_blank(line.s[i]))
			return true;
	}
	return (line.n == 5 && memcmp(line.s, "[tta]", 5) == 0) ||
	       (line.n == 8 && memcmp(line.s, "[commit]", 8) == 0);
}

bool
iniline_is_command_key(struct ini_text key)
{
	static const char *const names[] = {"run", "fix"};

	for (size_t i = 0; i < countof(names); i++) {
		if (key.n < 3)
			return false;
		if (memcmp(key.s, names[i], 3) == 0 && (key.n == 3 || key.s[3] == '.'))
			return true;
		if (key.n > 3 && key.s[key.n - 4] == '.' &&
			memcmp(key.s + key.n - 3, names[i], 3) == 0)
			return true;
	}
	return false;
}

const char *
iniline_bad_bytes(struct ini_text line)
{
	if (memchr(line.s, '\0', line.n))
		return "a NUL byte in this line";
	if (line.n > INI_LINE_BYTES)
		return "a line of more than 64 KiB";
	for (size_t i = 0; i < line.n; i++) {
		if (((unsigned char)line.s[i] < 0x20 && line.s[i] != '\t') || line.s[i] == 0x7f)
			return "a control character in this line";
	}
	return text_is_utf8(line.s, line.n) ? NULL : "this line is not UTF-8";
}

const char *
iniline_bad_name(struct ini_text name)
{
	if (name.n == 0)
		return "an empty name";
	if (name.n > INI_NAME_BYTES)
		return "a name of more than 100 bytes";
	for (size_t i = 0; i < name.n; i++) {
		if (is_blank(name.s[i]))
			return "a blank in the name of a key";
		if (strchr(":[]{}()\"'`,;@", name.s[i]))
			return "a sign in the name of a key that cannot stand there";
	}
	return NULL;
}

char *
iniline_unquote(struct ini_text value, bool *is_quoted, struct arena *mem)
{
	char *text, *to;

	*is_quoted = false;
	if (value.n < 2 || value.s[0] != '"')
		return arena_strndup(mem, value.s, value.n);
	to = text = arena_alloc(mem, value.n, 1);
	for (size_t i = 1; i < value.n; i++) {
		if (value.s[i] == '\\' && i + 1 < value.n && value.s[i + 1] == '"') {
			*to++ = value.s[++i];
		} else if (value.s[i] == '"') {
			*is_quoted = i + 1 == value.n;
			break;
		} else {
			*to++ = value.s[i];
		}
	}
	if (!*is_quoted)
		return arena_strndup(mem, value.s, value.n);
	*to = '\0';
	return text;
}
