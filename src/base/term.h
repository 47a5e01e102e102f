/* SPDX-License-Identifier: MIT */
/*
 * term -- what a descriptor can show.
 */
#ifndef TTA_BASE_TERM_H
#define TTA_BASE_TERM_H

#include <stdbool.h>

struct term {
	bool is_terminal; /* one that can move its cursor: TERM is set and not "dumb" */
	bool has_color;
	int width; /* columns; 80 where unknown */
};

int term_width(int fd); /* as it is now; 80 where unknown */

enum term_color { TERM_AUTO, TERM_ALWAYS, TERM_NEVER };

/* no_color and force_color are the values of NO_COLOR and CLICOLOR_FORCE, NULL where unset;
 * the wish goes before the first, the first before the second. */
void term_look(struct term *out, int fd, enum term_color wish, const char *no_color,
	const char *force_color, const char *term_name);

#endif
