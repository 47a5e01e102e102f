/* SPDX-License-Identifier: MIT */
/* loosening -- see loosening.h. */
#include "model/loosening.h"

#include <string.h>

#include "base/arena.h"
#include "model/config.h"
#include "model/slack.h"

struct finding_out {
	struct loosenings *out;
	const struct config *before, *after;
	struct arena *mem;
};

static void
add(struct finding_out *f, enum loosening_kind kind, const char *text)
{
	struct loosenings *list = f->out;

	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].text, text) == 0)
			return; /* said of another component already */
	}
	list->v = arena_grow(f->mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = (struct loosening){.kind = kind, .text = text};
}

static void
add_gone(struct finding_out *f, enum loosening_kind kind, const char *what, const char *name)
{
	add(f, kind, arena_printf(f->mem, "%s '%s' is gone", what, name));
}

/* Each key of a section that both have. */
static void
compare(struct finding_out *f, enum loosening_kind kind, enum section_kind section,
	const char *what, const void *before, const void *after, const struct origin *origins)
{
	const struct key *first = key_first(section);

	for (size_t i = 0, n = key_count(section); i < n; i++) {
		const struct key *k = &first[i];
		enum slack slack =
			slack_find(k, before, &f->before->stages, after, &f->after->stages);
		struct origin at = origins ? origins[i] : (struct origin){0};

		if (slack == SLACK_NONE)
			continue;
		add(f, slack == SLACK_CHANGED ? LOOSENING_CHANGE : kind,
			arena_printf(f->mem, "%s: %s %s -> %s%s%s%s", what, k->name,
				slack_text(k, before, &f->before->stages, f->mem),
				slack_text(k, after, &f->after->stages, f->mem),
				at.file ? " (" : "", at.file ? origin_text(&at, f->mem) : "",
				at.file ? ")" : ""));
	}
}

static void
compare_stages(struct finding_out *f)
{
	const struct stages *before = &f->before->stages, *after = &f->after->stages;

	for (size_t i = 0; i < before->n; i++) {
		int now = stage_find(after, before->v[i].name);

		if (now == STAGE_NONE)
			add_gone(f, LOOSENING_DEMOTION, "stage", before->v[i].name);
		else
			compare(f, LOOSENING_DEMOTION, SECTION_STAGE,
				arena_printf(f->mem, "stage '%s'", before->v[i].name),
				&before->v[i], &after->v[now], after->v[now].origins);
	}
}

/* Of the same name; an alias is no component. */
static const struct component *
same_component(const struct components *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->v[i].name, name) == 0)
			return &list->v[i];
	}
	return NULL;
}

static const struct gate *
same_gate(const struct config *c, const char *name, size_t *index)
{
	for (size_t i = 0; i < c->ngates; i++) {
		if (strcmp(c->gates[i].name, name) == 0) {
			*index = i;
			return &c->gates[i];
		}
	}
	return NULL;
}

static bool
overrides(const struct component *c, const char *gate)
{
	for (size_t i = 0; i < c->noverrides; i++) {
		if (strcmp(c->overrides[i].gate, gate) == 0)
			return true;
	}
	return false;
}

/* The gate as it acts for a component, before and after. */
static void
compare_gate_for(struct finding_out *f, size_t gate_before, size_t gate_after,
	const struct component *cb, const struct component *ca)
{
	const struct gate *before = config_gate(
		f->before, gate_before, (size_t)(cb - f->before->components.v), cb->target);
	const struct gate *after = config_gate(
		f->after, gate_after, (size_t)(ca - f->after->components.v), ca->target);
	const bool is_own = overrides(ca, after->name) || overrides(cb, after->name);

	compare(f, LOOSENING_GATE, SECTION_GATE,
		is_own ? arena_printf(f->mem, "gate '%s' for '%s'", after->name, ca->name)
		       : arena_printf(f->mem, "gate '%s'", after->name),
		before, after, after->origins);
}

static void
compare_gates(struct finding_out *f)
{
	const struct components *components = &f->before->components;

	for (size_t i = 0; i < f->before->ngates; i++) {
		const char *name = f->before->gates[i].name;
		size_t now;

		if (!same_gate(f->after, name, &now)) {
			add_gone(f, LOOSENING_GATE, "gate", name);
			continue;
		}
		for (size_t c = 0; c < components->n; c++) {
			const struct component *after =
				same_component(&f->after->components, components->v[c].name);

			if (after)
				compare_gate_for(f, i, now, &components->v[c], after);
		}
	}
}

static void
compare_components(struct finding_out *f)
{
	const struct components *before = &f->before->components;

	for (size_t i = 0; i < before->n; i++) {
		const struct component *b = &before->v[i];
		const struct component *a = same_component(&f->after->components, b->name);

		if (!a)
			add_gone(f, LOOSENING_DEMOTION, "component", b->name);
		else
			compare(f, LOOSENING_DEMOTION, SECTION_COMPONENT,
				arena_printf(f->mem, "component '%s'", b->name), b, a, a->origins);
	}
}

static bool
is_same_branch(const struct branch *a, const struct branch *b)
{
	if (a->names.n != b->names.n)
		return false;
	for (size_t i = 0; i < a->names.n; i++) {
		if (strcmp(a->names.v[i].text, b->names.v[i].text) != 0)
			return false;
	}
	return true;
}

static void
compare_branches(struct finding_out *f)
{
	for (size_t i = 0; i < f->before->nbranches; i++) {
		const struct branch *b = &f->before->branches[i], *a = NULL;
		const char *name = b->names.n ? b->names.v[0].text : "";

		for (size_t k = 0; k < f->after->nbranches && !a; k++) {
			if (is_same_branch(b, &f->after->branches[k]))
				a = &f->after->branches[k];
		}
		if (!a)
			add_gone(f, LOOSENING_GATE, "branch", name);
		else
			compare(f, LOOSENING_GATE, SECTION_BRANCH,
				arena_printf(f->mem, "branch '%s'", name), b, a, a->origins);
	}
}

void
loosening_find(struct loosenings *out, const struct config *before, const struct config *after,
	struct arena *mem)
{
	struct finding_out f = {.out = out, .before = before, .after = after, .mem = mem};

	*out = (struct loosenings){0};
	compare(&f, LOOSENING_GATE, SECTION_TTA, "[tta]", &before->tta, &after->tta,
		after->tta.origins);
	compare_stages(&f);
	compare_components(&f);
	compare_gates(&f);
	compare_branches(&f);
	compare(&f, LOOSENING_GATE, SECTION_COMMIT, "[commit]", &before->commit, &after->commit,
		after->commit.origins);
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
