/* SPDX-License-Identifier: MIT */
/*
 * evidence -- all that a verdict depends on, part by part with a name each, and the key made of it.
 *
 * Sequence:  evidence_add() for each part, in any order; then evidence_key() and evidence_text().
 * Equal:     two lists are equal where they have the same names with the same bytes behind them;
 *            the order does not matter, the same name twice does.
 * Names:     are for people, without blanks and newlines: "files", "tool", "env:CC".
 * Format:    the text has a line a part, "NAME DIGEST", sorted; the digest is SHA-256, of which the
 *            text shows EVIDENCE_SHOWN bytes and the key holds all.
 */
#ifndef TTA_MODEL_EVIDENCE_H
#define TTA_MODEL_EVIDENCE_H

#include <stddef.h>

#include "base/error.h"

struct arena;
struct strs;

#define EVIDENCE_BYTES 32
#define EVIDENCE_SHOWN 8

struct evidence_part {
	const char *name;
	unsigned char digest[EVIDENCE_BYTES];
};

struct evidence {
	struct evidence_part *v;
	size_t n, cap;
};

/* The name is borrowed, the bytes are not kept. */
int evidence_add(struct evidence *e, const char *name, const void *data, size_t len,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* A digest that is known already, of EVIDENCE_BYTES. */
void evidence_put(
	struct evidence *e, const char *name, const unsigned char *digest, struct arena *mem);
/* Also sorts the list. */
int evidence_key(
	unsigned char out[EVIDENCE_BYTES], struct evidence *e, struct error *err) TTA_MUST_USE;
const char *evidence_text(struct evidence *e, struct arena *mem);

/* What differs between two texts: names, each once, in order. */
void evidence_differ(struct strs *out, const char *before, const char *now, struct arena *mem);

#endif
