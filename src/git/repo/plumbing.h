/* SPDX-License-Identifier: MIT */
/*
 * plumbing -- run git's own commands, the ones made for programs, on the repository at hand.
 *
 * Children:  git as found on PATH, no shell, no hooks, no fsmonitor, no replaced objects, no
 *            fetching of what a partial clone lacks, no locks that are optional; pathspecs literal.
 * Folder:    the work tree's root, in a bare repository the git folder.
 * Errors:    a git that fails is an error in its own words: "git write-tree: ...".
 */
#ifndef TTA_GIT_PLUMBING_H
#define TTA_GIT_PLUMBING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct feed;
struct repo;

struct plumbing {
	const char *const *args; /* after "git", NULL-terminated */
	const char *const *set;  /* NAME=VALUE, win over what is inherited; NULL: none */
	const void *input;       /* NULL: none */
	size_t input_len;
	int64_t timeout_ms; /* 0: PLUMBING_TIMEOUT_MS */
	bool is_for_user;   /* it changes what is the user's: their settings say what the index is
			       like, and it comes to its end, lock and all, if we are killed */
};
#define PLUMBING_TIMEOUT_MS (10 * 60 * 1000)
#define PLUMBING_OUTPUT_MAX ((size_t)1 << 30)

struct plumbing_text { /* what git printed, with a NUL behind it */
	const char *data;
	size_t len;
};

int plumbing_run(struct plumbing_text *out, const struct repo *r, const struct plumbing *what,
	struct arena *mem, struct error *err) TTA_MUST_USE;

/* The git that would be run, as an absolute path; NULL where there is none. */
const char *plumbing_program(const struct repo *r, struct arena *mem);
/* The same, with input that comes bit by bit: see base/feed.h.  Its words go to a file, from where
 * plumbing_fed() takes them once it has ended. */
int plumbing_feed(struct feed *out, const struct repo *r, const struct plumbing *what,
	const char *words, struct arena *mem, struct error *err) TTA_MUST_USE;
int plumbing_fed(struct feed *f, const struct plumbing *what, const char *words, struct arena *mem,
	struct error *err) TTA_MUST_USE;

/* Does git itself take start for a repository it may read?  Asked where a folder is another's. */
int plumbing_ask_trust(const char *start, const char *const *environ, struct arena *mem,
	struct error *err) TTA_MUST_USE;

#endif
