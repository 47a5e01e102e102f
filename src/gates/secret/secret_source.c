/* SPDX-License-Identifier: MIT */
/* secret_source -- see secret_source.h. */
#include "gates/secret/secret_source.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/given.h"
#include "model/config/key.h"
#include "model/config/problem.h"
#include "model/config/value.h"

static void
read_entry(struct given *settings, const struct ini_entry *e, const char *file,
	const struct value_context *ctx)
{
	const struct key *key = key_find(SECTION_SECRET, e->key);
	struct given *to;

	if (!key) {
		problem_add(
			ctx->problems, PROBLEM_ERROR, file, e->line, "unknown key '%s'", e->key);
		return;
	}
	to = &settings[key_index(key)];
	*to = given_over(*to, given_read(key, e, file, ctx->problems, ctx->mem), ctx->mem);
}

static void
read_section(struct secret_source *out, const struct ini_section *s, const char *file,
	const struct value_context *ctx)
{
	size_t rows = key_count(SECTION_SECRET);
	struct given *settings = arena_alloc(ctx->mem, rows, sizeof(*settings));
	struct secret *to;

	if (strcmp(s->kind, "secret") != 0 || !s->name[0]) {
		problem_add(ctx->problems, PROBLEM_ERROR, file, s->line,
			"only sections [secret NAME] stand here");
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		read_entry(settings, &s->v[i], file, ctx);
	out->v = arena_grow(ctx->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	to = &out->v[out->n++];
	*to = (struct secret){.name = s->name, .origin = {file, s->line}};
	to->origins = arena_alloc(ctx->mem, rows, sizeof(*to->origins));
	value_read_all(to, to->origins, SECTION_SECRET, settings, ctx);
}

int
secret_source_read(struct secret_source *out, const char *file, const char *text, size_t len,
	struct problems *problems, struct arena *mem, struct error *err)
{
	const struct value_context ctx = {.problems = problems, .mem = mem};
	struct ini ini;

	if (ini_read(&ini, file, text, len, problems, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < ini.n; i++)
		read_section(out, &ini.v[i], file, &ctx);
	return 0;
}

void
secret_source_release(struct secret_source *source)
{
	for (size_t i = 0; i < source->n; i++)
		value_release(&source->v[i], SECTION_SECRET);
}
