/* SPDX-License-Identifier: MIT */
/*
 * raise -- writes what was measured into the ratchet's file, where it is better than what stands
 * there (`run --ratchet`, and nothing else).
 *
 * Of gates with `ratchet = yes` whose job passed.  The file is the work tree's; it is not staged.
 */
#ifndef TTA_CLI_RAISE_H
#define TTA_CLI_RAISE_H

#include "base/error.h"

struct assessment;
struct session;

int raise_ratchet(struct assessment *a, struct session *s, struct error *err) TTA_MUST_USE;

#endif
