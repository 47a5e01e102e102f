/* SPDX-License-Identifier: MIT */
/*
 * sarif_read -- findings by severity out of SARIF 2.1.0.
 *
 * Severity:  by `security-severity` of the result or its rule, as GitHub has it (critical from 9.0,
 *            high from 7.0, medium from 4.0, low above 0); else by level: error is high, warning
 *            medium, note low.  The level is the result's, the rule's
 *            rule's default, or warning.
 * Not:       results that are suppressed (and the suppression was not rejected), of another kind
 *            than fail, absent against the baseline, of level none.
 * Errors:    a run that says that it did not succeed; a document without a run.
 */
#ifndef TTA_GATES_SARIF_READ_H
#define TTA_GATES_SARIF_READ_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;

enum severity { SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL, SEVERITIES };

struct issue {
	enum severity severity;
	const char *file; /* as the report names it; NULL: nowhere */
	int line, column; /* 0: unknown */
	const char *rule, *text;
};

struct issues {
	struct issue *v;
	size_t n, cap;
};

/* Adds to out. */
int sarif_read(
	struct issues *out, const json_t *root, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
