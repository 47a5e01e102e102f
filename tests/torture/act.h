/* SPDX-License-Identifier: MIT */
/*
 * act -- children of the torture test: each in a process group of its own, all of them ours to wait
 * for, also those that their parents left behind.
 */
#ifndef TTA_TORTURE_ACT_H
#define TTA_TORTURE_ACT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct arena;

/* Orphans below us become our children. */
void act_adopt(void);
void act_nap_us(unsigned us);

/* Starts a program with its output in a file (appended); limit: RLIMIT_FSIZE, or -1.  The id. */
pid_t act_start(const char *const *argv, const char *log, long limit);
/* 128 + signal where that ended it. */
int act_wait(pid_t pid);
int act_run(const char *const *argv, const char *log);
/* What a program prints; NULL where it fails. */
char *act_read(const char *const *argv, const char *input, size_t input_len, size_t *len,
	struct arena *mem);
/* A child of pid, or 0. */
pid_t act_child_of(pid_t pid);
/* Waits for all that is left; false: something does not end by itself. */
bool act_drain(unsigned limit_ms);

#endif
