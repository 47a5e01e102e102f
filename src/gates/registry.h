/* SPDX-License-Identifier: MIT */
/*
 * registry -- the table of built-in gates, sorted by id.
 */
#ifndef TTA_GATES_REGISTRY_H
#define TTA_GATES_REGISTRY_H

#include <stddef.h>

#include "model/builtin.h"

extern const struct builtin builtins[];
extern const size_t nbuiltins;

const struct builtin *builtin_find(const char *id);

#endif
