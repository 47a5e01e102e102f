/* SPDX-License-Identifier: MIT */
/*
 * message_site -- where `tta-check message` judges: the repository at hand and what is staged in
 * it, or, for a text alone, no repository at all.
 */
#ifndef TTA_CLI_MESSAGE_SITE_H
#define TTA_CLI_MESSAGE_SITE_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/session.h"

struct message_site {
	struct session session; /* its config is read, whatever there is */
	bool has_repo;
	bool has_index; /* the judged tree is what is staged */
};

/* needs_repo: none is an error.  Without one the rules are the shipped ones, or those of -c. */
int message_site_open(
	struct message_site *out, struct cli *cli, bool needs_repo, struct error *err) TTA_MUST_USE;
void message_site_close(struct message_site *site); /* legal on a zeroed one */

#endif
