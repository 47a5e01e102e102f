/* SPDX-License-Identifier: MIT */
/*
 * seal -- is a record signed by who it says, and is that somebody who may?
 *
 * OpenSSH's own verifier decides (ssh-keygen -Y verify, namespace "tta-check"): format SSHSIG
 * (https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig), signers as in
 * ALLOWED SIGNERS of ssh-keygen(1), by the mail address of the record.  A signature of git's over a
 * commit has another namespace and never serves.
 */
#ifndef TTA_GATES_SEAL_H
#define TTA_GATES_SEAL_H

#include "base/error.h"

struct approval;
struct arena;
struct blob;

/* *why is NULL where it holds; else what is wrong with it.  -1: nobody could look. */
int seal_check(const char **why, const struct approval *a, const struct blob *signers,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* The lines between BEGIN and END of an armoured signature as one word, NULL where it is none; and
 * back, of an SSH one.  One of OpenPGP has SEAL_PGP before it: a record, which seal_check() never
 * takes. */
#define SEAL_PGP "pgp:"
char *seal_packed(const char *armoured, struct arena *mem);
char *seal_armoured(const char *packed, struct arena *mem);

#endif
