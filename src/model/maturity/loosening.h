/* SPDX-License-Identifier: MIT */
/*
 * loosening -- what a configuration asked for and the next one no longer does.
 *
 * Found:  a section that is gone; by the key table, a value that asks for less.  What counts is
 *         what acts: gates as they act for each component that both have, at its target before and
 *         after; thresholds as they come out of gate, component and stage together.  So a value
 *         that moves (into a preset, [defaults], `+=`, KEY.STAGE) is none, nor a gate, a built-in
 *         or a component that only has another name.  What merely changed (a command) is told too,
 *         and asks for no trailer: nobody can tell what it means.
 * Kinds:  a demotion is about targets and thresholds of stages and components; all else, gates,
 *         levels, `ignore`, baselines, branches, rules of messages, is a gate loosened.
 * Merges: what one side asked for less already is not the merge's: loosenings_meet().
 */
#ifndef TTA_MODEL_LOOSENING_H
#define TTA_MODEL_LOOSENING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct blob_source;
struct config;

enum loosening_kind { LOOSENING_DEMOTION, LOOSENING_GATE, LOOSENING_CHANGE };
#define LOOSENING_DEMOTION_TRAILER "Maturity-Demotion"
#define LOOSENING_GATE_TRAILER "Gate-Loosened"

struct loosening {
	enum loosening_kind kind;
	const char *text;     /* "component 'app': target staging -> development (tta.ini:6)" */
	struct strs subjects; /* what it is about, whatever the values; each of them */
	struct strs elements; /* of a list that asks for less: which of them; else none */
};

struct loosenings {
	struct loosening *v;
	size_t n, cap;
};

struct loosening_input {
	const struct config *before, *after;
	const struct blob_source *tree; /* T: a component whose files are gone as well asks for
					   nothing any more; NULL: not asked */
};

int loosening_find(struct loosenings *out, const struct loosening_input *in, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* One more; a text that is there already only gets the subject. */
void loosening_add(struct loosenings *list, enum loosening_kind kind, const char *subject,
	const char *text, const struct strs *elements, struct arena *mem);
/* Is one of other about the same? */
bool loosening_is_in(const struct loosening *one, const struct loosenings *other);
/* Leaves those that are one in other as well. */
void loosenings_meet(struct loosenings *list, const struct loosenings *other);

/* Does one of them need the trailer of its kind? */
bool loosening_needs(const struct loosenings *list, enum loosening_kind kind);
/* "Maturity-Demotion" and so on; NULL for those that need none. */
const char *loosening_trailer(enum loosening_kind kind);

#endif
