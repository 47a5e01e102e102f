/* SPDX-License-Identifier: MIT */
/*
 * component_read -- a component out of its merged section.
 *
 * `{dir}` and `{component}` are replaced in every value; an unknown placeholder is a problem.
 * dir is by default the first folder of source, down to its first wildcard; paths is source and
 * tests.  The implicit component `.` takes no defaults and owns nothing by name.
 */
#ifndef TTA_MODEL_COMPONENT_READ_H
#define TTA_MODEL_COMPONENT_READ_H

#include "base/error.h"

struct blob_source;
struct component;
struct config;
struct section;

/* section is changed: it then holds the values with nothing left to replace. */
int component_read(struct component *out, struct section *section, const struct config *c,
	const struct blob_source *tree, struct error *err) TTA_MUST_USE;

#endif
