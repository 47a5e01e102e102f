/* SPDX-License-Identifier: MIT */
/*
 * settings -- the configuration file of a snapshot's repository, out of the user's.
 *
 * Those settings of the user's that decide what files look like (line ends, filters, attributes)
 * and who commits, from whatever file, include or variable git takes them; and what a snapshot has
 * in any case.  Equal settings, equal text; other attributes outside the tree, another text.
 */
#ifndef TTA_GIT_SETTINGS_H
#define TTA_GIT_SETTINGS_H

#include "base/error.h"

struct arena;
struct repo;

/* notes: a folder for what need not be found out again; NULL: there is none. */
int settings_read(const char **out, const struct repo *r, const char *notes, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif
