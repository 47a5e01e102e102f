/* SPDX-License-Identifier: MIT */
/*
 * rise -- which components rose to another stage here, or went back, when, by whom and on which
 * tree.
 */
#ifndef TTA_STORE_RISE_H
#define TTA_STORE_RISE_H

#include <stdint.h>

#include "base/error.h"
#include "model/oid.h"

struct journal;

struct rise {
	int64_t at_ms; /* since the epoch */
	const char *component, *from, *to, *who;
	const char *reason; /* NULL: none was given */
	struct oid tree;
};

int rise_add(struct journal *j, const struct rise *r, struct error *err) TTA_MUST_USE;

#endif
