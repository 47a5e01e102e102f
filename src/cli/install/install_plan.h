/* SPDX-License-Identifier: MIT */
/*
 * install_plan -- what installing would do, decided and refused before anything is changed.
 */
#ifndef TTA_CLI_INSTALL_PLAN_H
#define TTA_CLI_INSTALL_PLAN_H

#include <stdbool.h>

#include "base/error.h"
#include "cli/install/hookset.h"

struct arena;
struct buf;
struct install_request;

enum install_action {
	INSTALL_NONE,   /* ours already, to the byte; or not wanted */
	INSTALL_NEW,    /* nothing there */
	INSTALL_UPDATE, /* ours, another build */
	INSTALL_KEEP,   /* somebody else's: kept */
};

struct install_step { /* what is to be done with one hook, and how far it got */
	struct hook_slot *slot;
	enum install_action action;
	const char *program; /* to copy from */
	const char *temp;    /* the copy, while it has no name of its own; NULL: none */
	const char *aside;   /* where an earlier kept hook went; NULL: nowhere */
	bool is_kept, is_done;
};

struct install_plan {
	const struct install_request *q;
	struct arena *mem;
	struct hookset set;
	struct install_step steps[HOOK_NAMES];
	bool made_dir;
};

int install_plan_make(struct install_plan *out, const struct install_request *q, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* What was done, in words. */
void install_tell(struct buf *say, const struct install_plan *done);

#endif
