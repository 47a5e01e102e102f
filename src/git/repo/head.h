/* SPDX-License-Identifier: MIT */
/*
 * head -- which branch HEAD is on and which commit it names.
 *
 * Unborn is told from corrupt: only a branch that has no reference at all is unborn.
 */
#ifndef TTA_GIT_HEAD_H
#define TTA_GIT_HEAD_H

#include "base/error.h"

struct arena;
struct repo;

/* Fills branch, is_unborn and head of a repository that is open. */
int head_read(struct repo *r, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
