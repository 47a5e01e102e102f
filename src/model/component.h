/* SPDX-License-Identifier: MIT */
/*
 * component -- a part of the repository with an owner, a maturity target and dependencies.
 *
 * Component 0 is always `.`, what nobody owns.
 * Ownership of a path: an exact path, then the longest literal prefix, then the longer pattern.
 * Identical patterns are a configuration error; a tie on a real file is found here and breaks only
 * the jobs on that file.
 */
#ifndef TTA_MODEL_COMPONENT_H
#define TTA_MODEL_COMPONENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strs.h"
#include "model/config/origin.h"
#include "model/plan/pattern.h"
#include "model/stage.h"

struct arena;
struct config;
struct ini_entry;
struct key;
struct problems;

struct component_override { /* GATE.KEY = text, or GATE = off */
	const char *gate;
	const struct key *key;
	const char *text;
	bool is_add;
	struct origin origin;
};

struct component {
	const char *name;
	struct origin origin,
		*origins; /* origins: a row a key of [component], file NULL where default */
	struct patterns source, tests, paths; /* paths: what it owns; source + tests unless given */
	const char *dir;                      /* {dir}: first folder of source unless given */
	int target, next;                     /* stages; next may be STAGE_NONE */
	struct strs depends, tags, alias, owner;
	const char *spec, *checklist;
	struct patterns docs, api;
	struct thresholds thresholds;
	struct component_override *overrides;
	size_t noverrides, coverrides;
	/* Filled by components_link(): */
	size_t *deps; /* all components below, transitively, without itself */
	size_t ndeps;
	size_t group; /* equal for the members of a cycle */
	size_t rank;  /* dependencies have smaller ranks than dependants; equal within a cycle */
};

struct components {
	struct component *v;
	size_t n, cap;
};

/* Resolves `depends` to indices, finds cycles (said once, as a warning). */
void components_link(struct components *list, struct problems *problems, struct arena *mem);

const struct component *component_find(
	const struct components *list, const char *name); /* name or alias */
/* Would it, at that stage, stand above one that it depends on?  In a cycle none does. */
bool component_is_above(const struct component *c, int stage, const struct component *below);
/* The components on the shortest way from one down to another that it depends on, neither of them:
 * none where it names it itself. */
void component_way(struct strs *out, const struct components *list, const struct component *from,
	const struct component *to, struct arena *mem);
bool component_depends(const struct component *c, size_t on);
/* The line of one of its keys; of its section where the key has none. */
struct origin component_origin(const struct component *c, const char *key);
/* The line of the key (source, tests or paths) that holds one of its patterns. */
struct origin component_claim_origin(const struct component *c, const struct pattern *by);

struct component_template { /* [components NAME] */
	const char *name;
	struct origin origin, *origins;
	const char *each;
	struct strs except;
};

struct owner {
	size_t component;         /* 0: nobody's */
	const struct pattern *by; /* NULL for nobody's */
	bool is_tie;              /* by and other say the same, of two components */
	size_t other;
	const struct pattern *other_by;
};
void owner_find(struct owner *out, const struct components *list, const char *path);

#endif
