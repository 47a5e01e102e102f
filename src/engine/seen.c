/* SPDX-License-Identifier: MIT */
/* seen -- see seen.h. */
#include "engine/seen.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "model/gate.h"
#include "model/plan.h"

/* Is path below one of these, or a file in a folder above one of them? */
static bool
is_near(const struct strs *seen, const char *path, struct arena *mem)
{
	const char *folder = path_dir(path, mem);

	for (size_t i = 0; i < seen->n; i++) {
		if (path_is_below(path, seen->v[i]) || path_is_below(seen->v[i], folder))
			return true;
	}
	return false;
}

bool
seen_holds(const struct job *job, const char *path, struct arena *mem)
{
	const struct gate *gate = job->gate;

	if (job->builtin)
		return false;
	if (gate->sees == SEES_REPOSITORY || (gate->sees == SEES_COMPONENT && job->cone.n == 0))
		return true;
	if (patterns_match(&gate->inputs, path))
		return true;
	return is_near(gate->sees == SEES_FILES ? &job->files : &job->cone, path, mem);
}

const char *
seen_refuse(const struct job *job, const struct strs *dirty, struct arena *mem)
{
	const char *first = NULL;
	size_t more = 0;

	for (size_t i = 0; dirty && i < dirty->n; i++) {
		if (!seen_holds(job, dirty->v[i], mem))
			continue;
		if (first)
			more++;
		else
			first = dirty->v[i];
	}
	if (!first)
		return NULL;
	return arena_printf(mem,
		"the work tree is not what is judged: %s differs%s; stage, commit or put it aside, "
		"or "
		"take 'isolation = in-place' out",
		text_path(first, mem), more ? arena_printf(mem, " (and %zu more)", more) : "");
}
