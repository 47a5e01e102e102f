/* SPDX-License-Identifier: MIT */
/* push_secrets -- see push_secrets.h. */
#include "cli/push/push_secrets.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/run_request.h"
#include "cli/session.h"
#include "gates/registry.h"
#include "git/judged/compare.h"
#include "git/judged/walk.h"
#include "git/push/push.h"
#include "model/event.h"
#include "model/outcome.h"

#define ID "secrets"
#define TOLD_MAX 20

struct seen { /* a blob under a path */
	struct oid id;
	const char *path;
};

struct checking {
	struct session *s;
	const struct event *event;
	const struct push_range *range;
	struct strs skip, args;
	struct seen *seen; /* a hash table; path NULL: free */
	size_t nseen, cseen;
	struct buf told, warned;
	size_t ntold, nwarned;
};

static size_t
slot_of(const struct seen *table, size_t cap, const struct oid *id, const char *path)
{
	size_t at;

	memcpy(&at, id->bytes, sizeof(at));
	for (at &= cap - 1; table[at].path; at = (at + 1) & (cap - 1)) {
		if (oid_equal(&table[at].id, id) && strcmp(table[at].path, path) == 0)
			break;
	}
	return at;
}

/* Was it there before? */
static bool
mark_seen(struct checking *c, const struct oid *id, const char *path)
{
	struct arena *mem = c->s->cli->mem;
	size_t at;

	if (2 * c->nseen >= c->cseen) {
		size_t cap = c->cseen ? 2 * c->cseen : 1024;
		struct seen *table = arena_alloc(mem, cap, sizeof(*table));

		for (size_t i = 0; i < c->cseen; i++) {
			if (c->seen[i].path)
				table[slot_of(table, cap, &c->seen[i].id, c->seen[i].path)] =
					c->seen[i];
		}
		c->seen = table;
		c->cseen = cap;
	}
	at = slot_of(c->seen, c->cseen, id, path);
	if (c->seen[at].path)
		return true;
	c->seen[at] = (struct seen){*id, path};
	c->nseen++;
	return false;
}

static void
add_listed(struct strs *out, const char *list, struct arena *mem)
{
	char *text = arena_strdup(mem, list ? list : "");

	for (char *p = text; *p; p++) {
		if (*p == ',')
			*p = ' ';
	}
	strs_split(out, text, mem);
}

static bool
is_named(const struct strs *names, const struct gate *g)
{
	return strs_has(names, ID) || strs_has(names, g->name) ||
	       (g->group && strs_has(names, g->group));
}

static bool
is_asked(const struct checking *c, const struct gate *g, const struct run_request *request)
{
	return strs_has(&g->builtin, ID) && g->level != LEVEL_OFF && !g->broken &&
	       !is_named(&c->skip, g) && (!request->gates.n || is_named(&request->gates, g));
}

static void
tell(struct checking *c, const struct gate *g, const struct oid *commit, const struct finding *f)
{
	bool is_warning = g->level == LEVEL_WARN;
	struct buf *to = is_warning ? &c->warned : &c->told;
	size_t *n = is_warning ? &c->nwarned : &c->ntold;
	const char *hex = oid_hex(commit, c->s->cli->mem);

	if ((*n)++ >= TOLD_MAX)
		return;
	buf_addf(to, "%.10s ", hex);
	text_add_path(to, f->path);
	if (f->line)
		buf_addf(to, ":%d:%d", f->line, f->column);
	buf_addf(to, ": %s %s\n", f->rule, f->text);
}

/* The files of a commit that are the gate's and were not looked at yet. */
static void
choose(struct change_set *out, struct checking *c, const struct gate *g,
	const struct change_set *all)
{
	struct arena *mem = c->s->cli->mem;

	for (size_t i = 0; i < all->n; i++) {
		const struct change *change = &all->v[i];

		if (!change->new.mode || mark_seen(c, &change->new.id, change->path) ||
			(g->files.n && !patterns_match(&g->files, change->path)) ||
			patterns_match(&c->s->config.tta.ignore, change->path))
			continue;
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = *change;
	}
}

static int
check_commit(struct checking *c, const struct gate *g, const struct oid *commit, struct error *err)
{
	struct session *s = c->s;
	struct change_set files = {0};
	struct findings found = {0};
	struct judged j = {0};
	struct builtin_input in = {.tree = &s->judged.source,
		.args = &c->args,
		.gate = g,
		.config = &s->config,
		.event = c->event};

	if (judged_commit(&j, &s->repo, oid_hex(commit, s->cli->mem), s->cli->mem, err) < 0)
		return -1;
	choose(&files, c, g, &j.changes);
	in.v = files.v;
	in.n = files.n;
	in.changes = &files;
	if (files.n == 0 || builtin_find(ID)->judge(&found, &in, s->cli->mem, err) == 0) {
		for (size_t i = 0; i < found.n; i++)
			tell(c, g, commit, &found.v[i]);
		judged_release(&j);
		return 0;
	}
	judged_release(&j);
	return error_wrap(err, "commit %.10s", oid_hex(commit, s->cli->mem));
}

static int
check_gate(struct checking *c, const struct gate *g, const struct oids *commits, struct error *err)
{
	static const struct placeholder none[] = {{0}};
	const struct change_set *tip = &c->s->judged.changes;

	c->args = (struct strs){0};
	if (g->args.text && command_expand(&c->args, &g->args, none, c->s->cli->mem, err) < 0)
		return -1;
	c->seen = NULL;
	c->nseen = c->cseen = 0;
	for (size_t i = 0; i < tip->n; i++) { /* what the gate itself looks at */
		if (tip->v[i].new.mode)
			(void)mark_seen(c, &tip->v[i].new.id, tip->v[i].path);
	}
	for (size_t i = 0; i < commits->n; i++) {
		if (check_commit(c, g, &commits->v[i], err) < 0)
			return -1;
	}
	return 0;
}

static int
check_all(struct checking *c, const struct run_request *request, struct error *err)
{
	struct session *s = c->s;
	struct oids tips = {0}, commits = {0};
	bool is_walked = false;

	for (size_t i = 0; i < s->config.ngates; i++) {
		const struct gate *g = &s->config.gates[i];

		if (!is_asked(c, g, request))
			continue;
		oids_add(&tips, &c->range->judged.commit, s->cli->mem);
		if (!is_walked && walk_range(&commits, &s->repo, &tips, &c->range->boundary,
					  s->cli->mem, err) < 0)
			return -1;
		is_walked = true;
		if (commits.n > 1 && check_gate(c, g, &commits, err) < 0)
			return -1;
	}
	return 0;
}

static struct refusal
refusal_of(const struct checking *c)
{
	struct arena *mem = c->s->cli->mem;

	if (c->ntold == 0)
		return (struct refusal){.status = EXIT_YES};
	return (struct refusal){
		.name = ID,
		.text = arena_printf(mem, "commits of this push hold %s that the tip does not",
			text_count(c->ntold, "secret", mem)),
		.detail = arena_strdup(mem, c->told.data),
		.next = "what is pushed is public, also where a later commit takes it away: git "
			"rebase -i drops it; revoke it if it was ever pushed",
		.status = EXIT_NO,
	};
}

int
push_secrets_check(struct refusal *out, struct session *s, const struct event *event,
	const struct push_range *range, const struct run_request *request, struct error *err)
{
	struct checking c = {.s = s, .event = event, .range = range};
	int rc;

	strs_add_all(&c.skip, &request->skip, s->cli->mem);
	add_listed(&c.skip, cli_env(s->cli, "SKIP"), s->cli->mem);
	add_listed(&c.skip, cli_env(s->cli, "TTA_SKIP"), s->cli->mem);
	buf_init(&c.told, (size_t)1 << 20);
	buf_init(&c.warned, (size_t)1 << 20);
	rc = check_all(&c, request, err);
	if (rc == 0)
		*out = refusal_of(&c);
	if (rc == 0 && c.nwarned)
		buf_addf(&s->cli->err, "tta-check: warning: commits of this push hold %s\n%s",
			text_count(c.nwarned, "secret", s->cli->mem), c.warned.data);
	buf_release(&c.told);
	buf_release(&c.warned);
	return rc;
}
