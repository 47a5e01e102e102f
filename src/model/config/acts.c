/* SPDX-License-Identifier: MIT */
/*
 * acts -- config_gate_acts(), config_env_acts(): what of a section acts on verdicts, as text.
 *
 * The rows of the table with KEY_IN_VERDICT, in its order, a line each: "NAME BYTES VALUE".  Asked
 * for by runs that look verdicts up, and made then.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config_own.h"

#define TEXT_MAX ((size_t)4 << 20) /* far more than a file of configuration may hold */

static const char *
text_of(enum section_kind kind, const struct given *settings, struct arena *mem)
{
	const struct key *first = key_first(kind);
	const char *text;
	struct buf all;

	buf_init(&all, TEXT_MAX);
	for (size_t i = 0, rows = key_count(kind); i < rows; i++) {
		struct given s = settings[i];
		const char *value;

		if (!(first[i].flags & KEY_IN_VERDICT))
			continue;
		if (s.n == 0 || s.is_add)
			s = given_over(given_default(&first[i], mem), s, mem);
		if (s.n == 0 || given_is_empty(&s))
			continue;
		value = given_text(&s, mem);
		buf_addf(&all, "%s %zu %s\n", first[i].name, strlen(value), value);
	}
	text = arena_strdup(mem, all.data);
	buf_release(&all);
	return text;
}

const char *
config_gate_acts(const struct config *c, const struct gate *g, struct arena *mem)
{
	for (size_t i = 0; i < c->ngates; i++) {
		const struct gate_own *own = &c->own->gates[i];

		for (size_t k = 0; k < own->n; k++) {
			const struct variant *v = &own->v[k];

			if (v->gate == g || (k == 0 && g == &c->gates[i]))
				return text_of(SECTION_GATE, v->settings, mem);
		}
	}
	return "";
}

const char *
config_env_acts(const struct config *c, const struct env *e, struct arena *mem)
{
	const struct section *s = merge_find(&c->own->merged, SECTION_ENV, e->name);

	return s ? text_of(SECTION_ENV, s->settings, mem) : "";
}
