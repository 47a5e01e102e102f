/* SPDX-License-Identifier: MIT */
/*
 * keeper -- a process between us and a command, which answers for all that the command starts.
 *
 * Why:      an orphan goes to the nearest subreaper above it.  Were that ourselves, what escaped
 *           one of several commands could not be told from what escaped another; and a SIGKILL
 *           of ours would leave it alive.  So each command has a keeper of its own.
 * What:     its child is the command, in a session of its own.  When the command has ended, and
 *           when we have died, the keeper kills all that is left below it, whatever session that
 *           is in, and ends the way the command did: same exit status, same signal.
 * Signals:  SIGTERM: SIGTERM to the command's group, SIGKILL after PROC_GRACE_MS.
 *           KEEPER_KILL: SIGKILL now.
 */
#ifndef TTA_BASE_KEEPER_H
#define TTA_BASE_KEEPER_H

#include <signal.h>
#include <sys/types.h>

struct spawn;

#define KEEPER_KILL SIGUSR1

/* In a fresh child, all signals blocked: starts s and keeps it. */
void keeper_run(const struct spawn *s, pid_t parent) __attribute__((noreturn));

#endif
