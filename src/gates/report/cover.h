/* SPDX-License-Identifier: MIT */
/*
 * cover -- what the readers of coverage reports fill: the files that they name, found in the tree,
 * and whatever coverage.h keeps of them.
 *
 * Sequence:  cover_init(), for each report cover_begin(), cover_read_*(), cover_end().
 * Readers:   take a report's text as a stream; they remember nothing of it but what cover keeps.
 * Errors:    -1: the report is cut off or no such report.
 */
#ifndef TTA_GATES_COVER_H
#define TTA_GATES_COVER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/maturity/coverage.h"

struct places;
struct stream;

struct cover {
	struct coverage *coverage;
	const struct places *places;
	struct strs roots;             /* that the report at hand says its paths are relative to */
	size_t nfiles;                 /* that reports name, each time */
	size_t nelsewhere;             /* of those: not in the tree */
	const char *elsewhere, *other; /* the first of those; the first in the tree that does not
					  count */
	bool is_statements;            /* the report counts statements, not lines */
	struct strs endings;           /* ".py" of the files that are in the tree */

	struct arena *mem, *scratch;
	size_t nscratch;
	char *last; /* the name that was asked last, and what it is */
	size_t last_size;
	struct coverage_file *last_file;
	int rc; /* -1: why says what came in between */
	struct error why;
};

void cover_init(
	struct cover *c, struct coverage *coverage, const struct places *places, struct arena *mem);
void cover_begin(struct cover *c); /* another report */
int cover_end(struct cover *c, struct error *err) TTA_MUST_USE;
void cover_release(struct cover *c);

/* The file that a report names so; NULL where it is none that counts: its lines are skipped. */
struct coverage_file *cover_file(struct cover *c, const char *name);
/* Of a report that knows packages and not folders: the one file that counts whose path ends so. */
struct coverage_file *cover_file_ending(struct cover *c, const char *tail);
/* Names a branch by a text of the report's own. */
uint32_t cover_id(const char *text, size_t len);

int cover_read_lcov(struct cover *c, struct stream *in, struct error *err) TTA_MUST_USE;
int cover_read_go(struct cover *c, struct stream *in, struct error *err) TTA_MUST_USE;
int cover_read_cobertura(struct cover *c, struct stream *in, struct error *err) TTA_MUST_USE;
int cover_read_clover(struct cover *c, struct stream *in, struct error *err) TTA_MUST_USE;
int cover_read_jacoco(struct cover *c, struct stream *in, struct error *err) TTA_MUST_USE;
int cover_read_coveragepy(struct cover *c, const json_t *root, struct error *err) TTA_MUST_USE;
int cover_read_istanbul(struct cover *c, const json_t *root, struct error *err) TTA_MUST_USE;

#endif
