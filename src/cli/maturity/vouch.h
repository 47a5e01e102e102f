/* SPDX-License-Identifier: MIT */
/*
 * vouch -- what approve and attest share: the records in the work tree, who the human is, the
 * question, the signature.
 *
 * The command's part is vouch_fill: to find out what is vouched for, put that into v->record, and
 * show it.  All else is vouch_run(), which refuses without a terminal.
 */
#ifndef TTA_CLI_VOUCH_H
#define TTA_CLI_VOUCH_H

#include <stdbool.h>

#include "base/error.h"
#include "base/strs.h"
#include "cli/session.h"
#include "model/maturity/approval.h"

struct cli;

struct vouch_options { /* a member of the command's own */
	bool is_signed, is_plain;
};
/* Their rows, for the command's table: type is its struct, member its struct vouch_options. */
#define VOUCH_OPTIONS(type, member)                                                                \
	{"sign", '\0', OPTION_FLAG, NULL, NULL, offsetof(type, member.is_signed), NULL,            \
		"refuse to record it without a signature by the key that git signs with (SSH or "  \
		"OpenPGP)"},                                                                       \
	{                                                                                          \
		"no-sign", '\0', OPTION_FLAG, NULL, NULL, offsetof(type, member.is_plain), NULL,   \
			"do not sign, though git is set up to"                                     \
	}

struct vouch {
	struct session s;
	struct approvals before; /* as the file in the work tree has them */
	struct approval record;
};

/* values and operands are the command's. */
typedef int vouch_fill(
	struct vouch *v, const void *values, const struct strs *operands, struct error *err);

/* The command from its first check to the record; returns its exit status. */
int vouch_run(struct cli *cli, const struct vouch_options *how, vouch_fill *fill,
	const void *values, const struct strs *operands);

#endif
