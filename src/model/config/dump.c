/* SPDX-License-Identifier: MIT */
/*
 * dump -- config_dump(): the merged configuration, read back the same by config_read().
 *
 * Templates and defaults stand in the sections that they went into, presets in the gates that they
 * brought, so what is dumped needs none of them.  Each line ends with where its value was written.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/component.h"
#include "model/config/config_own.h"
#include "model/config/effective.h"
#include "model/config/ini.h"

struct dump {
	struct buf *out;
	const struct config *config;
	struct arena *mem;
};

/* "default", or the lines of all parts. */
static void
add_origins(struct dump *d, const struct given *s)
{
	struct strs texts = {0};

	for (size_t i = 0; i < s->n; i++) {
		const struct origin *o = &s->v[i].origin;
		const char *text = o->file ? origin_text(o, d->mem) : "default";

		if (!strs_has(&texts, text))
			strs_add(&texts, text, d->mem);
	}
	buf_addf(d->out, " ; %s\n", strs_join(&texts, " + ", d->mem));
}

static void
add_word(struct buf *out, const char *word)
{
	size_t n = strlen(word);

	if (n && !strpbrk(word, " \t\"") && word[0] != ';' && word[0] != '#') {
		buf_adds(out, word);
		return;
	}
	while (n && word[n - 1] == '\\') /* before a quote it would be lost: it goes behind */
		n--;
	buf_addc(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (word[i] == '"')
			buf_addc(out, '\\');
		buf_addc(out, word[i]);
	}
	buf_addc(out, '"');
	buf_adds(out, word + n);
}

static void
add_words(struct dump *d, const char *text)
{
	struct strs words = {0};
	struct error err = {0};

	if (value_words(&words, text, d->mem, &err) < 0)
		return; /* a configuration with such a text was refused */
	for (size_t i = 0; i < words.n; i++) {
		buf_addc(d->out, ' ');
		add_word(d->out, words.v[i]);
	}
}

static void
add_setting(struct dump *d, const char *name, const char *equals, const struct key *key,
	const struct given *s)
{
	const char *text = given_text(s, d->mem);

	buf_addf(d->out, "%s %s", name, equals);
	if (value_has_words(key->type))
		add_words(d, text);
	else if (text[0])
		buf_addf(d->out, " %s", ini_written(name, text, d->mem));
	add_origins(d, s);
}

static void
add_rows(struct dump *d, enum section_kind kind, const struct given *settings)
{
	const struct key *first = key_first(kind);

	for (size_t i = 0, rows = key_count(kind); i < rows; i++) {
		struct given s = settings[i];

		if (s.n == 0 || s.is_add)
			s = given_over(given_default(&first[i], d->mem), s, d->mem);
		if (kind == SECTION_TTA && strcmp(first[i].name, "presets") == 0)
			continue; /* what they brought is here */
		if (s.n)
			add_setting(d, first[i].name, "=", &first[i], &s);
	}
}

static void
add_header(struct dump *d, const char *word, const char *name, const struct origin *at)
{
	buf_addf(d->out, "%s[%s%s%s] ; %s\n", d->out->len ? "\n" : "", word, name[0] ? " " : "",
		name, at->file ? origin_text(at, d->mem) : "default");
}

static void
add_only(struct dump *d, enum section_kind kind)
{
	const struct section *s = merge_find(&d->config->own->merged, kind, "");
	struct section none;

	if (!s) {
		section_init(&none, kind, "", d->mem);
		s = &none;
	}
	add_header(d, sections[kind].word, "", &s->origin);
	add_rows(d, kind, s->settings);
}

static void
add_sections(struct dump *d, enum section_kind kind)
{
	const struct merged *m = &d->config->own->merged;

	for (size_t i = 0; i < m->n; i++) {
		if (m->v[i].kind != kind)
			continue;
		add_header(d, sections[kind].word, m->v[i].name, &m->v[i].origin);
		add_rows(d, kind, m->v[i].settings);
	}
}

/* With what a stage inherits, which is what acts. */
static void
add_stages(struct dump *d)
{
	const struct key *first = key_first(SECTION_STAGE);

	for (size_t i = 0; i < d->config->stages.n; i++) {
		const struct stage *s = &d->config->stages.v[i];

		add_header(d, "stage", s->name, &s->origin);
		for (size_t k = 0, rows = key_count(SECTION_STAGE); k < rows; k++) {
			const void *field = (const char *)s + first[k].field;
			double value = ((const struct threshold *)field)->value;
			const struct origin *o = &s->origins[k];

			if (!isnan(value))
				buf_addf(d->out, "%s = %.10g ; %s\n", first[k].name, value,
					o->file ? origin_text(o, d->mem) : "default");
		}
	}
}

static void
add_components(struct dump *d)
{
	const struct config *c = d->config;

	for (size_t i = 0; i < c->components.n; i++) {
		const struct component *of = &c->components.v[i];
		const struct section *s = c->own->components[i];

		if (i == 0 && !s->origin.file)
			continue;
		add_header(d, "component", of->name, &of->origin);
		add_rows(d, SECTION_COMPONENT, s->settings);
		for (size_t k = 0; k < s->nwords; k++) {
			const struct gate_word *w = &s->words[k];
			const char *name = arena_printf(d->mem, "%s.%s", w->gate, w->key->name);

			add_setting(d, name, w->setting.is_add ? "+=" : "=", w->key, &w->setting);
		}
	}
}

static bool
has_staged(const struct section *s, const struct key *key, const char *stage)
{
	for (size_t i = 0; i < s->nstaged; i++) {
		if (s->staged[i].key == key && strcmp(s->staged[i].stage, stage) == 0)
			return true;
	}
	return false;
}

/* KEY.STAGE of the gate and of [defaults gate], as they act together. */
static void
add_gate_stages(struct dump *d, size_t gate)
{
	const struct config *c = d->config;
	const struct section *own = c->own->gates[gate].section, *defaults = &c->own->merged.gate;
	const struct key *first = key_first(SECTION_GATE);

	for (size_t i = 0; i < c->stages.n; i++) {
		const char *stage = c->stages.v[i].name;
		const struct given *s = NULL;

		for (size_t k = 0, rows = key_count(SECTION_GATE); k < rows; k++) {
			if (!has_staged(own, &first[k], stage) &&
				!has_staged(defaults, &first[k], stage))
				continue;
			if (!s)
				s = effective_settings(c, gate, EFFECTIVE_ANY, stage);
			add_setting(d, arena_printf(d->mem, "%s.%s", first[k].name, stage), "=",
				&first[k], &s[k]);
		}
	}
}

static void
add_gates(struct dump *d)
{
	const struct config *c = d->config;

	for (size_t i = 0; i < c->ngates; i++) {
		add_header(d, "gate", c->gates[i].name, &c->gates[i].origin);
		add_rows(d, SECTION_GATE, c->own->gates[i].v[0].settings);
		add_gate_stages(d, i);
	}
}

void
config_dump(struct buf *out, const struct config *c)
{
	struct dump d = {.out = out, .config = c, .mem = c->own->mem};

	add_only(&d, SECTION_TTA);
	add_stages(&d);
	add_components(&d);
	add_sections(&d, SECTION_ENV);
	add_gates(&d);
	add_sections(&d, SECTION_BRANCH);
	add_only(&d, SECTION_COMMIT);
	add_sections(&d, SECTION_RULE);
	add_sections(&d, SECTION_SECRET);
}
