/* SPDX-License-Identifier: MIT */
/*
 * guarded -- the folders that hold a user's work in a repository: its work trees, the main and the
 * linked ones, its git folders, and for a submodule all of the repository that holds it.
 */
#ifndef TTA_GIT_GUARDED_H
#define TTA_GIT_GUARDED_H

struct arena;
struct repo;
struct strs;

/* Absolute; those that are there, each once. */
void guarded_find(struct strs *out, const struct repo *r, struct arena *mem);

#endif
