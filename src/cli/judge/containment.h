/* SPDX-License-Identifier: MIT */
/*
 * containment -- what is to be said of gates with `contain` where the kernel cannot do all of it.
 */
#ifndef TTA_CLI_CONTAINMENT_H
#define TTA_CLI_CONTAINMENT_H

struct arena;
struct plan;
struct strs;

/* A gate that wants it at any price is not run where it cannot be had, which its verdict says; this
 * is about those that run all the same. */
void containment_note(struct strs *notes, const struct plan *plan, struct arena *mem);

#endif
