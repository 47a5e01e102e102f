/* SPDX-License-Identifier: MIT */
/*
 * outlook -- what was measured, against what the `next` stage of a component will want of it: a
 * word of warning, never a no.
 */
#ifndef TTA_CLI_OUTLOOK_H
#define TTA_CLI_OUTLOOK_H

struct arena;
struct outcome;

/* Adds a note for each measure that is enough today and will not be. */
void outlook_note(struct outcome *o, struct arena *mem);

#endif
