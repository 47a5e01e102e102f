/* SPDX-License-Identifier: MIT */
/*
 * describe -- definitions as tta.ini would have them, a key a line with the line it comes from.
 *
 *	  target      tta.ini:36    staging
 */
#ifndef TTA_CLI_DESCRIBE_H
#define TTA_CLI_DESCRIBE_H

#include <stdbool.h>

#include "model/config/key.h"
#include "model/config/origin.h"

struct arena;
struct buf;
struct patterns;
struct stages;

/* What stands in the key's field of a section's struct, as it would be written; "" for nothing. */
char *describe_value(
	const struct key *key, const void *section, const struct stages *stages, struct arena *mem);
char *describe_patterns(const struct patterns *list, struct arena *mem);

/* Every key of the section that was given a value.  origins: a row a key of the section. */
void describe_keys(struct buf *out, enum section_kind kind, const void *section,
	const struct origin *origins, const struct stages *stages, struct arena *mem);
/* One such line. */
void describe_line(struct buf *out, const char *name, const char *origin, const char *value);

#endif
