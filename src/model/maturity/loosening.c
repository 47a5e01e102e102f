/* SPDX-License-Identifier: MIT */
/* loosening -- see loosening.h; the list, and every section but those of gates. */
#include "model/maturity/loosening.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/maturity/loosening_own.h"
#include "model/maturity/slack.h"
#include "model/secret.h"

/* What these do is seen at gates and components. */
static const char *const seen_elsewhere[] = {"presets", "target"};

static struct loosening *
find_text(const struct loosenings *list, enum loosening_kind kind, const char *text)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind == kind && strcmp(list->v[i].text, text) == 0)
			return &list->v[i];
	}
	return NULL;
}

void
loosening_add(struct loosenings *list, enum loosening_kind kind, const char *subject,
	const char *text, const struct strs *elements, struct arena *mem)
{
	struct loosening *one = find_text(list, kind, text);

	if (!one) {
		list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
		one = &list->v[list->n++];
		*one = (struct loosening){.kind = kind, .text = text};
		if (elements)
			strs_add_all(&one->elements, elements, mem);
	}
	if (!strs_has(&one->subjects, subject))
		strs_add(&one->subjects, subject, mem);
}

static void
keep_common(struct strs *list, const struct strs *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (strs_has(other, list->v[i]))
			list->v[kept++] = list->v[i];
	}
	list->n = kept;
}

static bool
has_common(const struct strs *a, const struct strs *b)
{
	for (size_t i = 0; i < a->n; i++) {
		if (strs_has(b, a->v[i]))
			return true;
	}
	return false;
}

/* What one side added to a list and what the other one did are two things. */
static bool
is_met(struct loosening *l, const struct loosenings *other)
{
	struct strs elements = {0};
	bool is_whole = false, is_found = false;

	for (size_t i = 0; i < other->n; i++) {
		const struct loosening *o = &other->v[i];

		if (o->kind != l->kind || !has_common(&l->subjects, &o->subjects))
			continue;
		is_found = true;
		is_whole = is_whole || l->elements.n == 0 || o->elements.n == 0;
		elements = o->elements;
	}
	if (!is_found || is_whole)
		return is_found;
	keep_common(&l->elements, &elements);
	return l->elements.n > 0;
}

bool
loosening_is_in(const struct loosening *one, const struct loosenings *other)
{
	for (size_t i = 0; i < other->n; i++) {
		const struct loosening *o = &other->v[i];

		if (o->kind == one->kind && has_common(&one->subjects, &o->subjects) &&
			(one->elements.n == 0 || o->elements.n == 0 ||
				has_common(&one->elements, &o->elements)))
			return true;
	}
	return false;
}

void
loosenings_meet(struct loosenings *list, const struct loosenings *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (is_met(&list->v[i], other))
			list->v[kept++] = list->v[i];
	}
	list->n = kept;
}

static void
add_gone(struct comparing *x, enum loosening_kind kind, const char *what, const char *name)
{
	const char *text = arena_printf(x->mem, "%s '%s' is gone", what, name);

	loosening_add(x->out, kind, text, text, NULL, x->mem);
}

void
compare_say(struct comparing *x, enum loosening_kind kind, const struct key *key,
	const struct pair *p, const char *was, const char *is, const struct strs *elements)
{
	struct origin at = p->origins ? p->origins[key_index(key)] : (struct origin){0};

	loosening_add(x->out, kind, arena_printf(x->mem, "%s: %s", p->subject, key->name),
		arena_printf(x->mem, "%s: %s %s -> %s%s%s%s", p->shown, key->name, was, is,
			at.file ? " (" : "", at.file ? origin_text(&at, x->mem) : "",
			at.file ? ")" : ""),
		elements, x->mem);
}

void
compare_key(
	struct comparing *x, enum loosening_kind kind, const struct key *key, const struct pair *p)
{
	const struct stages *then = &x->before->stages, *now = &x->after->stages;
	enum slack slack = slack_find(key, p->before, then, p->after, now);
	struct strs elements = {0};

	if (slack == SLACK_NONE)
		return;
	if (slack == SLACK_LOOSER)
		slack_elements(&elements, key, p->before, p->after, x->mem);
	compare_say(x, slack == SLACK_CHANGED ? LOOSENING_CHANGE : kind, key, p,
		slack_text(key, p->before, then, x->mem), slack_text(key, p->after, now, x->mem),
		&elements);
}

bool
compare_is_threshold(const struct key *key)
{
	return key->type == TYPE_THRESHOLD && key_find(SECTION_STAGE, key->name);
}

/* Each key of a section that both have. */
static void
compare_section(struct comparing *x, enum loosening_kind kind, enum section_kind section,
	const struct pair *p)
{
	const struct key *first = key_first(section);

	for (size_t i = 0, n = key_count(section); i < n; i++) {
		bool is_elsewhere = section == SECTION_COMPONENT && compare_is_threshold(&first[i]);

		for (size_t k = 0; section == SECTION_TTA && k < countof(seen_elsewhere); k++)
			is_elsewhere |= strcmp(seen_elsewhere[k], first[i].name) == 0;
		if (!is_elsewhere)
			compare_key(x, kind, &first[i], p);
	}
}

static void
compare_stages(struct comparing *x)
{
	const struct stages *before = &x->before->stages, *after = &x->after->stages;

	for (size_t i = 0; i < before->n; i++) {
		int now = stage_find(after, before->v[i].name);
		const char *name = arena_printf(x->mem, "stage '%s'", before->v[i].name);

		if (now == STAGE_NONE) {
			add_gone(x, LOOSENING_DEMOTION, "stage", before->v[i].name);
			continue;
		}
		compare_section(x, LOOSENING_DEMOTION, SECTION_STAGE,
			&(struct pair){.subject = name,
				.shown = name,
				.before = &before->v[i],
				.after = &after->v[now],
				.origins = after->v[now].origins});
	}
}

static const struct component *
named(const struct components *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name) == 0)
			return &list->v[i];
	}
	return NULL;
}

static bool
is_same_patterns(const struct patterns *a, const struct patterns *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		if (a->v[i].is_negated != b->v[i].is_negated ||
			strcmp(a->v[i].text, b->v[i].text) != 0)
			return false;
	}
	return true;
}

/* Of the same name; else what has it for an alias, or owns the very same. */
static const struct component *
component_now(const struct comparing *x, const struct component *was)
{
	const struct components *list = &x->after->components;
	const struct component *found = named(list, was->name);

	if (!found)
		found = component_find(list, was->name);
	for (size_t i = 1; !found && i < list->n; i++) {
		if (is_same_patterns(&list->v[i].paths, &was->paths) &&
			!named(&x->before->components, list->v[i].name))
			found = &list->v[i];
	}
	return found;
}

/* Is there anything left of what it was about? */
static int
is_left(bool *left, const struct comparing *x, const struct component *c, struct error *err)
{
	struct strs paths = {0};

	*left = true;
	if (!x->tree)
		return 0;
	if (patterns_expand(&paths, &c->paths, x->tree, x->mem, err) < 0)
		return -1;
	*left = paths.n > 0;
	return 0;
}

static int
compare_components(struct comparing *x, struct error *err)
{
	const struct components *before = &x->before->components;

	for (size_t i = 0; i < before->n; i++) {
		const struct component *b = &before->v[i], *a = x->now[i];
		const char *name = arena_printf(x->mem, "component '%s'", b->name);
		bool left;

		if (a) {
			compare_section(x, LOOSENING_DEMOTION, SECTION_COMPONENT,
				&(struct pair){.subject = name,
					.shown = name,
					.before = b,
					.after = a,
					.origins = a->origins});
			continue;
		}
		if (is_left(&left, x, b, err) < 0)
			return -1;
		if (left)
			add_gone(x, LOOSENING_DEMOTION, "component", b->name);
	}
	return 0;
}

static bool
is_about(const struct branch *b, const char *name)
{
	for (size_t i = 0; i < b->names.n; i++) {
		if (strcmp(b->names.v[i].text, name) == 0)
			return true;
	}
	return !strpbrk(name, "*?[") && patterns_match(&b->names, name);
}

/* Every section that a branch is in counts: one that asks for as much will do. */
static void
compare_branch(struct comparing *x, const struct branch *before, const char *name)
{
	struct loosenings *out = x->out, first = {0};
	const char *shown = arena_printf(x->mem, "branch '%s'", name);
	bool is_first = true;

	for (size_t i = 0; i < x->after->nbranches; i++) {
		const struct branch *after = &x->after->branches[i];
		struct loosenings found = {0};

		if (!is_about(after, name))
			continue;
		x->out = &found;
		compare_section(x, LOOSENING_GATE, SECTION_BRANCH,
			&(struct pair){.subject = shown,
				.shown = shown,
				.before = before,
				.after = after,
				.origins = after->origins});
		x->out = out;
		if (is_first)
			first = found;
		else
			loosenings_meet(&first, &found);
		is_first = false;
	}
	if (is_first)
		add_gone(x, LOOSENING_GATE, "branch", name);
	for (size_t i = 0; i < first.n; i++)
		loosening_add(out, first.v[i].kind, first.v[i].subjects.v[0], first.v[i].text,
			&first.v[i].elements, x->mem);
}

static void
compare_branches(struct comparing *x)
{
	for (size_t i = 0; i < x->before->nbranches; i++) {
		const struct branch *b = &x->before->branches[i];

		for (size_t k = 0; k < b->names.n; k++) {
			if (!b->names.v[k].is_negated)
				compare_branch(x, b, b->names.v[k].text);
		}
	}
}

static void
compare_secrets(struct comparing *x)
{
	for (size_t i = 0; i < x->before->nsecrets; i++) {
		const struct secret *before = &x->before->secrets[i], *after = NULL;
		const char *name = arena_printf(x->mem, "secret '%s'", before->name);

		for (size_t k = 0; k < x->after->nsecrets && !after; k++) {
			if (strcmp(x->after->secrets[k].name, before->name) == 0)
				after = &x->after->secrets[k];
		}
		if (!after)
			add_gone(x, LOOSENING_GATE, "secret", before->name);
		else
			compare_section(x, LOOSENING_GATE, SECTION_SECRET,
				&(struct pair){.subject = name,
					.shown = name,
					.before = before,
					.after = after,
					.origins = after->origins});
	}
}

int
loosening_find(struct loosenings *out, const struct loosening_input *in, struct arena *mem,
	struct error *err)
{
	const struct config *before = in->before, *after = in->after;
	struct comparing x = {
		.out = out, .before = before, .after = after, .tree = in->tree, .mem = mem};
	const struct pair tta = {.subject = "[tta]",
		.shown = "[tta]",
		.before = &before->tta,
		.after = &after->tta,
		.origins = after->tta.origins};
	const struct pair commit = {.subject = "[commit]",
		.shown = "[commit]",
		.before = &before->commit,
		.after = &after->commit,
		.origins = after->commit.origins};

	*out = (struct loosenings){0};
	x.now = arena_alloc(mem, before->components.n, sizeof(struct component *));
	for (size_t i = 0; i < before->components.n; i++)
		x.now[i] = component_now(&x, &before->components.v[i]);
	compare_section(&x, LOOSENING_GATE, SECTION_TTA, &tta);
	compare_stages(&x);
	if (compare_components(&x, err) < 0)
		return -1;
	compare_thresholds(&x);
	compare_gates(&x);
	compare_branches(&x);
	compare_secrets(&x);
	compare_section(&x, LOOSENING_GATE, SECTION_COMMIT, &commit);
	return 0;
}

const char *
loosening_trailer(enum loosening_kind kind)
{
	static const char *const trailers[] = {
		[LOOSENING_DEMOTION] = LOOSENING_DEMOTION_TRAILER,
		[LOOSENING_GATE] = LOOSENING_GATE_TRAILER,
		[LOOSENING_CHANGE] = NULL,
	};

	return trailers[kind];
}

bool
loosening_needs(const struct loosenings *list, enum loosening_kind kind)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind == kind && loosening_trailer(kind))
			return true;
	}
	return false;
}
