/* SPDX-License-Identifier: MIT */
/*
 * env -- what the tools of a gate need around them: [env NAME].
 */
#ifndef TTA_MODEL_ENV_H
#define TTA_MODEL_ENV_H

#include <stddef.h>

#include "base/strs.h"
#include "model/command.h"
#include "model/config/origin.h"
#include "model/plan/pattern.h"

struct env_set { /* NAME=VALUE; VALUE may hold {carry}, {NAME} */
	const char *name, *value;
};

struct env {
	const char *name;
	struct origin origin, *origins;
	struct strs carry, roots, siblings, identity, keep;
	struct patterns lock;
	struct strs set; /* words NAME=VALUE as written */
	const char *make, *dir;
};

struct envs {
	struct env *v;
	size_t n, cap;
};

const struct env *env_find(const struct envs *list, const char *name);

#endif
