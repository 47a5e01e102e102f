/* SPDX-License-Identifier: MIT */
/*
 * loosened_baseline -- baselines of secrets that excuse more than they did.
 */
#ifndef TTA_CLI_LOOSENED_BASELINE_H
#define TTA_CLI_LOOSENED_BASELINE_H

#include "base/error.h"

struct arena;
struct blob;
struct config;
struct loosenings;
struct strs;

/* The paths of those that gates of the configuration have. */
void loosened_baselines(struct strs *out, const struct config *c, struct arena *mem);
/* Of one of them, as it was and as it is; NULL: there is no such file.  ERR_CONFIG: it has errors.
 */
int loosened_add_baseline(struct loosenings *out, const char *path, const struct blob *before,
	const struct blob *after, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
