/* SPDX-License-Identifier: MIT */
/*
 * crew -- many small looks, shared among as many processes as there are processors.
 *
 * The hands are forks that see what we see, and answer into memory that is shared with them
 * (crew_room); whatever else they change is lost with them.  Each index is taken by one hand.
 * A hand that dies leaves what it had taken unanswered, all zero: an answer of zero must mean that
 * somebody has to look again.  So there are no errors here: where nothing can be shared, the caller
 * does all of it.
 */
#ifndef TTA_BASE_CREW_H
#define TTA_BASE_CREW_H

#include <stddef.h>

/* Zeroed; NULL: there is none. */
void *crew_room(size_t size);
void crew_leave(void *room, size_t size); /* room may be NULL */

/* How many hands are worth having for looks that are this many, a microsecond each; at least 1, us.
 */
size_t crew_hands(size_t looks);
/* Returns when each index below n was taken, and all other hands have ended. */
void crew_do(void (*look)(size_t i, void *ctx), void *ctx, size_t n, size_t hands);

#endif
