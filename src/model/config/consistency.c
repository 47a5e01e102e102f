/* SPDX-License-Identifier: MIT */
/* consistency -- see consistency.h; the half about stages and gates. */
#include "model/config/consistency.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/regex.h"
#include "base/text.h"
#include "model/builtin.h"
#include "model/config/config_own.h"
#include "model/config/problem.h"
#include "model/plan/filetype.h"
#include "model/plan/when.h"

#define COMPLAIN(ctx, kind, at, ...)                                                               \
	problem_add((ctx)->problems, kind, (at).file, (at).line, __VA_ARGS__)

static double
threshold_of(const struct stage *s, const struct key *key)
{
	return ((const struct threshold *)(const void *)((const char *)s + key->field))->value;
}

void
consistency_check_stages(const struct config *c)
{
	const struct key *first = key_first(SECTION_STAGE);
	struct value_context ctx = config_context(c);

	for (size_t i = 1; i < c->stages.n; i++) {
		const struct stage *now = &c->stages.v[i], *before = now - 1;

		for (size_t k = 0, rows = key_count(SECTION_STAGE); k < rows; k++) {
			double a = threshold_of(before, &first[k]),
			       b = threshold_of(now, &first[k]);

			if (isnan(a) || isnan(b) ||
				(first[k].looser == LOOSER_LESS ? b >= a : b <= a))
				continue;
			COMPLAIN(&ctx, PROBLEM_ERROR, now->origins[k],
				"stage '%s' asks for less than '%s' before it: %s %g after %g",
				now->name, before->name, first[k].name, b, a);
		}
	}
}

void
consistency_check_targets(const struct config *c)
{
	struct value_context ctx = config_context(c);

	for (size_t i = 0; i < c->components.n; i++) {
		const struct component *of = &c->components.v[i];

		for (size_t k = 0; k < of->ndeps; k++) {
			const struct component *below = &c->components.v[of->deps[k]];

			if (component_is_above(of, of->target, below))
				COMPLAIN(&ctx, PROBLEM_WARNING, component_origin(of, "target"),
					"component '%s' aims at %s, and depends on '%s', which "
					"aims at %s",
					of->name, c->stages.v[of->target].name, below->name,
					c->stages.v[below->target].name);
		}
	}
}

struct checking {
	const struct config *config;
	struct value_context ctx;
	struct strs gates, envs; /* names, for hints; gates with groups */
	struct strs audience;    /* names, aliases and tags of components */
	const struct gate *gate;
};

static struct origin
at_key(const struct checking *x, const char *key)
{
	const struct origin *o = &x->gate->origins[key_index(key_find(SECTION_GATE, key))];

	return o->file ? *o : x->gate->origin;
}

/* Was it written, be its value right or wrong? */
static bool
has(const struct checking *x, const char *key)
{
	const struct config *c = x->config;

	return c->own->gates[x->gate - c->gates].v[0].texts[key_index(key_find(SECTION_GATE, key))];
}

static void
check_kind(struct checking *x)
{
	const struct gate *g = x->gate;

	if (!has(x, "run") && !has(x, "builtin"))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, g->origin,
			"gate '%s' has neither 'run' nor 'builtin'", g->name);
	else if (has(x, "run") && has(x, "builtin"))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, g->origin,
			"gate '%s' has both 'run' and 'builtin'; a gate is one of them", g->name);
	else if (has(x, "builtin") && has(x, "fix"))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "fix"),
			"gate '%s': 'fix' goes with 'run'; built-ins bring their own", g->name);
	else if (has(x, "builtin") && has(x, "unchanged"))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "unchanged"),
			"gate '%s': 'unchanged' goes with 'run'; built-ins change nothing",
			g->name);
	else if (has(x, "run") && has(x, "args"))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "args"),
			"gate '%s': 'args' goes with 'builtin'; put them into 'run'", g->name);
}

/* Of files, or of a component as a whole: a job is about one of them. */
static void
check_builtins(struct checking *x)
{
	const struct gate *g = x->gate;
	bool is_whole = g->builtin.n && builtin_is_whole(g->builtin.v[0]);

	for (size_t i = 1; i < g->builtin.n; i++) {
		if (builtin_is_whole(g->builtin.v[i]) != is_whole)
			COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "builtin"),
				"gate '%s': '%s' judges a component as a whole, '%s' files; make "
				"two gates of them",
				g->name, g->builtin.v[is_whole ? 0 : i],
				g->builtin.v[is_whole ? i : 0]);
	}
	if (is_whole && has(x, "scope") && g->scope != SCOPE_COMPONENT)
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "scope"),
			"gate '%s': '%s' judges a component as a whole; leave 'scope' out", g->name,
			g->builtin.v[0]);
}

static void
check_names(struct checking *x)
{
	const struct gate *g = x->gate;
	struct arena *mem = x->ctx.mem;

	if (g->in && !env_find(&x->config->envs, g->in))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "in"), "unknown environment '%s'%s",
			g->in, value_hint(g->in, &x->envs, mem));
	for (size_t i = 0; i < g->needs.n; i++) {
		if (!strs_has(&x->gates, g->needs.v[i]))
			COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "needs"), "unknown gate '%s'%s",
				g->needs.v[i], value_hint(g->needs.v[i], &x->gates, mem));
	}
	for (size_t i = 0; i < g->types.n; i++) {
		struct strs known = {0};

		if (filetype_is_known(g->types.v[i]))
			continue;
		for (size_t k = 0; k < nfiletypes; k++)
			strs_add(&known, filetypes[k].type, mem);
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "types"), "unknown type of files '%s'%s",
			g->types.v[i], value_hint(g->types.v[i], &known, mem));
	}
}

/* A preset may be for components that a repository does not have. */
static void
check_audience(struct checking *x)
{
	const struct gate *g = x->gate;
	struct origin at = at_key(x, "for");

	if (!at.file || strcmp(at.file, x->config->file) != 0)
		return;
	for (size_t i = 0; i < g->audience.n; i++) {
		if (!strs_has(&x->audience, g->audience.v[i]))
			COMPLAIN(&x->ctx, PROBLEM_WARNING, at,
				"gate '%s' is for '%s', which is no component and no tag%s",
				g->name, g->audience.v[i],
				value_hint(g->audience.v[i], &x->audience, x->ctx.mem));
	}
}

static void
check_event(struct checking *x)
{
	static const char *const events[] = {"pre-commit", "pre-push"};
	const struct strs known = {.v = (const char **)events, .n = countof(events)};

	if (!strs_has(&known, x->gate->on) && text_nearest(x->gate->on, &known))
		COMPLAIN(&x->ctx, PROBLEM_WARNING, at_key(x, "on"),
			"event '%s' comes with --hook-stage %s alone%s", x->gate->on, x->gate->on,
			value_hint(x->gate->on, &known, x->ctx.mem));
}

/* Could any component, at any stage, be given an environment for it? */
static bool
is_ever_in(const struct checking *x)
{
	const struct config *c = x->config;
	const struct gate *g = x->gate;
	const struct section *s = c->own->gates[g - c->gates].section;
	const struct key *in = key_find(SECTION_GATE, "in");

	for (size_t i = 0; i < s->nstaged; i++) {
		if (s->staged[i].key == in)
			return true;
	}
	for (size_t i = 0; i < c->components.n; i++) {
		const struct component *of = &c->components.v[i];

		for (size_t k = 0; k < of->noverrides; k++) {
			const char *name = of->overrides[k].gate;

			if (of->overrides[k].key == in &&
				(strcmp(name, g->name) == 0 ||
					(g->group && strcmp(name, g->group) == 0)))
				return true;
		}
	}
	return g->in != NULL;
}

static void
check_surroundings(struct checking *x)
{
	const struct gate *g = x->gate;
	const struct env *env = g->in ? env_find(&x->config->envs, g->in) : NULL;

	if (g->run.text && command_uses(&g->run, "carry")) {
		if (!is_ever_in(x))
			COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "run"),
				"key 'run': '{carry}' is of an [env]; name one with 'in'");
		else if (env && env->carry.n == 0)
			COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "run"),
				"key 'run': '{carry}' has no value; [env %s] carries nothing",
				g->in);
	}
	if (g->dir && !strchr(g->dir, '{') && (g->dir[0] == '/' || !path_clean(g->dir, x->ctx.mem)))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "dir"),
			"key 'dir': '%s' is outside the repository", g->dir);
}

/* Does gate a need gate b, by its name or its group's?  A group's own gates do not need each other
 * by needing the rest of it. */
static bool
is_needing(const struct gate *a, const struct gate *b)
{
	return strs_has(&a->needs, b->name) ||
	       (b->group && a != b && strs_has(&a->needs, b->group));
}

enum { NOT_SEEN, ON_THE_WAY, SEEN };

static void
say_cycle(struct checking *x, const struct strs *way)
{
	struct strs through = {0};
	size_t i = 0;

	while (strcmp(way->v[i], x->gate->name) != 0)
		i++;
	while (++i < way->n)
		strs_add(&through, way->v[i], x->ctx.mem);
	COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "needs"), "gate '%s' needs itself%s%s",
		x->gate->name, through.n ? ", through " : "",
		strs_join(&through, ", ", x->ctx.mem));
}

/* Follows what a gate needs; way holds the names from where this began down to `at`. */
static void
follow_needs(struct checking *x, size_t at, unsigned char *state, struct strs *way)
{
	const struct config *c = x->config;

	state[at] = ON_THE_WAY;
	strs_add(way, c->gates[at].name, x->ctx.mem);
	for (size_t i = 0; c->gates[at].needs.n && i < c->ngates; i++) {
		if (state[i] == SEEN || !is_needing(&c->gates[at], &c->gates[i]))
			continue;
		if (state[i] == NOT_SEEN) {
			follow_needs(x, i, state, way);
			continue;
		}
		x->gate = &c->gates[i];
		say_cycle(x, way);
	}
	way->n--;
	state[at] = SEEN;
}

static void
check_cycles(struct checking *x)
{
	unsigned char *state = arena_alloc(x->ctx.mem, x->config->ngates, 1);
	struct strs way = {0};

	for (size_t i = 0; i < x->config->ngates; i++) {
		if (state[i] == NOT_SEEN)
			follow_needs(x, i, state, &way);
	}
}

/* Reports have names; a metric is held against one thing. */
static void
check_measures(struct checking *x)
{
	static const char *const words[] = {"coverage", "junit", "sarif"};
	const struct strs known = {.v = (const char **)words, .n = countof(words)};
	const struct gate *g = x->gate;

	for (size_t i = 0; i < g->report.n; i++) {
		if (!strs_has(&known, g->report.v[i]))
			COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "report"),
				"unknown report '%s'%s (there are coverage, junit and sarif)",
				g->report.v[i], value_hint(g->report.v[i], &known, x->ctx.mem));
	}
	if (has(x, "builtin") && (has(x, "report") || has(x, "metric")))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, has(x, "report") ? "report" : "metric"),
			"gate '%s': 'report' and 'metric' go with 'run'", g->name);
	if (!isnan(g->min.value) && !isnan(g->max.value))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "max"),
			"gate '%s' has both 'min' and 'max'; two gates can hold one each", g->name);
}

static void
check_rest(struct checking *x)
{
	const struct gate *g = x->gate;
	struct error err = {0};
	struct regex *re = NULL;

	if (when_check(&g->when, x->ctx.mem, &err) < 0)
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "when"), "key 'when': %s", err.msg);
	if (g->metric && regex_compile(&re, g->metric, 0, &err) == 0 &&
		!regex_has_group(re, "value"))
		COMPLAIN(&x->ctx, PROBLEM_ERROR, at_key(x, "metric"),
			"key 'metric' needs a group named 'value', as in (?<value>\\d+)");
	regex_free(re);
}

void
consistency_check_gates(const struct config *c)
{
	struct checking x = {.config = c, .ctx = config_context(c)};

	for (size_t i = 0; i < c->ngates; i++) {
		strs_add(&x.gates, c->gates[i].name, x.ctx.mem);
		if (c->gates[i].group)
			strs_add(&x.gates, c->gates[i].group, x.ctx.mem);
	}
	for (size_t i = 0; i < c->envs.n; i++)
		strs_add(&x.envs, c->envs.v[i].name, x.ctx.mem);
	for (size_t i = 0; i < c->components.n; i++) {
		strs_add(&x.audience, c->components.v[i].name, x.ctx.mem);
		strs_add_all(&x.audience, &c->components.v[i].alias, x.ctx.mem);
		strs_add_all(&x.audience, &c->components.v[i].tags, x.ctx.mem);
	}
	for (size_t i = 0; i < c->ngates; i++) {
		x.gate = &c->gates[i];
		check_kind(&x);
		check_builtins(&x);
		check_names(&x);
		check_audience(&x);
		check_event(&x);
		check_surroundings(&x);
		check_measures(&x);
		check_rest(&x);
	}
	check_cycles(&x);
}
