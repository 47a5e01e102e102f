/* SPDX-License-Identifier: MIT */
/*
 * portable -- values of variables without what is another in another worktree: where the work tree
 * lies, and what is carried into it.
 */
#ifndef TTA_CLI_PORTABLE_H
#define TTA_CLI_PORTABLE_H

struct arena;
struct carry;

/* With {root} and {carry PATH} for those paths, each as a whole or above others. */
const char *portable_value(
	const char *value, const char *root, const struct carry *carry, struct arena *mem);

#endif
