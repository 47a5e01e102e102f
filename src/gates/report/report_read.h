/* SPDX-License-Identifier: MIT */
/*
 * report_read -- the reports that a command left in its folder, each read by what it holds, not by
 * what it is called.
 *
 * Files of a folder that are no report are passed over, but for those on top that are named like
 * one (.xml .json .info .lcov .sarif): then nobody knows what they say.  JSON that is whole and
 * something else (a summary) is passed over.
 * Errors:  a report that is empty, cut off, older than the run, or no such report; JSON over
 *          REPORT_JSON_MAX.  Said with the report's name.
 * Limits:  REPORT_FILES_MAX files, REPORT_DEPTH folders deep.
 */
#ifndef TTA_GATES_REPORT_READ_H
#define TTA_GATES_REPORT_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "gates/report/cover.h"
#include "gates/report/junit_read.h"
#include "gates/report/sarif_read.h"

struct arena;
struct stream;

#define REPORT_JSON_MAX ((size_t)64 << 20)
#define REPORT_FILES_MAX 10000
#define REPORT_DEPTH 8

enum report_kind { REPORT_COVERAGE, REPORT_JUNIT, REPORT_SARIF, REPORT_KINDS };
extern const char *const report_words[REPORT_KINDS]; /* of `report` */

struct reports {
	bool wants[REPORT_KINDS]; /* others are passed over */
	struct cover *cover;
	struct test_results tests;
	struct issues issues;
	size_t n[REPORT_KINDS];          /* how many were read */
	const char *first[REPORT_KINDS]; /* the name of the first */
	const char *unknown;             /* JSON that is none of them, the first; or NULL */
};

/* began_ns: what was last changed before, is of another run. */
int report_read_folder(struct reports *out, const char *folder, int64_t began_ns, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* One of them; is_suspect: what is none is an error. */
int report_read(struct reports *out, struct stream *in, const char *name, bool is_suspect,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
