/* SPDX-License-Identifier: MIT */
/*
 * jot -- small files of a snapshot: quick to write, and worth nothing after a power cut.
 *
 * Written in place and never synced: the folder is locked by one run, and after a boot whatever
 * was written before it is taken for lost (shadow.h).  A symlink is never followed.
 */
#ifndef TTA_GIT_JOT_H
#define TTA_GIT_JOT_H

#include <stddef.h>

#include "base/error.h"

struct arena;

int jot_bytes(const char *path, const void *data, size_t len, struct error *err) TTA_MUST_USE;
int jot_text(const char *path, const char *text, struct error *err) TTA_MUST_USE;
/* In a folder that others wrote to: what has another name elsewhere, or is no file, is replaced and
 * not written into; what holds these bytes already is left alone. */
int jot_safely(const char *path, const void *data, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The text of such a file; "" where there is none or it is unreadable. */
const char *jot_read(const char *path, struct arena *mem);

#endif
