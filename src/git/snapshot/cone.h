/* SPDX-License-Identifier: MIT */
/*
 * cone -- tells git in a snapshot of a view that is not whole what is hidden there: a sparse
 * checkout in cone mode, with a sparse index.
 */
#ifndef TTA_GIT_CONE_H
#define TTA_GIT_CONE_H

#include <stdbool.h>

struct arena;
struct shelf;
struct view;

bool cone_is_needed(const struct view *v);
/* The lines of it in the configuration, each setting once: `git config` sets no other value where
 * there are two. */
const char *cone_settings(bool is_sparse);
/* The text of info/sparse-checkout: each folder of which something is shown.  Of others git reads
 * no hidden .gitattributes, by which their files are what they are. */
const char *cone_patterns(const struct view *v, const struct shelf *s, struct arena *mem);

#endif
