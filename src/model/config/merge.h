/* SPDX-License-Identifier: MIT */
/*
 * merge -- the sections of presets and of tta.ini laid over one another, still as texts.
 *
 * Sequence: merge_ini() once for each file, the one that counts least first.  A section of the same
 *           kind and name is overridden key by key; sections keep the order of first appearance.
 * Errors:   unknown sections and keys, names that cannot be, and keys that are not by stage are
 *           problems here.  What needs to know all gates, stages or components is left to others:
 *           stage names in `staged`, gate names in `words`.
 * Limits:   MERGE_MAX sections, and as many keys in one.
 */
#ifndef TTA_MODEL_MERGE_H
#define TTA_MODEL_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/config/given.h"
#include "model/config/key.h"
#include "model/config/origin.h"

#define MERGE_MAX 4096

struct arena;
struct ini;
struct problems;

struct staged { /* KEY.STAGE */
	const struct key *key;
	const char *stage;
	struct given setting;
};

struct gate_word { /* GATE.KEY, or GATE alone, in a component */
	const char *gate;
	const struct key *key;
	bool is_bare; /* GATE = off: key is `level` */
	struct given setting;
};

struct section {
	enum section_kind kind;
	const char *name;
	struct origin origin;   /* its last header */
	struct given *settings; /* a row a key of its kind */
	struct staged *staged;
	size_t nstaged, cstaged;
	struct gate_word *words;
	size_t nwords, cwords;
	struct section *each; /* of a template: what its components get */
	bool is_made;         /* of a component: a template made it */
};

struct merged {
	struct section *v;
	size_t n, cap;
	struct section component, gate; /* [defaults ...] */
	struct problems *problems;
	struct arena *mem;
};

void merge_init(struct merged *m, struct problems *problems, struct arena *mem);
void merge_ini(struct merged *m, const struct ini *ini);
void section_init(struct section *s, enum section_kind kind, const char *name, struct arena *mem);
struct section *merge_find(const struct merged *m, enum section_kind kind, const char *name);
/* Everything of above over below, which is changed. */
void section_over(struct section *below, const struct section *above, struct arena *mem);
/* What is wrong with the name of a section of this kind, or NULL. */
const char *section_bad_name(enum section_kind kind, const char *name);

#endif
