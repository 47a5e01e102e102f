/* SPDX-License-Identifier: MIT */
/*
 * value -- the text of a key as the typed field that its row in the table names.
 *
 * Errors:    what a text cannot mean is a problem with the line of its part; the field then holds
 *            nothing.  Reading goes on.
 * Words:     apart at blanks; double quotes hold a word together (`"my dir/"`, NAME="a b"), `\"` is
 *            a quote, every other backslash itself.
 * Ownership: values live in the arena; value_release() frees what patterns compiled meanwhile.
 */
#ifndef TTA_MODEL_VALUE_H
#define TTA_MODEL_VALUE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/config/given.h"
#include "model/config/key.h"
#include "model/stage.h"

struct arena;
struct blob_source;
struct problems;

struct value_context {
	const struct stages *stages; /* of TYPE_STAGE */
	const struct strs *known;    /* placeholders of commands */
	struct problems *problems;
	struct arena *mem;
	const struct blob_source *beside; /* struct config_input has it; or NULL */
};

bool value_is_list(enum value_type type);   /* `+=` adds to it */
bool value_has_words(enum value_type type); /* a quoted value is one word of it */

/* object is the struct of the key's section; the setting may have no parts. */
void value_read(void *object, const struct key *key, const struct given *s,
	const struct value_context *ctx);
/* All rows of a section; origins[i] is where the setting of row i was last written. */
void value_read_all(void *object, struct origin *origins, enum section_kind kind,
	const struct given *settings, const struct value_context *ctx);
void value_release(void *object, enum section_kind kind);

/* Single texts. */
int value_words(
	struct strs *out, const char *text, struct arena *mem, struct error *err) TTA_MUST_USE;
/* "; did you mean 'x'?", or "" where nothing is near. */
const char *value_hint(const char *name, const struct strs *known, struct arena *mem);

#endif
