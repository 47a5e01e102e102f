/* SPDX-License-Identifier: MIT */
/*
 * spec -- is a feature specification complete?
 *
 * Asked of it, beside what `--section` names: the ten sections of the table (section.h says how
 * headings are recognised), none of them empty; no text that is still a placeholder; criteria for
 * every requirement, as task items; dependencies that are components, at the stage that is said;
 * a coverage target that is no lower than the stage's; front matter that says the truth.
 * Advice:  criteria in words that nobody can test; components that `depends` does not name.
 *
 * Parts:   spec.c sections, placeholder.c, criterion.c, pledge.c (what it says of components and
 *          coverage); each adds its findings.
 */
#ifndef TTA_GATES_SPEC_H
#define TTA_GATES_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"
#include "gates/paper/markdown.h"
#include "gates/paper/section.h"

struct arena;
struct blob;
struct blob_source;
struct builtin_input;
struct component;
struct config;
struct findings;

struct spec_section {
	const char *id;
	const char *names; /* section.h */
	bool is_optional;
	const char *guide; /* what belongs there, for a new specification */
};
extern const struct spec_section spec_sections[];
extern const size_t nspec_sections;

struct spec_rules { /* out of `args` */
	struct spec_section *sections;
	size_t nsections;
	struct strs vague;    /* words that cannot be tested */
	const char *template; /* a path in the tree, or NULL */
};
int spec_rules_read(struct spec_rules *out, const struct strs *args, struct arena *mem,
	struct error *err) TTA_MUST_USE;

struct spec { /* one that is being judged */
	const char *path;
	const struct spec_rules *rules;
	const struct config *config;       /* NULL: nothing is known of components */
	const struct component *component; /* whose it is; NULL: nobody's */
	int target;                        /* the stage that it is owed at */
	struct findings *found;
	struct arena *mem;
	/* Filled in by spec_judge(): */
	struct markdown m;
	struct section_keys keys;
	size_t *headings; /* of each of the rules' sections; MARKDOWN_TOP: it is missing */
};

/* template: the bytes of rules->template, or NULL. */
int spec_judge(struct spec *s, const struct blob *text, const struct blob *template,
	struct error *err) TTA_MUST_USE;

/* The template is the tree's. */
int spec_judge_in(struct spec *s, const struct blob *text, const struct blob_source *tree,
	struct error *err) TTA_MUST_USE;

/* The heading of one of the shipped sections, by its id; MARKDOWN_TOP: not there. */
size_t spec_heading(const struct spec *s, const char *id);
void spec_find(const struct spec *s, int line, int column, const char *rule, const char *text);
void spec_advise(const struct spec *s, int line, int column, const char *rule, const char *text);

int placeholder_judge(const struct spec *s, struct error *err) TTA_MUST_USE;
void criterion_judge(const struct spec *s);
void pledge_judge(const struct spec *s);

#endif
