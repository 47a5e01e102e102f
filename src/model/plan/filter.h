/* SPDX-License-Identifier: MIT */
/*
 * filter -- which changed paths a gate is about: `files`, `types`, and what it never sees.
 *
 * Ignored paths count only for gates with ignored = yes.  Generated paths count where a gate asks
 * for no particular file; they are never in {files}.
 * A type that only the content can tell reads the blob, once a path.  One that cannot be read is
 * FILTER_LOST: the file may be the gate's, and a job on it cannot be judged.
 */
#ifndef TTA_MODEL_FILTER_H
#define TTA_MODEL_FILTER_H

#include <stdbool.h>

#include "model/plan/touch.h"

struct arena;
struct blob_source;
struct builtin;
struct gate;

enum filter_answer { FILTER_NO, FILTER_YES, FILTER_LOST };

/* Does a change to this path concern the gate?  Deletions do. */
enum filter_answer filter_concerns(const struct gate *g, const struct touch_file *f,
	const struct blob_source *tree, struct arena *mem);
/* Is it one of {files}?  Built-ins are also given symbolic links. */
enum filter_answer filter_takes(const struct gate *g, const struct touch_file *f,
	const struct blob_source *tree, struct arena *mem);
/* May the built-in look at it?  What only the content tells is left to the built-in itself. */
bool filter_suits(const struct builtin *b, const struct touch_file *f);
/* "*.py", "type python", "*.py of type python": what it asks for; NULL: nothing particular. */
const char *filter_text(const struct gate *g, struct arena *mem);

#endif
