/* SPDX-License-Identifier: MIT */
/*
 * push -- see push.h.  What is hidden from the walk is only what the remote surely has: a reference
 * that cannot be resolved hides nothing, so a range can be wider than needed and never narrower.
 */
#include "git/push/push.h"

#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/strs.h"
#include "git/judged/bases.h"
#include "git/judged/walk.h"
#include "git/push/lacking.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/remote.h"
#include "git/repo/repo.h"

struct line {             /* one of git's lines, its ids resolved */
	struct oid tip;   /* the commit behind the local id; size 0: none */
	struct oid known; /* the one behind the remote's id; size 0: none that is here */
	bool is_unknown;
};

struct push_scope {
	struct repo *r;
	const char *remote;
	const struct push_refs *refs;
	struct line *lines; /* one a ref */
	struct lacking lacking;
	struct arena *mem;
};

/* The commit an object stands for; size 0 for tags of other things. */
static int
peel(struct oid *out, const struct repo *r, const struct oid *id)
{
	git_object *named = NULL, *commit = NULL;
	git_oid raw = gitoid_out(id);
	int rc = git_object_lookup(&named, r->git, &raw, GIT_OBJECT_ANY);

	*out = (struct oid){0};
	if (rc == 0 && git_object_peel(&commit, named, GIT_OBJECT_COMMIT) == 0)
		*out = gitoid_in(git_object_id(commit));
	git_object_free(commit);
	git_object_free(named);
	return rc;
}

/* Not oids_add(): there may be thousands, and twice does no harm. */
static void
append(struct oids *list, const struct oid *id, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *id;
}

static void
hide_reference(struct oids *hidden, git_reference *ref, struct arena *mem)
{
	git_object *commit = NULL;
	struct oid id;

	if (git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT) == 0) {
		id = gitoid_in(git_object_id(commit));
		append(hidden, &id, mem);
	}
	git_object_free(commit);
}

/* The remote's branches as this clone last saw them; for a URL those of all remotes. */
static int
hide_remote(struct oids *hidden, const struct push_scope *s, struct error *err)
{
	git_reference_iterator *each = NULL;
	git_reference *ref = NULL;
	const char *glob = "refs/remotes/*";
	struct strs names;
	int code;

	if (remote_names(&names, s->r, s->mem, err) < 0)
		return -1;
	if (strs_has_sorted(&names, s->remote))
		glob = arena_printf(s->mem, "refs/remotes/%s/*", s->remote);
	if (git_reference_iterator_glob_new(&each, s->r->git, glob) < 0)
		return repo_error(err, "cannot list the remote's branches");
	while ((code = git_reference_next(&ref, each)) == 0) {
		hide_reference(hidden, ref, s->mem);
		git_reference_free(ref);
	}
	git_reference_iterator_free(each);
	return code == GIT_ITEROVER ? 0 : repo_error(err, "cannot list the remote's branches");
}

static int
hide_since(struct oids *hidden, const struct push_scope *s, const char *since, struct error *err)
{
	struct oid commit, tree;
	struct error ignored;

	if (!since)
		return 0;
	if (object_revision(&commit, &tree, s->r, since, &ignored) < 0 || commit.size == 0)
		return error_set(err, ERR_CONFIG,
			"'since' is '%s', which is no commit of this clone; fetch it or name "
			"another",
			since);
	append(hidden, &commit, s->mem);
	return 0;
}

static int
resolve(struct line *line, const struct push_scope *s, const struct push_ref *ref,
	struct error *err)
{
	if (!ref->is_delete && peel(&line->tip, s->r, &ref->local_id) < 0) {
		repo_error(err, "it cannot be read");
		return error_wrap(err, "cannot judge '%s'", ref->local);
	}
	line->is_unknown = !ref->is_new && peel(&line->known, s->r, &ref->remote_id) < 0;
	return 0;
}

int
push_scope(struct push_scope **out, struct repo *r, const char *remote,
	const struct push_refs *refs, const char *since, struct arena *mem, struct error *err)
{
	struct push_scope *s = arena_alloc(mem, 1, sizeof(*s));
	struct oids tips = {0}, hidden = {0};

	*s = (struct push_scope){.r = r, .remote = remote, .refs = refs, .mem = mem};
	s->lines = arena_alloc(mem, refs->n, sizeof(*s->lines));
	for (size_t i = 0; i < refs->n; i++) {
		struct line *line = &s->lines[i];

		if (resolve(line, s, &refs->v[i], err) < 0)
			return -1;
		if (line->tip.size)
			append(&tips, &line->tip, mem);
		if (line->known.size)
			append(&hidden, &line->known, mem);
	}
	if (tips.n && (hide_remote(&hidden, s, err) < 0 || hide_since(&hidden, s, since, err) < 0))
		return -1;
	*out = s;
	return lacking_read(&s->lacking, r, &tips, &hidden, mem, err);
}

/* Of what lacking_visit() found: how many, what they stand on, and where they begin. */
static void
measure(struct push_range *out, const struct lacking *l, struct arena *mem)
{
	size_t oldest = LACKING_NONE;

	out->ncommits = l->nvisit;
	for (size_t i = 0; i < l->nvisit; i++) {
		const struct lacking_node *node = &l->v[l->visit[i]];

		if (l->visit[i] < oldest)
			oldest = l->visit[i];
		if (node->is_cut)
			out->cut = node->id;
		for (size_t k = 0; k < node->nparents; k++) {
			if (node->parents[k].node == LACKING_NONE)
				oids_add(&out->boundary, &node->parents[k].id, mem);
		}
	}
	out->from = out->known;
	if (!out->known.size && oldest != LACKING_NONE && l->v[oldest].nparents)
		out->from = l->v[oldest].parents[0].id;
}

static bool
has(const struct oids *list, const struct oid *id)
{
	for (size_t i = 0; i < list->n; i++) {
		if (oid_equal(&list->v[i], id))
			return true;
	}
	return false;
}

/* Would the push leave commits behind that the remote has at this ref? */
static int
look_back(struct push_range *out, const struct push_scope *s, const struct oid *tip,
	struct error *err)
{
	struct oids known = {0}, over = {0}, lost;

	if (!out->known.size || oid_equal(&out->known, tip) || has(&out->boundary, &out->known))
		return 0;
	append(&known, &out->known, s->mem);
	append(&over, tip, s->mem);
	if (walk_range(&lost, s->r, &known, &over, s->mem, err) < 0)
		return -1;
	out->is_forced = lost.n > 0;
	return 0;
}

int
push_look(struct push_range *out, struct push_scope *s, size_t at, struct error *err)
{
	const struct line *line = &s->lines[at];

	*out = (struct push_range){
		.is_nothing = true, .known = line->known, .is_unknown = line->is_unknown};
	if (!line->tip.size)
		return 0;
	lacking_visit(&s->lacking, &line->tip);
	measure(out, &s->lacking, s->mem);
	out->is_nothing = out->ncommits == 0;
	if (look_back(out, s, &line->tip, err) < 0)
		return -1;
	return judged_open(&out->judged, s->r, &line->tip, s->mem, err);
}

/* In place of a boundary that is too wide: where the tip left what the remote calls its HEAD. */
static int
narrow(struct oids *out, const struct push_range *range, const struct push_scope *s,
	struct error *err)
{
	const char *name = arena_printf(s->mem, "refs/remotes/%s/HEAD", s->remote);
	struct oid other = range->known, base;
	git_oid raw;

	*out = (struct oids){0};
	if (git_reference_name_to_id(&raw, s->r->git, name) == 0)
		other = gitoid_in(&raw);
	if (!other.size)
		return 0;
	if (walk_base(&base, s->r, &range->judged.commit, &other, s->mem, err) < 0)
		return -1;
	if (base.size)
		oids_add(out, &base, s->mem);
	return 0;
}

int
push_judge(struct push_range *range, struct push_scope *s, struct error *err)
{
	struct judged *j = &range->judged;
	struct oids from = range->boundary, bases = {0};

	if (range->cut.size)
		return error_set(err, ERR_GIT,
			"could not judge: this clone is shallow (it ends at %s), so what '%s' "
			"lacks "
			"cannot be told; git fetch --unshallow (in CI: fetch-depth: 0)",
			oid_short(&range->cut, s->mem), s->remote);
	if (range->ncommits == 0)
		oids_add(&bases, &j->tree, s->mem);
	else if ((from.n > PUSH_BASES_MAX && narrow(&from, range, s, err) < 0) ||
		 bases_of_commits(&bases, s->r, &from, s->mem, err) < 0)
		return -1;
	j->bases = bases.v;
	j->nbases = bases.n;
	return judged_compare(j, s->r, s->mem, err);
}

static int
by_number(const void *a, const void *b)
{
	const size_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

int
push_commits(struct committed **out, size_t *n, struct push_scope *s,
	const struct push_range *range, struct error *err)
{
	struct lacking *l = &s->lacking;
	const char *own = committed_own(s->r, s->mem);

	*n = l->n;
	if (range) {
		lacking_visit(l, &range->judged.commit);
		*n = l->nvisit;
		if (*n)
			qsort(l->visit, *n, sizeof(*l->visit), by_number);
	}
	*out = arena_alloc(s->mem, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		if (committed_read(&(*out)[i], s->r, &l->v[range ? l->visit[i] : i].id, own,
			    "the range to be pushed", s->mem, err) < 0)
			return -1;
	}
	return 0;
}
