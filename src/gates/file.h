/* SPDX-License-Identifier: MIT */
/*
 * file -- the files of a built-in gate, one after the other, as bytes.
 *
 * Limits:  a blob over FILE_MAX is an error: who cannot look must not say yes.
 */
#ifndef TTA_GATES_FILE_H
#define TTA_GATES_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/finding.h"

struct arena;
struct builtin_fix_input;
struct builtin_input;
struct change;

#define FILE_MAX ((size_t)64 << 20)

struct file {
	const char *path;
	uint32_t mode;
	const char *data; /* with a NUL behind it */
	size_t len;
};

/* Adds what is wrong with one file; found's text must live in mem. */
typedef void (*file_judge)(
	struct findings *found, const struct file *file, void *ctx, struct arena *mem);

/* Calls judge for each regular file. */
int file_each(struct findings *found, const struct builtin_input *in, file_judge judge, void *ctx,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* Calls judge for each regular file that is text, by its name or its content. */
int file_each_text(struct findings *found, const struct builtin_input *in, file_judge judge,
	void *ctx, struct arena *mem, struct error *err) TTA_MUST_USE;

/* The bytes that a fixer is given as a file. */
void file_given(struct file *out, const struct builtin_fix_input *in);
/* The same; false where they are no text, and nothing is to be
 * done.
 */
bool file_is_fixable(struct file *out, const struct builtin_fix_input *in);

/* A finding in a file; rule is the built-in's own business and stays NULL. */
void file_finding(struct findings *found, const char *path, int line, int column, const char *text,
	struct arena *mem);

/* At a byte of the file. */
void file_finding_at(struct findings *found, const struct file *f, size_t at, const char *text,
	struct arena *mem);

/* Where needle begins in data from `from` on; SIZE_MAX: nowhere. */
size_t file_search(const char *data, size_t len, size_t from, const char *needle);

#endif
