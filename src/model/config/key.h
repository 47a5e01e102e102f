/* SPDX-License-Identifier: MIT */
/*
 * key -- the one table of everything that can stand in tta.ini.
 *
 * Each row drives parsing (type, field), `config lint` (choices, nearest name), `config dump`
 * (default, origin), the verdict key, the search for loosened rules, and the reference in docs/.
 *
 * Legend:  field      where the value goes in the section's struct (offsetof)
 *          fallback   the default, as it would be written; NULL: none
 *          choices    the words of TYPE_CHOICE, in the order of the enum
 *          looser     which direction of a change asks for less
 *          flags      below
 */
#ifndef TTA_MODEL_KEY_H
#define TTA_MODEL_KEY_H

#include <stddef.h>

enum section_kind {
	SECTION_TTA,
	SECTION_STAGE,
	SECTION_COMPONENT,  /* also [defaults component] */
	SECTION_COMPONENTS, /* a template: its own keys, and all of [component] */
	SECTION_ENV,
	SECTION_GATE, /* also [defaults gate] */
	SECTION_BRANCH,
	SECTION_COMMIT,
	SECTION_RULE, /* of commit messages */
	SECTION_SECRET,
	SECTION_KINDS,
};

enum value_type {
	TYPE_TEXT,      /* const char *: the value as it stands */
	TYPE_WORD,      /* const char *: one word */
	TYPE_WORDS,     /* struct strs: apart at blanks */
	TYPE_PATTERNS,  /* struct patterns */
	TYPE_NAMES,     /* struct patterns that match base names where they hold no '/' */
	TYPE_PATHS,     /* struct strs: paths inside the repository, no wildcard needed */
	TYPE_BOOL,      /* bool: yes no true false on off 1 0 */
	TYPE_NUMBER,    /* int, at least 0 */
	TYPE_THRESHOLD, /* struct threshold: a number, '%' allowed behind it */
	TYPE_DURATION,  /* int64_t in ms: 500ms 30s 4m 2h 90d */
	TYPE_LIFETIME,  /* const char *: yes, no or a duration */
	TYPE_CHOICE,    /* int (enum): one of choices */
	TYPE_STAGE,     /* int: the name of a stage */
	TYPE_COMMAND,   /* struct command */
	TYPE_REGEX,     /* const char *: compiles as PCRE2 */
	TYPE_RETRY,     /* struct retry: N [when "REGEX"] */
	TYPE_BUDGET,    /* struct budget: EVENT DURATION, with commas between */
	TYPE_ASSIGN,    /* struct strs: NAME=VALUE words */
};

enum looser { LOOSER_NONE, LOOSER_LESS, LOOSER_MORE, LOOSER_CHANGED };

enum key_flags {
	KEY_BY_STAGE = 1 << 0,     /* KEY.STAGE may be written (gates) */
	KEY_BY_COMPONENT = 1 << 1, /* a component may write GATE.KEY */
	KEY_IN_VERDICT = 1 << 2,   /* part of the verdict key */
	KEY_LATER = 1 << 3,        /* its effect is not built: a gate that has it is broken */
	KEY_PLACEHOLDERS = 1 << 4, /* {name} is replaced in it */
};

struct key {
	enum section_kind section;
	const char *name;
	enum value_type type;
	size_t field;
	const char *fallback, *choices;
	enum looser looser;
	unsigned flags;
	const char *help; /* one sentence, for people */
};

extern const struct key keys[];
extern const size_t nkeys;

const struct key *key_find(enum section_kind section, const char *name);
size_t key_count(enum section_kind section);
/* The rows of a section are adjacent; its first row. */
const struct key *key_first(enum section_kind section);
/* The row's place within its section: the index into an `origins` array. */
size_t key_index(const struct key *key);

struct section_info {
	const char *word;  /* as written after '[' */
	const char *named; /* what its name is, for people; NULL: has none */
	const char *help;
};
extern const struct section_info sections[SECTION_KINDS];
const char *type_name(enum value_type type); /* for docs and messages: "duration", "patterns", … */

#endif
