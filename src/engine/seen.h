/* SPDX-License-Identifier: MIT */
/*
 * seen -- what a job can see of the repository, by the `sees` of its gate.
 *
 * repository: everything.  component: the job's cone, the files of the folders above it, `inputs`.
 * files: the job's files, the files of the folders above them, `inputs`.  A built-in reads blobs
 * and sees no file.
 */
#ifndef TTA_ENGINE_SEEN_H
#define TTA_ENGINE_SEEN_H

#include <stdbool.h>

struct arena;
struct job;
struct strs;

bool seen_holds(const struct job *job, const char *path, struct arena *mem);
/* Why the job cannot be judged where the files differ from the judged tree in these paths; NULL:
 * it can. */
const char *seen_refuse(const struct job *job, const struct strs *dirty, struct arena *mem);

#endif
