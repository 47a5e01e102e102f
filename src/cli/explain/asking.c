/* SPDX-License-Identifier: MIT */
/*
 * asking -- explain.h's questions about what is owed, put at the event that owes it first, so that
 * the answer is about stages and audiences and not about when one happens to ask.
 */
#include "cli/cli.h"
#include "cli/explain/explain.h"
#include "cli/session.h"
#include "gates/registry.h"

int
asking_open(struct asking *out, const struct session *s, int target, struct error *err)
{
	*out = (struct asking){
		.event = {.stage = "pre-push", .selection = SELECT_CHANGES},
		.selector = {.target = target},
	};
	out->in = (struct plan_input){
		.config = &s->config,
		.event = &out->event,
		.selector = &out->selector,
		.tree = &s->judged.source,
		.environ = s->cli->environ,
		.builtin = builtin_find,
	};
	out->owe = (struct owe){
		.in = &out->in, .pick = &out->pick, .wants_reasons = true, .mem = s->cli->mem};
	return pick_read(&out->pick, &s->config, &out->selector, &out->warnings, s->cli->mem, err);
}

void
asking_find(struct owed *out, struct asking *a, size_t gate, size_t component)
{
	const struct config *c = a->in.config;
	int target = a->selector.target;

	if (target == STAGE_NONE)
		target = c->components.v[component].target;
	a->event.stage = owe_event(config_gate(c, gate, component, target));
	owe_find(out, &a->owe, gate, component);
}
