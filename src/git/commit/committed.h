/* SPDX-License-Identifier: MIT */
/*
 * committed -- what one commit says: who, of what tree, after which commits, in which words.
 */
#ifndef TTA_GIT_COMMITTED_H
#define TTA_GIT_COMMITTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "git/judged/bases.h"
#include "model/oid.h"

struct arena;
struct repo;

struct committed {
	struct oid id, tree;
	struct oids parents;
	const char *author, *email;
	const char *message; /* whole, as stored */
	size_t message_len;
	const char *encoding; /* of the message; NULL: UTF-8 */
	int64_t authored_s;   /* since 1970 */
	bool is_own;          /* its author's mail is own */
};

/* own is committed_own(), or NULL; what is for people, as in "the range to be pushed". */
int committed_read(struct committed *out, const struct repo *r, const struct oid *id,
	const char *own, const char *what, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Those that tip has and none of hidden, oldest first. */
int committed_range(struct committed **out, size_t *n, struct repo *r, const struct oid *tip,
	const struct oids *hidden, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Its first paragraph in one line, as git shows it. */
char *committed_subject(const struct committed *c, struct arena *mem);
/* The address commits of this user's bear; NULL: none is known. */
const char *committed_own(struct repo *r, struct arena *mem);

#endif
