/* SPDX-License-Identifier: MIT */
/*
 * leftover -- check-merge-conflict and detect-private-key: what is in a file by mistake.
 *
 * Conflict markers are looked for in every file, merge or not: what was resolved wrongly and
 * committed later is no better.  `=======` and the marker of the base count only behind an opening
 * marker, which spares headings that are underlined.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/builtin.h"

#define MARKER_LEN 7

/* Seven of c, then a blank; for '=' also the end of the line. */
static bool
is_marker(const char *s, size_t n, char c)
{
	for (size_t i = 0; i < MARKER_LEN; i++) {
		if (i >= n || s[i] != c)
			return false;
	}
	if (n > MARKER_LEN && s[MARKER_LEN] == ' ')
		return true;
	return c == '=' && (n == MARKER_LEN || (n == MARKER_LEN + 1 && s[MARKER_LEN] == '\r'));
}

static void
judge_conflict(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	bool is_open = false;
	const char *p = f->data, *end = p + f->len, *eol;
	int number = 0;

	(void)ctx;
	for (; p < end; p = eol + 1) {
		const char *what = NULL;
		size_t n;

		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		n = (size_t)(eol - p);
		number++;
		if (is_marker(p, n, '<'))
			what = "conflict marker '<<<<<<<'";
		else if (is_marker(p, n, '>'))
			what = "conflict marker '>>>>>>>'";
		else if (is_open && is_marker(p, n, '='))
			what = "conflict marker '======='";
		else if (is_open && is_marker(p, n, '|'))
			what = "conflict marker '|||||||'";
		if (!what)
			continue;
		is_open = p[0] != '>';
		file_finding(found, f->path, number, 1, what, mem);
	}
}

int
leftover_conflict(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	bool is_assumed = false; /* as we always do */
	const struct args_row rows[] = {
		{.name = "--assume-in-merge", .flag = &is_assumed}, {.name = NULL}};

	if (args_parse(in->args, rows, "check-merge-conflict", mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_conflict, NULL, mem, err);
}

/* In two parts, so that this file holds none of them: first, then second right behind it. */
static const struct {
	const char *first, *second;
} key_marks[] = {
	{"BEGIN RSA ", "PRIVATE KEY"},
	{"BEGIN DSA ", "PRIVATE KEY"},
	{"BEGIN EC ", "PRIVATE KEY"},
	{"BEGIN OPENSSH ", "PRIVATE KEY"},
	{"BEGIN ENCRYPTED ", "PRIVATE KEY"},
	{"BEGIN SSH2 ENCRYPTED ", "PRIVATE KEY"},
	{"BEGIN ", "PRIVATE KEY"},
	{"BEGIN PGP ", "PRIVATE KEY BLOCK"},
	{"PuTTY-User-Key-", "File-2"},
	{"PuTTY-User-Key-", "File-3"},
	{"BEGIN OpenVPN ", "Static key V1"},
};

/* Does one of the marks begin here? */
static bool
is_key_mark(const char *s, size_t n)
{
	for (size_t i = 0; i < countof(key_marks); i++) {
		size_t first = strlen(key_marks[i].first), second = strlen(key_marks[i].second);

		if (n >= first + second && memcmp(s, key_marks[i].first, first) == 0 &&
			memcmp(s + first, key_marks[i].second, second) == 0)
			return true;
	}
	return false;
}

static void
judge_key(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	static const char *const starts[] = {"BEGIN ", "PuTTY-User-Key-"};

	(void)ctx;
	for (size_t i = 0; i < countof(starts); i++) {
		size_t at = 0;

		for (; (at = file_search(f->data, f->len, at, starts[i])) != SIZE_MAX; at++) {
			if (is_key_mark(f->data + at, f->len - at))
				file_finding_at(found, f, at, "holds a private key", mem);
		}
	}
}

int
leftover_private_key(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "detect-private-key", mem, err) < 0)
		return -1;
	return file_each_text(out, in, judge_key, NULL, mem, err);
}
