/* SPDX-License-Identifier: MIT */
/*
 * spec_new -- a specification with all that the gate asks for and nothing written yet: every
 * place that waits to be filled in is a placeholder, which the gate finds until it is.
 */
#ifndef TTA_GATES_SPEC_NEW_H
#define TTA_GATES_SPEC_NEW_H

struct buf;
struct component;
struct config;
struct spec_rules;

void spec_new(struct buf *out, const char *name, const struct spec_rules *rules,
	const struct component *component, const struct config *config);

#endif
