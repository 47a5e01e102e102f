/* SPDX-License-Identifier: MIT */
/*
 * rule_look -- what a rule is shown, and how it says what it found.
 *
 * A rule returns LOOK_FINE, LOOK_WRONG with *found filled in, or -1 where it could not look.
 */
#ifndef TTA_GATES_RULE_LOOK_H
#define TTA_GATES_RULE_LOOK_H

#include "gates/message/message_text.h"
#include "gates/message/rule.h"

enum { LOOK_FINE = 0, LOOK_WRONG = 1 };

struct rule_look {
	const struct message_text *m;
	const struct message_input *in;
	struct rule_settings *settings;
	const struct rule *rule;
	const struct rule_setting *set;
	struct message_problem *found;
	struct arena *mem;
	struct error *err;
};

typedef int rule_judge(struct rule_look *look);

/* Wrong at a span of the raw text, or of a line of it; an empty one with s NULL is no place. */
int look_wrong(struct rule_look *look, struct span place, const char *text);
int look_wrong_hint(struct rule_look *look, struct span place, const char *text, const char *hint);
/* Wrong unless is_good; `when = never` turns that round. */
int look_answer(struct rule_look *look, bool is_good, struct span place, const char *text);
/* The header with one of its parts put otherwise; subject NULL: as it is, and so on. */
struct look_header {
	const char *type, *scope, *subject;
};
const char *look_header(const struct rule_look *look, const struct look_header *with);
const char *look_text(const struct rule_look *look, struct span t); /* as a string */
/* The types that are known, and the one that a word was meant to be, or NULL. */
const struct strs *look_types(const struct rule_look *look);
const char *look_type_meant(const struct rule_look *look, const char *word);

/* By what they are about. */
rule_judge rule_full_stop, rule_trim, rule_max_length, rule_min_length, rule_line_length;
rule_judge rule_empty, rule_case, rule_scope_case;
rule_judge rule_type_enum, rule_scope_enum, rule_scope_delimiters;
rule_judge rule_body_leading_blank, rule_footer_leading_blank;
rule_judge rule_breaking_mark, rule_subject_mark, rule_signed_off, rule_trailer, rule_references;
rule_judge rule_type_empty, rule_header_shape, rule_scope_known, rule_scope_match;
rule_judge rule_breaking_spelling, rule_issue, rule_sign_off_author, rule_no_fixup, rule_no_wip;
rule_judge rule_body_required, rule_imperative, rule_message_empty, rule_changelog;

#endif
