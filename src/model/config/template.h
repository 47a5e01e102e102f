/* SPDX-License-Identifier: MIT */
/*
 * template -- the sections of all components: written ones, and those that [components] makes.
 *
 * A match makes a component named like its stem, `_` as `-`; `{1}` is the stem, also in a section
 * that overrides the component.  Two templates may name one component, whose halves they then are:
 * lists are joined, a key that holds one value must be the same in both.
 * Order: where the template, or the section, stands in the file.
 */
#ifndef TTA_MODEL_TEMPLATE_H
#define TTA_MODEL_TEMPLATE_H

#include "base/error.h"
#include "model/config/merge.h"

struct blob_source;
struct value_context;

struct component_sections {
	struct section **v;
	size_t n, cap;
};

/* -1 only where the tree cannot be read. */
int template_expand(struct component_sections *out, const struct merged *m,
	const struct blob_source *tree, const struct value_context *ctx,
	struct error *err) TTA_MUST_USE;

/* text with each sign, `{dir}` for instance, replaced. */
const char *template_fill(const char *text, const char *sign, const char *value, struct arena *mem);

#endif
