/* SPDX-License-Identifier: MIT */
/*
 * sorted -- file-contents-sorter, requirements-txt-fixer and sort-simple-yaml: files whose lines,
 * or blocks of lines, have an order.  Each judges by what its fixer would make of a file.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/regex.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "gates/files/pieces.h"
#include "gates/files/requirements.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/gate.h"

struct order { /* of lines */
	bool is_caseless, is_unique;
};

static int
compare_lines(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	int order = piece_compare(x, y);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int
compare_folded(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	int order = piece_compare_folded(x, y);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void
sort_lines(struct blob *out, const struct file *f, const void *ctx, struct arena *mem)
{
	const struct order *order = ctx;
	struct pieces lines = {0}, kept = {0};

	pieces_of_lines(&lines, f->data, f->len, mem);
	for (size_t i = 0; i < lines.n; i++) {
		struct piece line = lines.v[i];

		if (piece_is_blank(&line))
			continue;
		while (line.n && (line.s[line.n - 1] == '\n' || line.s[line.n - 1] == '\r'))
			line.n--;
		piece_add(&kept, &line, mem);
	}
	if (kept.n)
		qsort(kept.v, kept.n, sizeof(*kept.v),
			order->is_caseless ? compare_folded : compare_lines);
	lines.n = 0;
	for (size_t i = 0; i < kept.n; i++) {
		if (order->is_unique && i && piece_compare(&kept.v[i - 1], &kept.v[i]) == 0)
			continue;
		lines.v[lines.n++] = kept.v[i];
	}
	pieces_join(out, &lines, "\n", mem);
}

static int
read_order(struct order *out, const struct strs *args, struct arena *mem, struct error *err)
{
	const struct args_row rows[] = {{.name = "--ignore-case", .flag = &out->is_caseless},
		{.name = "--unique", .flag = &out->is_unique}, {.name = NULL}};

	*out = (struct order){0};
	if (args_parse(args, rows, "file-contents-sorter", mem, err) < 0)
		return -1;
	if (out->is_caseless && out->is_unique)
		return error_set(err, ERR_CONFIG,
			"--ignore-case and --unique of file-contents-sorter exclude each other");
	return 0;
}

struct sorting { /* what all three have in common */
	void (*sort)(struct blob *out, const struct file *f, const void *ctx, struct arena *mem);
	const void *ctx;
	const char *text;
	struct regex *files; /* those it is about; NULL: all */
};

static void
judge_order(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	const struct sorting *s = ctx;
	struct arena *scratch;
	struct blob sorted;
	size_t at = 0;

	scratch = arena_new();
	s->sort(&sorted, f, s->ctx, scratch);
	if (sorted.len != f->len || memcmp(sorted.data, f->data, f->len) != 0) {
		while (at < f->len && at < sorted.len && f->data[at] == sorted.data[at])
			at++;
		file_finding_at(found, f, at, s->text, mem);
	}
	arena_free(scratch);
}

/* Sorting every file of a repository is nobody's wish. */
static int
need_files(const struct builtin_input *in, const char *id, struct error *err)
{
	if (!in->gate || in->gate->files.n)
		return 0;
	return error_set(err, ERR_CONFIG, "%s needs 'files' in its gate: which are sorted", id);
}

int
sorted_lines(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct order order;
	struct sorting s = {.sort = sort_lines, .ctx = &order, .text = "not sorted from here on"};

	if (read_order(&order, in->args, mem, err) < 0 ||
		need_files(in, "file-contents-sorter", err) < 0)
		return -1;
	return file_each(out, in, judge_order, &s, mem, err);
}

int
sorted_fix_lines(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct order order;
	struct file f;

	if (read_order(&order, in->args, mem, err) < 0)
		return -1;
	file_given(&f, in);
	sort_lines(out, &f, &order, mem);
	return 0;
}

/* Blocks of a simple YAML file, apart by empty lines; the comments at its start stay there. */
static void
sort_blocks(struct blob *out, const struct file *f, const void *ctx, struct arena *mem)
{
	(void)ctx;
	pieces_sort_blocks(out, f->data, f->len, mem);
}

int
sorted_blocks(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct sorting s = {.sort = sort_blocks, .text = "blocks are not sorted from here on"};

	if (args_none(in->args, "sort-simple-yaml", mem, err) < 0 ||
		need_files(in, "sort-simple-yaml", err) < 0)
		return -1;
	return file_each(out, in, judge_order, &s, mem, err);
}

int
sorted_fix_blocks(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct file f;

	if (args_none(in->args, "sort-simple-yaml", mem, err) < 0)
		return -1;
	file_given(&f, in);
	sort_blocks(out, &f, NULL, mem);
	return 0;
}

/* Those that the gate asks for, or those that are usually called so. */
static int
requirements_files(struct regex **out, const struct gate *gate, struct error *err)
{
	*out = NULL;
	if (gate && gate->files.n)
		return 0;
	return regex_compile(out, "(requirements|constraints).*\\.txt$", 0, err);
}

static bool
is_asked_for(struct regex *files, const char *path)
{
	return !files || regex_match(files, path, strlen(path), 0, NULL) == REGEX_YES;
}

static void
judge_requirements(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	const struct sorting *s = ctx;
	struct arena *scratch;
	struct blob sorted;
	size_t bad = 0;

	if (!is_asked_for(s->files, f->path))
		return;
	scratch = arena_new();
	if (!requirements_sort(&sorted, &bad, f->data, f->len, scratch))
		file_finding_at(
			found, f, bad, "no requirement: it starts with a blank or ';'", mem);
	else
		judge_order(found, f, ctx, mem);
	arena_free(scratch);
}

static void
sort_requirements(struct blob *out, const struct file *f, const void *ctx, struct arena *mem)
{
	size_t bad;

	(void)ctx;
	if (!requirements_sort(out, &bad, f->data, f->len, mem))
		*out = (struct blob){.data = f->data, .len = f->len};
}

int
sorted_requirements(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct sorting s = {.sort = sort_requirements, .text = "not sorted from here on"};
	int rc;

	if (args_none(in->args, "requirements-txt-fixer", mem, err) < 0)
		return -1;
	if (requirements_files(&s.files, in->gate, err) < 0)
		return -1;
	rc = file_each(out, in, judge_requirements, &s, mem, err);
	regex_free(s.files);
	return rc;
}

int
sorted_fix_requirements(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err)
{
	struct regex *files;
	struct file f;

	file_given(&f, in);
	*out = *in->blob;
	if (args_none(in->args, "requirements-txt-fixer", mem, err) < 0 ||
		requirements_files(&files, in->gate, err) < 0)
		return -1;
	if (is_asked_for(files, f.path))
		sort_requirements(out, &f, NULL, mem);
	regex_free(files);
	return 0;
}
