/* SPDX-License-Identifier: MIT */
/* message_rules -- see message_rules.h. */
#include "cli/message/message_rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/text.h"
#include "model/change.h"
#include "model/config/config.h"
#include "model/config/problem.h"

/* The rules that [commit] speaks about. */
#define RULE_TYPES "type-enum"
#define RULE_SCOPE_MATCH "scope-match"
#define RULE_ISSUE "issue-reference"
#define RULE_BODY_REQUIRED "body-required"
#define RULE_SIGN_OFF "sign-off-author"
#define RULE_CHANGELOG "changelog"

static const char *const level_words[] = {
	[RULE_ERROR] = "error", [RULE_WARN] = "warn", [RULE_OFF] = "off"};
static const char *const when_words[] = {[RULE_ALWAYS] = "always", [RULE_NEVER] = "never"};

static bool
is_given(const struct origin *origins, enum section_kind kind, const char *key)
{
	return origins[key_index(key_find(kind, key))].file != NULL;
}

/* always, where there is no other way, says nothing. */
static struct rule_wish
wish_of(const struct commit_rule *r)
{
	const struct rule *rule = rule_find(r->name);
	bool has_when = is_given(r->origins, SECTION_RULE, "when") &&
			(r->when != RULE_ALWAYS || !rule || rule->has_when);

	return (struct rule_wish){
		.level = is_given(r->origins, SECTION_RULE, "level") ? level_words[r->level] : NULL,
		.when = has_when ? when_words[r->when] : NULL,
		.value = r->value,
	};
}

/* The line that is to blame: the key's where only one is given, else the section's. */
static struct origin
blame(const struct commit_rule *r)
{
	struct origin at = r->origin;
	size_t n = 0;

	for (size_t i = 0, rows = key_count(SECTION_RULE); i < rows; i++) {
		if (r->origins[i].file && n++ == 0)
			at = r->origins[i];
	}
	return n == 1 && rule_find(r->name) ? at : r->origin;
}

static void
check_expressions(const struct config *c, struct problems *problems)
{
	const struct origin *at = &c->commit.origins[key_index(key_find(SECTION_COMMIT, "ignore"))];

	for (size_t i = 0; i < c->commit.ignore.n; i++) {
		struct regex *re = NULL;
		struct error err = {0};

		if (regex_compile(&re, c->commit.ignore.v[i], REGEX_UTF, &err) < 0)
			problem_add(problems, PROBLEM_ERROR, at->file, at->line, "key 'ignore': %s",
				err.msg);
		regex_free(re);
	}
}

void
message_rules_check(const struct config *c, struct problems *problems, struct arena *mem)
{
	struct rule_settings settings;

	check_expressions(c, problems);
	if (c->nrules == 0)
		return;
	rule_settings_init(&settings, (enum message_mode)c->commit.compat, mem);
	for (size_t i = 0; i < c->nrules; i++) {
		struct rule_wish wish = wish_of(&c->rules[i]);
		struct origin at = blame(&c->rules[i]);
		struct error err = {0};

		if (rule_set(&settings, c->rules[i].name, &wish, mem, &err) < 0)
			problem_add(problems, PROBLEM_ERROR, at.file, at.line, "%s", err.msg);
	}
	rule_settings_release(&settings);
}

static int
set(struct message_rules *r, const char *name, const char *level, const char *value,
	struct arena *mem, struct error *err)
{
	return rule_set(
		&r->settings, name, &(struct rule_wish){.level = level, .value = value}, mem, err);
}

/* What commitlint does not know is asked in its place only where somebody wrote it down. */
static int
apply_commit(
	struct message_rules *r, const struct commit_rules *c, struct arena *mem, struct error *err)
{
	static const char *const levels[] = {
		[LEVEL_FAIL] = "error", [LEVEL_WARN] = "warn", [LEVEL_OFF] = "off"};
	bool is_own = r->settings.mode == MESSAGE_OWN;

	rule_setting(&r->settings, RULE_TYPES)->words = c->types;
	if ((is_own || is_given(c->origins, SECTION_COMMIT, "scope-match")) &&
		set(r, RULE_SCOPE_MATCH, levels[c->scope_match], NULL, mem, err) < 0)
		return -1;
	if (c->issue && set(r, RULE_ISSUE, "error", c->issue, mem, err) < 0)
		return -1;
	if (c->body_required.n) {
		if (set(r, RULE_BODY_REQUIRED, "error", NULL, mem, err) < 0)
			return -1;
		rule_setting(&r->settings, RULE_BODY_REQUIRED)->words = c->body_required;
	}
	if (c->sign_off && set(r, RULE_SIGN_OFF, "error", NULL, mem, err) < 0)
		return -1;
	r->settings.judges_all = !c->default_ignores;
	r->settings.ignore = c->ignore;
	r->settings.ignore_authors = c->ignore_authors;
	return 0;
}

static void
fill_scopes(struct message_scopes *out, const struct config *c, struct arena *mem)
{
	struct message_component *known = arena_alloc(mem, c->components.n, sizeof(*known));

	for (size_t i = 1; i < c->components.n; i++) { /* 0 is `.`, what nobody owns */
		known[i - 1] = (struct message_component){
			.name = c->components.v[i].name, .alias = &c->components.v[i].alias};
	}
	*out = (struct message_scopes){
		.known = known,
		.nknown = c->components.n ? c->components.n - 1 : 0,
		.extra = &c->commit.scopes,
		.free = &c->commit.free,
	};
}

int
message_rules_open(struct message_rules *out, const struct config *c, const enum message_mode *mode,
	struct arena *mem, struct error *err)
{
	const struct rule_setting *match, *changelog;

	*out = (struct message_rules){.config = c};
	rule_settings_init(&out->settings, mode ? *mode : (enum message_mode)c->commit.compat, mem);
	if (apply_commit(out, &c->commit, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < c->nrules; i++) {
		struct rule_wish wish = wish_of(&c->rules[i]);

		if (rule_set(&out->settings, c->rules[i].name, &wish, mem, err) < 0)
			return error_wrap(err, "%s", origin_text(&c->rules[i].origin, mem));
	}
	fill_scopes(&out->scopes, c, mem);
	match = rule_setting(&out->settings, RULE_SCOPE_MATCH);
	out->asks_author = c->commit.ignore_authors.n > 0 ||
			   rule_setting(&out->settings, RULE_SIGN_OFF)->level != LEVEL_OFF;
	changelog = rule_setting(&out->settings, RULE_CHANGELOG);
	out->asks_changed = changelog->level != LEVEL_OFF && *changelog->text;
	out->asks_touched = match->level != LEVEL_OFF && out->scopes.nknown > 0;
	return 0;
}

void
message_rules_close(struct message_rules *r)
{
	rule_settings_release(&r->settings);
	*r = (struct message_rules){0};
}

void
message_rules_fill(struct message_input *in, const struct message_rules *r,
	const struct change_set *changes, struct arena *mem)
{
	struct strs *touched = arena_alloc(mem, 1, sizeof(*touched));
	struct strs *changed = arena_alloc(mem, 1, sizeof(*changed));

	message_rules_touched(touched, r->config, changes, mem);
	for (size_t i = 0; i < changes->n; i++) {
		if (changes->v[i].new.mode)
			strs_add(changed, changes->v[i].path, mem);
	}
	in->scopes.touched = touched;
	in->changed = changed;
}

void
message_rules_touched(struct strs *out, const struct config *c, const struct change_set *changes,
	struct arena *mem)
{
	bool *is_touched = arena_alloc(mem, c->components.n, sizeof(*is_touched));

	for (size_t i = 0; i < changes->n; i++) {
		struct owner owner;

		if (patterns_match(&c->tta.ignore, changes->v[i].path))
			continue;
		owner_find(&owner, &c->components, changes->v[i].path);
		is_touched[owner.component] = true;
		if (owner.is_tie)
			is_touched[owner.other] = true;
	}
	for (size_t i = 0; i < c->components.n; i++) {
		if (is_touched[i])
			strs_add(out, c->components.v[i].name, mem);
	}
}
