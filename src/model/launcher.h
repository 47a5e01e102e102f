/* SPDX-License-Identifier: MIT */
/*
 * launcher -- commands whose own file tells nothing about what they run: a verdict of theirs must
 * not be served again on the strength of that file.
 *
 * What does tell: `tool` or `identity`, or a lock file among `inputs`.
 */
#ifndef TTA_MODEL_LAUNCHER_H
#define TTA_MODEL_LAUNCHER_H

#include <stdbool.h>

struct patterns;
struct strs;

/* The name of the launcher that these words begin with ("npx", "python -m"), or NULL. */
const char *launcher_of(const struct strs *words);
/* Is this file, named by a `#!` line, one that only launches others: a shell? */
bool launcher_is_shell(const char *path);
/* Is one of the patterns the name of a lock file, in any folder? */
bool launcher_has_lock(const struct patterns *inputs);

#endif
