/* SPDX-License-Identifier: MIT */
/* loosened -- see loosened.h. */
#include "cli/maturity/loosened.h"

#include <string.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "cli/maturity/loosened_baseline.h"
#include "cli/maturity/loosened_rules.h"
#include "cli/message/message_rules.h"
#include "cli/session.h"
#include "gates/secret/secret_baseline.h"
#include "git/commit/committed.h"
#include "git/judged/tree_source.h"
#include "git/repo/object.h"
#include "model/config/config.h"
#include "model/maturity/loosening_ratchet.h"
#include "model/maturity/ratchet.h"

#define NAMED_MAX 10 /* that are said one by one */
#define BACK_MAX 64  /* commits in a row whose configuration cannot be read */

struct side { /* a tree, and what it asks for */
	struct blob_source source;
	const struct config *config;
	struct config own; /* where nobody else had read it */
	bool is_there, is_read, is_broken;
};

struct looking {
	struct session *s;
	const char *file; /* of the configuration */
	struct side now, then;
	struct loosenings found;
	struct arena *mem;
};

/* Where the configuration is in the trees; NULL: it comes from elsewhere. */
static const char *
file_of(const struct session *s)
{
	const char *path;
	struct error ignored;

	if (!s->cli->config)
		return CONFIG_FILE;
	return session_path(&path, s, s->cli->config, &ignored) == 0 ? path : NULL;
}

const struct config *
loosened_config(const struct session *s)
{
	return s->has_config && !s->cli->config_from ? &s->config : NULL;
}

static void
side_open(struct side *out, struct session *s, const struct oid *tree)
{
	*out = (struct side){0};
	tree_source_init(&out->source, &s->repo, tree, s->cli->mem);
}

static void
side_close(struct side *side)
{
	if (side->config == &side->own)
		config_release(&side->own);
	side->config = NULL;
	side->is_read = false;
}

/* A regular file's bytes; false: there is none. */
static int
read_file(bool *found, struct blob *out, const struct side *side, const char *path, size_t max,
	struct arena *mem, struct error *err)
{
	const struct blob_source *tree = &side->source;
	struct tree_entry e;

	*found = false;
	if (tree->find(tree->ctx, &e, found, path, mem, err) < 0)
		return -1;
	*found = *found && mode_is_regular(e.mode);
	return *found ? tree->read(tree->ctx, out, &e.id, max, mem, err) : 0;
}

static int
side_read(struct side *side, const struct looking *l, struct error *err)
{
	struct problems problems = {.mem = l->mem};

	if (side->is_read)
		return 0;
	side->is_read = true;
	if (side->config) {
		side->is_there = true;
		return 0;
	}
	if (session_config_of(&side->own, &side->is_there, &problems, &side->source, l->file, err) <
		0) {
		side->is_broken = err->code == ERR_CONFIG;
		side->is_there = side->is_broken;
		return side->is_broken ? 0 : -1;
	}
	side->config = &side->own;
	message_rules_check(side->config, &problems, l->mem);
	side->is_broken = problems_refuse(&problems);
	return 0;
}

/* Goes back to where it can be read. */
static int
read_then(struct looking *l, const struct oid *commit, struct error *err)
{
	struct oids parents = {0};
	struct oid tree, at = *commit;

	for (size_t i = 0; i < BACK_MAX; i++) {
		if (side_read(&l->then, l, err) < 0)
			return -1;
		if (!l->then.is_broken)
			return 0;
		parents.n = 0;
		if (bases_parents(&parents, &l->s->repo, &at, l->mem, err) < 0)
			return -1;
		if (parents.n == 0) {
			l->then.is_there = false;
			return 0;
		}
		at = parents.v[0];
		if (object_tree_of(&tree, &l->s->repo, &at, "an earlier commit", err) < 0)
			return -1;
		side_close(&l->then);
		side_open(&l->then, l->s, &tree);
	}
	return side_read(&l->then, l, err);
}

static int
differs(bool *out, const struct looking *l, const char *path, struct error *err)
{
	const struct blob_source *a = &l->then.source, *b = &l->now.source;
	struct tree_entry was = {0}, is = {0};
	bool has_was, has_is;

	if (a->find(a->ctx, &was, &has_was, path, l->mem, err) < 0 ||
		b->find(b->ctx, &is, &has_is, path, l->mem, err) < 0)
		return -1;
	*out = has_was != has_is ||
	       (has_was && (was.mode != is.mode || !oid_equal(&was.id, &is.id)));
	return 0;
}

static void
say(struct looking *l, enum loosening_kind kind, const char *text)
{
	loosening_add(&l->found, kind, text, text, NULL, l->mem);
}

static int
compare_configs(struct looking *l, struct error *err)
{
	const struct loosening_input in = {
		.before = l->then.config, .after = l->now.config, .tree = &l->now.source};

	if (l->then.is_broken)
		say(l, LOOSENING_GATE,
			"the " CONFIG_FILE " before has errors: what it asked for cannot be told");
	else if (!l->now.is_there)
		say(l, LOOSENING_GATE, CONFIG_FILE " is gone: nothing is asked for any more");
	else if (!l->now.is_broken)
		return loosening_find(&l->found, &in, l->mem, err) < 0
			       ? -1
			       : loosened_add_rules(&l->found, in.before, in.after, l->mem, err);
	return 0;
}

static int
read_ratchet(
	struct ratchet *out, const struct looking *l, const struct side *side, struct error *err)
{
	struct blob blob;
	bool found;

	*out = (struct ratchet){0};
	if (read_file(&found, &blob, side, RATCHET_FILE, RATCHET_MAX, l->mem, err) < 0)
		return -1;
	return found ? ratchet_read(out, blob.data, blob.len, l->mem, err) : 0;
}

static int
compare_ratchets(struct looking *l, struct error *err)
{
	struct ratchet then, now;
	bool is_other;

	if (differs(&is_other, l, RATCHET_FILE, err) < 0)
		return -1;
	if (!is_other)
		return 0;
	if (read_ratchet(&then, l, &l->then, err) < 0) {
		if (err->code != ERR_CONFIG)
			return -1;
		say(l, LOOSENING_DEMOTION,
			RATCHET_FILE " before has errors: what it held cannot be told");
		return 0;
	}
	if (read_ratchet(&now, l, &l->now, err) < 0)
		return -1;
	if (side_read(&l->now, l, err) < 0)
		return -1;
	if (l->now.config)
		loosening_add_ratchet(&l->found, &then, &now, l->now.config, l->mem);
	return 0;
}

/* What a baseline is that cannot be read is said by the gate: it is broken. */
static int
compare_baseline(struct looking *l, const char *path, struct error *err)
{
	struct blob then, now;
	bool is_other, was_there, is_there;

	if (differs(&is_other, l, path, err) < 0)
		return -1;
	if (!is_other)
		return 0;
	if (read_file(&was_there, &then, &l->then, path, SECRET_BASELINE_MAX, l->mem, err) < 0 ||
		read_file(&is_there, &now, &l->now, path, SECRET_BASELINE_MAX, l->mem, err) < 0 ||
		loosened_add_baseline(&l->found, path, was_there ? &then : NULL,
			is_there ? &now : NULL, l->mem, err) < 0)
		return err->code == ERR_CONFIG ? 0 : -1;
	return 0;
}

/* Those that counted before count now: another file is said of the key. */
static int
compare_baselines(struct looking *l, struct error *err)
{
	struct strs paths = {0};

	if (!l->now.config || l->now.is_broken)
		return 0;
	loosened_baselines(&paths, l->now.config, l->mem);
	for (size_t i = 0; i < paths.n; i++) {
		if (compare_baseline(l, paths.v[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Is any of what we look at another one? */
static int
is_other(bool *out, struct looking *l, struct error *err)
{
	struct strs files = {0};

	strs_add(&files, l->file, l->mem);
	strs_add(&files, RATCHET_FILE, l->mem);
	if (l->now.config && !l->now.is_broken)
		loosened_baselines(&files, l->now.config, l->mem);
	*out = false;
	for (size_t i = 0; i < files.n && !*out; i++) {
		if (differs(out, l, files.v[i], err) < 0)
			return -1;
	}
	return 0;
}

static int
look(struct looking *l, const struct oid *commit, struct error *err)
{
	bool is_new_config, is_any;

	l->found = (struct loosenings){0};
	if (is_other(&is_any, l, err) < 0)
		return -1;
	if (!is_any)
		return 0;
	if (read_then(l, commit, err) < 0)
		return -1;
	if (!l->then.is_there)
		return 0;
	if (side_read(&l->now, l, err) < 0 || differs(&is_new_config, l, l->file, err) < 0 ||
		(is_new_config && compare_configs(l, err) < 0))
		return -1;
	if (!l->now.is_there || l->then.is_broken)
		return 0;
	return compare_ratchets(l, err) < 0 ? -1 : compare_baselines(l, err);
}

/* The tree of the parent i. */
static int
tree_before(struct oid *out, const struct session *s, const struct loosened_change *change,
	size_t i, struct error *err)
{
	if (!change->before)
		return object_tree_of(out, &s->repo, &change->parents.v[i], "a parent", err);
	*out = *change->before;
	return 0;
}

int
loosened_between(struct loosenings *out, struct session *s, const struct loosened_change *change,
	struct error *err)
{
	struct looking l = {.s = s, .file = file_of(s), .mem = s->cli->mem};
	const struct oids *parents = &change->parents;
	int rc = 0;

	*out = (struct loosenings){0};
	if (!l.file)
		return 0;
	side_open(&l.now, s, change->tree);
	l.now.config = change->config;
	for (size_t i = 0; rc == 0 && i < parents->n && (i == 0 || out->n); i++) {
		struct oid tree;

		rc = tree_before(&tree, s, change, i, err);
		l.found = (struct loosenings){0};
		if (rc == 0 && !oid_equal(&tree, change->tree)) {
			side_open(&l.then, s, &tree);
			rc = look(&l, &parents->v[i], err);
		}
		if (i == 0)
			*out = l.found;
		else
			loosenings_meet(out, &l.found);
		side_close(&l.then);
	}
	side_close(&l.now);
	return rc;
}

int
loosened_commit(struct loosenings *out, struct session *s, const struct committed *c,
	const struct loosened_change *known, struct error *err)
{
	struct loosened_change change = *known;

	change.tree = &c->tree;
	change.parents = c->parents;
	if (c->parents.n && s->repo.is_shallow) { /* those that are here */
		change.parents = (struct oids){0};
		if (bases_parents(&change.parents, &s->repo, &c->id, s->cli->mem, err) < 0)
			return -1;
	}
	if (loosened_between(out, s, &change, err) < 0)
		return error_wrap(err, "commit %s", oid_short(&c->id, s->cli->mem));
	return 0;
}

int
loosened_staged(struct loosenings *out, struct session *s, struct error *err)
{
	struct loosened_change change = {.tree = &s->judged.tree, .config = loosened_config(s)};

	*out = (struct loosenings){0};
	if (!s->judged.is_staged)
		return 0;
	if (bases_heads(&change.parents, &s->repo, s->cli->mem, err) < 0)
		return -1;
	return loosened_between(out, s, &change, err);
}

int
loosened_had_config(bool *out, struct session *s, const struct oids *commits, struct error *err)
{
	*out = false;
	for (size_t i = 0; i < commits->n && !*out; i++) {
		struct blob_source source;
		struct tree_entry e;
		struct oid tree;

		if (object_tree_of(&tree, &s->repo, &commits->v[i], "a base of the push", err) < 0)
			return -1;
		tree_source_init(&source, &s->repo, &tree, s->cli->mem);
		if (source.find(source.ctx, &e, out, CONFIG_FILE, s->cli->mem, err) < 0)
			return -1;
	}
	return 0;
}

static void
note_kind(struct strs *notes, const struct loosenings *list, bool is_change, size_t *left,
	struct arena *mem)
{
	for (size_t i = 0; i < list->n && *left; i++) {
		if ((list->v[i].kind == LOOSENING_CHANGE) != is_change)
			continue;
		(*left)--;
		strs_add(notes,
			arena_printf(mem, "%s: %s", is_change ? "changed" : "asks for less",
				list->v[i].text),
			mem);
	}
}

void
loosened_note(struct strs *notes, const struct loosenings *list, struct arena *mem)
{
	size_t left = NAMED_MAX;

	note_kind(notes, list, false, &left, mem);
	note_kind(notes, list, true, &left, mem);
	if (list->n > NAMED_MAX)
		strs_add(notes, arena_printf(mem, "... and %zu more", list->n - NAMED_MAX), mem);
	for (int kind = 0; kind < LOOSENING_CHANGE; kind++) {
		if (loosening_needs(list, (enum loosening_kind)kind))
			strs_add(notes,
				arena_printf(mem,
					"the message will need a trailer that says why: `%s: "
					"REASON`",
					loosening_trailer((enum loosening_kind)kind)),
				mem);
	}
}
