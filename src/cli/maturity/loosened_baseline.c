/* SPDX-License-Identifier: MIT */
/* loosened_baseline -- see loosened_baseline.h. */
#include "cli/maturity/loosened_baseline.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/secret/secret_baseline.h"
#include "model/blob_source.h"
#include "model/config/config.h"
#include "model/maturity/loosening.h"

static void
add_baseline(struct strs *out, const char *path, struct arena *mem)
{
	if (path && !strs_has(out, path))
		strs_add(out, path, mem);
}

/* `baseline`, or `args = --baseline FILE` of the built-in that has one. */
static void
add_baselines(struct strs *out, const struct gate *g, struct arena *mem)
{
	static const char option[] = "--baseline";
	struct strs words = {0};
	struct error ignored;

	add_baseline(out, g->baseline, mem);
	if (command_words(&words, &g->args, mem, &ignored) < 0)
		return;
	for (size_t i = 0; i < words.n; i++) {
		const char *word = words.v[i];

		if (strncmp(word, option, sizeof(option) - 1) != 0)
			continue;
		word += sizeof(option) - 1;
		if (*word == '=')
			add_baseline(out, word + 1, mem);
		else if (!*word && i + 1 < words.n)
			add_baseline(out, words.v[i + 1], mem);
	}
}

void
loosened_baselines(struct strs *out, const struct config *c, struct arena *mem)
{
	for (size_t i = 0; i < c->ngates; i++) {
		if (c->gates[i].builtin.n == 0)
			continue;
		for (size_t k = 0; k < c->components.n; k++)
			add_baselines(out, config_gate(c, i, k, c->components.v[k].target), mem);
	}
}

static const char *
identity(const struct secret_known *k, struct arena *mem)
{
	return arena_printf(mem, "%s %s %s", k->type, k->sha1, k->path);
}

static void
compare(struct loosenings *out, const char *path, const struct secret_baseline *then,
	const struct secret_baseline *now, struct arena *mem)
{
	const char *what = arena_printf(mem, "baseline %s", text_path(path, mem));
	struct strs known = {0}, more = {0};

	for (size_t i = 0; i < then->n; i++)
		strs_add(&known, identity(&then->v[i], mem), mem);
	strs_sort_unique(&known);
	for (size_t i = 0; i < now->n; i++) {
		const char *one = identity(&now->v[i], mem);

		if (!strs_has_sorted(&known, one))
			strs_add(&more, one, mem);
	}
	if (more.n)
		loosening_add(out, LOOSENING_GATE, what,
			arena_printf(mem, "%s excuses more (%s)", what,
				text_count(more.n, "secret", mem)),
			&more, mem);
}

static int
read_one(struct secret_baseline *out, const char *path, const struct blob *text, struct arena *mem,
	struct error *err)
{
	return text ? secret_baseline_read(out, path, text->data, text->len, mem, err) : 0;
}

int
loosened_add_baseline(struct loosenings *out, const char *path, const struct blob *before,
	const struct blob *after, struct arena *mem, struct error *err)
{
	struct secret_baseline then = {0}, now = {0};
	int rc = -1;

	if (read_one(&then, path, before, mem, err) == 0 &&
		read_one(&now, path, after, mem, err) == 0) {
		compare(out, path, &then, &now, mem);
		rc = 0;
	}
	secret_baseline_release(&then);
	secret_baseline_release(&now);
	return rc;
}
