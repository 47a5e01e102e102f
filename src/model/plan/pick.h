/* SPDX-License-Identifier: MIT */
/*
 * pick -- what the command line and SKIP narrow a plan to.
 *
 * Names that were asked for must exist: an unknown one is an error with the nearest.  Names to skip
 * may be unknown (one SKIP serves many repositories): those are warnings.
 */
#ifndef TTA_MODEL_PICK_H
#define TTA_MODEL_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct config;
struct selector;

struct pick_skip {
	const char *word; /* as it was given */
	const char *id;   /* a gate, a group or a built-in */
	bool is_one;      /* only for one component: */
	size_t component;
};

struct pick {
	const struct config *config;
	const struct selector *selector;
	bool *component; /* a row a component; NULL: all */
	struct pick_skip *skips;
	size_t nskips;
};

int pick_read(struct pick *out, const struct config *config, const struct selector *selector,
	struct strs *warnings, struct arena *mem, struct error *err) TTA_MUST_USE;

bool pick_has_component(const struct pick *p, size_t component);
/* Was this gate asked for by its name, its group or one of its built-ins? */
bool pick_names_gate(const struct pick *p, size_t gate, const struct strs *builtins);
/* Is it part of the run?  builtin NULL: the gate is a command. */
bool pick_has_job(const struct pick *p, size_t gate, const char *builtin);
/* What skips it, or NULL. */
const struct pick_skip *pick_skip(
	const struct pick *p, size_t gate, const char *builtin, size_t component);

#endif
