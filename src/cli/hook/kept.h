/* SPDX-License-Identifier: MIT */
/*
 * kept -- the hook that was there before ours: it runs first, as git would have run it.
 *
 * It stands beside ours as NAME.before-tta.  It gets the same arguments, the whole environment that
 * git gave, the bytes of stdin that the caller has read, and our stdout and stderr; its no is ours.
 * A kept hook that git would not have run (missing, not executable) is not run.
 * Call it before proc_prepare_self(): a kept hook that moves edits aside must be able to put them
 * back when git dies, as without us, so it is not ended with us.
 * Errors:  -1 where there is one that cannot be run: that blocks.
 */
#ifndef TTA_CLI_KEPT_H
#define TTA_CLI_KEPT_H

#include <stddef.h>

#include "base/error.h"

struct arena;
struct buf;

struct kept_call {
	const char *const
		*argv; /* as git called us, NULL at the end; [0] is the path of the hook */
	const char *const *environ;
	const void *input; /* NULL: none */
	size_t input_len;
};

/* *status: 0 where there is none, else its exit status, 128 + N where signal N ended it.
 * What we have to say ourselves goes to say. */
int kept_run(int *status, struct buf *say, const struct kept_call *call, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif
