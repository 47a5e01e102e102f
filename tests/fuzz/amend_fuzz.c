/* SPDX-License-Identifier: MIT */
/*
 * amend_fuzz -- any bytes as tta.ini: either the amendment is refused, or exactly the one value
 * differs, and every other line stands as it stood.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/amend.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct amendment wanted = {"component", "app", "target", "staging"};

/* Every value but the one, a line each. */
static char *
dump(bool *has_wanted, const char *text, size_t len, struct arena *mem)
{
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct ini ini;
	char *out = arena_strdup(mem, "");

	*has_wanted = false;
	if (ini_read(&ini, "fuzz", text, len, &problems, mem, &err) < 0 ||
		problems_refuse(&problems))
		abort();
	for (size_t i = 0; i < ini.n; i++) {
		const struct ini_section *s = &ini.v[i];
		bool is_it = strcmp(s->kind, wanted.kind) == 0 && strcmp(s->name, wanted.name) == 0;

		if (!is_it) /* which may be new */
			out = arena_printf(mem, "%s[%s %s]\n", out, s->kind, s->name);
		for (size_t k = 0; k < s->n; k++) {
			const struct ini_entry *e = &s->v[k];

			if (is_it && strcmp(e->key, wanted.key) == 0)
				*has_wanted = strcmp(e->value, wanted.value) == 0 && !e->is_add;
			else
				out = arena_printf(mem, "%s%s/%s %s %d %s\n", out, s->kind, s->name,
					e->key, e->is_add, e->value);
		}
	}
	return out;
}

static size_t
same_before(const char *a, size_t na, const char *b, size_t nb)
{
	size_t n = 0;

	while (n < na && n < nb && a[n] == b[n])
		n++;
	return n;
}

static size_t
same_behind(const char *a, size_t na, const char *b, size_t nb)
{
	size_t n = 0;

	while (n < na && n < nb && a[na - n - 1] == b[nb - n - 1])
		n++;
	return n;
}

static void
check(const char *text, size_t len, const char *made, size_t made_len, int line, struct arena *mem)
{
	bool was_there, is_there;
	size_t before = same_before(text, len, made, made_len);
	size_t behind = same_behind(text, len, made, made_len);
	int at = 1;

	if (strcmp(dump(&was_there, text, len, mem), dump(&is_there, made, made_len, mem)) != 0 ||
		!is_there)
		abort();
	if (before + behind < len && memchr(text + before, '\n', len - before - behind))
		abort(); /* more than one line was taken away */
	for (size_t i = 0; i < made_len && at < line; i++)
		at += made[i] == '\n';
	if (line < 1 || at != line)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct error err = {0};
	const char *made;
	size_t n;
	int line;

	if (amend_text(&made, &n, &line, (const char *)data, size, &wanted, mem, &err) == 0)
		check((const char *)data, size, made, n, line, mem);
	arena_free(mem);
	return 0;
}
