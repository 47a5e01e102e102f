/* SPDX-License-Identifier: MIT */
/*
 * push -- the lines git gives pre-push, and what each of them puts under judgement.
 *
 * Lines:  local-ref SP local-id SP remote-ref SP remote-id LF (githooks(5)); a deletion has the
 *         local ref "(delete)" and a zero id.  A line of another form is an error, never skipped.
 * Range:  what the remote lacks: commits reachable from the local id and not from the remote's id
 *         nor from any of its remote-tracking refs (pushed to by URL: those of all remotes).
 * Bases:  the boundary's trees; over PUSH_BASES_MAX the merge base with the remote's HEAD, else
 *         with the remote's id; none: the empty tree.
 */
#ifndef TTA_GIT_PUSH_H
#define TTA_GIT_PUSH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/judged.h"
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
};

struct push_commit {
	struct oid id;
	const char *subject, *author, *email;
	const char *message; /* whole, as stored */
	size_t message_len;
	size_t nparents;
	bool is_own; /* its author's mail is user.email */
};

struct push_range {
	struct judged judged;
	struct push_commit *commits; /* oldest first */
	size_t ncommits, ccommits;
	bool is_forced;  /* the remote's id is known and no ancestor */
	bool is_unknown; /* the remote's id is not here: the range may be wider than needed */
	bool is_nothing; /* no commit that the remote lacks (judged is T with no change), or no
			    commit at all: a deletion, a tag of a blob (judged is empty) */
};

int push_read(struct push_refs *out, const char *text, size_t len, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* remote is its name or URL, as git hands it; since (or NULL) bounds the range from below. */
int push_range(struct push_range *out, struct repo *r, const char *remote,
	const struct push_ref *ref, const char *since, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* For a rehearsal: the present branch as `git push [REMOTE]` would push it.  out->n 0: nothing to.
 */
int push_guess(struct push_refs *out, const char **remote, struct repo *r, const char *wanted,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
