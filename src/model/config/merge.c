/* SPDX-License-Identifier: MIT */
/* merge -- see merge.h. */
#include "model/config/merge.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "base/text.h"
#include "model/config/ini.h"
#include "model/config/problem.h"
#include "model/config/value.h"

#define COMPLAIN(m, file, line, ...)                                                               \
	problem_add((m)->problems, PROBLEM_ERROR, file, line, __VA_ARGS__)

void
section_init(struct section *s, enum section_kind kind, const char *name, struct arena *mem)
{
	*s = (struct section){.kind = kind, .name = name};
	s->settings = arena_alloc(mem, key_count(kind), sizeof(*s->settings));
	if (kind == SECTION_COMPONENTS) {
		s->each = arena_alloc(mem, 1, sizeof(*s->each));
		section_init(s->each, SECTION_COMPONENT, name, mem);
	}
}

void
merge_init(struct merged *m, struct problems *problems, struct arena *mem)
{
	*m = (struct merged){.problems = problems, .mem = mem};
	section_init(&m->component, SECTION_COMPONENT, "", mem);
	section_init(&m->gate, SECTION_GATE, "", mem);
}

struct section *
merge_find(const struct merged *m, enum section_kind kind, const char *name)
{
	for (size_t i = 0; i < m->n; i++) {
		if (m->v[i].kind == kind && strcmp(m->v[i].name, name) == 0)
			return &m->v[i];
	}
	return NULL;
}

static void
add_staged(struct section *s, const struct staged *new, struct arena *mem)
{
	for (size_t i = 0; i < s->nstaged; i++) {
		struct staged *old = &s->staged[i];

		if (old->key == new->key && strcmp(old->stage, new->stage) == 0) {
			old->setting = given_over(old->setting, new->setting, mem);
			return;
		}
	}
	s->staged = arena_grow(mem, s->staged, s->nstaged, &s->cstaged, sizeof(*s->staged));
	s->staged[s->nstaged++] = *new;
}

static void
add_word(struct section *s, const struct gate_word *new, struct arena *mem)
{
	for (size_t i = 0; i < s->nwords; i++) {
		struct gate_word *old = &s->words[i];

		if (old->key == new->key && strcmp(old->gate, new->gate) == 0) {
			old->setting = given_over(old->setting, new->setting, mem);
			old->is_bare = new->is_bare;
			return;
		}
	}
	s->words = arena_grow(mem, s->words, s->nwords, &s->cwords, sizeof(*s->words));
	s->words[s->nwords++] = *new;
}

void
section_over(struct section *below, const struct section *above, struct arena *mem)
{
	size_t n = key_count(below->kind);

	for (size_t i = 0; i < n; i++)
		below->settings[i] = given_over(below->settings[i], above->settings[i], mem);
	for (size_t i = 0; i < above->nstaged; i++)
		add_staged(below, &above->staged[i], mem);
	for (size_t i = 0; i < above->nwords; i++)
		add_word(below, &above->words[i], mem);
}

static void
add_keys(struct strs *known, enum section_kind kind, unsigned flags, struct arena *mem)
{
	const struct key *first = key_first(kind);
	size_t n = key_count(kind);

	for (size_t i = 0; i < n; i++) {
		if ((first[i].flags & flags) == flags)
			strs_add(known, first[i].name, mem);
	}
}

static void
say_unknown_key(struct merged *m, enum section_kind kind, unsigned flags, const char *name,
	const struct ini_entry *e, const char *file)
{
	struct strs known = {0};

	add_keys(&known, kind, flags, m->mem);
	if (kind == SECTION_COMPONENTS)
		add_keys(&known, SECTION_COMPONENT, flags, m->mem);
	COMPLAIN(m, file, e->line, "unknown key '%s'%s", name, value_hint(name, &known, m->mem));
}

/* The row of KEY in KEY.STAGE or GATE.KEY. */
static const struct key *
dotted_key(struct merged *m, const char *name, unsigned flag, const struct ini_entry *e,
	const char *file)
{
	const struct key *key = key_find(SECTION_GATE, name);

	if (!key) {
		say_unknown_key(m, SECTION_GATE, flag, name, e, file);
		return NULL;
	}
	if (!(key->flags & flag)) {
		COMPLAIN(m, file, e->line, "key '%s' cannot differ by %s", name,
			flag == KEY_BY_STAGE ? "stage" : "component");
		return NULL;
	}
	return key;
}

static void
read_staged(struct merged *m, struct section *s, const struct ini_entry *e, const char *dot,
	const char *file)
{
	char *name = arena_strndup(m->mem, e->key, (size_t)(dot - e->key));
	struct staged new = {.stage = dot + 1};

	new.key = dotted_key(m, name, KEY_BY_STAGE, e, file);
	if (!new.key)
		return;
	new.setting = given_read(new.key, e, file, m->problems, m->mem);
	add_staged(s, &new, m->mem);
}

static void
read_gate_word(struct merged *m, struct section *s, const struct ini_entry *e, const char *dot,
	const char *file)
{
	struct gate_word new = {.gate = e->key, .is_bare = !dot};

	if (dot) {
		new.gate = arena_strndup(m->mem, e->key, (size_t)(dot - e->key));
		new.key = dotted_key(m, dot + 1, KEY_BY_COMPONENT, e, file);
		if (!new.key)
			return;
	} else {
		new.key = key_find(SECTION_GATE, "level");
	}
	new.setting = given_read(new.key, e, file, m->problems, m->mem);
	add_word(s, &new, m->mem);
}

static void
read_entry(struct merged *m, struct section *s, const struct ini_entry *e, const char *file)
{
	const struct key *key = key_find(s->kind, e->key);
	const char *dot = strchr(e->key, '.');

	if (key) {
		struct given *to = &s->settings[key_index(key)];
		struct given new = given_read(key, e, file, m->problems, m->mem);

		*to = given_over(*to, new, m->mem);
	} else if (s->kind == SECTION_COMPONENTS) {
		read_entry(m, s->each, e, file);
	} else if (s->kind == SECTION_GATE && dot) {
		read_staged(m, s, e, dot, file);
	} else if (s->kind == SECTION_COMPONENT) {
		read_gate_word(m, s, e, dot, file);
	} else {
		say_unknown_key(m, s->kind, 0, e->key, e, file);
	}
}

const char *
section_bad_name(enum section_kind kind, const char *name)
{
	if (kind == SECTION_BRANCH || !sections[kind].named)
		return NULL;
	if (kind == SECTION_COMPONENT && strcmp(name, ".") == 0)
		return NULL;
	if (strpbrk(name, " ,/@:;#=[](){}<>\"'`\\*?!|&$%") || name[0] == '-' ||
		strcmp(name, "..") == 0)
		return "a name is one word of letters, digits, '-', '_' and '+'";
	if (kind != SECTION_COMPONENT && strchr(name, '.'))
		return "a name of this kind holds no '.'";
	return NULL;
}

static void
say_unknown_section(struct merged *m, const struct ini_section *from, const char *file)
{
	struct strs known = {0};
	const char *near;

	for (int i = 0; i < SECTION_KINDS; i++)
		strs_add(&known, sections[i].word, m->mem);
	strs_add(&known, "defaults", m->mem);
	near = text_nearest(from->kind, &known);
	COMPLAIN(m, file, from->line, "unknown section '[%s]'%s%s%s", from->kind,
		near ? "; did you mean '[" : "", near ? near : "", near ? "]'?" : "");
}

static struct section *
defaults(struct merged *m, const struct ini_section *from, const char *file)
{
	if (strcmp(from->name, "component") == 0)
		return &m->component;
	if (strcmp(from->name, "gate") == 0)
		return &m->gate;
	COMPLAIN(m, file, from->line,
		"'[defaults %s]': defaults are for a component or a gate, as in [defaults gate]",
		from->name);
	return NULL;
}

static bool
is_named_right(
	struct merged *m, enum section_kind kind, const struct ini_section *from, const char *file)
{
	const char *why;

	if (sections[kind].named && !from->name[0]) {
		COMPLAIN(m, file, from->line, "section '[%s]' needs the name of %s", from->kind,
			sections[kind].named);
		return false;
	}
	if (!sections[kind].named && from->name[0]) {
		COMPLAIN(m, file, from->line, "section '[%s]' has no name; '%s' is too much",
			from->kind, from->name);
		return false;
	}
	why = section_bad_name(kind, from->name);
	if (why)
		COMPLAIN(m, file, from->line, "'[%s %s]': %s", from->kind, from->name, why);
	return !why;
}

/* Where the keys of this section go; NULL: nowhere, and a problem says why. */
static struct section *
section_for(struct merged *m, const struct ini_section *from, const char *file)
{
	enum section_kind kind = 0;
	struct section *s;

	if (strcmp(from->kind, "defaults") == 0)
		return defaults(m, from, file);
	while (kind < SECTION_KINDS && strcmp(sections[kind].word, from->kind) != 0)
		kind++;
	if (kind == SECTION_KINDS) {
		say_unknown_section(m, from, file);
		return NULL;
	}
	if (!is_named_right(m, kind, from, file))
		return NULL;
	s = merge_find(m, kind, from->name);
	if (s)
		return s;
	m->v = arena_grow(m->mem, m->v, m->n, &m->cap, sizeof(*m->v));
	s = &m->v[m->n++];
	section_init(s, kind, from->name, m->mem);
	return s;
}

void
merge_ini(struct merged *m, const struct ini *ini)
{
	if (ini->n > MERGE_MAX)
		COMPLAIN(m, ini->file, ini->v[MERGE_MAX].line, "more than %d sections", MERGE_MAX);
	for (size_t i = 0; i < ini->n && i < MERGE_MAX; i++) {
		const struct ini_section *from = &ini->v[i];
		struct section *to = section_for(m, from, ini->file);

		if (!to)
			continue;
		to->origin = (struct origin){.file = ini->file, .line = from->line};
		if (from->n > MERGE_MAX)
			COMPLAIN(m, ini->file, from->line, "more than %d keys in a section",
				MERGE_MAX);
		for (size_t k = 0; k < from->n && k < MERGE_MAX; k++)
			read_entry(m, to, &from->v[k], ini->file);
	}
}
