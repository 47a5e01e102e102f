/* SPDX-License-Identifier: MIT */
/*
 * link -- does a relative link of a document lead somewhere within the judged tree?
 *
 * Not looked at: links with a scheme or a host, those that a template fills in, what is in a
 * submodule, and the pages of a hosting site beside the repository (../../issues).
 * Forms:   from the document's folder; with a leading '/' from the root, or from a folder above
 *          the document, as sites are built; without `.md`, with a '/' or `.html` in its place, as
 *          site generators take them.  A fragment must be an anchor of a Markdown file; in other
 *          files it is nobody's business.
 */
#ifndef TTA_GATES_LINK_H
#define TTA_GATES_LINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "gates/paper/markdown.h"

struct arena;
struct blob_source;

struct link_target { /* a Markdown file, read once, however many links lead there */
	const char *path;
	struct markdown m;
	bool is_read; /* false: it cannot be read as Markdown, and its anchors are unknown */
};

struct link_targets {
	const struct blob_source *tree;
	struct arena *mem;
	struct link_target *v;
	size_t n, cap;
	size_t *slots; /* hashed by path; 0: free, else an index and 1 */
	size_t nslots;
};

void link_targets_init(struct link_targets *out, const struct blob_source *tree, struct arena *mem);

/* The Markdown file at path.  Good until the next call. */
int link_target_find(const struct link_target **out, struct link_targets *t, const char *path,
	struct error *err) TTA_MUST_USE;
/* *why is NULL where it leads somewhere, or is not looked at; from is the document's path. */
int link_check(const char **why, struct link_targets *t, const char *from, const struct markdown *m,
	const char *to, struct error *err) TTA_MUST_USE;

#endif
