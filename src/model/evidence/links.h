/* SPDX-License-Identifier: MIT */
/*
 * links -- the symbolic links that a tree has, as far as a view may show them.
 *
 * Most trees have none, and most differ little from one whose links are known: folders that are the
 * same in that one are not looked into.
 */
#ifndef TTA_MODEL_LINKS_H
#define TTA_MODEL_LINKS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct blob_source;
struct view;

struct links {
	struct strs v; /* sorted paths */
	bool is_whole; /* all that the tree has: no folder was left out for the view */
};

/* like: another tree, and all links that it has; NULL: none is known. */
int links_find(struct links *out, const struct blob_source *tree, const struct view *v,
	const struct blob_source *like, const struct strs *known, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* As a text to be read back; NULL: there are too many. */
const char *links_text(const struct strs *links, struct arena *mem);
void links_read(struct strs *out, const char *text, struct arena *mem);

#endif
