/* SPDX-License-Identifier: MIT */
/* demand -- see demand.h. */
#include "cli/maturity/demand.h"

#include "base/text.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "gates/paper/checklist.h"
#include "gates/paper/paper.h"
#include "gates/paper/spec.h"
#include "model/blob_source.h"
#include "model/plan/owe.h"

/* The words of `args`, as the gate acts for the component at the stage. */
static int
find_args(struct strs *out, const struct session *s, const char *builtin, const struct component *c,
	int stage, struct error *err)
{
	const struct config *config = &s->config;

	for (size_t i = 0; i < config->ngates; i++) {
		const struct gate *g =
			config_gate(config, i, (size_t)(c - config->components.v), stage);

		if (strs_has(&g->builtin, builtin) && owe_is_for(g, c))
			return command_words(out, &g->args, s->cli->mem, err);
	}
	return 0;
}

int
demand_spec(struct spec_rules *out, const struct session *s, const struct component *c,
	struct error *err)
{
	struct strs args = {0};

	if (!c)
		c = &s->config.components.v[0];
	if (find_args(&args, s, "spec", c, c->target, err) < 0)
		return -1;
	return spec_rules_read(out, &args, s->cli->mem, err);
}

int
demand_tasks(struct demand_tasks *out, const struct session *s, const struct component *c,
	int stage, struct error *err)
{
	const struct stages *stages = &s->config.stages;
	struct strs args = {0}, headings = {0};
	struct arena *mem = s->cli->mem;
	struct checklist list;
	struct blob text;
	bool is_there;

	*out = (struct demand_tasks){0};
	if (!c->checklist)
		return 0;
	if (paper_read(&text, &is_there, &s->judged.source, c->checklist, mem, err) < 0)
		return -1;
	if (!is_there)
		return 0;
	if (find_args(&args, s, "checklist", c, stage, err) < 0 ||
		checklist_args(&headings, &args, stages, mem, err) < 0)
		return -1;
	if (checklist_read(&list, &text, stages, &headings, mem, err) < 0)
		return error_wrap(err, "cannot read %s", text_path(c->checklist, mem));
	for (size_t i = 0; i < list.nparts; i++) {
		if (list.parts[i].stage > stage)
			continue;
		out->nchecked += list.parts[i].nchecked;
		out->nopen += list.parts[i].nopen;
	}
	return 0;
}
