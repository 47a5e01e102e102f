/* SPDX-License-Identifier: MIT */
/*
 * filetype -- what kind of file a path is: the words of `types`.
 *
 * By mode (file symlink submodule directory executable non-executable), by name and extension, and,
 * for an executable that neither tells, by the interpreter of its first line.  A name counts whole
 * or, where nothing else tells, as a dotted part (Dockerfile.dev); an extension as written or in
 * lower case.  text and binary: by the type where there is one, else by the content.
 * The words are those of pre-commit's identify, and a few that people try (typescript, csharp).
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
	bool is_binary;
};
extern const struct filetype_row filetypes[];
extern const size_t nfiletypes;

bool filetype_is_known(const char *type);
/* head is the start of the content (NULL: not at hand; then a shebang is not seen and text/binary
 * unknown). */
bool filetype_matches(
	const char *type, const char *path, uint32_t mode, const char *head, size_t head_len);
/* By the content alone. */
bool filetype_looks_like_text(const char *head, size_t len);
/* The same as far as name and mode tell; untold: only the content does. */
enum filetype_answer { FILETYPE_NO, FILETYPE_YES, FILETYPE_UNTOLD };
enum filetype_answer filetype_by_name(const char *type, const char *path, uint32_t mode);

#endif
