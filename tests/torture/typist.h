/* SPDX-License-Identifier: MIT */
/*
 * typist -- a person who goes on working: types lines into files, in place and as editors do it,
 * and stages some of them.
 *
 * Every line is "typed N", so that it can be looked for, and taken out again to compare the rest.
 */
#ifndef TTA_TORTURE_TYPIST_H
#define TTA_TORTURE_TYPIST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "dice.h"

struct arena;
struct look;
struct scene;

struct typed_file {
	const char *path;
	const char *words; /* "\ntyped 1\n..."; NULL: nothing yet */
	bool is_staged;    /* git add succeeded, or was tried */
};

struct typed {
	struct typed_file *v; /* one a file of the work tree */
	size_t n;
};

/* Starts one that goes on until it is told to stop; stages with a percentage. */
pid_t typist_start(
	const struct scene *s, const struct look *files, struct dice *d, unsigned stages);
/* What it did. */
void typist_stop(struct typed *out, pid_t pid, const struct scene *s, struct arena *mem);
const struct typed_file *typed_find(const struct typed *t, const char *path); /* or NULL */
/* The text without what was typed; *len is what is left of it.  false: something typed is lost. */
bool typed_take_out(char **text, size_t *len, const struct typed_file *f, struct arena *mem);

#endif
