/* SPDX-License-Identifier: MIT */
/*
 * whitespace -- trailing-whitespace, end-of-file-fixer, mixed-line-ending, fix-byte-order-marker:
 * the fixers of pre-commit-hooks, judging and mending apart.  A line ends at LF, CRLF or a lone CR.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/blob_source.h"
#include "model/builtin.h"

enum ending { END_NONE, END_LF, END_CRLF, END_CR, ENDINGS };

static const char *const ending_names[ENDINGS] = {"none", "LF", "CRLF", "CR"};

struct line {
	const char *s;
	size_t n; /* without its ending */
	enum ending ending;
};

#define STRETCH ((size_t)256) /* looked through at once: for two bytes, of which one may be far */

/* Where the line at `at` ends. */
static size_t
line_end(const struct file *f, size_t at)
{
	while (at < f->len) {
		size_t n = f->len - at < STRETCH ? f->len - at : STRETCH;
		const char *from = f->data + at, *newline = memchr(from, '\n', n);
		const char *back = memchr(from, '\r', newline ? (size_t)(newline - from) : n);

		if (back || newline)
			return (size_t)((back ? back : newline) - f->data);
		at += n;
	}
	return f->len;
}

/* The line at *at, which moves behind it; false at the end. */
static bool
next_line(struct line *out, const struct file *f, size_t *at)
{
	size_t i = line_end(f, *at);

	if (*at >= f->len)
		return false;
	out->s = f->data + *at;
	out->n = i - *at;
	out->ending = END_NONE;
	if (i < f->len && f->data[i] == '\n')
		out->ending = END_LF;
	else if (i < f->len)
		out->ending = i + 1 < f->len && f->data[i + 1] == '\n' ? END_CRLF : END_CR;
	*at = i + (out->ending == END_CRLF ? 2 : out->ending != END_NONE);
	return true;
}

struct trailing {
	struct strs markdown; /* extensions, "*": all */
	const char *chars;    /* what is stripped */
};

static bool
is_markdown(const struct trailing *t, const char *path)
{
	const char *dot = strrchr(path_base(path), '.');

	for (size_t i = 0; i < t->markdown.n; i++) {
		const char *ext = t->markdown.v[i];

		if (strcmp(ext, "*") == 0)
			return true;
		if (dot && strcmp(ext[0] == '.' ? ext + 1 : ext, dot + 1) == 0)
			return true;
	}
	return false;
}

/* How much of the line may stay. */
static size_t
stripped_length(const struct line *l, const struct trailing *t, bool has_breaks)
{
	size_t n = l->n;

	while (n && strchr(t->chars, l->s[n - 1]) && l->s[n - 1])
		n--;
	if (has_breaks && n && l->n >= n + 2 && memcmp(l->s + l->n - 2, "  ", 2) == 0)
		return n + 2; /* a line break of Markdown: exactly two */
	return n;
}

/* Lines are counted as git does, by LF: `new-only` looks for them in a diff. */
static void
judge_trailing(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	const struct trailing *t = ctx;
	bool has_breaks = is_markdown(t, f->path);
	struct line line;
	int number = 1;

	for (size_t at = 0; next_line(&line, f, &at);) {
		size_t keep = stripped_length(&line, t, has_breaks);

		if (keep < line.n)
			file_finding(
				found, f->path, number, (int)keep + 1, "trailing whitespace", mem);
		number += line.ending == END_LF || line.ending == END_CRLF;
	}
}

static int
read_trailing(struct trailing *t, const struct strs *args, struct arena *mem, struct error *err)
{
	struct strs extensions = {0}, chars = {0};
	const struct args_row rows[] = {
		{.name = "--markdown-linebreak-ext", .values = &extensions},
		{.name = "--chars", .values = &chars},
		{.name = NULL},
	};

	*t = (struct trailing){.chars = " \t\v\f"};
	if (args_parse(args, rows, "trailing-whitespace", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < extensions.n; i++)
		args_commas(&t->markdown, extensions.v[i], mem);
	if (chars.n)
		t->chars = chars.v[chars.n - 1];
	return 0;
}

int
whitespace_trailing(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct trailing t;

	if (read_trailing(&t, in->args, mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_trailing, &t, mem, err);
}

/* Bytes that are being put together; room is known beforehand. */
struct draft {
	char *data;
	size_t len;
};

static void
draft_add(struct draft *d, const void *data, size_t n)
{
	memcpy(d->data + d->len, data, n);
	d->len += n;
}

static void
draft_end(struct draft *d, enum ending ending)
{
	static const char *const bytes[ENDINGS] = {"", "\n", "\r\n", "\r"};

	draft_add(d, bytes[ending], strlen(bytes[ending]));
}

int
whitespace_fix_trailing(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct draft d = {0};
	struct trailing t;
	struct file f;
	struct line line;
	bool has_breaks;

	*out = *in->blob;
	if (read_trailing(&t, in->args, mem, err) < 0)
		return -1;
	if (!file_is_fixable(&f, in))
		return 0;
	has_breaks = is_markdown(&t, f.path);
	d.data = arena_alloc(mem, f.len + 1, 1);
	for (size_t at = 0; next_line(&line, &f, &at);) {
		size_t keep = stripped_length(&line, &t, has_breaks), n = keep;

		if (keep && keep < line.n && has_breaks && line.n >= 2 &&
			memcmp(line.s + line.n - 2, "  ", 2) == 0)
			n = keep - 2;
		draft_add(&d, line.s, n);
		draft_add(&d, "  ", keep - n);
		draft_end(&d, line.ending);
	}
	*out = (struct blob){.data = d.data, .len = d.len};
	return 0;
}

/* Where the line ends begin that nothing follows. */
static size_t
text_end(const struct file *f)
{
	size_t end = f->len;

	while (end && (f->data[end - 1] == '\n' || f->data[end - 1] == '\r'))
		end--;
	return end;
}

static void
judge_end(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	size_t end = text_end(f), endings = 0, at;
	struct line line;
	int lines = 0;

	(void)ctx;
	for (at = end; next_line(&line, f, &at);)
		endings++;
	if (f->len == 0 || (end && endings == 1))
		return;
	for (at = 0; at < end && next_line(&line, f, &at);)
		lines++;
	if (end == 0)
		file_finding(found, f->path, 1, 0, "nothing but line ends", mem);
	else if (endings == 0)
		file_finding(found, f->path, lines, 0, "no newline at the end of the file", mem);
	else
		file_finding(
			found, f->path, lines + 1, 0, "blank lines at the end of the file", mem);
}

int
whitespace_end_of_file(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "end-of-file-fixer", mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_end, NULL, mem, err);
}

int
whitespace_fix_end(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct draft d = {0};
	struct line line;
	struct file f;
	size_t end, at;

	*out = *in->blob;
	if (args_none(in->args, "end-of-file-fixer", mem, err) < 0)
		return -1;
	if (!file_is_fixable(&f, in) || f.len == 0)
		return 0;
	end = at = text_end(&f);
	d.data = arena_alloc(mem, f.len + 2, 1);
	draft_add(&d, f.data, end);
	if (end)
		draft_end(&d, next_line(&line, &f, &at) ? line.ending : END_LF);
	*out = (struct blob){.data = d.data, .len = d.len};
	return 0;
}

/* The first line of each ending. */
static void
first_lines(int first[ENDINGS], const struct file *f)
{
	struct line line;
	int number = 0;

	memset(first, 0, ENDINGS * sizeof(*first));
	for (size_t at = 0; next_line(&line, f, &at);) {
		number++;
		if (first[line.ending] == 0)
			first[line.ending] = number;
	}
}

static void
judge_ending(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	const enum ending *wanted = ctx;
	enum ending usual = *wanted;
	int first[ENDINGS];

	first_lines(first, f);
	for (enum ending e = END_LF; e < ENDINGS; e++) { /* as the first line has it */
		if (*wanted == END_NONE && first[e] == 1)
			usual = e;
	}
	for (enum ending e = END_LF; e < ENDINGS; e++) {
		if (first[e] && e != usual)
			file_finding(found, f->path, first[e], 0,
				arena_printf(mem,
					*wanted ? "ends in %s, not %s"
						: "ends in %s, lines before in %s",
					ending_names[e], ending_names[usual]),
				mem);
	}
}

struct wanted_ending {
	enum ending ending; /* END_NONE: whichever is most */
	bool is_judged_only;
};

static int
read_ending(
	struct wanted_ending *out, const struct strs *args, struct arena *mem, struct error *err)
{
	static const struct {
		const char *word;
		struct wanted_ending means;
	} words[] = {{"auto", {END_NONE, false}}, {"no", {END_NONE, true}}, {"lf", {END_LF, false}},
		{"crlf", {END_CRLF, false}}, {"cr", {END_CR, false}}};
	struct strs fix = {0};
	const struct args_row rows[] = {
		{.name = "--fix", .brief = "-f", .values = &fix}, {.name = NULL}};
	const char *asked;

	if (args_parse(args, rows, "mixed-line-ending", mem, err) < 0)
		return -1;
	asked = fix.n ? fix.v[fix.n - 1] : "auto";
	for (size_t i = 0; i < countof(words); i++) {
		*out = words[i].means;
		if (strcmp(words[i].word, asked) == 0)
			return 0;
	}
	return error_set(err, ERR_CONFIG,
		"--fix of mixed-line-ending is auto, no, lf, crlf or cr, not '%s'", asked);
}

int
whitespace_line_ending(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct wanted_ending wanted;

	if (read_ending(&wanted, in->args, mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_ending, &wanted.ending, mem, err);
}

/* The ending of most lines; LF where two are equally many. */
static enum ending
most_common(const struct file *f)
{
	size_t counts[ENDINGS] = {0};
	enum ending most = END_LF;
	struct line line;

	for (size_t at = 0; next_line(&line, f, &at);)
		counts[line.ending]++;
	for (enum ending e = END_LF; e < ENDINGS; e++) {
		if (counts[e] > counts[most])
			most = e;
	}
	return most;
}

int
whitespace_fix_ending(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct wanted_ending wanted;
	struct draft d = {0};
	struct line line;
	struct file f;
	bool is_open = false;

	*out = *in->blob;
	if (read_ending(&wanted, in->args, mem, err) < 0)
		return -1;
	if (wanted.is_judged_only || !file_is_fixable(&f, in))
		return 0;
	if (wanted.ending == END_NONE)
		wanted.ending = most_common(&f);
	d.data = arena_alloc(mem, 2 * f.len + 3, 1);
	for (size_t at = 0; next_line(&line, &f, &at);) {
		draft_add(&d, line.s, line.n);
		draft_end(&d, line.ending ? wanted.ending : END_NONE);
		is_open = line.ending == END_NONE;
	}
	if (d.len == f.len && memcmp(d.data, f.data, f.len) == 0)
		return 0;
	if (is_open) /* what is rewritten is ended, as in pre-commit-hooks */
		draft_end(&d, wanted.ending);
	*out = (struct blob){.data = d.data, .len = d.len};
	return 0;
}

static void
judge_mark(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	(void)ctx;
	if (f->len >= 3 && memcmp(f->data, "\xef\xbb\xbf", 3) == 0)
		file_finding(found, f->path, 1, 1, "starts with a byte order mark", mem);
}

int
whitespace_byte_order_mark(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "fix-byte-order-marker", mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_mark, NULL, mem, err);
}

int
whitespace_fix_mark(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct file f;

	*out = *in->blob;
	if (args_none(in->args, "fix-byte-order-marker", mem, err) < 0)
		return -1;
	if (file_is_fixable(&f, in) && f.len >= 3 && memcmp(f.data, "\xef\xbb\xbf", 3) == 0)
		*out = (struct blob){.data = f.data + 3, .len = f.len - 3};
	return 0;
}
