/* SPDX-License-Identifier: MIT */
/*
 * carry -- what the tools of [env] need beside the judged tree: ignored state of the user's work
 * tree, and folders beside the repository.
 *
 * Sequence:  carry_find() before the snapshot is made, carry_bring() when its tree is there; then
 *            carry_said() tells what became of it, by [env].
 * Where:     in this worktree, else in the main one if the files of `lock` are the same there as in
 *            T.  T's own files win: a path that T has is not carried, nor one below another.
 * Brought:   a folder as a mirror (mirror.h); a Python environment (pyvenv.cfg) and what is no
 *            folder as one link, since its interpreter finds its things from where it is called.
 * Siblings:  `../name` or `name`: a link beside the snapshot's root, so that ../name leads there.
 * Failures:  are of the [env] alone that asked; the others' gates run.
 * Limits:    links are no protection: a gate can write to what they lead to.
 */
#ifndef TTA_GIT_CARRY_H
#define TTA_GIT_CARRY_H

#include <stddef.h>

#include "base/strs.h"

struct arena;
struct envs;
struct judged;
struct repo;

struct carry_item {
	const char *path;   /* from the root, clean */
	const char *source; /* the user's, absolute */
	struct strs envs;   /* names of those that asked */
};

enum carry_kind {
	CARRY_BROKEN, /* gates in this environment cannot be judged */
	CARRY_NOTE,   /* matters to everybody who reads the outcome */
	CARRY_REMARK, /* for who asks for more */
};

struct carry_word {
	enum carry_kind kind;
	const char *env, *text;
};

struct carry {
	struct carry_item *items;
	size_t nitems, citems;
	struct carry_item *siblings; /* path is the name beside the root */
	size_t nsiblings, csiblings;
	struct carry_word *words;
	size_t nwords, cwords;
	size_t nfound;     /* of words: those that carry_find() said */
	struct strs paths; /* of items */
	struct strs trees; /* work trees that they are of, absolute, also with links resolved */
};

void carry_find(struct carry *out, struct repo *r, const struct judged *j, const struct envs *envs,
	struct arena *mem);
/* What carry_find() made of it, for another snapshot. */
struct carry carry_found(const struct carry *c);
/* dir: the snapshot's folder, which holds root.  keep: of gates (keep.h). */
void carry_bring(struct carry *c, const char *dir, const char *root, const struct strs *keep,
	struct arena *mem);

/* Adds what was said of that kind about an environment, each once. */
void carry_said(struct strs *out, const struct carry *c, enum carry_kind kind, const char *env,
	struct arena *mem);

#endif
