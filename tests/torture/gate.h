/* SPDX-License-Identifier: MIT */
/*
 * gate -- what the torture test is when a gate or a fixer is asked for: the same program.
 *
 * TORTURE_LOG: where a gate writes down what it has judged; TORTURE_MS: how long it takes.
 */
#ifndef TTA_TORTURE_GATE_H
#define TTA_TORTURE_GATE_H

#include <stddef.h>

/* "judge": looks at every file of the current folder, takes its time, writes the digest of what it
 * saw into the log, and passes.  "look FILE...": no where one has a line BAD.  "mend FILE...":
 * makes it GOOD. */
int gate_run(int argc, char *argv[]);

#define GATE_DIGEST 41
/* Of what `git ls-tree -r -z` or `git ls-files` would list: "mode id\tpath" with a NUL each. */
void gate_digest(char out[GATE_DIGEST], const char *listing, size_t len);

#endif
