/* SPDX-License-Identifier: MIT */
/*
 * scene -- a repository with our hooks in a state that a person could have left it in: partly
 * staged, with files renamed, removed, linked, hidden from git, or only meant to be added.
 */
#ifndef TTA_TORTURE_SCENE_H
#define TTA_TORTURE_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "dice.h"

struct arena;

#define SCENE_FILES 14

enum scene_kind { /* what was done to a file */
	SCENE_AS_WAS,
	SCENE_STAGED,
	SCENE_PARTLY,    /* staged, then edited elsewhere */
	SCENE_CROSSED,   /* staged, then edited where a fixer would */
	SCENE_UNSTAGED,  /* edited only */
	SCENE_MODE,      /* executable, staged */
	SCENE_REMOVED,   /* staged as gone */
	SCENE_VANISHED,  /* gone, not staged */
	SCENE_RENAMED,   /* under another name, staged */
	SCENE_LINK,      /* a symlink, staged */
	SCENE_INTENDED,  /* git add -N */
	SCENE_UNTRACKED, /* unknown to git */
	SCENE_ASSUMED,   /* assume-unchanged, and edited */
	SCENE_SKIPPED,   /* skip-worktree, and edited */
	SCENE_LOST,      /* staged, then gone from the work tree */
	SCENE_KINDS
};

struct scene_file {
	const char *name, *path; /* at the start; after what was done to it */
	enum scene_kind kind;
	bool is_bad; /* what is staged has a line that the gate refuses */
};

struct scene {
	const char *top;          /* all that belongs to it */
	const char *main, *where; /* work trees: the repository's, the one of this round */
	const char *git_dir;      /* of where */
	const char *common;       /* shared */
	const char *program;      /* of the gates */
	const char *log;          /* of the gates, in this round */
	const char *out;          /* what programs say */
	char root[41];            /* the commit that rounds start from */
	bool is_small;            /* git folder and cache on small file systems of their own */
	bool is_full;             /* they are filled */
	struct scene_file files[SCENE_FILES];
};

/* program: of the gates.  false: small file systems cannot be had here. */
bool scene_make(
	struct scene *out, const char *top, const char *program, bool is_small, struct arena *mem);
/* Back to the start, in the repository's work tree or in the linked one. */
void scene_reset(struct scene *s, bool is_linked, struct arena *mem);
/* bad: percent of the staged files that the gate refuses. */
void scene_disturb(
	struct scene *s, struct dice *d, unsigned bad, unsigned round, struct arena *mem);
/* Stages the rules under which a pass is served again for what passed before. */
void scene_cache(struct scene *s, struct arena *mem);
/* What of it is staged. */
const char *scene_text(const struct scene_file *f, unsigned round, struct arena *mem);
/* Leaves so much room on the small file systems. */
void scene_fill(struct scene *s, struct dice *d, struct arena *mem);
void scene_empty(struct scene *s, struct arena *mem);
void scene_unmake(struct scene *s);

#endif
