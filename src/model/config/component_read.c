/* SPDX-License-Identifier: MIT */
/* component_read -- see component_read.h. */
#include "model/config/component_read.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "model/blob_source.h"
#include "model/component.h"
#include "model/config/config_own.h"
#include "model/config/problem.h"
#include "model/config/template.h"

struct reading {
	struct component *out;
	struct section *section;
	struct value_context ctx;
	struct arena *mem;
};

static struct given *
setting_of(struct section *s, const char *key)
{
	return &s->settings[key_index(key_find(SECTION_COMPONENT, key))];
}

/* `{` lower-case letters and digits `}` that is still there is unknown. */
static void
check_placeholders(const struct reading *r, const struct key *key, const struct part *part)
{
	static const char *const names[] = {"dir", "component"};
	const struct strs known = {.v = (const char **)names, .n = countof(names)};

	for (const char *p = strchr(part->text, '{'); p; p = strchr(p + 1, '{')) {
		size_t n = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz0123456789");
		const char *name;

		if (n == 0 || p[n + 1] != '}')
			continue;
		name = arena_strndup(r->mem, p + 1, n);
		problem_add(r->ctx.problems, PROBLEM_ERROR, part->origin.file, part->origin.line,
			"key '%s': unknown placeholder '{%s}'%s", key->name, name,
			strcmp(name, "1") == 0     ? "; only [components] has matches"
			: strcmp(name, "dir") == 0 ? ", which is not known here; give 'dir'"
						   : value_hint(name, &known, r->mem));
		return;
	}
}

/* The folder as it can stand in a value: in a list of words its blanks are kept by quotes. */
static const char *
dir_for(const struct key *key, const char *text, const char *dir, struct arena *mem)
{
	if (!value_has_words(key->type) || !strpbrk(dir, " \t") || strchr(text, '"'))
		return dir;
	return arena_printf(mem, "\"%s\"", dir);
}

static const char *
fill_text(struct reading *r, const struct key *key, const char *text, const char *dir)
{
	text = template_fill(text, "{component}", r->out->name, r->mem);
	if (!dir)
		return text;
	if (!dir[0]) /* the root: `{dir}/x` is `x` */
		text = template_fill(text, "{dir}/", "", r->mem);
	return template_fill(text, "{dir}", dir_for(key, text, dir, r->mem), r->mem);
}

static void
fill(struct reading *r, const struct key *key, const char *dir)
{
	struct given *s = &r->section->settings[key_index(key)];
	struct part *v;
	bool is_asked = false;

	for (size_t i = 0; i < s->n; i++)
		is_asked |= strchr(s->v[i].text, '{') != NULL;
	if (!is_asked)
		return;
	v = arena_dup(r->mem, s->v, s->n * sizeof(*v));
	for (size_t i = 0; i < s->n; i++) {
		v[i].text = fill_text(r, key, v[i].text, dir);
		check_placeholders(r, key, &v[i]);
	}
	s->v = v;
}

/* A folder without its '/' and without "."; "" is the root.  NULL: it is outside. */
static const char *
folder_name(const char *text, struct arena *mem)
{
	const char *clean = text[0] == '/' ? NULL : path_clean(text, mem);

	return clean && strcmp(clean, ".") == 0 ? "" : clean;
}

static const char *
literal_folder(const struct pattern *p, struct arena *mem)
{
	size_t n = p->literal_len;

	if (!p->is_literal) {
		while (n > 0 && p->glob[n - 1] != '/')
			n--;
	}
	while (n > 0 && p->glob[n - 1] == '/')
		n--;
	return arena_strndup(mem, p->glob, n);
}

/* The first folder of source: one that says so, else one that the tree knows as such. */
static int
default_dir(const char **out, const struct patterns *source, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	*out = "";
	for (size_t i = 0; i < source->n; i++) {
		if (source->v[i].is_folder && !source->v[i].is_negated) {
			*out = literal_folder(&source->v[i], mem);
			return 0;
		}
	}
	for (size_t i = 0; i < source->n && tree; i++) {
		const struct pattern *p = &source->v[i];
		struct tree_entry entry;
		bool found = false;

		if (!p->is_literal || p->is_negated)
			continue;
		if (tree->find(tree->ctx, &entry, &found, p->glob, mem, err) < 0)
			return -1;
		if (found && entry.mode == MODE_TREE) {
			*out = p->glob;
			return 0;
		}
	}
	return 0;
}

static int
read_dir(struct reading *r, const struct blob_source *tree, struct error *err)
{
	const struct key *key = key_find(SECTION_COMPONENT, "dir");
	const struct key *source = key_find(SECTION_COMPONENT, "source");
	struct given *s = setting_of(r->section, "dir");
	struct origin at = given_origin(s);
	struct component scratch = {0};
	const char *dir;

	if (s->n && !given_is_empty(s)) {
		fill(r, key, NULL);
		dir = given_text(s, r->mem);
		r->out->dir = folder_name(dir, r->mem);
		if (!r->out->dir) {
			problem_add(r->ctx.problems, PROBLEM_ERROR, at.file, at.line,
				"key 'dir': '%s' is outside the repository", dir);
			r->out->dir = "";
		}
		return 0;
	}
	fill(r, source, NULL);
	value_read(&scratch, source, setting_of(r->section, "source"), &r->ctx);
	return default_dir(&r->out->dir, &scratch.source, tree, r->mem, err);
}

static bool
has_negated(const struct patterns *list)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].is_negated)
			return true;
	}
	return false;
}

static void
add_patterns(struct patterns *to, const struct patterns *from, struct arena *mem)
{
	for (size_t i = 0; i < from->n; i++) {
		to->v = arena_grow(mem, to->v, to->n, &to->cap, sizeof(*to->v));
		to->v[to->n++] = from->v[i];
	}
}

/*
 * Source and tests.  Where only the tests take something away they come first, so that what they
 * do not count as tests stays with the source that holds it.
 */
static void
default_paths(struct component *c, struct arena *mem)
{
	bool tests_first = has_negated(&c->tests) && !has_negated(&c->source);

	add_patterns(&c->paths, tests_first ? &c->tests : &c->source, mem);
	add_patterns(&c->paths, tests_first ? &c->source : &c->tests, mem);
}

static void
refuse_paths_of_nobody(struct reading *r)
{
	static const char *const keys_of_parts[] = {"source", "tests", "paths", "dir"};

	for (size_t i = 0; i < countof(keys_of_parts); i++) {
		struct given *s = setting_of(r->section, keys_of_parts[i]);
		struct origin at = given_origin(s);

		if (s->n == 0)
			continue;
		problem_add(r->ctx.problems, PROBLEM_ERROR, at.file, at.line,
			"component '.' is what nobody owns and cannot have '%s'", keys_of_parts[i]);
		*s = (struct given){0};
	}
}

int
component_read(struct component *out, struct section *section, const struct config *c,
	const struct blob_source *tree, struct error *err)
{
	const struct key *first = key_first(SECTION_COMPONENT);
	size_t n = key_count(SECTION_COMPONENT);
	struct reading r = {.out = out, .section = section, .mem = c->own->mem};
	bool is_nobody = strcmp(section->name, ".") == 0;
	const char *dir;

	r.ctx = config_context(c);
	*out = (struct component){.name = section->name, .origin = section->origin, .dir = ""};
	out->origins = arena_alloc(r.mem, n, sizeof(*out->origins));
	if (is_nobody)
		refuse_paths_of_nobody(&r);
	for (size_t i = 0; i < n && !is_nobody; i++)
		section->settings[i] = given_over(
			c->own->merged.component.settings[i], section->settings[i], r.mem);
	if (read_dir(&r, tree, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (section->settings[i].n && strcmp(first[i].name, "dir") != 0)
			fill(&r, &first[i], out->dir);
	}
	dir = out->dir;
	value_read_all(out, out->origins, SECTION_COMPONENT, section->settings, &r.ctx);
	out->dir = dir;
	if (out->target == STAGE_NONE)
		out->target = c->tta.target;
	if (!out->origins[key_index(key_find(SECTION_COMPONENT, "paths"))].file)
		default_paths(out, r.mem);
	return 0;
}
