/* SPDX-License-Identifier: MIT */
/* unjudged -- see unjudged.h.  Whatever goes wrong, the push is judged all the same. */
#include "cli/push/unjudged.h"

#include "base/arena.h"
#include "base/clock.h"
#include "cli/cli.h"
#include "cli/judge/chronicle.h"
#include "cli/judge/journal_place.h"
#include "cli/session.h"
#include "git/judged/tree_source.h"
#include "git/push/push.h"
#include "git/repo/object.h"
#include "model/event.h"
#include "store/bypass.h"
#include "store/history.h"
#include "store/journal.h"

struct counting {
	struct session *s;
	struct journal *journal; /* NULL: nothing was ever judged here */
	const struct event *event;
	struct bypass *own; /* to be written down */
	size_t nown;
};

/* Was it judged, or would nothing have been asked of it? */
static int
is_fine(bool *out, struct counting *c, const struct committed *commit, struct error *err)
{
	struct session *s = c->s;
	struct blob_source source;
	struct tree_entry entry;
	bool was_noticed = false, is_asked;
	struct oid tree;

	*out = false;
	if (object_tree_of(&tree, &s->repo, &commit->id, "a commit of the push", err) < 0)
		return -1;
	if (c->journal && (history_has_tree(out, c->journal, &tree, NULL, err) < 0 ||
				  bypass_has(&was_noticed, c->journal, BYPASS_UNJUDGED, &commit->id,
					  err) < 0))
		return -1;
	*out = *out && !was_noticed;
	if (*out)
		return 0;
	tree_source_init(&source, &s->repo, &tree, s->cli->mem);
	if (source.find(source.ctx, &entry, &is_asked, CONFIG_FILE, s->cli->mem, err) < 0)
		return -1;
	*out = !is_asked;
	return 0;
}

static int
count_each(struct event *event, struct counting *c, const struct committed *v, size_t n,
	struct error *err)
{
	size_t first = n > UNJUDGED_LOOKED ? n - UNJUDGED_LOOKED : 0, unjudged = 0;

	c->own = arena_alloc(c->s->cli->mem, n - first, sizeof(*c->own));
	for (size_t i = first; i < n; i++) {
		bool fine;

		if (is_fine(&fine, c, &v[i], err) < 0)
			return -1;
		unjudged += !fine;
		if (fine || !v[i].is_own)
			continue;
		c->own[c->nown++] = (struct bypass){.at_ms = clock_wall_ms(),
			.kind = BYPASS_UNJUDGED,
			.event = event->stage,
			.subject = committed_subject(&v[i], c->s->cli->mem),
			.branch = event->branch,
			.reason = chronicle_reason(c->s),
			.who = v[i].email,
			.commit = v[i].id};
	}
	event->ncommits = n - first;
	event->nunjudged = unjudged;
	return 0;
}

void
unjudged_count(struct event *event, struct session *s, struct push_scope *scope,
	const struct push_range *range, bool is_recorded)
{
	struct counting c = {.s = s, .event = event};
	struct committed *v;
	struct error ignored;
	const char *said;
	size_t n;
	int rc;

	rc = is_recorded ? journal_place_open(&c.journal, &said, s, &ignored)
			 : journal_place_look(&c.journal, &said, s, &ignored);
	if (rc == 0 && push_commits(&v, &n, scope, range, &ignored) == 0 &&
		count_each(event, &c, v, n, &ignored) == 0 && is_recorded && c.journal &&
		bypass_add(c.journal, c.own, c.nown, &ignored) < 0)
		c.nown = 0; /* the log lacks them */
	journal_close(c.journal);
}
