/* SPDX-License-Identifier: MIT */
/*
 * secrets -- the built-in `secrets`: no added line holds a credential.
 *
 * The whole blob is scanned, so that what spans lines is seen, and what lies on added lines is
 * told.  A file that could not be looked at is an error, never a pass.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "gates/secret/secret_baseline.h"
#include "gates/secret/secret_example.h"
#include "gates/secret/secret_look.h"
#include "gates/secret/secret_wish.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/gate.h"
#include "model/maturity/added.h"

struct judging {
	struct findings *out;
	const struct builtin_input *in;
	struct secret_wish wish;
	struct secret_scanner *scanner;
	struct secret_baseline baseline;
	bool has_baseline;
	struct arena *mem;
};

static int
read_blob(struct blob *out, const struct judging *j, const struct change_side *side,
	const char *path, struct arena *mem, struct error *err)
{
	const struct blob_source *tree = j->in->tree;

	if (tree->read(tree->ctx, out, &side->id, FILE_MAX, mem, err) == 0)
		return 0;
	if (err->code == ERR_LIMIT)
		return error_set(err, ERR_LIMIT,
			"%s is too large to look for secrets in (over %zu MiB)",
			text_path(path, mem), FILE_MAX >> 20);
	return error_wrap(err, "cannot read %s", text_path(path, mem));
}

static void
tell(struct judging *j, const char *path, const struct secret_found *f)
{
	const struct finding finding = {
		.path = path,
		.line = f->line,
		.column = f->column,
		.rule = f->rule->id,
		.text = arena_printf(j->mem,
			"%s: %s, fingerprint %s; if it is none: %s `pragma: allowlist secret`",
			f->rule->about, f->shown, f->fingerprint,
			f->line ? "a comment on this line," : "the baseline;"),
	};

	if (j->out->n < FINDINGS_MAX)
		finding_add(j->out, &finding, j->mem);
}

/* Does an entry of the baseline excuse it?  One that an audit called a secret need not. */
static bool
is_known(struct judging *j, const char *path, const struct secret_found *f)
{
	const struct secret_known *k;

	if (!j->has_baseline)
		return false;
	k = secret_baseline_find(&j->baseline, path, f);
	return k && !(j->wish.is_audited && k->label == SECRET_TRUE);
}

static bool
is_added(const struct added *a, const struct secret_found *f)
{
	if (f->line == 0)
		return true;
	for (int line = f->line; line <= f->last_line; line++) {
		if (added_has(a, line))
			return true;
	}
	return false;
}

static void
tell_added(struct judging *j, const struct change *c, const struct secret_view *view,
	const struct added *a)
{
	for (size_t i = 0; i < view->n; i++) {
		const struct secret_found *f = &view->v[i];

		if (!is_known(j, c->path, f) && (!a || is_added(a, f)))
			tell(j, c->path, f);
	}
}

static int
judge_file(struct judging *j, const struct change *c, struct arena *mem, struct error *err)
{
	struct secret_view view;
	struct secret_file file;
	struct blob new, old;
	struct added added;

	if (read_blob(&new, j, &c->new, c->path, mem, err) < 0)
		return -1;
	file = (struct secret_file){.path = c->path, .data = new.data, .len = new.len};
	if (secret_look(&view, j->scanner, &file, mem, err) < 0)
		return error_wrap(err, "cannot look for secrets in %s", text_path(c->path, mem));
	if (view.is_binary && j->wish.is_strict)
		return error_set(err, ERR_LIMIT, "%s is binary and cannot be looked into",
			text_path(c->path, mem));
	if (view.n == 0)
		return 0;
	if (j->wish.is_whole || !mode_is_regular(c->old.mode)) {
		tell_added(j, c, &view, NULL);
		return 0;
	}
	if (read_blob(&old, j, &c->old, c->path, mem, err) < 0)
		return -1;
	added_lines(&added, &old, &new, mem);
	tell_added(j, c, &view, &added);
	return 0;
}

static int
read_baseline(struct judging *j, const char *path, struct error *err)
{
	const struct blob_source *tree = j->in->tree;
	struct tree_entry entry;
	struct blob blob;
	bool found;

	if (tree->find(tree->ctx, &entry, &found, path, j->mem, err) < 0)
		return -1;
	if (!found)
		return error_set(err, ERR_CONFIG,
			"there is no baseline '%s' in the judged tree; tta-check secrets baseline "
			"makes one",
			path);
	if (tree->read(tree->ctx, &blob, &entry.id, SECRET_BASELINE_MAX, j->mem, err) < 0 ||
		secret_baseline_read(&j->baseline, path, blob.data, blob.len, j->mem, err) < 0)
		return -1;
	j->has_baseline = true;
	return 0;
}

static int
judge_all(struct judging *j, const char *baseline, struct error *err)
{
	for (size_t i = 0; i < j->in->n; i++) {
		const struct change *c = &j->in->v[i];
		struct arena *scratch;
		int rc;

		if (!mode_is_regular(c->new.mode) || (baseline && strcmp(c->path, baseline) == 0))
			continue;
		scratch = arena_new();
		rc = judge_file(j, c, scratch, err);
		arena_free(scratch);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* Rules of tta.ini that do not do what their examples say are not to be relied on. */
static int
read_rules(struct secret_rules *out, const struct config *c, struct arena *mem, struct error *err)
{
	if (secret_rules_make(out, c->secrets, c->nsecrets, mem, err) < 0)
		return -1;
	return secret_examples_check(out, c->secrets, c->nsecrets, mem, err);
}

int
secrets_judge(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct judging j = {.out = out, .in = in, .mem = mem};
	const char *baseline = in->gate ? in->gate->baseline : NULL;
	struct secret_rules own = {0};
	int rc = -1;

	if (secret_wish_read(&j.wish, in->args, mem, err) < 0)
		return -1;
	if (j.wish.baseline)
		baseline = j.wish.baseline;
	if (in->config && read_rules(&own, in->config, mem, err) < 0)
		return -1;
	j.wish.options.own = &own;
	j.scanner = secret_scanner_new(&j.wish.options, mem);
	if (!baseline || read_baseline(&j, baseline, err) == 0)
		rc = judge_all(&j, baseline, err);
	secret_scanner_free(j.scanner);
	secret_baseline_release(&j.baseline);
	return rc;
}
