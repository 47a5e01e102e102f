/* SPDX-License-Identifier: MIT */
/*
 * push_messages -- the messages of all commits of a push, before any gate is asked.
 */
#ifndef TTA_CLI_PUSH_MESSAGES_H
#define TTA_CLI_PUSH_MESSAGES_H

struct pushing;

/* An exit status; what is refused has been told. */
int push_messages_check(struct pushing *p);

#endif
