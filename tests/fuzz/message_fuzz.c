/* SPDX-License-Identifier: MIT */
/*
 * message_fuzz -- any bytes as a commit message, by all rules of all modes: a place lies in the
 * text, a hint is another header, and what was mended needs no mending.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/message/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct message_component known[] = {{"parser", NULL}, {"lexer", NULL}};
static const char *touched_names[] = {"parser", "."};
static const struct strs touched = {touched_names, 2, 2};

static void
look_at(const struct message_verdict *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct message_problem *p = &v->v[i];
		const char *line = v->text, *end = v->text + v->len;

		if (!p->text || (p->hint && v->header && strcmp(p->hint, v->header) == 0))
			abort();
		if (!p->line)
			continue;
		for (size_t n = 1; n < p->line; n++) {
			line = memchr(line, '\n', (size_t)(end - line));
			if (!line++)
				abort();
		}
		if (line + p->column > end || p->width == 0)
			abort();
	}
}

static void
mend(const struct message_input *in, struct rule_settings *s, struct arena *mem)
{
	struct message_input again = *in;
	struct message_fixed fixed, twice;
	struct error err;

	if (message_fix(&fixed, in, s, mem, &err) < 0 || !fixed.done.n)
		return;
	again.text = fixed.text;
	again.len = fixed.len;
	again.source = MESSAGE_HISTORY;
	if (message_fix(&twice, &again, s, mem, &err) == 0 && twice.done.n)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int mode = MESSAGE_OWN; mode <= MESSAGE_COMMITLINT_21; mode++) {
		for (int source = MESSAGE_EDIT; source <= MESSAGE_TITLE; source++) {
			struct message_input in = {.text = (const char *)data,
				.len = size,
				.source = (enum message_source)source,
				.is_edited = size & 1,
				.comment = size & 2 ? "auto" : "#",
				.is_pushed = true,
				.scopes = {known, 2, NULL, NULL, &touched}};
			struct arena *mem = arena_new();
			struct rule_settings s;
			struct message_verdict v;
			struct error err;

			rule_settings_init(&s, (enum message_mode)mode, mem);
			for (size_t i = 0; i < rule_nrows; i++)
				s.v[i].level = LEVEL_FAIL;
			if (message_judge(&v, &in, &s, mem, &err) == 0)
				look_at(&v);
			else if (err.code != ERR_LIMIT)
				abort();
			if (mode == MESSAGE_OWN && source != MESSAGE_TITLE)
				mend(&in, &s, mem);
			rule_settings_release(&s);
			arena_free(mem);
		}
	}
	return 0;
}
