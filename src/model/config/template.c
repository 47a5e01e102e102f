/* SPDX-License-Identifier: MIT */
/* template -- see template.h. */
#include "model/config/template.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "model/component.h"
#include "model/config/config_own.h"
#include "model/config/ini.h"
#include "model/config/problem.h"
#include "model/config/value.h"
#include "model/plan/pattern.h"

struct made { /* a component that a template made */
	const struct section *by;
	const char *stem;
	struct section *section;
};

struct making {
	const struct blob_source *tree;
	const struct value_context *ctx;
	struct arena *mem;
	struct made *v;
	size_t n, cap;
};

#define COMPLAIN(m, kind, at, ...)                                                                 \
	problem_add((m)->ctx->problems, kind, (at).file, (at).line, __VA_ARGS__)

const char *
template_fill(const char *text, const char *sign, const char *value, struct arena *mem)
{
	const char *at;
	size_t skip = strlen(sign), len = strlen(value), count = 0;
	char *filled, *to;

	for (at = strstr(text, sign); at; at = strstr(at + skip, sign))
		count++;
	if (count == 0)
		return text;
	to = filled = arena_alloc(mem, strlen(text) + count * len + 1, 1);
	while ((at = strstr(text, sign))) {
		memcpy(to, text, (size_t)(at - text));
		to += at - text;
		memcpy(to, value, len);
		to += len;
		text = at + skip;
	}
	memcpy(to, text, strlen(text));
	return filled;
}

static void
fill_setting(struct given *s, const char *stem, struct arena *mem)
{
	struct part *v;
	bool is_asked = false;

	for (size_t i = 0; i < s->n; i++)
		is_asked |= strstr(s->v[i].text, "{1}") != NULL;
	if (!is_asked)
		return;
	v = arena_dup(mem, s->v, s->n * sizeof(*v));
	for (size_t i = 0; i < s->n; i++)
		v[i].text = template_fill(v[i].text, "{1}", stem, mem);
	s->v = v;
}

/* A copy of a component's section with its stem in place. */
static struct section *
filled_copy(const struct section *from, const char *name, const char *stem, struct arena *mem)
{
	struct section *s = arena_alloc(mem, 1, sizeof(*s));

	section_init(s, SECTION_COMPONENT, name, mem);
	section_over(s, from, mem);
	s->origin = from->origin;
	for (size_t i = 0, rows = key_count(SECTION_COMPONENT); i < rows; i++)
		fill_setting(&s->settings[i], stem, mem);
	for (size_t i = 0; i < s->nwords; i++)
		fill_setting(&s->words[i].setting, stem, mem);
	return s;
}

static void
join_setting(struct making *m, struct given *into, struct given more, const struct key *key,
	const char *name)
{
	const char *a = given_text(into, m->mem), *b = given_text(&more, m->mem);

	if (more.n == 0 || (into->n && strcmp(a, b) == 0))
		return;
	if (into->n && !value_is_list(key->type)) {
		struct origin at = given_origin(&more), other = given_origin(into);

		COMPLAIN(m, PROBLEM_ERROR, at,
			"two templates make component '%s' and differ in key '%s'; the other is "
			"%s:%d",
			name, key->name, other.file, other.line);
		return;
	}
	more.is_add = true;
	*into = given_over(*into, more, m->mem);
}

static void
join_section(struct making *m, struct section *into, const struct section *more)
{
	const struct key *first = key_first(SECTION_COMPONENT);

	for (size_t i = 0, rows = key_count(SECTION_COMPONENT); i < rows; i++)
		join_setting(m, &into->settings[i], more->settings[i], &first[i], into->name);
	for (size_t i = 0; i < more->nwords; i++) {
		const struct gate_word *new = &more->words[i];
		struct gate_word *old = NULL;

		for (size_t k = 0; k < into->nwords && !old; k++) {
			old = &into->words[k];
			if (old->key != new->key || strcmp(old->gate, new->gate) != 0)
				old = NULL;
		}
		if (old) {
			join_setting(m, &old->setting, new->setting, new->key, into->name);
			continue;
		}
		into->words = arena_grow(
			m->mem, into->words, into->nwords, &into->cwords, sizeof(*into->words));
		into->words[into->nwords++] = *new;
	}
}

static struct made *
made_find(struct making *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++) {
		if (strcmp(m->v[i].section->name, name) == 0)
			return &m->v[i];
	}
	return NULL;
}

static void
make_one(struct making *m, const struct section *by, const struct pattern_match *match)
{
	char *name = arena_strdup(m->mem, match->stem);
	struct section *s;
	struct made *old;

	for (char *p = name; *p; p++)
		*p = *p == '_' ? '-' : *p;
	if (section_bad_name(SECTION_COMPONENT, name) || strlen(name) > INI_NAME_BYTES) {
		COMPLAIN(m, PROBLEM_ERROR, by->origin,
			"template '%s': '%s' can be no component's name; put it into 'except'",
			by->name, match->stem);
		return;
	}
	s = filled_copy(by->each, name, match->stem, m->mem);
	s->origin = by->origin;
	s->is_made = true;
	old = made_find(m, name);
	if (old) {
		join_section(m, old->section, s);
		return;
	}
	m->v = arena_grow(m->mem, m->v, m->n, &m->cap, sizeof(*m->v));
	m->v[m->n++] = (struct made){.by = by, .stem = match->stem, .section = s};
}

/* For a hint alone: what cannot be looked at is not there. */
static bool
is_beside(const char *each, const struct making *m)
{
	struct pattern_match *matches;
	struct error ignored;
	size_t n = 0;

	return m->ctx->beside &&
	       pattern_each(&matches, &n, each, m->ctx->beside, m->mem, &ignored) == 0 && n > 0;
}

static int
expand_one(struct making *m, const struct section *by, struct error *err)
{
	struct component_template t = {.name = by->name};
	struct pattern_match *matches = NULL;
	struct origin at;
	size_t n = 0;

	t.origins = arena_alloc(m->mem, key_count(SECTION_COMPONENTS), sizeof(*t.origins));
	value_read_all(&t, t.origins, SECTION_COMPONENTS, by->settings, m->ctx);
	if (!t.each) {
		COMPLAIN(m, PROBLEM_ERROR, by->origin, "template '%s' needs 'each'", by->name);
		return 0;
	}
	at = t.origins[key_index(key_find(SECTION_COMPONENTS, "each"))];
	if (!strpbrk(t.each, "*?[")) {
		COMPLAIN(m, PROBLEM_ERROR, at,
			"key 'each': '%s' has no wildcard, as in src/*/; one component is a "
			"[component]",
			t.each);
		return 0;
	}
	if (!m->tree)
		return 0;
	if (pattern_each(&matches, &n, t.each, m->tree, m->mem, err) < 0) {
		if (err->code != ERR_CONFIG)
			return -1;
		COMPLAIN(m, PROBLEM_ERROR, at, "key 'each': %s", err->msg);
		*err = (struct error){0};
		return 0;
	}
	if (n == 0)
		COMPLAIN(m, PROBLEM_WARNING, at, "'%s' matches nothing in this tree%s", t.each,
			is_beside(t.each, m) ? CONFIG_UNSTAGED : "");
	if (n > MERGE_MAX) {
		COMPLAIN(m, PROBLEM_ERROR, at, "'%s' makes more than %d components", t.each,
			MERGE_MAX);
		return 0;
	}
	for (size_t i = 0; i < n; i++) {
		if (!strs_has(&t.except, matches[i].stem))
			make_one(m, by, &matches[i]);
	}
	return 0;
}

static void
keep(struct component_sections *out, struct section *s, struct arena *mem)
{
	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = s;
}

static void
place_written(struct component_sections *out, struct making *m, struct section *s)
{
	struct made *made = made_find(m, s->name);

	if (!made) {
		keep(out, s, m->mem);
		return;
	}
	section_over(made->section, filled_copy(s, s->name, made->stem, m->mem), m->mem);
	made->section->origin = s->origin;
}

int
template_expand(struct component_sections *out, const struct merged *m,
	const struct blob_source *tree, const struct value_context *ctx, struct error *err)
{
	struct making making = {.tree = tree, .ctx = ctx, .mem = ctx->mem};

	for (size_t i = 0; i < m->n; i++) {
		if (m->v[i].kind == SECTION_COMPONENTS && expand_one(&making, &m->v[i], err) < 0)
			return -1;
	}
	for (size_t i = 0; i < m->n; i++) {
		for (size_t k = 0; k < making.n && m->v[i].kind == SECTION_COMPONENTS; k++) {
			if (making.v[k].by == &m->v[i])
				keep(out, making.v[k].section, ctx->mem);
		}
		if (m->v[i].kind == SECTION_COMPONENT)
			place_written(out, &making, &m->v[i]);
	}
	return 0;
}
