/* SPDX-License-Identifier: MIT */
/*
 * contain -- keeps a child from writing below some folders, and lets it write everywhere else.
 *
 * How:      what enforces it (landlock.h) knows only what is allowed, with all below.  So of every
 *           folder above a kept one each entry is allowed but the one that leads there.
 * Limits:   in a folder above a kept one itself nothing can be made, removed or renamed: only what
 *           is in its entries can.  An entry that comes later is none of them.  A kept folder that
 *           is mounted at a second place can be written through that, unless the place is an entry
 *           of a folder above.
 * Sequence: contain_open() before the child is started (proc_spec.contain), contain_close() after.
 */
#ifndef TTA_BASE_CONTAIN_H
#define TTA_BASE_CONTAIN_H

#include "base/error.h"

struct arena;
struct strs;

struct contain {
	int ruleset; /* a descriptor; -1: none */
};
#define CONTAIN_NONE ((struct contain){.ruleset = -1})

/* kept and open are absolute; what of kept is a symlink counts as where it leads, and open, with
 * all below, can be written even where it is below a kept one. */
int contain_open(struct contain *out, const struct strs *kept, const struct strs *open,
	struct arena *mem, struct error *err) TTA_MUST_USE;
void contain_close(struct contain *c);

/* The entries that may be written; `open` is not among them. */
int contain_allowed(struct strs *out, const struct strs *kept, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif
