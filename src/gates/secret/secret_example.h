/* SPDX-License-Identifier: MIT */
/*
 * secret_example -- `good` and `bad` of a rule, put to the rule.
 *
 * <KIND:N> stands for N bytes that look random and are the same each time: digits hex HEX lower
 * upper letters alnum base64 url; <uuid> for a UUID, <nl> for a newline.  So nothing that looks
 * like a token stands in a file of rules.
 */
#ifndef TTA_GATES_SECRET_EXAMPLE_H
#define TTA_GATES_SECRET_EXAMPLE_H

#include "base/error.h"
#include "gates/secret/secret_rule.h"

struct arena;

const char *secret_example(const char *text, struct arena *mem);

/* ERR_CONFIG naming the first rule that does not do what its examples say.  rules are those made
 * out of v, in its order. */
int secret_examples_check(const struct secret_rules *rules, const struct secret *v, size_t n,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
