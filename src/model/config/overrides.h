/* SPDX-License-Identifier: MIT */
/*
 * overrides -- what a component says of gates: GATE.KEY and GATE = off, where GATE is a gate or a
 * group.
 */
#ifndef TTA_MODEL_OVERRIDES_H
#define TTA_MODEL_OVERRIDES_H

struct component;
struct config;
struct section;

/* Once the gates are known; effective.h lays them over those. */
void overrides_read(struct component *out, const struct section *section, const struct config *c);

#endif
