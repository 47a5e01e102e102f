/* SPDX-License-Identifier: MIT */
/*
 * loosened -- what a change no longer asks for: its configuration, the ratchet and the baselines
 * held against those of its bases.
 *
 * Counts: what no base asks for any more.  A base without a tta.ini asked for nothing.
 * Bases:  a configuration that cannot be read asked for something that nobody can tell.
 * Costs:  where none of those files differs, a look at their entries.
 */
#ifndef TTA_CLI_LOOSENED_H
#define TTA_CLI_LOOSENED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/loosening.h"

struct arena;
struct config;
struct oid;
struct oids;
struct session;
struct strs;

struct loosened_change {
	const struct oid *tree, *bases; /* trees */
	size_t nbases;
	const struct config *config; /* of tree, where it is read already; NULL: it is not */
};

int loosened_between(struct loosenings *out, struct session *s,
	const struct loosened_change *change, struct error *err) TTA_MUST_USE;
/* Of what is judged, by the configuration that counts. */
int loosened_judged(struct loosenings *out, struct session *s, struct error *err) TTA_MUST_USE;

/* Did one of these commits have a tta.ini? */
int loosened_had_config(
	bool *out, struct session *s, const struct oids *commits, struct error *err) TTA_MUST_USE;

/* For people: what, and which trailers the message will need. */
void loosened_note(struct strs *notes, const struct loosenings *list, struct arena *mem);

#endif
