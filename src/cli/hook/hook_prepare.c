/* SPDX-License-Identifier: MIT */
/*
 * hook_prepare -- prepare-commit-msg: where the editor would open on nothing, a header to start
 * from, with what is staged as its scope.
 *
 * It stands there as comments, which git takes away: who leaves the editor as it was commits
 * nothing, as without us.  Nothing is offered where the message comes from somewhere (-m, a merge,
 * a squash, an amend, a template), nor where git would keep comments; and whatever goes wrong here,
 * the commit goes on without it.
 */
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/parent.h"
#include "cli/hook/hook.h"
#include "cli/hook/hookcall.h"
#include "cli/install/hookfile.h"
#include "cli/message/message_rules.h"
#include "cli/session.h"
#include "git/commit/commitline.h"
#include "git/commit/wording.h"

#define MESSAGE_BYTES ((size_t)16 << 20)
#define OFFER_BYTES ((size_t)64 << 10)
#define SCOPES_MAX 3 /* of more, one header is not what was meant */

struct offer {
	struct session *s;
	const char *text; /* that git wrote */
	size_t len;
	const char *comment;
};

/* What starts a comment here; NULL: nothing does that git would take away again. */
static const char *
comment_of(const struct offer *o)
{
	struct arena *mem = o->s->cli->mem;
	struct commitline line;
	struct wording w;
	struct strs words;
	const char *p = o->text;

	wording_read(&w, &o->s->repo, mem);
	parent_words(&words, mem);
	commitline_read(&line, &words, mem);
	if (line.cleanup)
		w.cleanup = line.cleanup;
	if (w.cleanup && strcmp(w.cleanup, "default") != 0 && strcmp(w.cleanup, "strip") != 0)
		return NULL;
	if (w.comment && strcmp(w.comment, "auto") != 0)
		return w.comment;
	p += strspn(p, "\r\n"); /* git has chosen one already */
	return w.comment && *p ? arena_strndup(mem, p, 1) : "#";
}

static const char *
scope_of(const struct strs *touched, const struct strs *free, struct arena *mem)
{
	struct strs scopes = {0};

	for (size_t i = 0; i < touched->n; i++) {
		if (strcmp(touched->v[i], ".") != 0 && !strs_has(free, touched->v[i]))
			strs_add(&scopes, touched->v[i], mem);
	}
	if (scopes.n == 0 || scopes.n > SCOPES_MAX)
		return "";
	return arena_printf(mem, "(%s)", strs_join(&scopes, ",", mem));
}

static void
add_offer(struct buf *out, const struct offer *o)
{
	const struct config *c = &o->s->config;
	struct arena *mem = o->s->cli->mem;
	struct strs touched = {0};

	message_rules_touched(&touched, c, &o->s->judged.changes, mem);
	buf_addf(out, "\n%s type%s: what changed\n%s\n", o->comment,
		scope_of(&touched, &c->commit.free, mem), o->comment);
	buf_addf(out, "%s types:  %s\n", o->comment, strs_join(&c->commit.types, " ", mem));
	if (touched.n)
		buf_addf(out, "%s staged: %s\n", o->comment, strs_join(&touched, " ", mem));
	buf_addf(out, "%s\n", o->comment);
}

static int
offer(struct hookcall *c, struct offer *o, struct error *err)
{
	struct session *s = o->s;
	const char *rest;
	struct buf out;
	int rc = -1;

	if (session_open(s, &c->cli, true, err) < 0 || session_index(s, err) < 0 ||
		session_config(s, err) < 0)
		return -1;
	o->comment = comment_of(o);
	if (!s->has_config || !o->comment || s->repo.is_merge || s->repo.is_rebase)
		return 0;
	rest = o->text + strspn(o->text, "\n");
	if (*rest && strncmp(rest, o->comment, strlen(o->comment)) != 0) /* something is there */
		return 0;
	buf_init(&out, MESSAGE_BYTES + OFFER_BYTES);
	add_offer(&out, o);
	buf_add(&out, rest, o->len - (size_t)(rest - o->text));
	if (!out.dropped)
		rc = fs_write_given(c->argv[1], out.data, out.len, 0644, c->cli.mem, err);
	buf_release(&out);
	return rc;
}

static int
prepare(struct hookcall *c)
{
	struct session s = {0};
	struct offer o = {.s = &s};
	struct error ignored;
	char *text;

	if (c->argc != 2) /* a second word says where the message comes from */
		return 0;
	if (fs_read(&text, &o.len, c->argv[1], MESSAGE_BYTES, c->cli.mem, &ignored) < 0)
		return 0;
	o.text = text;
	if (offer(c, &o, &ignored) < 0)
		buf_clear(&c->cli.err); /* commit-msg says what is wrong, and blocks */
	session_close(&s);
	return 0;
}

int
hook_prepare_commit_msg(int argc, char *argv[], const char *const *environ)
{
	struct hookcall c = {0};
	int status = hookcall_begin(&c, HOOK_OPTIONAL, argc, argv, environ);

	return hookcall_end(&c, status < 0 ? prepare(&c) : status);
}
