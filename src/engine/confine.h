/* SPDX-License-Identifier: MIT */
/*
 * confine -- what of a built-in's findings is new, for `new-only`.
 *
 * lines:     those on lines that the base does not have; of a built-in whose findings are not about
 *            the line that they name: as `findings`.
 * findings:  those that it does not find in the base's version of the same files.
 * Kept:      what is about no file, or about one that the base does not have.
 * Errors:    -1: the base cannot be looked at, or there are more findings than can be compared.
 */
#ifndef TTA_ENGINE_CONFINE_H
#define TTA_ENGINE_CONFINE_H

#include <stddef.h>

#include "base/error.h"

struct arena;
struct blob_source;
struct builtin;
struct builtin_input;
struct change;
struct findings;

int confine(struct findings *list, const struct builtin *builtin, const struct builtin_input *in,
	struct arena *mem, struct error *err) TTA_MUST_USE;

/* Keeps those on added lines of files that are among the changes, and what is not in those. */
int confine_to_lines(struct findings *list, const struct change *v, size_t n,
	const struct blob_source *tree, struct error *err) TTA_MUST_USE;

#endif
