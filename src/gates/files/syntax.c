/* SPDX-License-Identifier: MIT */
/*
 * syntax -- check-json, check-json5 and check-toml: does a file parse at all, and does nothing in
 * it stand twice.  pretty-format-json: is it laid out as agreed.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "gates/files/json_pretty.h"
#include "gates/files/json_read.h"
#include "gates/files/toml_read.h"
#include "model/blob_source.h"
#include "model/builtin.h"

#define PRETTY_MAX (4 * FILE_MAX)
#define INDENT_MAX 64

struct syntax { /* of the file that is read */
	struct findings *found;
	const struct file *file;
	struct arena *mem;
};

static void
complain(void *ctx, size_t at, const char *text)
{
	struct syntax *s = ctx;

	file_finding_at(s->found, s->file, at, text, s->mem);
}

static void
judge_json(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	const bool *is_json5 = ctx;
	struct syntax s = {.found = found, .file = f, .mem = mem};
	const struct json_reading how = {.is_json5 = *is_json5, .ctx = &s, .fault = complain};
	struct arena *scratch = arena_new();

	json_read(f->data, f->len, &how, scratch);
	arena_free(scratch);
}

int
syntax_json(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	bool is_json5 = false;

	if (args_none(in->args, "check-json", mem, err) < 0)
		return -1;
	return file_each(out, in, judge_json, &is_json5, mem, err);
}

int
syntax_json5(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	bool is_json5 = true;

	if (args_none(in->args, "check-json5", mem, err) < 0)
		return -1;
	return file_each(out, in, judge_json, &is_json5, mem, err);
}

static void
judge_toml(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	struct syntax s = {.found = found, .file = f, .mem = mem};
	struct arena *scratch = arena_new();
	struct toml_fault fault;

	(void)ctx;
	if (!toml_read(&fault, f->data, f->len, scratch))
		complain(&s, fault.at, fault.text);
	arena_free(scratch);
}

int
syntax_toml(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "check-toml", mem, err) < 0)
		return -1;
	return file_each(out, in, judge_toml, NULL, mem, err);
}

/* "4": as many blanks; anything else: itself, where \t is a tab. */
static int
read_indent(const char **out, const char *word, struct arena *mem, struct error *err)
{
	size_t n = 0;
	char *indent;

	for (const char *p = word; *p >= '0' && *p <= '9' && n <= INDENT_MAX; p++)
		n = n * 10 + (size_t)(*p - '0');
	if (word[strspn(word, "0123456789")])
		n = strlen(word);
	if (n > INDENT_MAX)
		return error_set(err, ERR_CONFIG,
			"--indent of pretty-format-json is at most %d wide", INDENT_MAX);
	*out = strcmp(word, "\\t") == 0 ? "\t" : word;
	if (word[strspn(word, "0123456789")] == '\0') {
		indent = arena_alloc(mem, n + 1, 1);
		memset(indent, ' ', n);
		*out = indent;
	}
	return 0;
}

static int
read_style(struct json_style *out, const struct strs *args, struct arena *mem, struct error *err)
{
	bool is_autofix = false, is_ascii_not = false, is_sorting_not = false;
	struct strs indent = {0}, top = {0};
	const struct args_row rows[] = {{.name = "--autofix", .flag = &is_autofix},
		{.name = "--indent", .values = &indent},
		{.name = "--no-ensure-ascii", .flag = &is_ascii_not},
		{.name = "--no-sort-keys", .flag = &is_sorting_not},
		{.name = "--top-keys", .values = &top}, {.name = NULL}};

	*out = (struct json_style){.indent = "  ", .line_end = "\n"};
	if (args_parse(args, rows, "pretty-format-json", mem, err) < 0)
		return -1;
	out->is_ascii = !is_ascii_not;
	out->is_sorting = !is_sorting_not;
	if (top.n)
		args_commas(&out->top_keys, top.v[top.n - 1], mem);
	return indent.n ? read_indent(&out->indent, indent.v[indent.n - 1], mem, err) : 0;
}

/* The line end that the file has first. */
static const char *
line_end(const struct file *f)
{
	for (size_t i = 0; i < f->len; i++) {
		if (f->data[i] == '\n')
			return "\n";
		if (f->data[i] == '\r')
			return i + 1 < f->len && f->data[i + 1] == '\n' ? "\r\n" : "\r";
	}
	return "\n";
}

/* The file as it should be; false: it does not parse, and why. */
static bool
prettify(struct blob *out, const char **why, const struct file *f, const struct json_style *style,
	struct arena *mem)
{
	struct json_style own = *style;
	struct arena *scratch = arena_new();
	struct buf b;
	bool is_good;

	own.line_end = line_end(f);
	buf_init(&b, PRETTY_MAX);
	is_good = json_pretty(&b, why, f->data, f->len, &own, scratch);
	if (is_good && b.dropped) {
		is_good = false;
		*why = "too large to be laid out";
	}
	if (is_good)
		*out = (struct blob){.data = arena_strndup(mem, b.data, b.len), .len = b.len};
	else
		*why = arena_strdup(mem, *why);
	buf_release(&b);
	arena_free(scratch);
	return is_good;
}

/* The character at *at, where every line end is a newline; -1: there is none. */
static int
next_char(size_t *at, const char *data, size_t len)
{
	char c;

	if (*at == len)
		return -1;
	c = data[(*at)++];
	if (c != '\r')
		return (unsigned char)c;
	*at += *at < len && data[*at] == '\n';
	return '\n';
}

/* But for line ends, which are another check's; *at: where they begin to differ. */
static bool
is_same_but_ends(size_t *at, const struct file *f, const struct blob *pretty)
{
	size_t i = 0, k = 0;

	for (;;) {
		int c, wanted;

		*at = i;
		c = next_char(&i, f->data, f->len);
		wanted = next_char(&k, pretty->data, pretty->len);
		if (c != wanted)
			return false;
		if (c < 0)
			return true;
	}
}

static void
judge_pretty(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	struct arena *scratch = arena_new();
	struct blob pretty;
	const char *why;
	size_t at;

	if (!prettify(&pretty, &why, f, ctx, scratch))
		file_finding(found, f->path, 0, 0,
			arena_printf(mem, "not JSON: %s; check-json says where", why), mem);
	else if (!is_same_but_ends(&at, f, &pretty))
		file_finding_at(found, f, at, "not laid out as agreed from here on", mem);
	arena_free(scratch);
}

int
syntax_pretty(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct json_style style;

	if (read_style(&style, in->args, mem, err) < 0)
		return -1;
	return file_each(out, in, judge_pretty, &style, mem, err);
}

int
syntax_fix_pretty(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct json_style style;
	struct blob pretty;
	const char *why;
	struct file f;
	size_t at;

	*out = *in->blob;
	if (read_style(&style, in->args, mem, err) < 0)
		return -1;
	file_given(&f, in);
	if (prettify(&pretty, &why, &f, &style, mem) && !is_same_but_ends(&at, &f, &pretty))
		*out = pretty;
	return 0;
}
