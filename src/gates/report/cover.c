/* SPDX-License-Identifier: MIT */
/* cover -- see cover.h. */
#include "gates/report/cover.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/report/places.h"

#define SCRATCH_NAMES 1000 /* after which the room for looking them up is given back */
#define ENDINGS_MAX 64
#define NAME_SHOWN 300

void
cover_init(
	struct cover *c, struct coverage *coverage, const struct places *places, struct arena *mem)
{
	*c = (struct cover){
		.coverage = coverage, .places = places, .mem = mem, .scratch = arena_new()};
}

void
cover_release(struct cover *c)
{
	arena_free(c->scratch);
	c->scratch = NULL;
}

void
cover_begin(struct cover *c)
{
	c->roots = (struct strs){0};
	c->last_file = NULL;
	if (c->last)
		c->last[0] = '\0';
}

int
cover_end(struct cover *c, struct error *err)
{
	if (c->rc < 0)
		*err = c->why;
	else if (c->coverage->lost)
		c->rc = error_set(err, ERR_LIMIT,
			"%zu of its lines or branches are beyond what a file can have",
			c->coverage->lost);
	return c->rc;
}

static void
fail(struct cover *c, const struct error *err)
{
	if (c->rc == 0)
		c->why = *err;
	c->rc = -1;
}

static const char *
remembered(const struct cover *c, const char *name)
{
	return arena_strndup(c->mem, name, strnlen(name, NAME_SHOWN));
}

static void
add_ending(struct cover *c, const char *path)
{
	const char *dot = strrchr(path_base(path), '.');

	if (dot && c->endings.n < ENDINGS_MAX && !strs_has(&c->endings, dot))
		strs_add(&c->endings, arena_strdup(c->mem, dot), c->mem);
}

static struct coverage_file *
told(struct cover *c, struct coverage_file *f)
{
	coverage_tell(c->coverage, f);
	add_ending(c, f->path);
	return f;
}

static struct coverage_file *
look_up(struct cover *c, const char *name)
{
	struct coverage_file *f;
	struct error err;
	const char *path;

	if (++c->nscratch % SCRATCH_NAMES == 0) {
		arena_free(c->scratch);
		c->scratch = arena_new();
	}
	c->nfiles++;
	if (places_find(&path, c->places, name, &c->roots, c->scratch, &err) < 0) {
		fail(c, &err);
		return NULL;
	}
	if (!path) {
		c->nelsewhere++;
		if (!c->elsewhere)
			c->elsewhere = remembered(c, name);
		return NULL;
	}
	f = coverage_find(c->coverage, path);
	if (f)
		return told(c, f);
	if (!c->other)
		c->other = remembered(c, path);
	add_ending(c, path);
	return NULL;
}

struct coverage_file *
cover_file(struct cover *c, const char *name)
{
	size_t n = strlen(name) + 1;

	if (c->rc < 0)
		return NULL;
	if (c->last && c->last[0] && strcmp(c->last, name) == 0)
		return c->last_file;
	if (n > c->last_size) {
		c->last_size = n * 2;
		c->last = arena_alloc(c->mem, c->last_size, 1);
	}
	memcpy(c->last, name, n);
	c->last_file = look_up(c, name);
	return c->last_file;
}

static bool
ends_so(const char *path, const char *tail)
{
	size_t n = strlen(path), t = strlen(tail);

	return n >= t && strcmp(path + n - t, tail) == 0 && (n == t || path[n - t - 1] == '/');
}

struct coverage_file *
cover_file_ending(struct cover *c, const char *tail)
{
	struct coverage_file *found = NULL;
	struct error err;

	c->nfiles++;
	for (size_t i = 0; i < c->coverage->n; i++) {
		struct coverage_file *f = &c->coverage->v[i];

		if (!ends_so(f->path, tail))
			continue;
		if (found) {
			error_set(&err, ERR_CONFIG, "its '%s' may be '%s' or '%s'", tail,
				found->path, f->path);
			fail(c, &err);
			return NULL;
		}
		found = f;
	}
	if (found)
		return told(c, found);
	c->nelsewhere++;
	if (!c->elsewhere)
		c->elsewhere = remembered(c, tail);
	return NULL;
}

uint32_t
cover_id(const char *text, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 16777619u;
	return h;
}
