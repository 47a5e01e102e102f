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

struct arena;
struct pattern;
struct strs;

/* The name of the launcher that these words begin with ("npx", "python -m"), or NULL. */
const char *launcher_of(const struct strs *words);
/* Is this file, named by a `#!` line, one that only launches others: a shell? */
bool launcher_is_shell(const char *path);
/* Is the pattern the name of a lock file, in any folder? */
bool launcher_is_lock(const struct pattern *p);
/* The first word that runs what reads the history of a repository, which a judged tree does not
 * tell; NULL: none is known to.  Of a launcher every word counts, and those of a script for a shell
 * (-c); of others the first. */
const char *launcher_of_history(const struct strs *words, struct arena *mem);

#endif
