/* SPDX-License-Identifier: MIT */
/* policy -- see policy.h. */
#include "cli/push/policy.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "git/push/push.h"
#include "model/outcome.h"

static const char heads[] = "refs/heads/";

static int
find_file(struct oid *out, const struct judged *j, struct arena *mem, struct error *err)
{
	struct tree_entry entry;
	bool found = false;

	*out = (struct oid){0};
	if (j->source.find(j->source.ctx, &entry, &found, CONFIG_FILE, mem, err) < 0)
		return -1;
	if (found)
		*out = entry.id;
	return 0;
}

/* The tree whose word counts for what the remote is to lose. */
static int
choose_tree(
	struct judged *out, struct session *s, const struct push_range *range, struct error *err)
{
	const struct oid *candidates[] = {&range->known, &s->repo.head};
	struct arena *mem = s->cli->mem;
	struct oid file = {0};

	*out = (struct judged){0};
	for (size_t i = 0; i < countof(candidates) && !file.size; i++) {
		if (candidates[i]->size &&
			(judged_open(out, &s->repo, candidates[i], mem, err) < 0 ||
				find_file(&file, out, mem, err) < 0))
			return -1;
	}
	return 0;
}

/* s->config becomes that of the tree, unless it is there already. */
static int
read_config(struct session *s, const struct judged *tree, struct error *err)
{
	struct oid file, present = {0};
	bool has_read = s->judged.source.find != NULL;

	if (find_file(&file, tree, s->cli->mem, err) < 0 ||
		(has_read && find_file(&present, &s->judged, s->cli->mem, err) < 0))
		return -1;
	if (has_read && oid_equal(&file, &present))
		return 0;
	session_reset(s);
	s->judged = *tree;
	return session_config(s, err);
}

static struct refusal
refusal_of(const struct session *s, const struct branch *b, const char *name,
	const struct push_ref *ref, const struct push_range *range)
{
	struct arena *mem = s->cli->mem;
	const char *what = "takes no pushes", *next = "push another branch and open a pull request";

	if (ref->is_delete) {
		what = "may not be deleted";
		next = "leave it, or change its policy first";
	} else if (b->push == PUSH_FAST_FORWARD) {
		what = range->is_unknown ? "takes fast-forward pushes only, and holds what is not "
					   "in this clone"
					 : "takes fast-forward pushes only";
		next = "git pull --rebase, then push without force";
	}
	return (struct refusal){.name = "branch",
		.text = arena_printf(mem, "branch '%s' %s (%s)", text_path(name, mem), what,
			origin_text(&b->origin, mem)),
		.next = next,
		.status = EXIT_NO};
}

static bool
is_refused(const struct branch *b, const struct push_ref *ref, const struct push_range *range)
{
	if (b->push == PUSH_FAST_FORWARD)
		return ref->is_delete || range->is_forced || range->is_unknown;
	return b->push == PUSH_NONE;
}

/* What the tree's own policy says to it. */
static int
ask(struct refusal *out, struct session *s, const struct judged *tree, const struct push_ref *ref,
	const struct push_range *range, struct error *err)
{
	const char *name = ref->remote + sizeof(heads) - 1;

	if (!tree->source.find)
		return 0;
	if (read_config(s, tree, err) < 0)
		return -1;
	for (size_t i = 0; i < s->config.nbranches; i++) {
		const struct branch *b = &s->config.branches[i];

		if (is_refused(b, ref, range) && patterns_match(&b->names, name)) {
			*out = refusal_of(s, b, name, ref, range);
			return 0;
		}
	}
	return 0;
}

int
policy_check(struct refusal *out, struct session *s, const struct push_ref *ref,
	const struct push_range *range, struct error *err)
{
	struct judged lost;

	*out = (struct refusal){.status = EXIT_YES};
	if (strncmp(ref->remote, heads, sizeof(heads) - 1) != 0)
		return 0;
	if (range->judged.commit.size && ask(out, s, &range->judged, ref, range, err) < 0)
		return -1;
	if (out->status != EXIT_YES || (range->judged.commit.size && !range->is_forced))
		return 0;
	if (choose_tree(&lost, s, range, err) < 0)
		return -1;
	return ask(out, s, &lost, ref, range, err);
}
