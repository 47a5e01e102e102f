/* SPDX-License-Identifier: MIT */
/*
 * influence -- variables of the environment that are known to change what tools say: part of every
 * verdict's key, besides what a gate's `env-inputs` names.
 */
#ifndef TTA_MODEL_INFLUENCE_H
#define TTA_MODEL_INFLUENCE_H

#include <stdbool.h>
#include <stddef.h>

/* name: len bytes. */
bool influence_has(const char *name, size_t len);

#endif
