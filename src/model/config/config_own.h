/* SPDX-License-Identifier: MIT */
/*
 * config_own -- what a configuration keeps behind struct config: the texts that its values were
 * read from, for effective gates and for the dump.  For the files that make a config alone.
 */
#ifndef TTA_MODEL_CONFIG_OWN_H
#define TTA_MODEL_CONFIG_OWN_H

#include "model/config/config.h"
#include "model/config/merge.h"
#include "model/config/problem.h"
#include "model/config/value.h"

/* Of what is in the work tree alone. */
#define CONFIG_UNSTAGED "; what it names in the work tree is not staged yet, git add it"

struct variant {            /* an effective gate, and where else it was asked for */
	const char **texts; /* a row a key; NULL: not given */
	struct given *settings;
	struct gate *gate;
};

struct gate_own {
	const struct section *section;
	struct variant *v; /* v[0] is the base definition */
	size_t n, cap;
	struct gate_asked {
		size_t component;
		int stage;
		const struct gate *gate;
	} * asked; /* answers for components that override something */
	size_t nasked, casked;
};

struct config_private {
	struct arena *mem;
	struct merged merged;
	struct section **components;      /* a row a component; values with placeholders replaced */
	struct gate_own *gates;           /* a row a gate */
	struct strs known;                /* placeholders of commands */
	const struct blob_source *beside; /* while reading */
	struct problems *problems;        /* of the reading; later a list that nobody looks at */
	struct problems unheard;
};

/* For reading values of this configuration. */
struct value_context config_context(const struct config *c);

#endif
