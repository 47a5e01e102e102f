/* SPDX-License-Identifier: MIT */
/*
 * loosened_rules -- rules of messages that are weaker than they were, as they act: shipped, from
 * [commit], from [rule NAME].
 */
#ifndef TTA_CLI_LOOSENED_RULES_H
#define TTA_CLI_LOOSENED_RULES_H

#include "base/error.h"

struct arena;
struct config;
struct loosenings;

int loosened_add_rules(struct loosenings *out, const struct config *before,
	const struct config *after, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
