/* SPDX-License-Identifier: MIT */
/*
 * hookfile -- what stands in a hooks folder under one name: nothing, one of our programs, or
 * somebody else's hook, and what that looks like.
 *
 * Ours is told by a marker that every hook program carries, so that a copy is known wherever it
 * lies and whatever it is called.
 * Kinds:   a table of tools by the words in their hook files.  Legend:
 *          name       for people
 *          sign       a text that only its hooks hold; both of them where there are two
 *          stashes    its pre-commit moves unstaged edits aside while it runs
 *          own_name   its hook finds its work by the name of its own file: renamed it does nothing
 *                     or fails
 *          has_config its hook names its configuration file
 *          retakes    the tool writes its hook anew by itself, in the place of ours
 */
#ifndef TTA_CLI_HOOKFILE_H
#define TTA_CLI_HOOKFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;

#define KEPT_SUFFIX ".before-tta"

#define HOOK_NAMES 6
#define HOOK_OPTIONAL "prepare-commit-msg"       /* installed where it was asked for */
extern const char *const hook_names[HOOK_NAMES]; /* those we install */

struct hook_kind {
	const char *name;
	const char *sign[2];
	bool stashes, own_name, has_config, retakes;
};

extern const struct hook_kind hook_kinds[];
extern const size_t nhook_kinds;

enum hookfile_what { HOOKFILE_NONE, HOOKFILE_OURS, HOOKFILE_FOREIGN, HOOKFILE_NOT_A_FILE };

struct hookfile {
	enum hookfile_what what;
	const char *path;
	const char *version;          /* of ours */
	const struct hook_kind *kind; /* of a foreign one; NULL: no tool that we know */
	const char *looks; /* "pre-commit, .pre-commit-config.yaml", "a script (sh)", "a program" */
	bool is_link, is_dangling, is_empty, is_executable;
	bool is_bare_script; /* neither #! nor a program: git has sh read it */
	bool asks_own_name;  /* by the looks of it, it looks at its own $0 */
};

int hookfile_look(
	struct hookfile *out, const char *path, struct arena *mem, struct error *err) TTA_MUST_USE;

/* The part that looks at the bytes: whose it is, what it looks like. */
void hookfile_read(struct hookfile *f, const char *data, size_t len, struct arena *mem);

/* Two hooks of one tool that we know: it writes them, so one stands for the other. */
bool hookfile_same_tool(const struct hookfile *a, const struct hookfile *b);

/* Why git would not run it, or NULL: "empty", "not executable", ... */
const char *hookfile_flaw(const struct hookfile *f);

#endif
