/* SPDX-License-Identifier: MIT */
/*
 * remark -- an outcome as a flat list of what is wrong, one entry a place, for formats that know
 * nothing of jobs: findings, jobs that say no or cannot judge without any, other refusals.
 *
 * Lines are those of the judged file: such formats are about a commit.
 */
#ifndef TTA_REPORT_REMARK_H
#define TTA_REPORT_REMARK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct outcome;

enum remark_weight { REMARK_WARNING, REMARK_ERROR, REMARK_UNKNOWN };

struct remark {
	enum remark_weight weight;
	const char *by;    /* the job's id, or the refusal's name */
	const char *check; /* the gate or built-in, or the refusal's name */
	const char *file;  /* the path as it is, any bytes; NULL: about no file */
	const char *path;  /* the same in UTF-8: quoted as git does where it is not */
	int line, column;  /* 0: unknown */
	const char *rule;  /* or NULL */
	const char *text;  /* UTF-8 without control characters but newlines; never empty */
};

struct remarks {
	struct remark *v;
	size_t n, cap;
};

#define REMARK_LINES 20 /* of the output of a job that has no findings */

void remarks_collect(struct remarks *out, const struct outcome *o, struct arena *mem);

#endif
