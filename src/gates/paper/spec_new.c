/* SPDX-License-Identifier: MIT */
/* spec_new -- see spec_new.h. */
#include "gates/paper/spec_new.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/paper/spec.h"
#include "model/config/config.h"

struct page {
	struct buf *out;
	const struct component *component;
	const struct config *config;
};

static void
add_text(const struct page *p)
{
	buf_adds(p->out, "[Write this section]\n");
}

static void
add_requirement(const struct page *p)
{
	buf_adds(p->out, "### FR1: [What it does, in a few words]\n\n"
			 "[What happens, for whom, and when]\n\n"
			 "**Acceptance Criteria:**\n\n"
			 "- [ ] [What is observed when it works, with a number]\n");
}

static void
add_criteria(const struct page *p)
{
	buf_adds(p->out, "- [ ] [What must be true before it is done, so that a test can tell]\n");
}

static void
add_testing(const struct page *p)
{
	double coverage = NAN;

	for (int s = 0; s <= p->component->target; s++) {
		double value = p->config->stages.v[s].thresholds.coverage.value;

		coverage = isnan(value) ? coverage : value;
	}
	if (!isnan(coverage))
		buf_addf(p->out, "Coverage target: %g %%\n\n", coverage);
	add_text(p);
}

static void
add_dependencies(const struct page *p)
{
	const struct components *all = &p->config->components;

	for (size_t i = 0; i < p->component->depends.n; i++) {
		const struct component *on = component_find(all, p->component->depends.v[i]);

		if (on)
			buf_addf(p->out, "- `%s` (%s) - [What it is needed for]\n", on->name,
				p->config->stages.v[on->target].name);
	}
	if (p->component->depends.n == 0)
		buf_adds(p->out, "[The components it builds on, or: None]\n");
}

static const struct {
	const char *id;
	void (*add)(const struct page *p);
} bodies[] = {
	{"functional", add_requirement},
	{"testing", add_testing},
	{"acceptance", add_criteria},
	{"dependencies", add_dependencies},
};

static void
add_section(const struct page *p, const struct spec_section *section)
{
	buf_addf(p->out, "\n## %.*s\n\n", (int)strcspn(section->names, "|"), section->names);
	if (section->guide)
		buf_addf(p->out, "<!-- %s -->\n\n", section->guide);
	for (size_t i = 0; i < countof(bodies); i++) {
		if (strcmp(bodies[i].id, section->id) == 0) {
			bodies[i].add(p);
			return;
		}
	}
	add_text(p);
}

void
spec_new(struct buf *out, const char *name, const struct spec_rules *rules,
	const struct component *component, const struct config *config)
{
	const struct page p = {.out = out, .component = component, .config = config};

	buf_addf(out, "---\ncomponent: %s\ntarget: %s\n---\n\n# %s\n", component->name,
		config->stages.v[component->target].name, name);
	for (size_t i = 0; i < rules->nsections; i++)
		add_section(&p, &rules->sections[i]);
}
