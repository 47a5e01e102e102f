/* SPDX-License-Identifier: MIT */
/* message_here -- see message_here.h. */
#include "cli/message/message_here.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/parent.h"
#include "base/path.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "git/commit/committed.h"
#include "git/commit/wording.h"
#include "git/judged/bases.h"
#include "git/judged/compare.h"
#include "git/repo/gitsetting.h"

#define RULE_FIXUP "no-fixup"
#define RULE_WIP "no-wip"

void
message_drafts_find(struct message_drafts *out, const struct config *c, const char *branch)
{
	*out = (struct message_drafts){0};
	for (size_t i = 0; branch && i < c->nbranches; i++) {
		const struct branch *b = &c->branches[i];

		if (!patterns_match(&b->names, branch))
			continue;
		out->refuses_fixup |= b->fixup == DRAFT_FAIL;
		out->refuses_wip |= b->wip == DRAFT_FAIL;
		out->allows_fixup |= b->fixup == DRAFT_ALLOW;
		out->allows_wip |= b->wip == DRAFT_ALLOW;
	}
}

void
message_drafts_drop(struct message_verdict *v, const struct message_drafts *d)
{
	size_t kept = 0;

	for (size_t i = 0; i < v->n; i++) {
		const struct message_problem *p = &v->v[i];
		bool is_allowed = (d->allows_fixup && strcmp(p->rule, RULE_FIXUP) == 0) ||
				  (d->allows_wip && strcmp(p->rule, RULE_WIP) == 0);

		if (p->level != LEVEL_WARN || !is_allowed)
			v->v[kept++] = *p;
	}
	v->n = kept;
}

static enum message_cleanup
cleanup_of(const char *word)
{
	static const char *const words[] = {[CLEANUP_DEFAULT] = "default",
		[CLEANUP_STRIP] = "strip",
		[CLEANUP_WHITESPACE] = "whitespace",
		[CLEANUP_VERBATIM] = "verbatim",
		[CLEANUP_SCISSORS] = "scissors"};

	for (size_t i = 0; word && i < countof(words); i++) {
		if (strcmp(words[i], word) == 0)
			return (enum message_cleanup)i;
	}
	return CLEANUP_DEFAULT;
}

static void
fill_wording(struct message_input *in, const struct message_here *here, const struct session *s)
{
	const char *editor = cli_env(s->cli, "GIT_EDITOR");
	struct wording w;

	wording_read(&w, &s->repo, s->cli->mem);
	in->text = wording_utf8(in->text, &in->len, w.encoding, s->cli->mem);
	if (in->source != MESSAGE_EDIT)
		return;
	in->comment = w.comment;
	in->comment_char = w.comment_char;
	in->cleanup = cleanup_of(here->line.cleanup ? here->line.cleanup : w.cleanup);
	in->is_verbose = here->line.is_verbose || (w.is_verbose && !here->line.is_not_verbose);
	in->is_edited = !here->is_hook || !editor || strcmp(editor, ":") != 0 ||
			(here->line.is_known && !here->line.is_given);
	if (here->line.is_given && !in->is_edited &&
		(in->cleanup == CLEANUP_DEFAULT || in->cleanup == CLEANUP_SCISSORS))
		in->cleanup = CLEANUP_WHITESPACE; /* so git has it where nobody edits */
}

/* git tells its hooks whose commit it is; by hand it is this user's. */
static void
fill_author(struct message_input *in, const struct session *s)
{
	struct arena *mem = s->cli->mem;
	const char *name = cli_env(s->cli, "GIT_AUTHOR_NAME"),
		   *email = cli_env(s->cli, "GIT_AUTHOR_EMAIL");

	if (!name)
		name = gitsetting_find(&s->repo, "user.name", mem);
	if (!email)
		email = gitsetting_find(&s->repo, "user.email", mem);
	if (name || email)
		in->author = arena_printf(mem, "%s <%s>", name ? name : "", email ? email : "");
}

/* Did git take author and date over from HEAD, at a time before this second? */
static bool
is_of_head(struct session *s)
{
	const char *name = cli_env(s->cli, "GIT_AUTHOR_NAME"),
		   *email = cli_env(s->cli, "GIT_AUTHOR_EMAIL"),
		   *date = cli_env(s->cli, "GIT_AUTHOR_DATE");
	struct committed head;
	struct error ignored;

	return name && email && date && date[0] == '@' && s->repo.head.size &&
	       committed_read(
		       &head, &s->repo, &s->repo.head, NULL, "HEAD", s->cli->mem, &ignored) == 0 &&
	       strcmp(head.author, name) == 0 && strcmp(head.email, email) == 0 &&
	       strtoll(date + 1, NULL, 10) == head.authored_s &&
	       head.authored_s + 1 < clock_wall_ms() / 1000;
}

/* Where nothing is staged the bases are HEAD's parents already. */
static int
compare(struct change_set *out, const struct message_here *here, struct session *s,
	struct error *err)
{
	struct oids bases = {.v = s->judged.bases, .n = s->judged.nbases};
	struct arena *mem = s->cli->mem;

	if (here->is_amend && s->repo.head.size && s->judged.is_staged) {
		bases = (struct oids){0};
		if (bases_of_parents(&bases, &s->repo, &s->repo.head, mem, err) < 0)
			return -1;
	}
	return compare_trees(out, &s->repo, &s->judged.tree, bases.v, bases.n, mem, err);
}

static int
fill_changes(struct message_input *in, const struct message_here *here,
	const struct message_rules *rules, struct session *s, struct error *err)
{
	struct change_set changes;

	if ((!rules->asks_changed && !(rules->asks_touched && memchr(in->text, '(', in->len))) ||
		(!here->is_hook && !s->judged.is_staged))
		return 0;
	if (compare(&changes, here, s, err) < 0)
		return -1;
	message_rules_fill(in, rules, &changes, s->cli->mem);
	return 0;
}

void
message_here_call(struct message_here *here, struct session *s)
{
	struct strs words;

	parent_words(&words, s->cli->mem);
	commitline_read(&here->line, &words, s->cli->mem);
	here->is_amend = here->line.is_amend || (!here->line.is_known && is_of_head(s));
}

int
message_here_fill(struct message_input *in, struct message_here *here, const char *file,
	const struct message_rules *rules, struct session *s, struct error *err)
{
	struct message_drafts drafts;

	in->scopes = rules->scopes;
	in->merge = s->repo.is_merge || (file && strcmp(path_base(file), "MERGE_MSG") == 0)
			    ? MERGE_IS
			    : MERGE_NOT;
	message_drafts_find(&drafts, rules->config, s->repo.branch);
	in->refuses_fixup = drafts.refuses_fixup;
	in->refuses_wip = drafts.refuses_wip;
	fill_wording(in, here, s);
	if (rules->asks_author)
		fill_author(in, s);
	return fill_changes(in, here, rules, s, err);
}
