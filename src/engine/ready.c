/* SPDX-License-Identifier: MIT */
/* ready -- see ready.h.  The numbers are those of the invariants in run.c. */
#include "engine/ready.h"

#include <stdbool.h>
#include <string.h>

#include "base/strs.h"
#include "engine/task.h"
#include "model/gate.h"
#include "model/plan.h"

static bool
is_about_same(const struct job *a, const struct job *b)
{
	if (a->components.n == 0 || b->components.n == 0)
		return true;
	if (a->gate->scope == SCOPE_REPOSITORY || b->gate->scope == SCOPE_REPOSITORY)
		return true;
	for (size_t i = 0; i < a->components.n; i++) {
		if (strs_has(&b->components, a->components.v[i]))
			return true;
	}
	return false;
}

/* Must `on` have passed before job starts? */
static bool
is_needed(const struct job *job, const struct job *on)
{
	const struct strs *needs = &job->gate->needs;

	if (strcmp(job->gate->name, on->gate->name) == 0)
		return false;
	return (strs_has(needs, on->gate->name) ||
		       (on->gate->group && strs_has(needs, on->gate->group)) ||
		       (on->builtin && strs_has(needs, on->builtin))) &&
	       is_about_same(job, on);
}

/* Jobs that share what they write: they run one after the other. */
static bool
is_in_line(const struct job *a, const struct job *b)
{
	return !a->builtin && !b->builtin && a->gate->scope == SCOPE_COMPONENT &&
	       !a->gate->parallel && strcmp(a->gate->name, b->gate->name) == 0;
}

/* 2: what it needs has ended, well. */
static enum readiness
look_at_needs(const char **blocker, const struct tasks *all, const struct task *t)
{
	enum readiness answer = READY_NOW;

	for (size_t i = 0; t->job->gate->needs.n && i < all->n; i++) {
		const struct task *on = &all->v[i];

		if (!is_needed(t->job, on->job))
			continue;
		if (on->state != TASK_DONE) {
			answer = READY_LATER;
		} else if (on->blocked_by || on->verdict->kind == VERDICT_FAIL ||
			   on->verdict->kind == VERDICT_BROKEN) {
			*blocker = on->blocked_by ? on->blocked_by : on->job->gate->name;
			return READY_NEVER;
		}
	}
	return answer;
}

enum readiness
ready_look(const char **blocker, const struct tasks *all, const struct task *t)
{
	enum readiness answer = look_at_needs(blocker, all, t);

	if (answer != READY_NOW)
		return answer;
	if (t->job->gate->exclusive && all->running) /* 3 */
		return READY_LATER;
	for (size_t i = 0; i < all->n; i++) {
		const struct task *other = &all->v[i];

		if (other->state != TASK_RUNNING)
			continue;
		if (other->job->gate->exclusive || is_in_line(t->job, other->job)) /* 3, 4 */
			return READY_LATER;
	}
	return READY_NOW;
}
