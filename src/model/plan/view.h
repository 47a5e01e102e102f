/* SPDX-License-Identifier: MIT */
/*
 * view -- which files of the judged tree a snapshot shows.
 *
 * The one definition behind `sees`: a snapshot is filled by it, and what a verdict depends on is
 * what it shows.
 *   repository  everything (is_whole)
 *   component   the component, its dependencies, the files of the folders above them, `inputs`
 *   files       the job's files, the files of the folders above them, `inputs`
 * Taken away from each, unless it is in `shown`: what `ignore` of [tta] matches (but for gates with
 * `ignored = yes`), and what the user's sparse checkout leaves out.
 */
#ifndef TTA_MODEL_VIEW_H
#define TTA_MODEL_VIEW_H

#include <stdbool.h>

#include "base/strs.h"

struct arena;
struct patterns;

enum view_part { VIEW_NONE, VIEW_SOME, VIEW_ALL };

struct view {
	const char *name; /* of the snapshot's folder: views that may share one have the same */
	bool is_whole;
	struct strs near; /* sorted paths: each with all below, and the files of the folders above
			     it */
	const struct patterns *inputs;  /* and these; NULL: none */
	const struct patterns *ignored; /* hidden; NULL: none */
	const struct strs *sparse;      /* hidden; sorted, a folder ends in '/'; NULL: none */
	struct strs shown;              /* never hidden: {files}; sorted */
};

bool view_has(const struct view *v, const char *path);
/* What of the files below a folder ("" is the root) it has; VIEW_SOME wherever that is not known
 * without looking at each. */
enum view_part view_of_folder(const struct view *v, const char *folder);
/* Equal texts, equal views: for notes. */
const char *view_text(const struct view *v, struct arena *mem);

#endif
