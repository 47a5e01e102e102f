/* SPDX-License-Identifier: MIT */
/* filter -- see filter.h. */
#include "model/plan/filter.h"

#include <string.h>

#include "base/arena.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/gate.h"
#include "model/plan/filetype.h"

#define CONTENT_MAX ((size_t)64 << 20) /* beyond it a file is of no type that content tells */
#define HEAD_BYTES ((size_t)8192)

static bool
is_deleted(const struct touch_file *f)
{
	return f->change->new.mode == 0;
}

static const struct change_side *
side_of(const struct touch_file *f)
{
	return is_deleted(f) ? &f->change->old : &f->change->new;
}

/* Keeps the first bytes; the rest is given back at once. */
static void
head_read(const struct touch_file *f, const struct blob_source *tree, struct arena *mem)
{
	struct arena *scratch = arena_new();
	struct touch_path *p = f->of;
	struct blob blob = {0};
	struct error err = {0};

	p->head_state = HEAD_READ;
	if (tree->read(tree->ctx, &blob, &side_of(f)->id, CONTENT_MAX, scratch, &err) == 0) {
		p->head_len = blob.len < HEAD_BYTES ? blob.len : HEAD_BYTES;
		p->head = arena_strndup(mem, blob.len ? blob.data : "", p->head_len);
	} else if (err.code != ERR_LIMIT) {
		p->head_state = HEAD_LOST;
		p->head = arena_strdup(mem, err.msg);
	}
	arena_free(scratch);
}

static enum filter_answer
is_of_type(const char *type, const struct touch_file *f, const struct blob_source *tree,
	struct arena *mem)
{
	uint32_t mode = side_of(f)->mode;

	switch (filetype_by_name(type, f->of->path, mode)) {
	case FILETYPE_YES:
		return FILTER_YES;
	case FILETYPE_NO:
		return FILTER_NO;
	case FILETYPE_UNTOLD:
		break;
	}
	if (f->of->head_state == HEAD_UNREAD)
		head_read(f, tree, mem);
	if (f->of->head_state == HEAD_LOST) /* what is gone may be gone from the store as well */
		return is_deleted(f) ? FILTER_YES : FILTER_LOST;
	return filetype_matches(type, f->of->path, mode, f->of->head, f->of->head_len) ? FILTER_YES
										       : FILTER_NO;
}

static enum filter_answer
asks_for(const struct gate *g, const struct touch_file *f, const struct blob_source *tree,
	struct arena *mem)
{
	enum filter_answer best = g->types.n ? FILTER_NO : FILTER_YES;

	if (g->files.n && !patterns_match(&g->files, f->of->path))
		return FILTER_NO;
	for (size_t i = 0; i < g->types.n; i++) {
		enum filter_answer a = is_of_type(g->types.v[i], f, tree, mem);

		if (a == FILTER_YES)
			return FILTER_YES;
		if (a == FILTER_LOST)
			best = FILTER_LOST;
	}
	return best;
}

static bool
asks_for_any(const struct gate *g)
{
	return g->files.n == 0 && g->types.n == 0;
}

enum filter_answer
filter_concerns(const struct gate *g, const struct touch_file *f, const struct blob_source *tree,
	struct arena *mem)
{
	if (f->of->is_ignored && !g->ignored)
		return FILTER_NO;
	if (asks_for_any(g))
		return FILTER_YES;
	return f->of->is_generated ? FILTER_NO : asks_for(g, f, tree, mem);
}

enum filter_answer
filter_takes(const struct gate *g, const struct touch_file *f, const struct blob_source *tree,
	struct arena *mem)
{
	uint32_t mode = f->change->new.mode;
	bool is_other = mode == MODE_SYMLINK || mode == MODE_SUBMODULE;

	if (f->of->is_generated || !(mode_is_regular(mode) || (g->builtin.n && is_other)))
		return FILTER_NO;
	return filter_concerns(g, f, tree, mem);
}

/* Asked by every check of text: a name is looked up once. */
static bool
may_be_text(struct touch_path *p)
{
	if (!p->is_told)
		p->may_be_text = filetype_by_name("text", p->path, MODE_FILE) != FILETYPE_NO;
	p->is_told = true;
	return p->may_be_text;
}

bool
filter_suits(const struct builtin *b, const struct touch_file *f)
{
	uint32_t mode = f->change->new.mode;

	if (!b || !b->types)
		return mode_is_regular(mode);
	if (strcmp(b->types, "text") == 0)
		return mode_is_regular(mode) && may_be_text(f->of);
	return filetype_by_name(b->types, f->of->path, mode) != FILETYPE_NO;
}

const char *
filter_text(const struct gate *g, struct arena *mem)
{
	struct strs words = {0};
	const char *files, *types;

	if (asks_for_any(g))
		return NULL;
	for (size_t i = 0; i < g->files.n; i++) {
		const struct pattern *p = &g->files.v[i];

		strs_add(&words, p->is_negated ? arena_printf(mem, "!%s", p->text) : p->text, mem);
	}
	files = strs_join(&words, " ", mem);
	types = strs_join(&g->types, " or ", mem);
	if (g->types.n == 0)
		return files;
	return g->files.n ? arena_printf(mem, "%s of type %s", files, types)
			  : arena_printf(mem, "type %s", types);
}
