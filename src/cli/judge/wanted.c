/* SPDX-License-Identifier: MIT */
/* wanted -- see wanted.h. */
#include "cli/judge/wanted.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/run_request.h"
#include "cli/session.h"
#include "model/config/config.h"
#include "model/event.h"
#include "model/gate.h"

/* SKIP=a,b: the words of a variable, apart at commas and blanks. */
static void
add_listed(struct strs *out, const char *value, struct arena *mem)
{
	char *text;

	if (!value)
		return;
	text = arena_strdup(mem, value);
	for (char *p = text; *p; p++) {
		if (*p == ',')
			*p = ' ';
	}
	strs_split(out, text, mem);
}

/* Does any gate come with this event, for any component at any stage? */
static bool
is_event(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->ngates; i++) {
		for (size_t k = 0; k < c->components.n; k++) {
			for (size_t s = 0; s < c->stages.n; s++) {
				if (strcmp(config_gate(c, i, k, (int)s)->on, name) == 0)
					return true;
			}
		}
	}
	return strcmp(name, "pre-commit") == 0 || strcmp(name, "pre-push") == 0;
}

static int
check_event(const struct config *c, const char *name, struct arena *mem, struct error *err)
{
	struct strs known = {0};
	const char *near;

	if (is_event(c, name))
		return 0;
	strs_add(&known, "pre-commit", mem);
	strs_add(&known, "pre-push", mem);
	for (size_t i = 0; i < c->ngates; i++)
		strs_add(&known, c->gates[i].on, mem);
	near = text_nearest(name, &known);
	return error_set(err, ERR_USAGE, "no gate has `on = %s`%s%s%s", name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

int
wanted_read(struct selector *sel, const struct session *s, const char *stage,
	const struct run_request *request, struct error *err)
{
	struct arena *mem = s->cli->mem;

	sel->components = request->components;
	sel->gates = request->gates;
	strs_add_all(&sel->skip, &request->skip, mem);
	add_listed(&sel->skip, cli_env(s->cli, "SKIP"), mem);
	add_listed(&sel->skip, cli_env(s->cli, "TTA_SKIP"), mem);
	sel->target = STAGE_NONE;
	if (check_event(&s->config, stage, mem, err) < 0)
		return -1;
	if (!request->target)
		return 0;
	sel->target = stage_find(&s->config.stages, request->target);
	if (sel->target == STAGE_NONE)
		return error_set(err, ERR_USAGE, "'%s' is no stage; the stages are: %s",
			request->target, stage_names(&s->config.stages, mem));
	return 0;
}
