/* SPDX-License-Identifier: MIT */
/* filetype -- see filetype.h; the table itself is in filetype_table.c. */
#include "model/plan/filetype.h"

#include <string.h>

#include "base/path.h"
#include "model/blob_source.h"

#define FILETYPE_WORD_MAX 32        /* longer extensions and interpreters are no type */
#define FILETYPE_TEXT_BYTES 1024    /* by which text is told from binary */
#define FILETYPE_SHEBANG_BYTES 1024 /* of a first line */

static const struct filetype_row *
row_find(const char *type)
{
	size_t from = 0, to = nfiletypes;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = strcmp(filetypes[mid].type, type);

		if (order == 0)
			return &filetypes[mid];
		if (order < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

bool
filetype_is_known(const char *type)
{
	return row_find(type) != NULL;
}

/* Is the word of n bytes among the words of the list?  A hot loop: asked of every row. */
static bool
has_word(const char *list, const char *word, size_t n)
{
	const char *p = list;

	while (p && *p && n) {
		size_t i = 0;

		while (i < n && p[i] == word[i])
			i++;
		if (i == n && (p[i] == ' ' || p[i] == '\0'))
			return true;
		for (p += i < n ? i : n; *p && *p != ' '; p++)
			;
		p += *p == ' ';
	}
	return false;
}

static size_t
lower(char out[FILETYPE_WORD_MAX], const char *word)
{
	size_t n = strlen(word);

	if (n > FILETYPE_WORD_MAX)
		return 0;
	for (size_t i = 0; i < n; i++)
		out[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
	return n;
}

struct name { /* what of a base name rows are asked about */
	const char *base;
	size_t len;
	const char *extension;
	size_t extension_len; /* 0: none */
	char small[FILETYPE_WORD_MAX];
	size_t small_len; /* 0: the extension is in lower case as it is */
};

static struct name
name_of(const char *base)
{
	const char *dot = strrchr(base, '.');
	struct name name = {.base = base, .len = strlen(base)};

	if (!dot || dot == base)
		return name;
	name.extension = dot + 1;
	name.extension_len = strlen(dot + 1);
	name.small_len = lower(name.small, dot + 1);
	if (name.small_len && memcmp(name.small, name.extension, name.small_len) == 0)
		name.small_len = 0;
	return name;
}

/* By the whole name or the extension, which leave no question. */
static bool
row_claims(const struct filetype_row *row, const struct name *name)
{
	return has_word(row->names, name->base, name->len) ||
	       has_word(row->extensions, name->extension, name->extension_len) ||
	       has_word(row->extensions, name->small, name->small_len);
}

/* By a dotted part of the name. */
static bool
row_claims_part(const struct filetype_row *row, const struct name *name)
{
	const char *base = name->base;

	while (row->names && *base) {
		size_t n = strcspn(base, ".");

		if (n && has_word(row->names, base, n))
			return true;
		base += n;
		base += *base == '.';
	}
	return false;
}

/* python3.12 is also python3 and python. */
static bool
row_runs(const struct filetype_row *row, const char *program, size_t n)
{
	for (; n; n--) {
		if (has_word(row->interpreters, program, n))
			return true;
		if (!strchr("0123456789.-", program[n - 1]))
			break;
	}
	return false;
}

struct span {
	const char *s;
	size_t n;
};

static struct span
next_word(const char **p, const char *end)
{
	struct span word;

	while (*p < end && (**p == ' ' || **p == '\t'))
		++*p;
	word.s = *p;
	while (*p < end && !strchr(" \t\r\n", **p))
		++*p;
	word.n = (size_t)(*p - word.s);
	return word;
}

static struct span
base_of(struct span word)
{
	for (size_t i = word.n; i > 0; i--) {
		if (word.s[i - 1] == '/')
			return (struct span){word.s + i, word.n - i};
	}
	return word;
}

static bool
is_same(struct span word, const char *text)
{
	return word.n == strlen(text) && memcmp(word.s, text, word.n) == 0;
}

/* The program that a first line names, through env; empty where there is none. */
static struct span
interpreter(const char *head, size_t len)
{
	const char *p = head, *end;
	struct span word;

	if (!head || len < 2 || head[0] != '#' || head[1] != '!')
		return (struct span){"", 0};
	len = len < FILETYPE_SHEBANG_BYTES ? len : FILETYPE_SHEBANG_BYTES;
	end = memchr(head, '\n', len);
	end = end ? end : head + len;
	p += 2;
	word = base_of(next_word(&p, end));
	if (!is_same(word, "env"))
		return word;
	do { /* its options and assignments */
		word = next_word(&p, end);
	} while (word.n && (*word.s == '-' || memchr(word.s, '=', word.n)));
	return base_of(word);
}

struct file {
	struct name name;
	uint32_t mode;
	const char *head;
	size_t head_len;
};

static const struct filetype_row *
first_that_claims(
	bool (*claims)(const struct filetype_row *, const struct name *), const struct name *name)
{
	for (size_t i = 0; i < nfiletypes; i++) {
		if (claims(&filetypes[i], name))
			return &filetypes[i];
	}
	return NULL;
}

/* What the name says, or NULL; of several types that say the same about text, one. */
static const struct filetype_row *
row_by_name(const struct name *name)
{
	const struct filetype_row *row = first_that_claims(row_claims, name);

	return row ? row : first_that_claims(row_claims_part, name);
}

static bool
row_matches(const struct filetype_row *row, const struct file *f)
{
	struct span program;

	if (row_claims(row, &f->name))
		return true;
	if (row_claims_part(row, &f->name))
		return !first_that_claims(row_claims, &f->name);
	if (!row->interpreters || f->mode != MODE_EXECUTABLE)
		return false;
	program = interpreter(f->head, f->head_len);
	return program.n && row_runs(row, program.s, program.n) && !row_by_name(&f->name);
}

/* None of eight bytes at once is below a blank or a DEL; false may be wrong. */
static bool
are_printable(const char *p)
{
	const uint64_t ones = 0x0101010101010101U, high = ones << 7;
	uint64_t word, flipped;

	memcpy(&word, p, sizeof(word));
	flipped = word ^ ones * 0x7f;
	return (((word - ones * 0x20) & ~word) & high) == 0 &&
	       (((flipped - ones) & ~flipped) & high) == 0;
}

/* All of the first bytes are printable, blanks, or beyond ASCII.  Asked of every file by every
 * check of text. */
bool
filetype_looks_like_text(const char *head, size_t len)
{
	len = len < FILETYPE_TEXT_BYTES ? len : FILETYPE_TEXT_BYTES;
	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)head[i];

		if (len - i >= 8 && are_printable(head + i)) {
			i += 8;
			continue;
		}
		if (!(c >= 0x20 && c != 0x7f) && !(c >= 7 && c <= 13) && c != 27)
			return false;
		i++;
	}
	return true;
}

static bool
is_text(const struct file *f, bool *is_binary)
{
	const struct filetype_row *row = row_by_name(&f->name);
	bool text =
		row ? !row->is_binary : f->head && filetype_looks_like_text(f->head, f->head_len);

	*is_binary = row ? row->is_binary : f->head && !text;
	return text;
}

static bool
matches_content(const char *type, const struct file *f)
{
	bool is_binary, text;

	if (!mode_is_regular(f->mode))
		return false;
	text = is_text(f, &is_binary);
	return strcmp(type, "text") == 0 ? text : is_binary;
}

enum by { BY_NAME, BY_CONTENT, BY_MODE };

static enum by
asks(const char *type, uint32_t mode, bool *answer)
{
	const struct {
		const char *type;
		bool is_so;
	} modes[] = {
		{"file", mode_is_regular(mode)},
		{"symlink", mode == MODE_SYMLINK},
		{"submodule", mode == MODE_SUBMODULE},
		{"directory", mode == MODE_SUBMODULE || mode == MODE_TREE},
		{"executable", mode == MODE_EXECUTABLE},
		{"non-executable", mode_is_regular(mode) && mode != MODE_EXECUTABLE},
	};

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		*answer = modes[i].is_so;
		if (strcmp(type, modes[i].type) == 0)
			return BY_MODE;
	}
	return strcmp(type, "text") == 0 || strcmp(type, "binary") == 0 ? BY_CONTENT : BY_NAME;
}

bool
filetype_matches(
	const char *type, const char *path, uint32_t mode, const char *head, size_t head_len)
{
	const struct file f = {name_of(path_base(path)), mode, head, head_len};
	const struct filetype_row *row;
	bool answer;

	switch (asks(type, mode, &answer)) {
	case BY_MODE:
		return answer;
	case BY_CONTENT:
		return matches_content(type, &f);
	case BY_NAME:
		break;
	}
	row = row_find(type);
	return row && mode_is_regular(mode) && row_matches(row, &f);
}

enum filetype_answer
filetype_by_name(const char *type, const char *path, uint32_t mode)
{
	const struct file f = {name_of(path_base(path)), mode, NULL, 0};
	const struct filetype_row *row;
	bool answer;

	switch (asks(type, mode, &answer)) {
	case BY_MODE:
		return answer ? FILETYPE_YES : FILETYPE_NO;
	case BY_CONTENT:
		if (!mode_is_regular(mode))
			return FILETYPE_NO;
		row = row_by_name(&f.name);
		if (!row)
			return FILETYPE_UNTOLD;
		return row->is_binary == (strcmp(type, "binary") == 0) ? FILETYPE_YES : FILETYPE_NO;
	case BY_NAME:
		break;
	}
	row = row_find(type);
	if (!row || !mode_is_regular(mode))
		return FILETYPE_NO;
	if (row->interpreters && mode == MODE_EXECUTABLE && !row_by_name(&f.name))
		return FILETYPE_UNTOLD;
	return row_matches(row, &f) ? FILETYPE_YES : FILETYPE_NO;
}
