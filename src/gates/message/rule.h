/* SPDX-License-Identifier: MIT */
/*
 * rule -- the rules of commit messages, as a table, and what a repository makes of them.
 *
 * A row says what a rule is called, what it is worth by default, and why it exists; the tables of
 * the docs and `--explain` come from it.  Those named as in commitlint judge as commitlint does;
 * the others are ours.
 *
 * Sequence:  rule_settings_init(), rule_set() for what tta.ini says, message_judge() as often as
 *            wanted, rule_settings_release().
 * Ownership: settings borrow what they are given; release() frees compiled expressions alone.
 */
#ifndef TTA_GATES_RULE_H
#define TTA_GATES_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/gate.h"

#define RULE_UNLIMITED ((size_t)-1)

struct arena;
struct buf;
struct regex;

enum message_mode {            /* whose verdicts */
	MESSAGE_OWN,           /* the Conventional Commits 1.0.0, on the text that git stores */
	MESSAGE_COMMITLINT_20, /* @commitlint/cli 20.5.3 with config-conventional */
	MESSAGE_COMMITLINT_21, /* 21.2.4 */
};

enum rule_value {
	RULE_NO_VALUE,
	RULE_WORDS,      /* apart at blanks */
	RULE_CASES,      /* words: lower-case upper-case camel-case kebab-case pascal-case
			    sentence-case snake-case start-case */
	RULE_NUMBER,     /* or `infinity` */
	RULE_TEXT,       /* as it stands */
	RULE_EXPRESSION, /* a regular expression */
};

enum rule_part {
	RULE_OF_ALL,
	RULE_OF_HEADER,
	RULE_OF_TYPE,
	RULE_OF_SCOPE,
	RULE_OF_SUBJECT,
	RULE_OF_BODY,
	RULE_OF_FOOTER,
};

struct rule_look; /* rule_look.h */

struct rule {
	const char *name;
	enum rule_part part; /* what it is asked of */
	const char *summary; /* one sentence, no full stop */
	const char *detail;  /* why, and what to do; plain text, a few lines */
	const char *good, *bad;
	enum level level; /* by default */
	bool is_never;    /* `when = never` by default */
	bool has_when;    /* whether `when` means anything to it */
	bool is_ours;     /* not one of commitlint's */
	int (*judge)(struct rule_look *look);
	enum rule_value kind;
	const char *value; /* by default, or NULL */
};

extern const struct rule rule_rows[]; /* by name */
extern const size_t rule_nrows;

struct rule_setting {
	enum level level;
	bool is_never;
	struct strs words; /* WORDS, CASES */
	size_t number;     /* NUMBER */
	const char *text;  /* TEXT, EXPRESSION */
	struct regex *re;  /* compiled when first asked for */
};

struct rule_settings {
	struct arena *mem; /* lives as long as they do */
	enum message_mode mode;
	struct rule_setting *v;     /* a row a rule, in the order of rule_rows[] */
	bool judges_all;            /* no message is ignored by what its header looks like */
	struct strs ignore;         /* expressions: a header that one matches is not judged */
	struct strs ignore_authors; /* patterns for name, address and `name <address>` */
	struct regex **ignore_re;   /* compiled when first asked for */
	struct regex *words_re;     /* what words are, for cases; likewise */
};

struct rule_wish {         /* of [rule NAME]; NULL: as it is */
	const char *level; /* error warn off */
	const char *when;  /* always never */
	const char *value;
};

const struct rule *rule_find(const char *name); /* NULL: none */
/* The name a person most likely meant, or NULL. */
const char *rule_nearest(const char *name, struct arena *mem);
bool message_mode_read(enum message_mode *out, const char *word); /* commitlint-20 … */

void rule_settings_init(struct rule_settings *out, enum message_mode mode, struct arena *mem);
void rule_settings_release(struct rule_settings *s);
struct rule_setting *rule_setting(const struct rule_settings *s, const char *name);
/* -1, ERR_CONFIG without a place: no such rule, level, `when` or value. */
int rule_set(struct rule_settings *s, const char *name, const struct rule_wish *wish,
	struct arena *mem, struct error *err) TTA_MUST_USE;

void rule_explain(struct buf *out, const struct rule *r); /* for --explain, as plain text */
void rule_markdown(struct buf *out);                      /* all of them as a table */

#endif
