/* SPDX-License-Identifier: MIT */
/*
 * markdown -- a Markdown document as what gates ask of one: headings, text, tasks, code, links.
 *
 * Syntax:  CommonMark, read by cmark.  Beside it: front matter between `---` lines at the very
 *          beginning; a list item that begins with `[ ]` or `[x]` is a task, as on GitHub
 *          (https://github.github.com/gfm/#task-list-items-extension-); headings have anchors as
 *          GitHub makes them.  Tables are text.  Comments of HTML are no content.
 * Lines:   from 1 and those of the file; columns from 1 in bytes.
 * Limits:  MARKDOWN_MAX bytes; lists and quotes nested deeper than MARKDOWN_DEPTH are ERR_LIMIT.
 *          Nothing is recursive, time and memory follow the size.
 */
#ifndef TTA_GATES_MARKDOWN_H
#define TTA_GATES_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;

#define MARKDOWN_MAX ((size_t)16 << 20)
#define MARKDOWN_DEPTH 1000
#define MARKDOWN_TOP ((size_t)-1) /* before the first heading */

struct markdown_heading {
	const char *text; /* without markup */
	int level, line;
	size_t parent; /* the heading above, or MARKDOWN_TOP */
	size_t end;    /* the first heading that is not below this one */
};

enum markdown_kind {
	MARKDOWN_TEXT, /* a paragraph */
	MARKDOWN_ITEM, /* the first paragraph of a list item; an empty one has an empty text */
	MARKDOWN_TASK, /* the same, behind its box */
	MARKDOWN_CODE,
	MARKDOWN_HTML, /* other than comments */
};

enum markdown_box { MARKDOWN_OPEN, MARKDOWN_CHECKED, MARKDOWN_OTHER };

struct markdown_block { /* what is not inside of another, in the order of the file */
	enum markdown_kind kind;
	const char *text;  /* lines of it as in the file; markup of words and link targets gone */
	const char *prose; /* without code, but for code that is a [placeholder] */
	const char *lead;  /* the code or strong text that it begins with, or NULL */
	int line;
	size_t heading;        /* the heading that it stands under, or MARKDOWN_TOP */
	int depth;             /* of lists around it */
	enum markdown_box box; /* of a TASK */
	bool is_fenced;        /* CODE: between fences; info is what stands behind the first */
	const char *info;
};

struct markdown_link {
	const char *to; /* unescaped, as cmark gives it */
	int line, column;
	bool is_image;
};

struct markdown_field { /* of the front matter: NAME: VALUE at the margin */
	const char *name, *value;
	int line;
};

struct markdown {
	struct markdown_heading *headings;
	size_t nheadings, cheadings;
	struct markdown_block *blocks;
	size_t nblocks, cblocks;
	struct markdown_link *links;
	size_t nlinks, clinks;
	struct markdown_field *fields;
	size_t nfields, cfields;
	struct strs anchors; /* sorted: of headings, and those that elements of HTML name */
	const char *data;
	size_t len;
	const size_t *lines; /* where each begins */
	size_t nlines;
	bool is_front_open; /* front matter begins and has no end: then all of it is text */
};

int markdown_read(struct markdown *out, const char *data, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* The blocks below heading h, in it or in headings below: from … to - 1.  None for MARKDOWN_TOP. */
size_t markdown_from(const struct markdown *m, size_t h);
size_t markdown_to(const struct markdown *m, size_t h);
/* Is heading `under` (of a block, say) heading h or below it? */
bool markdown_is_below(const struct markdown *m, size_t under, size_t h);
/* The rest of the file from the beginning of a line on. */
const char *markdown_line(const struct markdown *m, int line);
/* Where `needle` stands first in a line of the file: a column, or 1. */
int markdown_column(const struct markdown *m, int line, const char *needle);
/* Does a `#fragment` (without #, percent escapes undone) lead somewhere? */
bool markdown_has_anchor(const struct markdown *m, const char *fragment);

#endif
