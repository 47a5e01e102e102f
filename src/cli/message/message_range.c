/* SPDX-License-Identifier: MIT */
/* message_range -- see message_range.h.  What a commit changes is asked only where its header may
 * have a scope, or a rule asks it of every commit: that is the one dear question. */
#include "cli/message/message_range.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/maturity/loosened.h"
#include "cli/maturity/loosened_message.h"
#include "cli/message/message_config.h"
#include "cli/message/message_tell.h"
#include "cli/session.h"
#include "git/commit/committed.h"
#include "git/commit/wording.h"
#include "git/judged/bases.h"
#include "git/judged/compare.h"
#include "git/repo/object.h"
#include "model/outcome.h"

#define TOLD_MAX 20 /* commits that are named, of each kind */
#define HEADER_SHOWN 60
#define TELL_BYTES ((size_t)1 << 20)

static bool
may_have_scope(const struct message_input *in)
{
	const char *newline = memchr(in->text, '\n', in->len);

	return memchr(in->text, '(', newline ? (size_t)(newline - in->text) : in->len) != NULL;
}

struct judging {
	struct session *s;
	struct message_configs *configs;
	const struct range_policy *policy;
	struct arena *scratch; /* of one commit */
};

/* The tree of its only parent, where that is the commit in front of it; NULL: not known. */
static const struct oid *
tree_before(const struct committed *c, const struct committed *before)
{
	bool is_parent = before && c->parents.n == 1 && oid_equal(&c->parents.v[0], &before->id);

	return is_parent ? &before->tree : NULL;
}

static int
fill_changes(struct message_input *in, const struct message_rules *rules, const struct committed *c,
	const struct committed *before, const struct judging *j, struct error *err)
{
	const struct oid *tree = tree_before(c, before);
	struct repo *r = &j->s->repo;
	struct change_set changes;
	struct oids bases = {0};

	if (!rules->asks_changed && !(rules->asks_touched && may_have_scope(in)))
		return 0;
	if (tree)
		oids_add(&bases, tree, j->scratch);
	else if (bases_of_parents(&bases, r, &c->id, j->scratch, err) < 0)
		return -1;
	if (bases.n == 0 && r->is_shallow) /* the cut: what it changed is not known here */
		return 0;
	if (compare_trees(&changes, r, &c->tree, bases.v, bases.n, j->scratch, err) < 0)
		return -1;
	message_rules_fill(in, rules, &changes, j->scratch);
	return 0;
}

static int
ask_again(struct range_message *out, const struct message_input *in, struct message_rules *rules,
	const struct committed *before, const struct judging *j, struct error *err)
{
	const struct committed *c = out->commit;
	const struct oid *known = tree_before(c, before);
	struct repo *r = &j->s->repo;
	struct oid tree;

	if (out->verdict.is_valid || c->parents.n == 0 || r->is_shallow)
		return 0;
	if (!known) {
		known = &tree;
		if (object_tree_of(&tree, r, &c->parents.v[0], "a commit of the range", err) < 0)
			return -1;
	}
	return message_configs_ask_again(&out->verdict, j->configs, in, rules, known, err);
}

static int
judge_one(struct range_message *out, const struct committed *before, const struct judging *j,
	struct error *err)
{
	const struct range_policy *policy = j->policy;
	const struct committed *c = out->commit;
	struct message_input in = {.len = c->message_len,
		.source = MESSAGE_HISTORY,
		.merge = c->parents.n > 1 ? MERGE_IS : MERGE_NOT,
		.is_pushed = true,
		.refuses_fixup = policy->drafts.refuses_fixup,
		.refuses_wip = policy->drafts.refuses_wip};
	struct message_rules *rules;

	if (message_configs_find(&rules, j->configs, &c->tree, err) < 0)
		return -1;
	if (!rules)
		return 0;
	in.text = wording_utf8(c->message, &in.len, c->encoding, j->scratch);
	if (rules->asks_author)
		in.author = arena_printf(j->scratch, "%s <%s>", c->author, c->email);
	in.scopes = rules->scopes;
	if (fill_changes(&in, rules, c, before, j, err) < 0 ||
		message_judge(&out->verdict, &in, &rules->settings, j->scratch, err) < 0 ||
		ask_again(out, &in, rules, before, j, err) < 0)
		return error_wrap(err, "commit %s", oid_short(&c->id, j->scratch));
	message_verdict_keep(&out->verdict, j->s->cli->mem);
	message_drafts_drop(&out->verdict, &policy->drafts);
	out->is_asked = true;
	out->is_lenient = policy->is_push && !c->is_own;
	return 0;
}

static int
ask_loosened(struct range_message *out, const struct committed *before, const struct judging *j,
	struct error *err)
{
	const struct committed *c = out->commit;
	struct loosened_change known = {.before = tree_before(c, before)};
	struct loosenings list;

	if (message_configs_own(&known.config, j->configs, &c->tree, err) < 0 ||
		loosened_commit(&list, j->s, c, &known, err) < 0)
		return -1;
	if (loosened_ask(&out->verdict, &list, c->message, c->message_len, j->s->cli->mem)) {
		out->is_asked = true;
		out->is_lenient = j->policy->is_push && !c->is_own;
	}
	return 0;
}

static bool
is_refused(const struct range_message *m)
{
	return m->is_asked && !m->verdict.is_valid && !m->is_lenient;
}

static bool
is_warned(const struct range_message *m)
{
	return m->is_asked && m->verdict.n > 0 && !is_refused(m);
}

void
message_range_count(struct range_messages *r, const struct range_message *m)
{
	r->nasked += m->is_asked;
	r->nbad += is_refused(m);
	r->nwarned += is_warned(m);
}

int
message_range_judge(struct range_messages *out, struct session *s, struct message_configs *m,
	const struct committed *commits, size_t n, const struct range_policy *policy,
	struct error *err)
{
	struct judging j = {.s = s, .configs = m, .policy = policy, .scratch = arena_new()};
	int rc = 0;

	*out = (struct range_messages){.n = n};
	out->v = arena_alloc(s->cli->mem, n, sizeof(*out->v));
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct committed *before = i ? &commits[i - 1] : NULL;
		struct range_message *at = &out->v[i];

		at->commit = &commits[i];
		if (judge_one(at, before, &j, err) < 0 || ask_loosened(at, before, &j, err) < 0)
			rc = -1;
		message_range_count(out, at);
		arena_clear(j.scratch);
	}
	arena_free(j.scratch);
	return rc;
}

/* The first thing that counts most, and how many more there are. */
static void
add_why(struct buf *out, const struct range_message *m, const char **hint)
{
	const struct message_problem *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < m->verdict.n; i++) {
		const struct message_problem *p = &m->verdict.v[i];

		if (p->is_echo)
			continue;
		n++;
		if (!first || (first->level == LEVEL_WARN && p->level == LEVEL_FAIL))
			first = p;
	}
	if (!first)
		return;
	text_add_line(out, first->text);
	buf_addf(out, " [%s]", first->rule);
	if (n > 1)
		buf_addf(out, ", %zu more", n - 1);
	*hint = first->hint;
}

const char *
message_range_label(const struct range_message *m, struct arena *mem)
{
	return m->commit ? oid_short(&m->commit->id, mem) : arena_printf(mem, "#%zu", m->number);
}

static void
add_commit(struct buf *out, const struct range_message *m, bool is_warning, struct arena *mem)
{
	const char *header = m->verdict.header, *hint = NULL;

	buf_addf(out, "%s  ", message_range_label(m, mem));
	message_tell_header(out,
		m->commit ? committed_subject(m->commit, mem)
		: header  ? header
			  : "",
		HEADER_SHOWN);
	buf_adds(out, is_warning ? "  warning: " : "  ");
	add_why(out, m, &hint);
	if (m->is_lenient) {
		buf_adds(out, "  (by ");
		text_add_line(out, m->commit->author);
		buf_addc(out, ')');
	}
	buf_addc(out, '\n');
	if (hint) {
		buf_adds(out, "         did you mean `");
		message_tell_header(out, hint, MESSAGE_COLUMNS);
		buf_adds(out, "`?\n");
	}
}

static void
add_kind(struct buf *out, const struct range_messages *r, bool is_warning, struct arena *mem)
{
	size_t total = is_warning ? r->nwarned : r->nbad, told = 0;

	for (size_t i = 0; i < r->n && told < TOLD_MAX; i++) {
		const struct range_message *m = &r->v[i];

		if (is_warning ? !is_warned(m) : !is_refused(m))
			continue;
		add_commit(out, m, is_warning, mem);
		told++;
	}
	if (total > told)
		buf_addf(out, "%zu more%s\n", total - told, is_warning ? " warn" : "");
}

void
message_range_tell(struct buf *out, const struct range_messages *r, struct arena *mem)
{
	add_kind(out, r, false, mem);
	add_kind(out, r, true, mem);
}

/* What `git rebase -i` begins at, to come by the oldest that is refused. */
static const char *
rebase_from(const struct range_messages *r, struct arena *mem)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct committed *c = r->v[i].commit;

		if (is_refused(&r->v[i]))
			return c->parents.n ? arena_printf(mem, "%s^", oid_short(&c->id, mem))
					    : "--root";
	}
	return "--root";
}

void
message_range_refusal(struct refusal *out, const struct range_messages *r, struct arena *mem)
{
	struct buf text;

	*out = (struct refusal){.status = EXIT_YES};
	if (r->nbad == 0)
		return;
	buf_init(&text, TELL_BYTES);
	message_range_tell(&text, r, mem);
	*out = (struct refusal){.name = "messages",
		.text = arena_printf(mem, "%zu of %s", r->nbad, text_count(r->n, "commit", mem)),
		.detail = arena_strndup(mem, text.data, text.len),
		.next = arena_printf(mem, "git rebase -i %s, with `reword` for what is named above",
			rebase_from(r, mem)),
		.status = EXIT_NO};
	buf_release(&text);
}
