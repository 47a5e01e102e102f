/* SPDX-License-Identifier: MIT */
/*
 * junit_read -- test results out of JUnit's XML, in the dialects of pytest, jest-junit, surefire,
 * gotestsum, ctest, GoogleTest and others.
 *
 * A test case counts once: failed or in error where it holds <failure> or <error>, skipped where it
 * holds <skipped> or says that it did not run, else passed.
 * Reruns: <flakyFailure> and <flakyError> are attempts of a test that passed in the end,
 *         <rerunFailure> and <rerunError> of one that did not.  A test case that failed and comes
 *         again under the same suite, class and name, and passes, passed in the end.
 * Trust:  suites that own up to more failures than their test cases show are an error.
 * Bounds: the first JUNIT_FAILURES_MAX that failed are remembered.
 */
#ifndef TTA_GATES_JUNIT_READ_H
#define TTA_GATES_JUNIT_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct stream;

#define JUNIT_FAILURES_MAX 10000

struct test_failure {
	const char *suite, *group, *name; /* group: classname; "" where there is none */
	const char *file, *text;          /* as the report has them; file may be NULL */
	int line;                         /* 0: unknown */
	bool is_over;                     /* it passed later */
};

struct test_results {
	int64_t tests, failed, errors, skipped;
	int64_t flaky; /* of those that passed */
	struct test_failure *failures;
	size_t nfailures, cfailures;
};

/* Adds to out. */
int junit_read(struct test_results *out, struct stream *in, struct arena *mem,
	struct error *err) TTA_MUST_USE;
int64_t test_results_passed(const struct test_results *r);

#endif
