/* SPDX-License-Identifier: MIT */
/*
 * message -- judges one commit message by rules (rule.h), and mends what is safe to mend.
 *
 * Judged is the text that git will store (MESSAGE_OWN) or the one that commitlint would see; lines,
 * columns and widths are of that text, in bytes.
 * Errors: -1 means that nobody can say whether the message is good (an expression hit PCRE2's
 *         limits, say); that blocks like a no.
 */
#ifndef TTA_GATES_MESSAGE_H
#define TTA_GATES_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "gates/message/rule.h"

struct arena;

enum message_source {
	MESSAGE_EDIT,    /* the file that git hands to commit-msg, comments and all */
	MESSAGE_HISTORY, /* as stored in a commit: nothing is cleaned up */
	MESSAGE_TITLE,   /* of a pull request: one line; what is asked of bodies is not asked */
};

enum message_cleanup {   /* commit.cleanup */
	CLEANUP_DEFAULT, /* strip where an editor was used, else whitespace */
	CLEANUP_STRIP,
	CLEANUP_WHITESPACE,
	CLEANUP_VERBATIM,
	CLEANUP_SCISSORS,
};

enum message_merge {   /* by MERGE_HEAD, or the number of parents */
	MERGE_UNKNOWN, /* then the header has to tell */
	MERGE_NOT,
	MERGE_IS,
};

struct message_component {
	const char *name;
	const struct strs *alias; /* or NULL */
};

/* What the scope is measured against. */
struct message_scopes {
	const struct message_component *known; /* every component; none: any scope will do */
	size_t nknown;
	const struct strs *extra;   /* [commit] scopes; NULL: none */
	const struct strs *free;    /* [commit] free; NULL: none */
	const struct strs *touched; /* names of the components that the commit is about; NULL: not
				       known, and then not asked */
};

struct message_input {
	const char *text;
	size_t len;
	enum message_source source;
	enum message_merge merge;
	const char *author; /* `name <address>`, or NULL */
	struct message_scopes scopes;
	const struct strs *changed; /* paths that the commit makes or changes, but none that it
				       deletes; NULL: not known, and then not asked */

	/* Of MESSAGE_EDIT alone: */
	enum message_cleanup cleanup;
	bool is_edited;      /* GIT_EDITOR was not `:` */
	bool is_verbose;     /* commit.verbose, or -v where that is known */
	const char *comment; /* core.commentChar or core.commentString, the last one given; may be
				"auto"; NULL: # */
	const char *comment_char; /* core.commentChar alone, as commitlint reads it; NULL: # */

	/* Of the branch that it is for: */
	bool is_pushed;     /* asked of commits that leave: fixup! and WIP count from here on */
	bool refuses_fixup; /* fixup!, squash! and amend! are errors here, pushed or not */
	bool refuses_wip;
};

struct message_problem {
	const char *rule;
	enum level level; /* LEVEL_FAIL or LEVEL_WARN */
	const char *text; /* what is wrong: one line, no full stop */
	const char *hint; /* the header as it could be, or NULL */
	size_t line;      /* from 1, of the judged text; 0: of no line (something is missing) */
	size_t column, width;
	bool is_echo; /* follows from the one before: for data, not worth telling people */
};

struct message_verdict {
	bool is_valid; /* no problem of LEVEL_FAIL */
	bool is_ignored;
	const char *why_ignored;
	struct message_problem *v; /* in the order of the text, header first */
	size_t n;
	const char *text; /* as judged */
	size_t len;
	const char *header; /* of it; NULL: there is none */
};

int message_judge(struct message_verdict *out, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Copies what it lent from the arena it was judged in, but for the text, which it then lacks. */
void message_verdict_keep(struct message_verdict *v, struct arena *mem);

struct message_fixed {
	const char *text; /* what git would store, mended */
	size_t len;
	struct strs done; /* what was done, a phrase each: "full stop removed" */
};

/* The safe ones: trim, case of the type, full stop, blank lines, wrapped prose.  Code blocks,
 * tables, URLs and trailers stay as they are.  done is empty: there was nothing to do, or
 * the text holds a NUL, which git stores in no message. */
int message_fix(struct message_fixed *out, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
