/* SPDX-License-Identifier: MIT */
/* sees -- see sees.h. */
#include "model/plan/sees.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/path.h"
#include "model/config/config.h"
#include "model/plan/plan.h"

#define HASH_BYTES 8
#define NAME_MAX_BYTES ((size_t)16 << 20)

static void
put_text(struct buf *out, const char *text)
{
	buf_adds(out, text ? text : "");
	buf_addc(out, '\0');
}

static void
put_patterns(struct buf *out, const struct patterns *list)
{
	for (size_t i = 0; i < list->n; i++)
		buf_addf(out, "%s%s%c", list->v[i].is_negated ? "!" : "", list->v[i].text, '\0');
	buf_addc(out, '\0');
}

static void
put_strs(struct buf *out, const struct strs *list)
{
	for (size_t i = 0; i < list->n; i++)
		put_text(out, list->v[i]);
	buf_addc(out, '\0');
}

/* What a gate must leave as it is, it has to see: hidden files would be made anew. */
static bool
is_all_shown(const struct gate *g)
{
	return g->ignored || g->unchanged.n;
}

/* The folders that patterns begin with; "" where one may match anywhere. */
static void
add_folders(struct strs *out, const struct patterns *list, struct arena *mem)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct pattern *p = &list->v[i];
		const char *start = arena_strndup(mem, p->glob, p->literal_len);

		if (!p->is_negated)
			strs_add(out, p->glob[p->literal_len] ? path_dir(start, mem) : start, mem);
	}
}

/* What tells its folder from those of others that see as much. */
static void
put_identity(struct buf *out, const struct view *v, const struct job *job, const char *kind)
{
	const struct gate *g = job->gate;

	put_text(out, kind);
	buf_addc(out, is_all_shown(g) ? 'i' : '-');
	if (v->is_whole)
		return;
	put_text(out, g->in);
	put_patterns(out, &g->inputs);
	put_patterns(out, &g->unchanged);
	if (g->sees == SEES_COMPONENT || g->scope == SCOPE_COMPONENT)
		put_strs(out, &job->components);
	if (g->sees != SEES_FILES)
		return;
	put_text(out, g->name);
	put_text(out, g->run.text);
	put_text(out, g->fix.text);
	put_text(out, g->dir);
	put_patterns(out, &g->files);
	put_strs(out, &g->types);
}

static int
name_it(struct view *v, const struct job *job, const char *kind, struct arena *mem,
	struct error *err)
{
	unsigned char digest[HASH_MAX];
	char hex[2 * HASH_BYTES + 1];
	struct buf text;
	int rc;

	buf_init(&text, NAME_MAX_BYTES);
	put_identity(&text, v, job, kind);
	rc = hash_bytes(digest, HASH_SHA256, text.data, text.len, err);
	buf_release(&text);
	if (rc < 0)
		return -1;
	hex_write(hex, digest, HASH_BYTES);
	v->name = arena_printf(mem, "%s-%s", kind, hex);
	return 0;
}

/* A file that a job is about is shown whatever hides it. */
static void
show_files(struct view *v, const struct job *job, struct arena *mem)
{
	struct strs hidden = {0};

	for (size_t i = 0; i < job->files.n; i++) {
		if (!view_has(v, job->files.v[i]))
			strs_add(&hidden, job->files.v[i], mem);
	}
	strs_sort_unique(&hidden);
	v->shown = hidden;
}

/* A built-in reads the blobs of its files. */
static enum sees
kind_of(const struct job *job)
{
	if (job->builtin)
		return SEES_FILES;
	return job->gate->sees == SEES_COMPONENT && !job->cone.n ? SEES_REPOSITORY
								 : job->gate->sees;
}

void
sees_in_place(struct view *out, const struct job *job, struct arena *mem)
{
	enum sees kind = kind_of(job);

	*out = (struct view){.name = "snapshot", .is_whole = kind == SEES_REPOSITORY};
	if (out->is_whole)
		return;
	strs_add_all(&out->near, kind == SEES_FILES ? &job->files : &job->cone, mem);
	add_folders(&out->near, &job->gate->unchanged, mem);
	strs_sort_unique(&out->near);
	if (strs_has_sorted(&out->near, "")) {
		*out = (struct view){.name = "snapshot", .is_whole = true};
		return;
	}
	out->inputs = job->gate->inputs.n ? &job->gate->inputs : NULL;
}

int
sees_view(struct view *out, const struct job *job, const struct config *c,
	const struct strs *sparse, struct arena *mem, struct error *err)
{
	static const char *const kinds[] = {
		[SEES_FILES] = "files", [SEES_COMPONENT] = "cone", [SEES_REPOSITORY] = "whole"};
	bool is_ignoring = c->tta.ignore.n && !is_all_shown(job->gate);

	sees_in_place(out, job, mem);
	out->ignored = is_ignoring ? &c->tta.ignore : NULL;
	out->sparse = sparse && sparse->n && !job->gate->unchanged.n ? sparse : NULL;
	show_files(out, job, mem);
	if (out->is_whole && (is_ignoring || !c->tta.ignore.n))
		return 0;
	return name_it(out, job, kinds[out->is_whole ? SEES_REPOSITORY : kind_of(job)], mem, err);
}

const char *
sees_text(const struct view *v, struct arena *mem)
{
	struct view bare = *v;

	bare.shown = (struct strs){0};
	bare.ignored = NULL;
	bare.sparse = NULL;
	return arena_printf(mem, "%s%s%s", v->ignored ? "ignored\n" : "",
		v->sparse ? "sparse\n" : "", view_text(&bare, mem));
}

void
sees_show(struct view *v, const struct strs *shown, struct arena *mem)
{
	if (shown->n == 0)
		return;
	strs_add_all(&v->shown, shown, mem);
	strs_sort_unique(&v->shown);
}

void
sees_widen(struct view *v, const struct view *more, struct arena *mem)
{
	bool is_same = strcmp(sees_text(v, mem), sees_text(more, mem)) == 0;

	sees_show(v, &more->shown, mem);
	if (is_same)
		return;
	v->name = "wide";
	if (!more->ignored)
		v->ignored = NULL;
	if (!more->sparse)
		v->sparse = NULL;
	if (v->is_whole || more->is_whole ||
		(v->inputs && more->inputs && v->inputs != more->inputs)) {
		v->is_whole = true;
		v->near = (struct strs){0};
		v->inputs = NULL;
		return;
	}
	strs_add_all(&v->near, &more->near, mem);
	strs_sort_unique(&v->near);
	v->inputs = v->inputs ? v->inputs : more->inputs;
}

const char *
sees_words(const struct gate *gate, struct arena *mem)
{
	static const char *const whats[] = {
		[SEES_FILES] = "its files, and the files of the folders above them",
		[SEES_COMPONENT] = ("its component, what that depends on, and the files of the "
				    "folders above them"),
		[SEES_REPOSITORY] = "the repository"};
	struct strs inputs = {0};

	for (size_t i = 0; gate->sees != SEES_REPOSITORY && i < gate->inputs.n; i++)
		strs_add(&inputs, gate->inputs.v[i].text, mem);
	for (size_t i = 0; gate->sees != SEES_REPOSITORY && i < gate->unchanged.n; i++)
		strs_add(&inputs, gate->unchanged.v[i].text, mem);
	return arena_printf(mem, "%s%s%s%s", whats[gate->sees], inputs.n ? "; and " : "",
		strs_join(&inputs, " ", mem), is_all_shown(gate) ? "; [tta] ignore as well" : "");
}
