/* SPDX-License-Identifier: MIT */
/* job_evidence -- see job_evidence.h. */
#include "cli/cache/job_evidence.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cache/gathering.h"
#include "cli/cache/identity.h"
#include "cli/cache/limit_evidence.h"
#include "cli/cache/needs_evidence.h"
#include "cli/cache/place_evidence.h"
#include "cli/cache/portable.h"
#include "cli/cache/tool_evidence.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "engine/run.h"
#include "engine/surroundings.h"
#include "model/blob_source.h"
#include "model/config/config.h"
#include "model/config/key.h"
#include "model/evidence/influence.h"
#include "model/evidence/sight.h"
#include "model/gate.h"
#include "model/plan/plan.h"
#include "model/plan/sees.h"
#include "model/plan/view.h"

static const char *
variable(const struct gathering *g, const char *name)
{
	size_t n = strlen(name);

	for (const char *const *e = g->around.env; *e; e++) {
		if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
			return *e + n + 1;
	}
	return NULL;
}

/* By `set` of the environment, which may put together what the key does not hold otherwise.  PATH
 * differs from terminal to editor; the tool that is found through it is what counts. */
static bool
is_set(const struct gathering *g, const char *assignment)
{
	size_t n = strcspn(assignment, "=") + 1;

	if (!g->env || strncmp(assignment, "PATH=", 5) == 0)
		return false;
	for (size_t i = 0; i < g->env->set.n; i++) {
		if (strncmp(g->env->set.v[i], assignment, n) == 0)
			return true;
	}
	return false;
}

/* The variables that influence tools.  Most are the very strings that the job before had. */
static void
find_influences(struct strs *out, struct gathering *g)
{
	struct strs *before = &g->c->variables, *known = &g->c->influences;

	for (size_t i = 0; g->around.env[i]; i++) {
		const char *var = g->around.env[i];

		if (i == before->n) {
			strs_add(before, NULL, g->mem);
			strs_add(known, NULL, g->mem);
		}
		if (before->v[i] != var) {
			before->v[i] = var;
			known->v[i] =
				influence_has(var, strcspn(var, "=")) || is_set(g, var)
					? portable_value(var, g->around.root, &g->c->carry, g->mem)
					: NULL;
		}
		if (known->v[i])
			strs_add(out, known->v[i], g->mem);
	}
	strs_sort_unique(out);
}

static int
add_environment(struct gathering *g, struct error *err)
{
	const struct strs *declared = &g->job->gate->env_inputs;
	struct strs lines = {0};

	find_influences(&lines, g);
	if (gathering_add_text(g, "environment", strs_join(&lines, "\n", g->mem), err) < 0)
		return -1;
	for (size_t i = 0; i < declared->n; i++) {
		const char *value = variable(g, declared->v[i]);
		const char *text =
			value ? arena_printf(g->mem, "=%s",
					portable_value(value, g->around.root, &g->c->carry, g->mem))
			      : "";

		if (gathering_add_text(
			    g, arena_printf(g->mem, "env:%s", declared->v[i]), text, err) < 0)
			return -1;
	}
	return 0;
}

static int
add_carried(struct gathering *g, struct error *err)
{
	const char *hex, *why;
	struct strs notes = {0};

	if (!g->env)
		return 0;
	if (g->env->siblings.n)
		g->unfit = arena_printf(
			g->mem, "what lies in `siblings` of [env %s] is not known", g->env->name);
	if (g->env->carry.n == 0)
		return 0;
	carry_said(&notes, &g->c->carry, CARRY_NOTE, g->env->name, g->mem);
	if (notes.n) /* an editable install: it leads to the work tree, which is not judged */
		g->unfit = notes.v[0];
	if (g->env->identity.n == 0) {
		g->unfit = arena_printf(
			g->mem, "[env %s] carries state without an `identity`", g->env->name);
		return 0;
	}
	if (identity_digest(&hex, &why, g->env, &g->c->carry, g->c->journal, g->mem, err) < 0)
		return -1;
	if (!hex)
		g->unfit = why;
	return hex ? gathering_add_text(g, "identity", hex, err) : 0;
}

/* The key of what is known of a program says all that it is looked for by. */
static int
add_tool(struct gathering *g, struct error *err)
{
	const struct gate *gate = g->job->gate;
	struct evidence one = {0};
	const char *key = arena_printf(g->mem, "%p %p %s\n%s\n%s", (const void *)gate,
		(const void *)g->env, g->around.path, g->around.dir, g->around.cwd);
	struct remembered_entry *e = remembered_find(&g->c->tools, key, strlen(key), g->mem);
	struct tool_evidence tool = {.around = &g->around,
		.env = g->env,
		.carry = &g->c->carry,
		.tree = &g->c->session->judged.source,
		.told = g->c->set,
		.answers = g->c->session->cli->answers};

	if (!e->is_known) {
		if (tool_evidence_add(&one, &e->unfit, &tool, gate, g->mem, err) < 0)
			return -1;
		memcpy(e->digest, one.v[0].digest, EVIDENCE_BYTES);
		e->is_known = true;
	}
	if (e->unfit)
		g->unfit = e->unfit;
	evidence_put(&g->parts, "tool", e->digest, g->mem);
	return 0;
}

static int
add_gate(struct gathering *g, struct error *err)
{
	const struct gate *gate = g->job->gate;
	struct remembered_entry *e =
		remembered_find(&g->c->gates, (const void *)&gate, sizeof(gate), g->mem);

	if (!e->is_known) {
		const char *acts = config_gate_acts(&g->c->session->config, gate, g->mem);

		if (!*acts)
			return error_set(err, ERR_CONFIG, "its definition is not known");
		if (hash_bytes(e->digest, HASH_SHA256, acts, strlen(acts), err) < 0)
			return -1;
		e->is_known = true;
	}
	evidence_put(&g->parts, "gate", e->digest, g->mem);
	return 0;
}

/* What is run, and by what. */
static int
add_acts(struct gathering *g, struct error *err)
{
	const struct config *config = &g->c->session->config;

	if (add_gate(g, err) < 0 ||
		(g->env && gathering_add_text(
				   g, "env", config_env_acts(config, g->env, g->mem), err) < 0) ||
		add_carried(g, err) < 0)
		return -1;
	return add_tool(g, err);
}

bool
job_evidence_is_vouched(const struct gate *gate)
{
	const struct origin *o = &gate->origins[key_index(key_find(SECTION_GATE, "cache"))];

	return o->file && strcmp(gate->cache, "yes") == 0;
}

static int
add_common(struct gathering *g, struct error *err)
{
	if (job_evidence_is_vouched(g->job->gate) && gathering_add_text(g, "vouched", "", err) < 0)
		return -1;
	if (gathering_add_text(g, "version", TTA_VERSION, err) < 0 ||
		gathering_add_text(g, "settings", g->c->settings, err) < 0 ||
		add_acts(g, err) < 0 || place_evidence_add(g, err) < 0 ||
		limit_evidence(&g->parts, g->c->session, g->job, g->c->event, err) < 0)
		return -1;
	return needs_evidence_add(g, err) < 0 ? -1 : add_environment(g, err);
}

static int
add_sight(struct evidence *out, struct gathering *g, const struct view *view, struct error *err)
{
	const char *text = view_text(view, g->mem);
	struct remembered_entry *e = remembered_find(&g->c->sights, text, strlen(text), g->mem);
	unsigned char seen[SIGHT_BYTES];

	if (!e->is_known &&
		(sight_digest(seen, view, &g->c->session->judged.source, g->mem, err) < 0 ||
			hash_bytes(e->digest, HASH_SHA256, seen, sizeof(seen), err) < 0))
		return -1;
	e->is_known = true;
	evidence_put(out, "files", e->digest, g->mem);
	return 0;
}

struct folder_sight { /* of the last file: those of one folder see the same */
	const char *folder;
	struct evidence_part part;
};

/* What a file of the folder is shown with: all files of it, and of those above. */
static int
add_folder(struct evidence *out, struct folder_sight *last, struct gathering *g,
	const struct view *all, const char *path, struct error *err)
{
	const char *folder = path_dir(path, g->mem);
	struct evidence sight = {0};
	struct view one = *all;

	one.near = one.shown = (struct strs){0};
	strs_add(&one.near, path, g->mem);
	if (!view_has(&one, path)) {
		strs_add(&one.shown, path, g->mem);
		return add_sight(out, g, &one, err);
	}
	if (!last->folder || strcmp(folder, last->folder) != 0) {
		if (add_sight(&sight, g, &one, err) < 0)
			return -1;
		last->folder = folder;
		last->part = sight.v[0];
	}
	out->v = arena_grow(g->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = last->part;
	return 0;
}

/* Of one file: its own sight where the gate sees files, else that of all. */
static int
add_file(struct evidence *out, struct folder_sight *last, struct gathering *g,
	const struct view *all, size_t i, struct error *err)
{
	const char *path = g->job->files.v[i];

	*out = (struct evidence){0};
	for (size_t k = 0; k < g->parts.n; k++) {
		out->v = arena_grow(g->mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = g->parts.v[k];
	}
	if (evidence_add(out, "file", path, strlen(path), g->mem, err) < 0)
		return -1;
	return g->job->gate->sees == SEES_FILES ? add_folder(out, last, g, all, path, err) : 0;
}

static int
add_files(struct job_evidence *out, struct gathering *g, struct error *err)
{
	const struct session *s = g->c->session;
	struct folder_sight last = {0};
	struct view view;

	if (sees_view(&view, g->job, &s->config, g->c->sparse, g->mem, err) < 0)
		return -1;
	if (!place_is_by_file(g->job)) {
		out->n = 1;
		out->v = arena_alloc(g->mem, 1, sizeof(*out->v));
		if (add_sight(&g->parts, g, &view, err) < 0)
			return -1;
		out->v[0] = g->parts;
		return 0;
	}
	if (g->job->gate->sees != SEES_FILES) {
		view.shown = (struct strs){0}; /* what else is judged must not tell keys apart */
		if (add_sight(&g->parts, g, &view, err) < 0)
			return -1;
	}
	out->n = g->job->files.n;
	out->v = arena_alloc(g->mem, out->n, sizeof(*out->v));
	for (size_t i = 0; i < out->n; i++) {
		if (add_file(&out->v[i], &last, g, &view, i, err) < 0)
			return -1;
	}
	return 0;
}

/* Where the first thing that is carried lies now; NULL: nothing is. */
static const char *
first_carried(const struct gathering *g)
{
	const char *path;

	if (!g->env || !g->env->carry.n)
		return NULL;
	path = path_clean(g->env->carry.v[0], g->mem);
	for (size_t i = 0; path && i < g->c->carry.nitems; i++) {
		if (strcmp(g->c->carry.items[i].path, path) == 0)
			return g->c->carry.items[i].source;
	}
	return NULL;
}

static int
begin(struct gathering *g, struct job_evidence_context *c, const struct job *job, struct error *err)
{
	struct session *s = c->session;
	const struct run_options options = {.config = &s->config,
		.environ = s->cli->environ,
		.set = c->set,
		.inherited = &c->inherited};

	*g = (struct gathering){.c = c, .job = job, .mem = s->cli->mem};
	if (!c->inherited.n)
		surroundings_inherit(&c->inherited, &options, g->mem);
	g->env = job->gate->in ? env_find(&s->config.envs, job->gate->in) : NULL;
	g->around.root = s->repo.root ? s->repo.root : s->repo.git_dir;
	return surroundings_foresee(&g->around, job, &options, first_carried(g), g->mem, err);
}

int
job_evidence_acts(struct evidence *out, struct job_evidence_context *c, const struct job *job,
	struct error *err)
{
	struct gathering g;

	if (begin(&g, c, job, err) < 0 || add_acts(&g, err) < 0)
		return -1;
	*out = g.parts;
	return 0;
}

int
job_evidence(struct job_evidence *out, struct job_evidence_context *c, const struct job *job,
	struct error *err)
{
	struct gathering g;

	*out = (struct job_evidence){0};
	if (begin(&g, c, job, err) < 0 || add_common(&g, err) < 0)
		return -1;
	if (c->is_mixed)
		out->unfit = "the sparse checkout leaves out files that are judged";
	else
		out->unfit = job_evidence_is_vouched(job->gate) ? NULL : g.unfit;
	return out->unfit ? 0 : add_files(out, &g, err);
}
