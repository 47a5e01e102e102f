/* SPDX-License-Identifier: MIT */
/*
 * carrypath -- the paths that one of `carry` stands for.
 *
 * In the folders of packages/<star>/node_modules, `*` and `?` are what the judged tree has there,
 * by name and never more than one folder; the last name is plain, so that nothing is carried that
 * was not named.
 */
#ifndef TTA_MODEL_CARRYPATH_H
#define TTA_MODEL_CARRYPATH_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct blob_source;
struct strs;

bool carrypath_is_wild(const char *path);

/* Adds what path, which is wild and clean, stands for; whether that is there is not asked. */
int carrypath_expand(struct strs *out, const char *path, const struct blob_source *tree,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
