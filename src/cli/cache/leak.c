/* SPDX-License-Identifier: MIT */
/* leak -- see leak.h.  What is kept of a tree follows from its id alone, and is never wrong. */
#include "cli/cache/leak.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/cache/job_evidence.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "git/judged/tree_source.h"
#include "model/evidence/links.h"
#include "model/evidence/outlet.h"
#include "model/evidence/remembered.h"
#include "model/plan/plan.h"
#include "model/plan/sees.h"
#include "model/plan/view.h"
#include "store/memo.h"

static const char *
name_of(const struct oid *tree, struct arena *mem)
{
	return arena_printf(mem, "links %s", oid_hex(tree, mem));
}

/* false: nobody has looked at all of that tree. */
static bool
recall_links(struct strs *out, const struct job_evidence_context *c, const struct oid *tree,
	struct arena *mem)
{
	const char *text;
	struct error ignored;

	if (!c->journal || memo_get(&text, c->journal, name_of(tree, mem), mem, &ignored) < 0 ||
		!text)
		return false;
	links_read(out, text, mem);
	return true;
}

/* One that cannot be kept is found again. */
static void
keep_links(const struct job_evidence_context *c, const struct oid *tree, const struct strs *links,
	struct arena *mem)
{
	const char *text = links_text(links, mem);
	struct error ignored;

	if (c->journal && text &&
		memo_set(c->journal, name_of(tree, mem), text, clock_wall_ms(), &ignored) < 0)
		return;
}

/* A base whose links are all known, or NULL.  It is the base that is looked at, where a view shows
 * all of it: the next T has the same one, until this one is committed. */
static const struct oid *
find_base(struct strs *known, const struct job_evidence_context *c, const struct view *view,
	struct arena *mem)
{
	struct session *s = c->session;
	struct blob_source source;
	struct links found;
	struct error ignored;

	for (size_t i = 0; i < s->judged.nbases; i++) {
		if (recall_links(known, c, &s->judged.bases[i], mem))
			return &s->judged.bases[i];
	}
	if (s->judged.nbases == 0 || view_of_folder(view, "") != VIEW_ALL)
		return NULL;
	tree_source_init(&source, &s->repo, &s->judged.bases[0], mem);
	if (links_find(&found, &source, view, NULL, NULL, mem, &ignored) < 0)
		return NULL;
	keep_links(c, &s->judged.bases[0], &found.v, mem);
	*known = found.v;
	return &s->judged.bases[0];
}

/* All links that a view of T may show. */
static int
links_of(struct strs *out, const struct job_evidence_context *c, const struct view *view,
	struct arena *mem, struct error *err)
{
	struct session *s = c->session;
	const struct oid *base;
	struct blob_source like;
	struct links found;
	struct strs known;

	if (recall_links(out, c, &s->judged.tree, mem))
		return 0;
	base = find_base(&known, c, view, mem);
	if (base)
		tree_source_init(&like, &s->repo, base, mem);
	if (links_find(&found, &s->judged.source, view, base ? &like : NULL, &known, mem, err) < 0)
		return -1;
	if (found.is_whole)
		keep_links(c, &s->judged.tree, &found.v, mem);
	*out = found.v;
	return 0;
}

static int
look(const char **why, const struct job_evidence_context *c, const struct view *view,
	struct arena *mem, struct error *err)
{
	const char *path;
	struct strs links;

	if (links_of(&links, c, view, mem, err) < 0 ||
		outlet_find(&path, &links, view, &c->session->judged.source, mem, err) < 0)
		return -1;
	if (path)
		*why = arena_printf(mem,
			"%s leads out of the repository, and what lies there is not known",
			text_path(path, mem));
	return 0;
}

int
leak_find(
	const char **why, struct job_evidence_context *c, const struct job *job, struct error *err)
{
	struct arena *mem = c->session->cli->mem;
	struct remembered_entry *e;
	struct view view;
	const char *text;

	*why = NULL;
	if (job_evidence_is_vouched(job->gate))
		return 0;
	if (sees_view(&view, job, &c->session->config, c->sparse, mem, err) < 0)
		return -1;
	text = view_text(&view, mem);
	e = remembered_find(&c->leaks, text, strlen(text), mem);
	if (!e->is_known && look(&e->unfit, c, &view, mem, err) < 0)
		return -1;
	e->is_known = true;
	*why = e->unfit;
	return 0;
}
