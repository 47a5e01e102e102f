/* SPDX-License-Identifier: MIT */
/* containment -- see containment.h. */
#include "cli/judge/containment.h"

#include "base/arena.h"
#include "base/landlock.h"
#include "base/strs.h"
#include "model/gate.h"
#include "model/plan/plan.h"

/* Names of the gates of commands that are to run and have such a wish, each once. */
static void
gates_with(struct strs *out, const struct plan *plan, enum contain_wish wish, struct arena *mem)
{
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		if (job->state == JOB_READY && !job->builtin && job->gate->contain == wish &&
			!strs_has(out, job->gate->name))
			strs_add(out, job->gate->name, mem);
	}
}

void
containment_note(struct strs *notes, const struct plan *plan, struct arena *mem)
{
	struct strs names = {0};
	struct error why;
	const char *gap;
	int version;

	gates_with(&names, plan, CONTAIN_TRY, mem);
	version = names.n ? landlock_version(&why) : 0;
	if (version < 0) {
		strs_add(notes,
			arena_printf(mem, "not contained: %s: %s", strs_join(&names, ", ", mem),
				why.msg),
			mem);
		return;
	}
	gates_with(&names, plan, CONTAIN_YES, mem);
	if (names.n == 0 || landlock_version(&why) < 0)
		return;
	gap = landlock_gap(landlock_version(&why));
	if (gap)
		strs_add(notes,
			arena_printf(mem, "contained, but for this: %s: %s",
				strs_join(&names, ", ", mem), gap),
			mem);
}
