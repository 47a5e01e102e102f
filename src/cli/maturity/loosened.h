/* SPDX-License-Identifier: MIT */
/*
 * loosened -- what a change no longer asks for: its configuration, the ratchet and the baselines
 * held against those of its bases.
 *
 * Counts: what no base asks for any more.  A base without a tta.ini asked for nothing.
 * Bases:  one whose configuration has errors is no way round: the one before it counts, that of its
 *         first parent and so on.  -c: the file of that name in the trees; one from elsewhere is
 *         not looked at.
 * Costs:  where none of those files differs, a look at their entries.
 */
#ifndef TTA_CLI_LOOSENED_H
#define TTA_CLI_LOOSENED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/judged/bases.h"
#include "model/maturity/loosening.h"

struct arena;
struct committed;
struct config;
struct session;
struct strs;

struct loosened_change {
	const struct oid *tree;
	struct oids parents;         /* commits */
	const struct oid *before;    /* the tree of the only parent; NULL: not known */
	const struct config *config; /* of tree, where it is read already; NULL: it is not */
};

int loosened_between(struct loosenings *out, struct session *s,
	const struct loosened_change *change, struct error *err) TTA_MUST_USE;
/* Of one commit; of known, before and config count. */
int loosened_commit(struct loosenings *out, struct session *s, const struct committed *c,
	const struct loosened_change *known, struct error *err) TTA_MUST_USE;
/* Of what is staged. */
int loosened_staged(struct loosenings *out, struct session *s, struct error *err) TTA_MUST_USE;
/* Of the tree's own configuration: that of the session, unless it has it from elsewhere. */
const struct config *loosened_config(const struct session *s);

/* Did one of these commits have a tta.ini? */
int loosened_had_config(
	bool *out, struct session *s, const struct oids *commits, struct error *err) TTA_MUST_USE;

/* For people: what, and which trailers the message will need. */
void loosened_note(struct strs *notes, const struct loosenings *list, struct arena *mem);

#endif
