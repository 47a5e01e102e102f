/* SPDX-License-Identifier: MIT */
/* discover -- see discover.h. */
#include "model/config/discover.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "model/blob_source.h"
#include "model/config/config_own.h"
#include "model/config/key.h"

static const char *const folders[] = {"tests", "test"};
static const char *const inside[] = {"tests/", "**/__tests__/", "**/test_*.py", "**/*_test.py",
	"**/*_test.go", "**/*_test.c", "**/*.test.*", "**/*.spec.*"};

enum likeness { EXACT, LONGER, VARIANT, NOT_LIKE };

static bool
is_wanting(const struct component *c)
{
	return !c->origins[key_index(key_find(SECTION_COMPONENT, "tests"))].file && c->source.n > 0;
}

/* As names of files and folders are compared: all '-' as '_'. */
static const char *
plain(const char *name, struct arena *mem)
{
	char *text = arena_strdup(mem, name);

	for (char *p = text; *p; p++) {
		if (*p == '-')
			*p = '_';
	}
	return text;
}

/* The name of a file without what its being a test adds; NULL: it is none. */
static const char *
subject(const char *name, struct arena *mem)
{
	size_t stem = strcspn(name, ".");
	const char *rest = name + stem;
	static const char tail[] = "_test", more[] = "_spec";

	if (strncmp(rest, ".test.", 6) == 0 || strncmp(rest, ".spec.", 6) == 0)
		return arena_strndup(mem, name, stem);
	if (strncmp(name, "test_", 5) == 0 && stem > 5)
		return arena_strndup(mem, name + 5, stem - 5);
	if (stem > 5 && (strncmp(rest - 5, tail, 5) == 0 || strncmp(rest - 5, more, 5) == 0))
		return arena_strndup(mem, name, stem - 5);
	return NULL;
}

/* "narration" as "narrator", and the reverse; NULL: it has no such end. */
static const char *
variant(const char *name, struct arena *mem)
{
	size_t n = strlen(name);

	if (n > 3 && strcmp(name + n - 3, "ion") == 0)
		return arena_printf(mem, "%.*sor", (int)(n - 3), name);
	if (n > 2 && strcmp(name + n - 2, "or") == 0)
		return arena_printf(mem, "%.*sion", (int)(n - 2), name);
	return NULL;
}

static bool
is_longer(const char *of, const char *name, bool is_folder)
{
	size_t n = strlen(name);

	return !is_folder && strncmp(of, name, n) == 0 && of[n] == '_';
}

static enum likeness
likeness(const char *of, bool is_folder, const struct component *c, struct arena *mem)
{
	const char *name = plain(c->name, mem), *other = variant(name, mem);

	if (strcmp(of, name) == 0)
		return EXACT;
	if (is_longer(of, name, is_folder))
		return LONGER;
	if (other && (strcmp(of, other) == 0 || is_longer(of, other, is_folder)))
		return VARIANT;
	return NOT_LIKE;
}

static struct component *
most_like(struct config *c, const char *of, bool is_folder, struct arena *mem)
{
	struct component *best = NULL;
	enum likeness how = NOT_LIKE;

	for (size_t i = 1; i < c->components.n; i++) {
		struct component *one = &c->components.v[i];
		enum likeness now = is_wanting(one) ? likeness(of, is_folder, one, mem) : NOT_LIKE;

		if (now == NOT_LIKE || now > how ||
			(now == how && strlen(one->name) <= strlen(best->name)))
			continue;
		best = one;
		how = now;
	}
	return best;
}

static int
add(struct patterns *to, const char *text, struct arena *mem, struct error *err)
{
	return patterns_add(to, text, 0, mem, err);
}

/* A name with wildcards in it is none that could be written down. */
static int
take(struct config *c, const char *folder, const struct tree_entry *e, struct error *err)
{
	struct arena *mem = c->own->mem;
	bool is_folder = e->mode == MODE_TREE;
	const char *name = plain(e->name, mem), *of = is_folder ? name : subject(name, mem), *path;
	struct component *to = of ? most_like(c, of, is_folder, mem) : NULL;
	struct owner owner;

	if (!to || strpbrk(e->name, "*?[]\\!"))
		return 0;
	path = arena_printf(mem, "%s/%s%s", folder, e->name, is_folder ? "/" : "");
	owner_find(&owner, &c->components, path);
	if (owner.component != 0 && &c->components.v[owner.component] != to)
		return 0;
	if (add(&to->tests, path, mem, err) < 0)
		return -1;
	return owner.component || to->origins[key_index(key_find(SECTION_COMPONENT, "paths"))].file
		       ? 0
		       : add(&to->paths, path, mem, err);
}

static int
look_inside(struct component *c, struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < c->source.n; i++) {
		const struct pattern *p = &c->source.v[i];

		if (!p->is_folder || !p->is_literal || p->is_negated || strpbrk(p->text, "*?[]\\"))
			continue;
		for (size_t k = 0; k < countof(inside); k++) {
			if (add(&c->tests, path_join(p->glob, inside[k], mem), mem, err) < 0)
				return -1;
		}
	}
	return 0;
}

int
discover_tests(struct config *c, const struct blob_source *tree, struct error *err)
{
	struct arena *mem = c->own->mem;
	bool is_wanted = false;

	for (size_t i = 1; i < c->components.n; i++)
		is_wanted |= is_wanting(&c->components.v[i]);
	for (size_t f = 0; is_wanted && tree && f < countof(folders); f++) {
		struct tree_entries entries = {0};

		if (tree->list(tree->ctx, &entries, folders[f], mem, err) < 0)
			return error_wrap(err, "cannot look for tests");
		for (size_t i = 0; i < entries.n; i++) {
			if (take(c, folders[f], &entries.v[i], err) < 0)
				return -1;
		}
	}
	for (size_t i = 1; i < c->components.n; i++) {
		if (is_wanting(&c->components.v[i]) &&
			look_inside(&c->components.v[i], mem, err) < 0)
			return -1;
	}
	return 0;
}
