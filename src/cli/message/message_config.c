/* SPDX-License-Identifier: MIT */
/* message_config -- see message_config.h.  What reading a configuration asks of a tree goes through
 * a source that writes down questions and answers. */
#include "cli/message/message_config.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "git/judged/tree_source.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

#define ANSWER_BYTES ((size_t)64 << 20)
#define RULE_SCOPE_KNOWN "scope-known"

struct question {
	bool is_list;
	const char *path, *answer;
};

struct reading { /* one configuration, and what made it */
	struct oid file, tree;
	struct question *asked;
	size_t n, cap;
	struct config config;
	struct message_rules rules;
	bool is_broken; /* the newest one's rules count */
	struct reading *next;
};

struct message_configs {
	struct session *s;
	const enum message_mode *mode;
	struct message_rules newest;
	struct arena *scratch; /* of answers that are only compared */
	struct reading *all;   /* the one that was read last first */
};

struct watched { /* a source whose questions are written down */
	struct blob_source *tree;
	struct reading *reading;
	struct arena *mem;
};

static const char *
answer_list(const struct tree_entries *entries, struct arena *mem)
{
	const char *text;
	struct buf b;

	buf_init(&b, ANSWER_BYTES);
	for (size_t i = 0; i < entries->n; i++)
		buf_addf(&b, "%o %s/", (unsigned)entries->v[i].mode, entries->v[i].name);
	text = arena_strndup(mem, b.data, b.len);
	buf_release(&b);
	return text;
}

static int
ask(const char **answer, struct blob_source *tree, bool is_list, const char *path,
	struct arena *mem, struct error *err)
{
	struct tree_entries entries;
	struct tree_entry entry;
	bool found;

	if (is_list) {
		if (tree->list(tree->ctx, &entries, path, mem, err) < 0)
			return -1;
		*answer = answer_list(&entries, mem);
		return 0;
	}
	if (tree->find(tree->ctx, &entry, &found, path, mem, err) < 0)
		return -1;
	*answer = found ? arena_printf(mem, "%o", (unsigned)entry.mode) : "";
	return 0;
}

static void
note(struct watched *w, bool is_list, const char *path, const char *answer)
{
	struct reading *r = w->reading;

	r->asked = arena_grow(w->mem, r->asked, r->n, &r->cap, sizeof(*r->asked));
	r->asked[r->n++] = (struct question){
		.is_list = is_list, .path = arena_strdup(w->mem, path), .answer = answer};
}

static int
watch_list(
	void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	struct watched *w = ctx;

	if (w->tree->list(w->tree->ctx, out, dir, mem, err) < 0)
		return -1;
	note(w, true, dir, answer_list(out, w->mem));
	return 0;
}

static int
watch_find(void *ctx, struct tree_entry *out, bool *found, const char *path, struct arena *mem,
	struct error *err)
{
	struct watched *w = ctx;

	if (w->tree->find(w->tree->ctx, out, found, path, mem, err) < 0)
		return -1;
	note(w, false, path, *found ? arena_printf(w->mem, "%o", (unsigned)out->mode) : "");
	return 0;
}

static int
watch_read(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	struct watched *w = ctx;

	return w->tree->read(w->tree->ctx, out, id, max, mem, err);
}

static bool
answers_alike(const struct reading *r, struct blob_source *tree, struct arena *mem)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct question *q = &r->asked[i];
		struct error ignored;
		const char *answer;

		if (ask(&answer, tree, q->is_list, q->path, mem, &ignored) < 0 ||
			strcmp(answer, q->answer) != 0)
			return false;
	}
	return true;
}

/* Where to put answers that are only compared. */
static struct arena *
scratch(struct message_configs *m)
{
	if (m->scratch)
		arena_clear(m->scratch);
	else
		m->scratch = arena_new();
	return m->scratch;
}

static struct reading *
find_known(struct message_configs *m, const struct oid *file, const struct oid *tree,
	struct blob_source *source)
{
	struct reading *r = m->all;

	while (r && !oid_equal(&r->tree, tree) &&
		(!oid_equal(&r->file, file) || (r->n && !answers_alike(r, source, scratch(m)))))
		r = r->next;
	return r;
}

static int
read_config(
	struct reading *r, struct message_configs *m, struct blob_source *tree, struct error *err)
{
	struct arena *mem = m->s->cli->mem;
	struct watched watched = {.tree = tree, .reading = r, .mem = mem};
	struct blob_source source = {
		.ctx = &watched, .list = watch_list, .find = watch_find, .read = watch_read};
	struct config_input in = {.file = CONFIG_FILE, .tree = &source};
	struct problems problems = {.mem = mem};
	struct error why = {0};
	struct blob blob;

	if (tree->read(tree->ctx, &blob, &r->file, INI_FILE_BYTES, mem, &why) < 0) {
		r->is_broken = why.code == ERR_LIMIT;
		if (!r->is_broken)
			*err = why;
		return r->is_broken ? 0 : -1;
	}
	in.text = blob.data;
	in.len = blob.len;
	if (config_read(&r->config, &in, &problems, mem, err) < 0)
		return -1;
	message_rules_check(&r->config, &problems, mem);
	r->is_broken = problems_refuse(&problems);
	return r->is_broken ? 0 : message_rules_open(&r->rules, &r->config, m->mode, mem, err);
}

int
message_configs_open(struct message_configs **out, struct session *s, const enum message_mode *mode,
	struct error *err)
{
	struct message_configs *m = arena_alloc(s->cli->mem, 1, sizeof(*m));

	m->s = s;
	m->mode = mode;
	*out = m;
	return message_rules_open(&m->newest, &s->config, mode, s->cli->mem, err);
}

void
message_configs_close(struct message_configs *m)
{
	if (!m)
		return;
	for (struct reading *r = m->all; r; r = r->next) {
		message_rules_close(&r->rules);
		config_release(&r->config);
	}
	message_rules_close(&m->newest);
	arena_free(m->scratch);
	m->scratch = NULL;
	m->all = NULL;
}

int
message_configs_find(struct message_rules **out, struct message_configs *m, const struct oid *tree,
	struct error *err)
{
	struct arena *mem = m->s->cli->mem;
	struct blob_source source;
	struct tree_entry entry;
	struct reading *r = m->all;
	bool found = false;

	*out = &m->newest;
	if (m->s->cli->config || m->s->cli->config_from) /* of all of them */
		return 0;
	if (!r || !oid_equal(&r->tree, tree)) {
		tree_source_init(&source, &m->s->repo, tree, mem);
		if (source.find(source.ctx, &entry, &found, CONFIG_FILE, mem, err) < 0)
			return -1;
		if (!found || !mode_is_regular(entry.mode)) {
			*out = NULL;
			return 0;
		}
		r = find_known(m, &entry.id, tree, &source);
	}
	if (!r) {
		r = arena_alloc(mem, 1, sizeof(*r));
		r->file = entry.id;
		if (read_config(r, m, &source, err) < 0)
			return -1;
		r->next = m->all;
		m->all = r;
	}
	r->tree = *tree;
	if (!r->is_broken)
		*out = &r->rules;
	return 0;
}

int
message_configs_own(const struct config **out, struct message_configs *m, const struct oid *tree,
	struct error *err)
{
	struct message_rules *rules;

	if (message_configs_find(&rules, m, tree, err) < 0)
		return -1;
	*out = rules && rules != &m->newest ? rules->config : NULL;
	return 0;
}

static bool
has_unknown_scope(const struct message_verdict *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (strcmp(v->v[i].rule, RULE_SCOPE_KNOWN) == 0)
			return true;
	}
	return false;
}

int
message_configs_ask_again(struct message_verdict *v, struct message_configs *m,
	const struct message_input *in, struct message_rules *rules, const struct oid *before,
	struct error *err)
{
	struct arena *mem = m->s->cli->mem;
	struct message_input wider = *in;
	struct message_component *known;
	struct message_rules *old;
	size_t n = in->scopes.nknown;

	if (!has_unknown_scope(v))
		return 0;
	if (message_configs_find(&old, m, before, err) < 0)
		return -1;
	if (!old || old->scopes.nknown == 0)
		return 0;
	known = arena_alloc(mem, n + old->scopes.nknown, sizeof(*known));
	if (n)
		memcpy(known, in->scopes.known, n * sizeof(*known));
	for (size_t i = 0; i < old->scopes.nknown; i++) {
		if (!component_find(&rules->config->components, old->scopes.known[i].name))
			known[n++] = old->scopes.known[i];
	}
	if (n == in->scopes.nknown)
		return 0;
	wider.scopes.known = known;
	wider.scopes.nknown = n;
	return message_judge(v, &wider, &rules->settings, mem, err);
}
