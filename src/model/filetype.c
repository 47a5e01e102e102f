/* SPDX-License-Identifier: MIT */
/* filetype -- see filetype.h; the table itself is in filetype_table.c. */
#include "model/filetype.h"

#include <string.h>

#include "base/path.h"
#include "model/blob_source.h"

#define FILETYPE_WORD_MAX 32        /* longer extensions and interpreters are no type */
#define FILETYPE_TEXT_BYTES 1024    /* by which text is told from binary */
#define FILETYPE_SHEBANG_BYTES 1024 /* of a first line */

static const struct filetype_row *
row_find(const char *type)
{
	for (size_t i = 0; i < nfiletypes; i++) {
		if (strcmp(filetypes[i].type, type) == 0)
			return &filetypes[i];
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
	for (const char *p = list; p && *p && n;) {
		size_t i = 0;

		while (i < n && p[i] == word[i])
			i++;
		if (i == n && (p[i] == ' ' || p[i] == '\0'))
			return true;
		for (p += i; *p && *p != ' ';)
			p++;
		p += *p == ' ';
	}
	return false;
}

struct name {                   /* a base name, taken apart once for all rows */
	const char *base, *ext; /* ext NULL: it has none */
	size_t nbase, next;
	char small[FILETYPE_WORD_MAX]; /* the extension in lower case */
	size_t nsmall;                 /* 0: it is that already, or too long */
};

static struct name
name_of(const char *base)
{
	const char *dot = strrchr(base, '.');
	struct name name = {.base = base, .nbase = strlen(base)};
	bool has_capitals = false;

	if (!dot || dot == base || !dot[1])
		return name;
	name.ext = dot + 1;
	name.next = strlen(name.ext);
	for (size_t i = 0; i < name.next && name.next <= FILETYPE_WORD_MAX; i++) {
		char c = name.ext[i];
		bool is_capital = c >= 'A' && c <= 'Z';

		name.small[i] = is_capital ? (char)(c - 'A' + 'a') : c;
		has_capitals = has_capitals || is_capital;
	}
	name.nsmall = has_capitals ? name.next : 0;
	return name;
}

/* By the whole name or the extension, which leave no question. */
static bool
row_claims(const struct filetype_row *row, const struct name *name)
{
	if (row->names && has_word(row->names, name->base, name->nbase))
		return true;
	if (!name->ext || !row->extensions)
		return false;
	return has_word(row->extensions, name->ext, name->next) ||
	       (name->nsmall && has_word(row->extensions, name->small, name->nsmall));
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

/* All of the first bytes are printable, blanks, or beyond ASCII. */
bool
filetype_looks_like_text(const char *head, size_t len)
{
	static const bool is_odd[256] = {[0] = true,
		[1] = true,
		[2] = true,
		[3] = true,
		[4] = true,
		[5] = true,
		[6] = true,
		[14] = true,
		[15] = true,
		[16] = true,
		[17] = true,
		[18] = true,
		[19] = true,
		[20] = true,
		[21] = true,
		[22] = true,
		[23] = true,
		[24] = true,
		[25] = true,
		[26] = true,
		[28] = true,
		[29] = true,
		[30] = true,
		[31] = true,
		[0x7f] = true};

	len = len < FILETYPE_TEXT_BYTES ? len : FILETYPE_TEXT_BYTES;
	for (size_t i = 0; i < len; i++) {
		if (is_odd[(unsigned char)head[i]])
			return false;
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

bool
filetype_needs_content(const char *type, const char *path, uint32_t mode)
{
	const struct name name = name_of(path_base(path));
	const struct filetype_row *row;
	bool answer;

	if (!mode_is_regular(mode))
		return false;
	switch (asks(type, mode, &answer)) {
	case BY_MODE:
		return false;
	case BY_CONTENT:
		return !row_by_name(&name);
	case BY_NAME:
		break;
	}
	row = row_find(type);
	return row && row->interpreters && mode == MODE_EXECUTABLE && !row_by_name(&name);
}
