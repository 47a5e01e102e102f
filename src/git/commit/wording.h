/* SPDX-License-Identifier: MIT */
/*
 * wording -- what this user's git makes of the text of a commit message: which lines are comments,
 * what is cleaned up, in which encoding it is stored.
 *
 * Values that `git -c` or GIT_CONFIG_COUNT give count most, as in git.
 */
#ifndef TTA_GIT_WORDING_H
#define TTA_GIT_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strs.h"

struct arena;
struct repo;

struct wording {                  /* each NULL where it is not set */
	const char *comment;      /* core.commentChar or core.commentString, the last one given */
	const char *comment_char; /* core.commentChar alone */
	const char *cleanup;      /* commit.cleanup */
	const char *encoding;     /* i18n.commitEncoding */
	bool is_verbose;          /* commit.verbose */
};

void wording_read(struct wording *out, const struct repo *r, struct arena *mem);

/* The text as UTF-8: itself, unless the encoding is one of one byte a character that is known here
 * (ISO 8859-1 by its names).  What cannot be told stays as it is. */
const char *wording_utf8(const char *text, size_t *len, const char *encoding, struct arena *mem);

/* The settings of GIT_CONFIG_PARAMETERS: names and values in turn.  What is malformed ends it. */
void wording_parameters(struct strs *out, const char *text, struct arena *mem);

#endif
