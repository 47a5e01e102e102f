/* SPDX-License-Identifier: MIT */
/*
 * secret_wish -- the `args` of the built-in `secrets`.
 *
 *   --tier sure|likely|weak   up to which tier rules count (likely)
 *   --no-rule ID              but not this one; may be given several times
 *   --whole                   all of a changed file, not its added lines alone
 *   --audited                 an entry of the baseline that an audit called a secret excuses none
 *   --fail-on-unscannable     what is binary is no
 *   --baseline FILE           as the key `baseline`
 */
#ifndef TTA_GATES_SECRET_WISH_H
#define TTA_GATES_SECRET_WISH_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"
#include "gates/secret/secret_scan.h"

struct arena;

struct secret_wish {
	struct secret_options options; /* `own` stays empty */
	const char *baseline;          /* NULL: none given */
	bool is_whole, is_audited, is_strict;
};

int secret_wish_read(struct secret_wish *out, const struct strs *args, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int secret_tier_read(enum secret_tier *out, const char *word, struct error *err) TTA_MUST_USE;

#endif
