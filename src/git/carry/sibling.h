/* SPDX-License-Identifier: MIT */
/*
 * sibling -- folders beside the repository, as links beside the snapshot's root.
 */
#ifndef TTA_GIT_SIBLING_H
#define TTA_GIT_SIBLING_H

#include "base/error.h"

struct arena;
struct strs;

/* The name of `name` or `../name`; NULL and *err where that is no folder beside the repository, or
 * a name that the snapshot's folder has in use itself. */
const char *sibling_name(const char *given, struct arena *mem, struct error *err);
/* Those of earlier runs that are not among names. */
void sibling_remove_others(const char *dir, const struct strs *names, struct arena *mem);

#endif
