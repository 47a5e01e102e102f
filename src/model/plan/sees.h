/* SPDX-License-Identifier: MIT */
/*
 * sees -- what a job may see of T: its view (view.h), out of `sees`, `inputs` and `ignored` of its
 * gate, `ignore` of [tta] and the user's sparse checkout.
 *
 * Names:  "snapshot"    the whole, for most jobs the one
 *         "whole-HASH"  with what [tta] ignores
 *         "cone-HASH"   of components: their names, `inputs`, [env] and `ignored`
 *         "files-HASH"  of a gate's definition, whatever its files are this time
 *         The folder of a name is there already, and nearly right, when the same is asked again.
 */
#ifndef TTA_MODEL_SEES_H
#define TTA_MODEL_SEES_H

#include "base/error.h"
#include "model/gate.h"
#include "model/plan/view.h"

struct arena;
struct config;
struct job;

/* What it looks at in the work tree itself, where nothing is hidden. */
void sees_in_place(struct view *out, const struct job *job, struct arena *mem);
/* In a snapshot.  sparse: as in struct view. */
int sees_view(struct view *out, const struct job *job, const struct config *c,
	const struct strs *sparse, struct arena *mem, struct error *err) TTA_MUST_USE;

/* Of views of one run: equal texts, the same is shown, but for `shown`. */
const char *sees_text(const struct view *v, struct arena *mem);
/* Makes v show these, whatever hides them. */
void sees_show(struct view *v, const struct strs *shown, struct arena *mem);
/* Makes v show what more shows, too; it may come to show more than both. */
void sees_widen(struct view *v, const struct view *more, struct arena *mem);

/* "all", "its component and what that depends on", "its files", each with what goes with it. */
const char *sees_words(const struct gate *gate, struct arena *mem);

#endif
