/* SPDX-License-Identifier: MIT */
/*
 * push -- the lines git gives pre-push, and what each of them puts under judgement.
 *
 * Sequence: push_read() or push_guess(); push_scope() once for all lines of the push, and once more
 *           for each `since`; push_look() at each line; push_judge() for those that are judged.
 * Lines:    local-ref SP local-id SP remote-ref SP remote-id LF (githooks(5)); a deletion has the
 *           local ref "(delete)" and a zero id.  A line of another form is an error, never skipped.
 * Range:    what the remote lacks: commits reachable from the local id and from none that the
 *           remote has: the remote ids of all lines, and its remote-tracking refs (pushed to by
 *           URL: those of all remotes).
 * Bases:    the boundary's trees; over PUSH_BASES_MAX the merge base with the remote's HEAD, else
 *           with the remote's id; none: the empty tree.
 * Shallow:  a range that goes back to the cut of a shallow clone cannot be judged: what it is to be
 *           compared with is not here.  push_judge() says so (ERR_GIT).
 */
#ifndef TTA_GIT_PUSH_H
#define TTA_GIT_PUSH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/commit/committed.h"
#include "git/judged/bases.h"
#include "git/judged/judged.h"
#include "model/oid.h"

#define PUSH_BASES_MAX 16

struct push_ref {
	const char *local,
		*remote; /* as git wrote them: any revision expression, a full ref name */
	struct oid local_id, remote_id;
	bool is_delete, is_new;
};

struct push_refs {
	struct push_ref *v;
	size_t n, cap;
	const char *refusal; /* push_guess(): why `git push` alone would not do it; NULL: it would
			      */
};

struct push_range {
	struct judged judged; /* tree, commit and source; the rest by push_judge() */
	struct oid known;     /* the commit behind the remote's id; size 0: none that is here */
	struct oid from; /* known, else the parent of the oldest commit; size 0: there is none */
	struct oids boundary; /* parents of the range that are not in it */
	size_t ncommits;
	struct oid cut;  /* the commit of the range at which a shallow clone ends; size 0: none */
	bool is_unknown; /* the remote's id is not here: the range may be wider than needed */
	bool is_forced;  /* the remote's commit is no ancestor of what takes its place */
	bool is_nothing; /* no commit that the remote lacks, or no commit at all: a deletion, a tag
			    of a blob (judged.commit has size 0) */
};

struct push_scope; /* opaque: the commits that the remote lacks, of all lines */

int push_read(struct push_refs *out, const char *text, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* For a rehearsal: the present branch as `git push [REMOTE]` would push it.  out->n 0: nothing to.
 */
int push_guess(struct push_refs *out, const char **remote, struct repo *r, const char *wanted,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* Where `git push REMOTE` would send to, as its hook is told; remote itself where git cannot say.
 */
const char *push_url(const struct repo *r, const char *remote, struct arena *mem);

/* remote is its name or URL, as git hands it; since (or NULL) bounds the ranges from below.  refs,
 * r and mem must outlive it. */
int push_scope(struct push_scope **out, struct repo *r, const char *remote,
	const struct push_refs *refs, const char *since, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* The line refs->v[at] of the scope: its range, and T to read from. */
int push_look(struct push_range *out, struct push_scope *scope, size_t at,
	struct error *err) TTA_MUST_USE;
/* Fills judged: bases and changes. */
int push_judge(struct push_range *range, struct push_scope *scope, struct error *err) TTA_MUST_USE;
/* The commits of a range, oldest first; NULL: of all ranges, each once. */
int push_commits(struct committed **out, size_t *n, struct push_scope *scope,
	const struct push_range *range, struct error *err) TTA_MUST_USE;

#endif
