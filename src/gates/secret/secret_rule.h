/* SPDX-License-Identifier: MIT */
/*
 * secret_rule -- what to look for, ready for the scanner: rules with whole patterns and the machine
 * that finds their keywords.
 *
 * Patterns: of a rule with `near`, the name, what stands between it and the value, and the value
 *           are put together here, and so are the bounds on both sides of a token.  A match begins
 *           at the keyword, or at most `back` bytes before it.  The secret is the first group, or
 *           all of it.
 * Shipped:  secret_shipped is made at build time out of config/secrets/ by config/secret_table.c,
 *           which calls secret_rules_make() as a user's rules do.
 */
#ifndef TTA_GATES_SECRET_RULE_H
#define TTA_GATES_SECRET_RULE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "gates/secret/secret_machine.h"
#include "model/secret.h"

struct arena;

enum secret_check {
	SECRET_MIXED = 1 << 0, /* letters and digits both */
	SECRET_VALUE = 1 << 1, /* looks made by a program */
	SECRET_EXACT = 1 << 2, /* its pattern says its own bounds */
	SECRET_ANY = 1 << 3,   /* what looks like a placeholder is one as well */
};

struct secret_rule {
	const char *id, *about, *type;
	const char *pattern; /* NULL: the path alone counts */
	const char *allow;
	const char *const *files; /* ends in NULL; NULL: any */
	uint32_t entropy_milli;
	uint16_t back;
	uint8_t tier, checks;
};

struct secret_rules {
	const struct secret_rule *v;
	size_t n;
	struct secret_machine machine;
};

extern const struct secret_rules secret_shipped;

int secret_rules_make(struct secret_rules *out, const struct secret *v, size_t n, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif
