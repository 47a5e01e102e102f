/* SPDX-License-Identifier: MIT */
/*
 * filetype -- what kind of file a path is: the words of `types`.
 *
 * By mode (file symlink submodule executable), by name and extension, and, for an executable that
 * neither tells, by the interpreter of its first line.
 */
#ifndef TTA_MODEL_FILETYPE_H
#define TTA_MODEL_FILETYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strs.h"

struct filetype_row {
	const char *type;
	const char *extensions, *names, *interpreters; /* words; NULL: none */
};
extern const struct filetype_row filetypes[];
extern const size_t nfiletypes;

bool filetype_is_known(const char *type);
/* head is the start of the content (NULL: not at hand; then a shebang is not seen and text/binary
 * unknown). */
bool filetype_matches(
	const char *type, const char *path, uint32_t mode, const char *head, size_t head_len);
/* Is the content needed to answer for this type and path? */
bool filetype_needs_content(const char *type, const char *path, uint32_t mode);

#endif
