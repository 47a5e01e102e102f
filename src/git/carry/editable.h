/* SPDX-License-Identifier: MIT */
/*
 * editable -- where the editable installs of a Python environment lead into a work tree.
 *
 * An environment is used where it is, so what it imports from such a place is the work tree's file
 * and not the judged one, unless a source root stands before it on PYTHONPATH.
 * Read:    *.pth (paths), the finders that setuptools writes (their MAPPING), and direct_url.json
 *          of what else says that it is editable, in every lib/python3.N/site-packages.
 * Limits:  what other lines of code in a .pth do is not known; what cannot be read is passed over.
 */
#ifndef TTA_GIT_EDITABLE_H
#define TTA_GIT_EDITABLE_H

struct arena;
struct strs;

/*
 * Adds folders of the work trees (absolute) that imports lead to, from the tree's root and "." for
 * it, each once, but for those that are one of roots.  What lies within venv itself is none.
 */
void editable_find(struct strs *out, const char *venv, const struct strs *trees,
	const struct strs *roots, struct arena *mem);

#endif
