/* SPDX-License-Identifier: MIT */
/*
 * vouch -- what approve and attest share: the records in the work tree, who the human is, the
 * question, the signature.
 *
 * Sequence:  vouch_open(), which refuses without a terminal; the command fills in and shows what
 *            is vouched for; vouch_ask(); vouch_record(); vouch_close() is legal at any time.
 */
#ifndef TTA_CLI_VOUCH_H
#define TTA_CLI_VOUCH_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/session.h"
#include "model/maturity/approval.h"

struct cli;

enum vouch_signing { VOUCH_AUTO, VOUCH_SIGN, VOUCH_PLAIN };

struct vouch {
	struct session s;
	struct approvals before; /* as the file in the work tree has them */
	struct approval record;
	enum vouch_signing signing;
};

int vouch_open(struct vouch *v, struct cli *cli, enum vouch_signing signing,
	struct error *err) TTA_MUST_USE;
/* The component's name has to be typed; *is_sure is false for anything else. */
int vouch_ask(bool *is_sure, struct vouch *v, struct error *err) TTA_MUST_USE;
/* Signs where that is asked for or set up, and writes the file. */
int vouch_record(struct vouch *v, struct error *err) TTA_MUST_USE;
void vouch_close(struct vouch *v);

#endif
