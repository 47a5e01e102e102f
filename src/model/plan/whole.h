/* SPDX-License-Identifier: MIT */
/*
 * whole -- which of a member's files a gate gets.
 *
 * Those that differ from every base.  Where an input of the gate changed, all its files count as
 * different from that base: the same file may be judged differently now.
 */
#ifndef TTA_MODEL_WHOLE_H
#define TTA_MODEL_WHOLE_H

#include <stddef.h>

#include "base/error.h"

struct member;
struct planning;

/* Fills m->files and m->trigger (TRIGGER_NO where there are none, unless a built-in asks about the
 * commit). */
int whole_find(struct member *m, struct planning *p, size_t gate, struct error *err) TTA_MUST_USE;

#endif
