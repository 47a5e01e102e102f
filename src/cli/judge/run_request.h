/* SPDX-License-Identifier: MIT */
/*
 * run_request -- what `tta-check run` was asked, checked and put in order.
 *
 * cmd_run makes one out of the command line, `tta-check` alone makes those of a rehearsal, and
 * judge_run() acts on it.
 */
#ifndef TTA_CLI_RUN_REQUEST_H
#define TTA_CLI_RUN_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "base/term.h"
#include "cli/option.h"

struct arena;
struct report_format;

enum run_what {
	RUN_STAGED,      /* the tree of the index against its bases */
	RUN_ALL_FILES,   /* every file of that tree */
	RUN_FILES,       /* the files named, as they are in that tree */
	RUN_RANGE,       /* from_ref...to_ref */
	RUN_LAST_COMMIT, /* HEAD against its parents */
	RUN_PUSH,        /* what `git push [remote]` would send */
	RUN_REHEARSAL,   /* `tta-check` alone: staged changes, if any, then as RUN_PUSH */
};

struct run_output { /* one --format */
	const struct report_format *format;
	const char *file; /* NULL: standard output; at most one has NULL */
};

struct run_request {
	enum run_what what;
	struct strs files;             /* RUN_FILES: as given, relative to the current folder */
	const char *from_ref, *to_ref; /* RUN_RANGE: both set */
	const char *remote;            /* RUN_PUSH: NULL: the branch's own */
	const char *hook_stage;        /* never NULL: given, or the default of what */
	struct strs components, gates, skip; /* as given; gates run whatever their `on` */
	const char *target;                  /* --target, or NULL */
	const char *config_from;             /* --config-from, or NULL */
	bool is_dry_run, is_why, is_fail_fast;
	bool is_fresh;                   /* nothing is served that passed before */
	bool is_fixing, is_showing_diff; /* of what says no and has a fixer */
	bool is_raising;                 /* the ratchet, by what was measured */
	bool is_rehearsal;               /* this is a part of one */
	size_t jobs;                     /* 0: not given */
	int verbosity;                   /* -1 quiet, 0, 1 verbose */
	enum term_color color;
	struct run_output *outputs; /* exactly one goes to standard output */
	size_t noutputs;
};

struct run_flags { /* as they were given; the tables below fill it */
	bool is_staged, is_all_files, is_last_commit;
	struct strs files;
	const char *files0_from, *from_ref, *to_ref, *push;
	struct strs components, gates, skip;
	const char *target, *hook_stage, *config_from;
	bool is_dry_run, is_why, is_fail_fast, is_no_cache, is_quiet, is_fixing, is_showing_diff;
	bool is_raising;
	int jobs, verbose, color;
	struct strs formats;
};
extern const struct option run_option_rows[];
extern const struct option fix_option_rows[];      /* what is in the index; which; how */
extern const struct option rehearse_option_rows[]; /* how, and no more */

int run_request_read(struct run_request *out, const struct run_flags *o,
	const struct strs *operands, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
