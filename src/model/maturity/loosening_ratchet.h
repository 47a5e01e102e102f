/* SPDX-License-Identifier: MIT */
/*
 * loosening_ratchet -- what the ratchet held of components, and holds no longer.
 */
#ifndef TTA_MODEL_LOOSENING_RATCHET_H
#define TTA_MODEL_LOOSENING_RATCHET_H

struct arena;
struct config;
struct loosenings;
struct ratchet;

/* now: what is asked today; records of gates and components that are no more count for nothing. */
void loosening_add_ratchet(struct loosenings *out, const struct ratchet *before,
	const struct ratchet *after, const struct config *now, struct arena *mem);

#endif
