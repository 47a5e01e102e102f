/* SPDX-License-Identifier: MIT */
/*
 * loosening_own -- what loosening.c, which goes from section to section, and loosening_gate.c,
 * which holds gates against gates, share.
 */
#ifndef TTA_MODEL_LOOSENING_OWN_H
#define TTA_MODEL_LOOSENING_OWN_H

#include "model/config/key.h"
#include "model/config/origin.h"
#include "model/maturity/loosening.h"

struct component;

struct comparing {
	struct loosenings *out;
	const struct config *before, *after;
	const struct blob_source *tree;
	/* For each component of before: the one that it is now, or NULL. */
	const struct component **now;
	struct arena *mem;
};

struct pair {                /* one section, before and after */
	const char *subject; /* with the key's name behind it */
	const char *shown;   /* the same for people */
	const void *before, *after;
	const struct origin *origins; /* of after; may be NULL */
};

/* Holds the values of one key against each other. */
void compare_key(
	struct comparing *x, enum loosening_kind kind, const struct key *key, const struct pair *p);
/* Says it, where somebody else found it. */
void compare_say(struct comparing *x, enum loosening_kind kind, const struct key *key,
	const struct pair *p, const char *was, const char *is, const struct strs *elements);
/* A threshold's row, of those that stages, components and gates have in common. */
bool compare_is_threshold(const struct key *key);

void compare_gates(struct comparing *x);
/* The thresholds of components where no gate says otherwise. */
void compare_thresholds(struct comparing *x);

#endif
