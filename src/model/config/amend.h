/* SPDX-License-Identifier: MIT */
/*
 * amend -- changes one value in the text of tta.ini and leaves every other byte as it is.
 *
 * Where the section has the key, its value; where it does not, a line behind the header; where
 * there is no such section, one at the end.  The result is read again: unless it says what was
 * wanted, and all else as before, nothing comes out.
 */
#ifndef TTA_MODEL_AMEND_H
#define TTA_MODEL_AMEND_H

#include <stddef.h>

#include "base/error.h"

struct arena;

struct amendment {
	const char *kind, *name; /* of the section: "component", "neo4j" */
	const char *key, *value;
};

/* *line is where the value stands now. */
int amend_text(const char **out, size_t *out_len, int *line, const char *text, size_t len,
	const struct amendment *what, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
