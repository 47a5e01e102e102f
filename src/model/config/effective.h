/* SPDX-License-Identifier: MIT */
/*
 * effective -- gates as they act: the layers of a definition laid over one another.
 *
 * Order:   default < [defaults gate] < its KEY.STAGE < preset and [gate] < their KEY.STAGE < the
 *          component's GROUP.KEY < its GATE.KEY.
 * Kept:    a definition is made once; what has equal texts is one pointer.  config_gate() itself
 *          stands in config.h.
 */
#ifndef TTA_MODEL_EFFECTIVE_H
#define TTA_MODEL_EFFECTIVE_H

#include <stddef.h>

struct config;
struct given;

#define EFFECTIVE_ANY ((size_t)-1) /* no component in particular */

/* The base definitions of all gates, each value of each layer checked. */
void effective_read_gates(struct config *c);
/* The texts of a gate's keys, a row a key; stage NULL: none in particular. */
struct given *effective_settings(
	const struct config *c, size_t gate, size_t component, const char *stage);
void effective_release(struct config *c);

#endif
