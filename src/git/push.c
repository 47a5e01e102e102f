/* SPDX-License-Identifier: MIT */
/*
 * push -- see push.h; the range of one line.  What is hidden from the walk is only what the remote
 * surely has: a reference that cannot be resolved hides nothing, so the range can be wider than
 * needed and never narrower.
 */
#include "git/push.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/arena.h"
#include "base/strs.h"
#include "git/bases.h"
#include "git/gitenv.h"
#include "git/gitoid.h"
#include "git/object.h"
#include "git/remote.h"
#include "git/repo.h"
#include "git/walk.h"

struct pushing { /* one line at work */
	struct repo *r;
	const char *remote;
	const struct push_ref *ref;
	struct oid tip;       /* the commit behind the local id */
	struct oid known;     /* the commit behind the remote's id; size 0: none that is here */
	struct oids ids;      /* the range, oldest first */
	struct oids boundary; /* parents of the range that are not in it */
	struct arena *mem;
};

/* The commit an object stands for; found is false for tags of other things. */
static int
peel(struct oid *out, bool *found, const struct repo *r, const git_oid *id)
{
	git_object *named = NULL, *commit = NULL;
	int rc = git_object_lookup(&named, r->git, id, GIT_OBJECT_ANY);

	*found = rc == 0 && git_object_peel(&commit, named, GIT_OBJECT_COMMIT) == 0;
	if (*found)
		*out = gitoid_in(git_object_id(commit));
	git_object_free(commit);
	git_object_free(named);
	return rc;
}

static void
hide_reference(struct oids *hidden, git_reference *ref, struct arena *mem)
{
	git_object *commit = NULL;
	struct oid id;

	if (git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT) == 0) {
		id = gitoid_in(git_object_id(commit));
		oids_add(hidden, &id, mem);
	}
	git_object_free(commit);
}

/* The remote's branches as this clone last saw them; for a URL those of all remotes. */
static int
hide_remote(struct oids *hidden, const struct pushing *p, struct error *err)
{
	git_reference_iterator *each = NULL;
	git_reference *ref = NULL;
	const char *glob = "refs/remotes/*";
	struct strs names;
	int code;

	if (remote_names(&names, p->r, p->mem, err) < 0)
		return -1;
	if (strs_has_sorted(&names, p->remote))
		glob = arena_printf(p->mem, "refs/remotes/%s/*", p->remote);
	if (git_reference_iterator_glob_new(&each, p->r->git, glob) < 0)
		return repo_error(err, "cannot list the remote's branches");
	while ((code = git_reference_next(&ref, each)) == 0) {
		hide_reference(hidden, ref, p->mem);
		git_reference_free(ref);
	}
	git_reference_iterator_free(each);
	return code == GIT_ITEROVER ? 0 : repo_error(err, "cannot list the remote's branches");
}

static int
hide_since(struct oids *hidden, const struct pushing *p, const char *since, struct error *err)
{
	struct oid commit, tree;
	struct error ignored;

	if (!since)
		return 0;
	if (object_revision(&commit, &tree, p->r, since, &ignored) < 0 || commit.size == 0)
		return error_set(err, ERR_CONFIG,
			"'since' is '%s', which is no commit of this clone; fetch it or name "
			"another",
			since);
	oids_add(hidden, &commit, p->mem);
	return 0;
}

/* What the remote has at this ref, and whether this push would leave it behind. */
static int
look_at_remote(struct push_range *out, struct pushing *p, struct error *err)
{
	git_oid raw = gitoid_out(&p->ref->remote_id);
	struct oids lost = {0}, tip = {0};
	bool found;

	if (p->ref->is_new)
		return 0;
	if (peel(&p->known, &found, p->r, &raw) < 0) {
		out->is_unknown = true;
		return 0;
	}
	if (!found)
		return 0;
	oids_add(&tip, &p->tip, p->mem);
	if (walk_range(&lost, p->r, &p->known, &tip, p->mem, err) < 0)
		return -1;
	out->is_forced = lost.n > 0;
	return 0;
}

static int
find_range(struct pushing *p, const char *since, struct error *err)
{
	struct oids hidden = {0};

	if (p->known.size)
		oids_add(&hidden, &p->known, p->mem);
	if (hide_remote(&hidden, p, err) < 0 || hide_since(&hidden, p, since, err) < 0)
		return -1;
	return walk_range(&p->ids, p->r, &p->tip, &hidden, p->mem, err);
}

static int
by_bytes(const void *a, const void *b)
{
	const struct oid *left = a, *right = b;

	return memcmp(left->bytes, right->bytes, sizeof(left->bytes));
}

/* Only parents that are here: a shallow clone has none behind its cut. */
static void
add_boundary(struct pushing *p, git_commit *commit, const struct oids *sorted)
{
	for (unsigned i = 0; i < git_commit_parentcount(commit); i++) {
		struct oid id = gitoid_in(git_commit_parent_id(commit, i));
		git_commit *parent = NULL;

		if (bsearch(&id, sorted->v, sorted->n, sizeof(id), by_bytes))
			continue;
		if (git_commit_lookup(&parent, p->r->git, git_commit_parent_id(commit, i)) == 0)
			oids_add(&p->boundary, &id, p->mem);
		git_commit_free(parent);
	}
}

/* The address commits of this user's bear. */
static const char *
own_email(const struct pushing *p)
{
	const char *own = gitenv_find(p->r->environ, "GIT_AUTHOR_EMAIL");

	if (!own || !*own)
		own = remote_setting(p->r, "user.email", p->mem);
	return own ? own : gitenv_find(p->r->environ, "EMAIL");
}

static struct push_commit
commit_in(git_commit *commit, const char *own, struct arena *mem)
{
	const git_signature *author = git_commit_author(commit);
	const char *message = git_commit_message_raw(commit);
	const char *subject = git_commit_summary(commit);
	struct push_commit out = {
		.id = gitoid_in(git_commit_id(commit)),
		.subject = arena_strdup(mem, subject ? subject : ""),
		.author = arena_strdup(mem, author && author->name ? author->name : ""),
		.email = arena_strdup(mem, author && author->email ? author->email : ""),
		.message = arena_strdup(mem, message ? message : ""),
		.nparents = git_commit_parentcount(commit),
	};

	out.message_len = strlen(out.message);
	out.is_own = own && strcasecmp(own, out.email) == 0;
	return out;
}

/* Fills commits, and the boundary while at it. */
static int
read_commits(struct push_range *out, struct pushing *p, struct error *err)
{
	struct oids sorted = p->ids;
	const char *own = own_email(p);

	sorted.v = arena_dup(p->mem, p->ids.v, p->ids.n * sizeof(*sorted.v));
	qsort(sorted.v, sorted.n, sizeof(*sorted.v), by_bytes);
	out->ccommits = p->ids.n;
	out->commits = arena_alloc(p->mem, p->ids.n, sizeof(*out->commits));
	for (size_t i = 0; i < p->ids.n; i++) {
		git_commit *commit = NULL;

		if (object_commit(&commit, p->r, &p->ids.v[i], "the range to be pushed", err) < 0)
			return -1;
		out->commits[out->ncommits++] = commit_in(commit, own, p->mem);
		add_boundary(p, commit, &sorted);
		git_commit_free(commit);
	}
	return 0;
}

/* In place of a boundary that is too wide: where the tip left what the remote calls its HEAD. */
static int
narrow(struct pushing *p, struct error *err)
{
	const char *name = arena_printf(p->mem, "refs/remotes/%s/HEAD", p->remote);
	git_oid tip = gitoid_out(&p->tip), other = gitoid_out(&p->known), base;
	struct oid id;
	int code;

	p->boundary = (struct oids){0};
	if (git_reference_name_to_id(&other, p->r->git, name) < 0 && p->known.size == 0)
		return 0;
	code = git_merge_base(&base, p->r->git, &tip, &other);
	if (code == GIT_ENOTFOUND)
		return 0;
	if (code < 0)
		return repo_error(err, "cannot find where the remote's HEAD was left");
	id = gitoid_in(&base);
	oids_add(&p->boundary, &id, p->mem);
	return 0;
}

static int
judge_tip(struct push_range *out, struct pushing *p, struct error *err)
{
	struct judged *j = &out->judged;
	struct oids bases = {0};

	j->commit = p->tip;
	if (object_tree_of(&j->tree, p->r, &p->tip, p->ref->local, err) < 0)
		return -1;
	if (p->ids.n == 0)
		oids_add(&bases, &j->tree, p->mem);
	else if ((p->boundary.n > PUSH_BASES_MAX && narrow(p, err) < 0) ||
		 bases_of_commits(&bases, p->r, &p->boundary, p->mem, err) < 0)
		return -1;
	j->bases = bases.v;
	j->nbases = bases.n;
	return judged_compare(j, p->r, p->mem, err);
}

int
push_range(struct push_range *out, struct repo *r, const char *remote, const struct push_ref *ref,
	const char *since, struct arena *mem, struct error *err)
{
	struct pushing p = {.r = r, .remote = remote, .ref = ref, .mem = mem};
	git_oid raw = gitoid_out(&ref->local_id);
	bool found;

	*out = (struct push_range){.is_nothing = true};
	if (ref->is_delete)
		return 0;
	if (peel(&p.tip, &found, r, &raw) < 0) {
		repo_error(err, "it cannot be read");
		return error_wrap(err, "cannot judge '%s'", ref->local);
	}
	if (!found) /* a tag of a blob or a tree: no gate has anything to say about it */
		return 0;
	if (look_at_remote(out, &p, err) < 0 || find_range(&p, since, err) < 0 ||
		read_commits(out, &p, err) < 0 || judge_tip(out, &p, err) < 0)
		return -1;
	out->is_nothing = p.ids.n == 0;
	return 0;
}
