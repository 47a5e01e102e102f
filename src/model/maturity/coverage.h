/* SPDX-License-Identifier: MIT */
/*
 * coverage -- which lines and branches of which files were executed, out of any number of reports.
 *
 * Sequence:  coverage_init() with the files that count, then any reports; the same line told again
 *            (by another report, another class, a method) is the same line, hit where any says so.
 *            A branch is known by its line and a number of the report's own.
 * Bounds:    two bits a line up to COVERAGE_LINE_MAX, 16 bytes a branch up to COVERAGE_PARTS_MAX a
 *            file, whatever the size of the reports; files that do not count take nothing.
 * Errors:    what is beyond a bound is counted in lost, and whoever judges must say so.
 */
#ifndef TTA_MODEL_COVERAGE_H
#define TTA_MODEL_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strs;

#define COVERAGE_LINE_MAX 10000000u
#define COVERAGE_PARTS_MAX 1000000u

struct coverage_part { /* a branch, or a block of statements */
	uint32_t line, id, weight;
	bool is_hit;
};

struct coverage_parts {
	struct coverage_part *v;
	size_t n, cap;
	bool is_sorted; /* by line and id, each once */
};

struct coverage_file {
	const char *path;           /* from the repository's root */
	bool is_told;               /* some report is about it */
	unsigned char *found, *hit; /* a bit a line */
	size_t nbytes;
	struct coverage_parts branches;
	struct coverage_parts statements; /* where a report counts those (Go), they are what counts
					     as lines */
};

struct coverage {
	struct coverage_file *v; /* sorted by path */
	size_t n;
	size_t ntold; /* files that some report is about */
	bool has_branches;
	size_t lost; /* lines and branches beyond the bounds */
	struct arena *mem;
};

struct coverage_count {
	int64_t lines, lines_hit, branches, branches_hit;
};

/* paths: sorted, each once; borrowed. */
void coverage_init(struct coverage *c, const struct strs *paths, struct arena *mem);
struct coverage_file *coverage_find(const struct coverage *c, const char *path); /* or NULL */
void coverage_tell(struct coverage *c, struct coverage_file *f);
void coverage_line(struct coverage *c, struct coverage_file *f, uint64_t line, bool is_hit);
void coverage_branch(
	struct coverage *c, struct coverage_file *f, uint64_t line, uint32_t id, bool is_hit);
/* total branches of a line of which hit were taken, numbered from 0. */
void coverage_branches(
	struct coverage *c, struct coverage_file *f, uint64_t line, uint64_t hit, uint64_t total);
/* statements that begin at that line: hit together, or not at all. */
struct coverage_block {
	uint64_t line;
	uint32_t id, statements;
	bool is_hit;
};
void coverage_statements(
	struct coverage *c, struct coverage_file *f, const struct coverage_block *b);

bool coverage_has(const struct coverage_file *f, uint64_t line);
bool coverage_is_hit(const struct coverage_file *f, uint64_t line);
/* Adds what one file has. */
void coverage_count(struct coverage_count *sum, struct coverage_file *f);

#endif
