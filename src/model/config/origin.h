/* SPDX-License-Identifier: MIT */
/*
 * origin -- which line asked for something.
 */
#ifndef TTA_MODEL_ORIGIN_H
#define TTA_MODEL_ORIGIN_H

struct arena;

struct origin {
	const char *file; /* "tta.ini", "preset python", or NULL: built in */
	int line;         /* 0 where there is none */
};

const char *origin_text(const struct origin *o, struct arena *mem); /* "tta.ini:41", "built in" */

#endif
