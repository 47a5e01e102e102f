/* SPDX-License-Identifier: MIT */
/*
 * report -- verdicts as text and data.  Decides nothing, prints nothing: fills buffers.
 *
 * Text:  success is one line.  Otherwise the first line is the verdict with the failing jobs, then
 *        findings (at most REPORT_GATE_FINDINGS a gate, REPORT_LINES in all, the rest in a named
 *        log), the last line what to do next.  Plain and stable when piped.
 */
#ifndef TTA_REPORT_REPORT_H
#define TTA_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct findings;
struct job;
struct outcome;
struct plan;
struct problems;

#define REPORT_GATE_FINDINGS 20
#define REPORT_LINES 120

struct report_style {
	bool has_color;
	int width;     /* columns there are; dotted lines take at most 79; 0: unknown */
	int verbosity; /* -1 quiet, 0, 1 verbose */
	bool is_live;  /* a terminal has seen the dotted lines already */
	bool is_why;   /* dotted lines with their reasons, and what does not run */
	bool is_piped; /* a program may read it: the last line says all that it needs */
};

struct report_format {
	const char *name; /* of --format */
	const char *summary;
	bool is_document; /* a file of it holds one judgement; else they follow one another */
	void (*write)(struct buf *out, const struct outcome *o, const struct report_style *style,
		struct arena *mem);
};
extern const struct report_format report_formats[];
extern const size_t nreport_formats;
const struct report_format *report_format_find(const char *name);

void report_text(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);
void report_json(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);
void report_github(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);
void report_sarif(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);
void report_junit(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);
void report_gitlab(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem);
/* One job's dotted line: "lint@parser......................Passed". */
void report_line(struct buf *out, const struct outcome *o, size_t job,
	const struct report_style *style, struct arena *mem);
/* run --dry-run: the plan; with why, reasons, config lines and what does not run. */
void report_plan(struct buf *out, const struct outcome *o, bool why, struct arena *mem);
/* Findings as people read them, a line each: "src/a.c:3:1: rule text". */
void report_findings(struct buf *out, const struct findings *list);
/* Where the whole output of a job is kept, below log_dir: "lint@parser.log". */
char *report_log_name(const struct job *job, struct arena *mem);
/* "tta.ini:12: unknown key 'fom'; did you mean 'from'?", a line each; warnings say so. */
void report_problems(struct buf *out, const struct problems *list, struct arena *mem);

#endif
