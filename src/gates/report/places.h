/* SPDX-License-Identifier: MIT */
/*
 * places -- the paths that reports use, as paths of the tree.
 *
 * A path is tried, in this order: with a `report-prefix` of the gate taken off; absolute, below the
 * folder that the gate ran in, or below the work tree; relative to the source roots that the report
 * names; to the working folder of the gate, to `roots` of its [env], to the component's folder, to
 * the root; as an import path of Go below a go.mod.  The first that the tree has is meant.
 */
#ifndef TTA_GATES_PLACES_H
#define TTA_GATES_PLACES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct blob_source;

struct places {
	const struct blob_source *tree;
	const char *root, *work_tree; /* absolute; work_tree may be NULL */
	struct strs folders;          /* from the root: dir of the gate, roots of its [env], ... */
	struct strs prefixes;         /* FROM or FROM=TO */
	struct strs modules;          /* of Go: "name", "folder" in turn */
	struct arena *mem;
};

/* Also finds the go.mod of the folders, and of those above them. */
int places_find_modules(struct places *p, struct error *err) TTA_MUST_USE;
/* The path from the root of the file that a report names so; *out NULL: the tree has none.
 * roots: of the report itself, as it names them. */
int places_find(const char **out, const struct places *p, const char *name,
	const struct strs *roots, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
