/* SPDX-License-Identifier: MIT */
/* loosened_range -- see loosened_range.h.  The range's own configuration is only held against
 * another one here: nothing is judged by it. */
#include "cli/maturity/loosened_range.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/maturity/loosened.h"
#include "cli/maturity/loosened_message.h"
#include "cli/message/message_rules.h"
#include "cli/session.h"
#include "git/commit/committed.h"
#include "git/judged/tree_source.h"
#include "git/judged/walk.h"
#include "git/repo/object.h"
#include "report/report.h"

#define NAMED_MAX 10 /* of each sort, that are said one by one */
#define TELL_BYTES ((size_t)1 << 20)

enum { UNSAID, SAID, CHANGED, SORTS };

struct ranging {
	struct session *s;
	const char *from;
	struct config own; /* of the range */
	struct problems problems;
	bool has_own, is_broken;
	bool is_touched; /* its configuration is another one than where it began */
	struct committed *commits;
	struct loosenings *brought; /* by each of them */
	size_t n;
	struct strs sorts[SORTS];
	bool is_missing[LOOSENING_CHANGE]; /* a reason of that kind */
	struct arena *mem;
};

static int
read_own(struct ranging *r, struct error *err)
{
	struct session *s = r->s;

	r->problems.mem = r->mem;
	if (session_config_of(
		    &r->own, &r->has_own, &r->problems, &s->judged.source, CONFIG_FILE, err) < 0) {
		if (err->code != ERR_CONFIG)
			return -1;
		problem_add(&r->problems, PROBLEM_ERROR, CONFIG_FILE, 0, "%s", err->msg);
	} else {
		message_rules_check(&r->own, &r->problems, r->mem);
	}
	problems_sort(&r->problems);
	r->is_broken = problems_refuse(&r->problems);
	return 0;
}

/* Where the range began: what `from` got since then is not asked of it. */
static int
find_base(struct oid *commit, struct oid *tree, struct ranging *r, struct error *err)
{
	const struct judged *j = &r->s->judged;

	*commit = j->from;
	if (j->nbases && oid_equal(&j->from, &j->bases[0]))
		return error_set(err, ERR_USAGE,
			"'%s' is a tree; what a range asks for less, --config-from finds from a "
			"commit on",
			text_path(r->from, r->mem));
	if (j->commit.size && walk_base(commit, &r->s->repo, &j->from, &j->commit, r->mem, err) < 0)
		return -1;
	if (commit->size == 0)
		*commit = j->from;
	return object_tree_of(tree, &r->s->repo, commit, r->from, err);
}

static int
has_touched(bool *out, struct ranging *r, const struct oid *base, struct error *err)
{
	const struct blob_source *own = &r->s->judged.source;
	struct tree_entry is = {0}, was = {0};
	struct blob_source source;
	bool has_is, has_was;

	tree_source_init(&source, &r->s->repo, base, r->mem);
	if (own->find(own->ctx, &is, &has_is, CONFIG_FILE, r->mem, err) < 0 ||
		source.find(source.ctx, &was, &has_was, CONFIG_FILE, r->mem, err) < 0)
		return -1;
	*out = has_is != has_was || (has_is && !oid_equal(&is.id, &was.id));
	return 0;
}

static int
find_all(struct loosenings *out, struct ranging *r, struct error *err)
{
	struct loosened_change change = {
		.tree = &r->s->judged.tree, .config = r->has_own && !r->is_broken ? &r->own : NULL};
	struct oid base, tree;

	if (find_base(&base, &tree, r, err) < 0 || has_touched(&r->is_touched, r, &tree, err) < 0)
		return -1;
	oids_add(&change.parents, &base, r->mem);
	return loosened_between(out, r->s, &change, err);
}

static int
find_brought(struct ranging *r, struct error *err)
{
	const struct loosened_change nothing = {0};
	const struct judged *j = &r->s->judged;
	struct oids hidden = {0};

	if (j->commit.size == 0) /* a tree that nobody says anything about */
		return 0;
	oids_add(&hidden, &j->from, r->mem);
	if (committed_range(&r->commits, &r->n, &r->s->repo, &j->commit, &hidden, r->mem, err) < 0)
		return -1;
	r->brought = arena_alloc(r->mem, r->n, sizeof(*r->brought));
	for (size_t i = 0; i < r->n; i++) {
		if (loosened_commit(&r->brought[i], r->s, &r->commits[i], &nothing, err) < 0)
			return -1;
	}
	return 0;
}

static bool
is_said(const struct ranging *r, const struct loosening *l)
{
	bool is_brought = false, is_said_at_all = false, is_kept_quiet = false;

	for (size_t i = 0; i < r->n; i++) {
		const struct committed *c = &r->commits[i];
		bool is_its = loosening_is_in(l, &r->brought[i]);

		if (loosened_has_reason(l->kind, c->message, c->message_len, r->mem))
			is_said_at_all = true;
		else if (is_its)
			is_kept_quiet = true;
		is_brought = is_brought || is_its;
	}
	return is_brought ? !is_kept_quiet : is_said_at_all;
}

static void
sort_out(struct ranging *r, const struct loosenings *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct loosening *l = &all->v[i];
		int sort = l->kind == LOOSENING_CHANGE ? CHANGED : is_said(r, l) ? SAID : UNSAID;

		strs_add(&r->sorts[sort], l->text, r->mem);
		if (sort == UNSAID)
			r->is_missing[l->kind] = true;
	}
}

/* "main 9f8e7d6" */
static int
name_rules(const char **out, const struct ranging *r, struct error *err)
{
	const char *rev = r->s->cli->config_from, *id;
	struct oid commit, tree;

	if (object_revision(&commit, &tree, &r->s->repo, rev, err) < 0)
		return -1;
	id = oid_short(commit.size ? &commit : &tree, r->mem);
	*out = strncmp(rev, id, strlen(id)) == 0
		       ? id
		       : arena_printf(r->mem, "%s %s", text_path(rev, r->mem), id);
	return 0;
}

static void
add_sort(struct buf *out, const char *words, const struct strs *texts)
{
	for (size_t i = 0; i < texts->n && i < NAMED_MAX; i++) {
		buf_adds(out, i ? ", " : words);
		text_add_line(out, texts->v[i]);
	}
	if (texts->n > NAMED_MAX)
		buf_addf(out, ", and %zu more", texts->n - NAMED_MAX);
}

static const char *
note_of(const struct ranging *r, const char *rules)
{
	static const char *const words[SORTS] = {
		[UNSAID] = "asks for less: ",
		[SAID] = "asks for less, and says why: ",
		[CHANGED] = "changes: ",
	};
	const char *between = ". The range ", *note;
	struct buf text;

	buf_init(&text, TELL_BYTES);
	buf_addf(&text, "config: %s of %s", CONFIG_FILE, rules);
	for (int i = 0; i < SORTS; i++) {
		if (r->sorts[i].n == 0)
			continue;
		buf_adds(&text, between);
		add_sort(&text, words[i], &r->sorts[i]);
		between = "; it ";
	}
	if (*between == '.')
		buf_adds(&text,
			"; the range changes it, asks for no less, and is not judged by that yet");
	note = arena_strndup(r->mem, text.data, text.len);
	buf_release(&text);
	return note;
}

static void
refuse_broken(struct loosened_range *out, const struct ranging *r)
{
	struct buf text;

	buf_init(&text, TELL_BYTES);
	report_problems(&text, &r->problems, r->mem);
	out->refusal = (struct refusal){.name = "config",
		.text = "the range's own " CONFIG_FILE " has errors",
		.detail = arena_strndup(r->mem, text.data, text.len),
		.next = "mend " CONFIG_FILE "; `tta-check config lint` shows the same",
		.status = EXIT_NO};
	buf_release(&text);
}

static void
refuse_unsaid(struct loosened_range *out, const struct ranging *r)
{
	struct strs trailers = {0};

	for (int i = 0; i < LOOSENING_CHANGE; i++) {
		if (r->is_missing[i])
			strs_add(&trailers,
				arena_printf(r->mem, "`%s: REASON`",
					loosening_trailer((enum loosening_kind)i)),
				r->mem);
	}
	out->refusal = (struct refusal){.name = "config",
		.text = arena_printf(r->mem, "loosened: %zu", r->sorts[UNSAID].n),
		.detail = out->note,
		.next = arena_printf(r->mem,
			"say why in a trailer (%s) of each commit that asks for less; "
			"`tta-check message --from-ref %s` names them",
			strs_join(&trailers, " and ", r->mem), text_path(r->from, r->mem)),
		.status = EXIT_NO};
}

static int
judge(struct loosened_range *out, struct ranging *r, struct error *err)
{
	struct loosenings all;
	const char *rules;

	if (name_rules(&rules, r, err) < 0 || read_own(r, err) < 0)
		return -1;
	if (r->is_broken) {
		refuse_broken(out, r);
		return 0;
	}
	if (find_all(&all, r, err) < 0 || (all.n && find_brought(r, err) < 0))
		return -1;
	sort_out(r, &all);
	if (all.n || r->is_touched)
		out->note = note_of(r, rules);
	if (r->sorts[UNSAID].n)
		refuse_unsaid(out, r);
	return 0;
}

int
loosened_range_judge(
	struct loosened_range *out, struct session *s, const char *from, struct error *err)
{
	struct ranging r = {.s = s, .from = from, .mem = s->cli->mem};
	int rc;

	*out = (struct loosened_range){.refusal.status = EXIT_YES};
	rc = judge(out, &r, err);
	config_release(&r.own);
	return rc;
}
