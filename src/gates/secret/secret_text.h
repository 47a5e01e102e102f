/* SPDX-License-Identifier: MIT */
/*
 * secret_text -- what kind of bytes a file is, before anybody looks for secrets in them.
 */
#ifndef TTA_GATES_SECRET_TEXT_H
#define TTA_GATES_SECRET_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* UTF-16 with a byte order mark as UTF-8, else the bytes themselves; lines stay lines. */
const char *secret_text(const char *data, size_t *len, struct arena *mem);
bool secret_text_is_binary(const char *data, size_t len);
/* A lock file, minified code, a source map: nobody writes those by hand. */
bool secret_text_is_generated(const char *path);

#endif
