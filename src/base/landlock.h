/* SPDX-License-Identifier: MIT */
/*
 * landlock -- Linux's Landlock: a process gives up writing below all folders but some.
 *
 * Sequence:  landlock_open(), landlock_allow() for each folder or file, then in a child
 *            landlock_enter(); close() of the descriptor ends it.
 * Versions:  what is mediated grows with the kernel's version of the interface.  1 (Linux 5.13) is
 *            enough to keep files from being written, made, renamed and removed, but refuses every
 *            move between folders; 2 (5.19) allows those; 3 (6.2) also mediates truncating a file
 *            by its name.  None mediates changes of mode, owner, times or extended attributes.
 *            Reading, running, devices and the network are left alone by us.
 * Errors:    where there is none, the reason and what to do about it in words.
 */
#ifndef TTA_BASE_LANDLOCK_H
#define TTA_BASE_LANDLOCK_H

#include <stdbool.h>

#include "base/error.h"

/* The kernel's version; -1 and *err where this process can have none. */
int landlock_version(struct error *err) TTA_MUST_USE;
/* What a version lets through that others do not, in words; NULL: nothing. */
const char *landlock_gap(int version);

/* A ruleset that allows nothing yet: a descriptor, closed on exec. */
int landlock_open(int version, struct error *err) TTA_MUST_USE;
/* Allows writing to path and all below.  false, with errno: it is not there, or cannot be allowed.
 * A symlink is never followed. */
bool landlock_allow(int ruleset, int version, const char *path);
/* From here on, this process and its children keep to it.  -1 with errno.  Async-signal-safe. */
int landlock_enter(int ruleset) TTA_MUST_USE;

#endif
