/* SPDX-License-Identifier: MIT */
/*
 * consistency -- what is wrong with a configuration whose every value is right by itself: names
 * that nothing has, keys that exclude each other, thresholds that fall, claims that collide.
 */
#ifndef TTA_MODEL_CONSISTENCY_H
#define TTA_MODEL_CONSISTENCY_H

#include "base/error.h"

struct blob_source;
struct config;

void consistency_check_stages(const struct config *c);
/* Warns of what stands higher than what it builds on. */
void consistency_check_targets(const struct config *c);
void consistency_check_gates(const struct config *c);
/* Warns of a built-in that two gates run over the same files. */
void consistency_check_twins(const struct config *c);
/* -1 only where the tree cannot be read. */
int consistency_check_components(
	const struct config *c, const struct blob_source *tree, struct error *err) TTA_MUST_USE;

#endif
