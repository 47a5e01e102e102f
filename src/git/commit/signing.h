/* SPDX-License-Identifier: MIT */
/*
 * signing -- signatures by the key that git signs commits with: gpg.format = ssh or openpgp, and
 * user.signingKey.
 *
 * The program is git's (gpg.ssh.program, else ssh-keygen; gpg.program, else gpg); it may ask for a
 * passphrase on the terminal.  The namespace of an SSH signature is the caller's, so that what is
 * signed here is no commit; OpenPGP has none.
 */
#ifndef TTA_GIT_SIGNING_H
#define TTA_GIT_SIGNING_H

#include <stdbool.h>

#include "base/error.h"

struct arena;
struct repo;

/* Is a key set up?  *why says what is missing where it is not. */
bool signing_can(const char **why, const struct repo *r, struct arena *mem);
/* *armoured is the signature with its BEGIN and END lines. */
int signing_sign(const char **armoured, const struct repo *r, const char *name_space,
	const char *statement, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
