/* SPDX-License-Identifier: MIT */
/*
 * dependencies -- built-in: nothing stands higher than what it builds on.
 *
 * That is worth saying whenever it is looked at, and a no where the change brought it: where one of
 * the two targets is another one than before, or is about to be (a promotion).
 */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "gates/args.h"
#include "gates/families.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/config/ini.h"
#include "model/config/problem.h"
#include "model/event.h"

struct earlier { /* the configuration before the change */
	struct config config;
	bool is_there, is_changed;
};

static const struct change *
change_of_config(const struct builtin_input *in)
{
	if (in->event->selection != SELECT_CHANGES)
		return NULL;
	for (size_t i = 0; i < in->changes->n; i++) {
		if (strcmp(in->changes->v[i].path, in->config->file) == 0)
			return &in->changes->v[i];
	}
	return NULL;
}

/* One that cannot be read said nothing of targets. */
static int
read_earlier(
	struct earlier *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	const struct change *c = change_of_config(in);
	struct config_input before = {.file = in->config->file, .tree = in->tree};
	struct problems problems = {.mem = mem};
	struct blob blob;

	*out = (struct earlier){.is_changed = c != NULL};
	if (!c || c->old.mode == 0)
		return 0;
	if (in->tree->read(in->tree->ctx, &blob, &c->old.id, INI_FILE_BYTES, mem, err) < 0)
		return -1;
	before.text = blob.data;
	before.len = blob.len;
	if (config_read(&out->config, &before, &problems, mem, err) < 0)
		return -1;
	out->is_there = true;
	return 0;
}

/* By their names: stages may have moved. */
static bool
is_other_target(const struct earlier *e, const struct config *now, const struct component *c)
{
	const struct component *was =
		e->is_there ? component_find(&e->config.components, c->name) : NULL;

	return e->is_changed && (!was || strcmp(e->config.stages.v[was->target].name,
						 now->stages.v[c->target].name) != 0);
}

static void
say(struct findings *out, const struct builtin_input *in, const struct component *below,
	bool is_advice, struct arena *mem)
{
	const struct component *c = in->component;
	const struct stages *stages = &in->config->stages;
	struct origin at = component_origin(c, "target");
	bool has_line = at.file && strcmp(at.file, in->config->file) == 0;

	finding_add(out,
		&(struct finding){.path = has_line ? at.file : NULL,
			.line = has_line ? at.line : 0,
			.is_advice = is_advice,
			.rule = "above",
			.text = arena_printf(mem,
				"%s aims at %s, and depends on %s, which aims at %s", c->name,
				stages->v[in->target].name, below->name,
				stages->v[below->target].name)},
		mem);
}

/* Built-in. */
int
dependencies_gate(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	const struct component *c = in->component;
	const struct args_row none = {.name = NULL};
	bool is_rising = in->target != c->target;
	struct earlier earlier;

	if (args_parse(in->args, &none, "dependencies", mem, err) < 0 ||
		read_earlier(&earlier, in, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < c->ndeps; i++) {
		const struct component *below = &in->config->components.v[c->deps[i]];

		if (component_is_above(c, in->target, below))
			say(out, in, below,
				!is_rising && !is_other_target(&earlier, in->config, c) &&
					!is_other_target(&earlier, in->config, below),
				mem);
	}
	if (earlier.is_there)
		config_release(&earlier.config);
	return 0;
}
