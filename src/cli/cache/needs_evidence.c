/* SPDX-License-Identifier: MIT */
/* needs_evidence -- see needs_evidence.h. */
#include "cli/cache/needs_evidence.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cache/gathering.h"
#include "cli/cache/job_evidence.h"
#include "cli/session.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/plan/plan.h"

#define TEXT_MAX ((size_t)4 << 20)

struct needed { /* effective gates, each once */
	const struct gate **v;
	size_t n, cap;
	struct gathering *g;
};

static void
add_once(struct needed *out, const struct gate *gate)
{
	for (size_t i = 0; i < out->n; i++) {
		if (out->v[i] == gate)
			return;
	}
	out->v = arena_grow(out->g->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = gate;
}

/* As it is for the components of the job. */
static void
add_variants(struct needed *out, size_t gate)
{
	const struct config *c = &out->g->c->session->config;
	const struct job *job = out->g->job;
	bool is_about_all = job->gate->scope == SCOPE_REPOSITORY || job->components.n == 0;

	for (size_t k = 0; k < c->components.n; k++) {
		if (is_about_all || strs_has(&job->components, c->components.v[k].name))
			add_once(out, config_gate(c, gate, k, job->target));
	}
}

static void
add_named(struct needed *out, const char *name)
{
	const struct config *c = &out->g->c->session->config;

	for (size_t i = 0; i < c->ngates; i++) {
		const char *group = c->gates[i].group;

		if (strcmp(c->gates[i].name, name) == 0 || (group && strcmp(group, name) == 0))
			add_variants(out, i);
	}
}

static bool
leaves_something(const struct gate *gate)
{
	return gate->run.n && gate->scope != SCOPE_FILES && gate->level != LEVEL_OFF;
}

/* In the surroundings of the job. */
static int
add_key(struct buf *text, struct gathering *g, const struct gate *needed, struct error *err)
{
	struct job job = *g->job;
	struct evidence acts = {0};
	unsigned char key[EVIDENCE_BYTES];

	job.gate = needed;
	if (job_evidence_acts(&acts, g->c, &job, err) < 0 || evidence_key(key, &acts, err) < 0)
		return -1;
	buf_add(text, key, sizeof(key));
	return 0;
}

int
needs_evidence_add(struct gathering *g, struct error *err)
{
	const struct strs *names = &g->job->gate->needs;
	struct needed all = {.g = g};
	struct buf text;
	int rc = 0;

	for (size_t i = 0; i < names->n; i++)
		add_named(&all, names->v[i]);
	for (size_t i = 0; i < all.n; i++) { /* it grows */
		for (size_t k = 0; k < all.v[i]->needs.n; k++)
			add_named(&all, all.v[i]->needs.v[k]);
	}
	buf_init(&text, TEXT_MAX);
	for (size_t i = 0; rc == 0 && i < all.n; i++) {
		if (all.v[i] != g->job->gate && leaves_something(all.v[i]))
			rc = add_key(&text, g, all.v[i], err);
	}
	if (rc == 0 && text.len)
		rc = gathering_add_bytes(g, "needs", text.data, text.len, err);
	buf_release(&text);
	return rc;
}
