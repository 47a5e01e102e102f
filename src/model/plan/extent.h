/* SPDX-License-Identifier: MIT */
/*
 * extent -- what components' patterns name in the tree: {source}, {tests}, {paths}, and the cone
 * that a job may see.
 *
 * The tree is asked once for each list of a component, and only when a job wants it.
 */
#ifndef TTA_MODEL_EXTENT_H
#define TTA_MODEL_EXTENT_H

#include "base/error.h"
#include "base/strs.h"

struct job;
struct members;
struct planning;

/* Fills source, tests and paths of the job where its commands use them. */
int extent_places(struct job *job, const struct members *of, struct planning *p,
	struct error *err) TTA_MUST_USE;
/* Fills cone: what the members and their dependencies own (sees = component), or the files (sees =
 * files).  Empty, so all, where a component owns what nobody else does. */
int extent_cone(struct job *job, const struct members *of, struct planning *p,
	struct error *err) TTA_MUST_USE;

#endif
