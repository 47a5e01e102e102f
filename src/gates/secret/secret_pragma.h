/* SPDX-License-Identifier: MIT */
/*
 * secret_pragma -- comments that say of a line: no secret.
 *
 *   # pragma: allowlist secret            as detect-secrets reads it, to the blank: after # // --
 *                                         ' or in a comment that ends the line; in .yaml after #
 *                                         alone; also whitelist, and a hyphen before secret
 *   # pragma: allowlist nextline secret   alone on the line above
 *   gitleaks:allow, trufflehog:ignore     anywhere on the line
 *   secretlint-disable-line, -next-line, secretlint-disable ... secretlint-enable
 */
#ifndef TTA_GATES_SECRET_PRAGMA_H
#define TTA_GATES_SECRET_PRAGMA_H

#include <stdbool.h>
#include <stddef.h>

/* Does the comment on this line, or the one before (NULL: none), exempt it?  Without their ends. */
bool secret_pragma_line(
	const char *path, const char *line, size_t n, const char *before, size_t nbefore);
/* Is the byte at `at` between secretlint-disable and secretlint-enable? */
bool secret_pragma_block(const char *data, size_t at);
/* Is there any word in data that could be a pragma? */
bool secret_pragma_any(const char *data, size_t len);

#endif
