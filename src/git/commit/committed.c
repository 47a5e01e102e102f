/* SPDX-License-Identifier: MIT */
/* committed -- see committed.h. */
#include "git/commit/committed.h"

#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/arena.h"
#include "git/judged/walk.h"
#include "git/repo/gitenv.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/repo/remote.h"
#include "git/repo/repo.h"

const char *
committed_own(struct repo *r, struct arena *mem)
{
	const char *own = gitenv_find(r->environ, "GIT_AUTHOR_EMAIL");

	if (!own || !*own)
		own = remote_setting(r, "user.email", mem);
	return own ? own : gitenv_find(r->environ, "EMAIL");
}

static void
fill(struct committed *out, git_commit *commit, const char *own, struct arena *mem)
{
	const git_signature *author = git_commit_author(commit);
	const char *message = git_commit_message_raw(commit);
	const char *subject = git_commit_summary(commit);
	const char *encoding = git_commit_message_encoding(commit);

	*out = (struct committed){
		.id = gitoid_in(git_commit_id(commit)),
		.tree = gitoid_in(git_commit_tree_id(commit)),
		.subject = arena_strdup(mem, subject ? subject : ""),
		.author = arena_strdup(mem, author && author->name ? author->name : ""),
		.email = arena_strdup(mem, author && author->email ? author->email : ""),
		.message = arena_strdup(mem, message ? message : ""),
		.encoding = encoding ? arena_strdup(mem, encoding) : NULL,
		.authored_s = author ? (int64_t)author->when.time : 0,
	};
	out->message_len = strlen(out->message);
	out->is_own = own && strcasecmp(own, out->email) == 0;
	out->parents.n = out->parents.cap = git_commit_parentcount(commit);
	out->parents.v = arena_alloc(mem, out->parents.n, sizeof(*out->parents.v));
	for (size_t i = 0; i < out->parents.n; i++)
		out->parents.v[i] = gitoid_in(git_commit_parent_id(commit, (unsigned)i));
}

int
committed_read(struct committed *out, const struct repo *r, const struct oid *id, const char *own,
	const char *what, struct arena *mem, struct error *err)
{
	git_commit *commit = NULL;

	if (object_commit(&commit, r, id, what, err) < 0)
		return -1;
	fill(out, commit, own, mem);
	git_commit_free(commit);
	return 0;
}

int
committed_range(struct committed **out, size_t *n, struct repo *r, const struct oid *tip,
	const struct oids *hidden, struct arena *mem, struct error *err)
{
	struct oids tips = {0}, ids;

	oids_add(&tips, tip, mem);
	if (walk_range(&ids, r, &tips, hidden, mem, err) < 0)
		return -1;
	*n = ids.n;
	*out = arena_alloc(mem, ids.n, sizeof(**out));
	for (size_t i = 0; i < ids.n; i++) {
		if (committed_read(&(*out)[i], r, &ids.v[i], NULL, "the range", mem, err) < 0)
			return -1;
	}
	return 0;
}
