/* SPDX-License-Identifier: MIT */
/*
 * approval_gate -- the built-in `approval`: a human has approved the very specification that is
 * judged, and has attested what `--attest` names.
 *
 * Asked where files of the component change; a specification that changes alone is a draft, and
 * only advice is given.  Where [tta] names `signers`, only signatures of theirs count: of the file
 * that the base's configuration names, as the base has it.  A change cannot allow the key that
 * approves it.
 */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/paper/seal.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/config/config.h"
#include "model/config/ini.h"
#include "model/config/problem.h"
#include "model/finding.h"
#include "model/maturity/approval.h"
#include "model/maturity/document.h"

#define SIGNERS_MAX ((size_t)1 << 20)

struct asking {
	const struct builtin_input *in;
	struct findings *found;
	struct approvals list;
	struct blob signers;
	bool has_signers;
	struct arena *mem;
};

static int
read_path(struct blob *out, bool *is_there, const struct asking *q, const char *path, size_t max,
	struct error *err)
{
	const struct blob_source *tree = q->in->tree;
	struct tree_entry e;

	if (tree->find(tree->ctx, &e, is_there, path, q->mem, err) < 0)
		return -1;
	if (*is_there && !mode_is_regular(e.mode))
		return error_set(err, ERR_CONFIG, "%s is no regular file", text_path(path, q->mem));
	return *is_there ? tree->read(tree->ctx, out, &e.id, max, q->mem, err) : 0;
}

static const struct change *
change_of(const struct asking *q, const char *path)
{
	for (size_t i = 0; i < q->in->changes->n; i++) {
		if (strcmp(q->in->changes->v[i].path, path) == 0)
			return &q->in->changes->v[i];
	}
	return NULL;
}

/* What the text of a configuration says; NULL: nothing.  What else is wrong with it is not ours. */
static int
signers_named(const char **path, const struct asking *q, const struct blob *text, struct error *err)
{
	struct problems problems = {.mem = q->mem};
	struct ini ini;

	*path = NULL;
	if (ini_read(&ini, q->in->config->file, text->data, text->len, &problems, q->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < ini.n; i++) {
		const struct ini_section *s = &ini.v[i];

		for (size_t k = 0; k < s->n && strcmp(s->kind, "tta") == 0; k++) {
			if (strcmp(s->v[k].key, "signers") == 0 && *s->v[k].value)
				*path = s->v[k].value;
		}
	}
	return 0;
}

/* By the base's configuration, by the judged one where that names none. */
static int
find_signers(const char **path, const struct asking *q, struct error *err)
{
	const struct blob_source *tree = q->in->tree;
	const struct change *c = change_of(q, q->in->config->file);
	struct blob text;

	*path = NULL;
	if (c && c->old.mode &&
		(tree->read(tree->ctx, &text, &c->old.id, INI_FILE_BYTES, q->mem, err) < 0 ||
			signers_named(path, q, &text, err) < 0))
		return -1;
	if (!*path)
		*path = q->in->config->tta.signers;
	return 0;
}

/* As the base has them; where the change brings the first of all, as it has them. */
static int
read_signers(struct asking *q, struct error *err)
{
	const struct blob_source *tree = q->in->tree;
	const struct change *c;
	const char *path;
	bool is_there = true;

	if (find_signers(&path, q, err) < 0)
		return -1;
	if (!path)
		return 0;
	c = change_of(q, path);
	q->has_signers = true;
	if (c && c->old.mode)
		return tree->read(tree->ctx, &q->signers, &c->old.id, SIGNERS_MAX, q->mem, err);
	if (read_path(&q->signers, &is_there, q, path, SIGNERS_MAX, err) < 0)
		return -1;
	if (!is_there)
		return error_set(
			err, ERR_CONFIG, "there is no file '%s', which `signers` names", path);
	return 0;
}

static int
read_approvals(struct asking *q, struct error *err)
{
	struct blob text;
	bool is_there;

	if (read_path(&text, &is_there, q, DOCUMENT_APPROVALS, APPROVALS_MAX, err) < 0)
		return -1;
	return is_there ? approvals_read(
				  &q->list, DOCUMENT_APPROVALS, text.data, text.len, q->mem, err)
			: 0;
}

static void
say(const struct asking *q, const struct approval *a, const char *path, const char *rule,
	const char *text, bool is_advice)
{
	const struct finding f = {.path = a ? DOCUMENT_APPROVALS : path,
		.line = a ? a->line : 0,
		.column = a ? 1 : 0,
		.rule = rule,
		.text = text,
		.is_advice = is_advice};

	finding_add(q->found, &f, q->mem);
}

/* Signed as it must be?  Says what is wrong. */
static int
judge_seal(bool *is_good, const struct asking *q, const struct approval *a, struct error *err)
{
	const char *why = NULL;

	*is_good = true;
	if (!q->has_signers)
		return 0;
	if (seal_check(&why, a, &q->signers, q->mem, err) < 0)
		return -1;
	if (why)
		say(q, a, NULL, "signature",
			arena_printf(q->mem, "%s of %s by %s does not count: %s",
				a->kind == APPROVAL_SPEC ? "the approval" : "the attestation",
				a->component, a->by, why),
			false);
	*is_good = !why;
	return 0;
}

static void
judge_freshness(const struct asking *q, const struct approval *a, const struct tree_entry *spec,
	bool is_draft)
{
	const char *path = q->in->component->spec, *hex = oid_hex(&spec->id, q->mem);

	if (strcmp(a->spec, path) != 0)
		say(q, a, NULL, "other",
			arena_printf(q->mem, "what was approved is %s; the specification is %s",
				a->spec, path),
			is_draft);
	else if (strcmp(a->blob, hex) != 0)
		say(q, NULL, path, "stale",
			arena_printf(q->mem,
				"changed since %s approved it on %.10s (%.10s then, %.10s now); "
				"a human runs `tta-check approve %s`",
				a->by, a->at, a->blob, hex, path),
			is_draft);
}

static int
judge_spec(const struct asking *q, bool is_draft, struct error *err)
{
	const struct component *c = q->in->component;
	const struct blob_source *tree = q->in->tree;
	const struct approval *a = approval_find(&q->list, c->name);
	struct tree_entry e;
	bool is_there = false, is_good;

	if (c->spec && tree->find(tree->ctx, &e, &is_there, c->spec, q->mem, err) < 0)
		return -1;
	if (!is_there || !mode_is_regular(e.mode)) { /* what a symlink leads to is not bound */
		say(q, NULL, c->spec, "missing",
			c->spec ? "there is no such regular file, so nobody can have approved it"
				: arena_printf(q->mem, "component '%s' names no `spec` in %s",
					  c->name, q->in->config->file),
			false);
		return 0;
	}
	if (!a) {
		say(q, NULL, c->spec, "missing",
			arena_printf(q->mem,
				"nobody has approved it; a human runs `tta-check approve %s`",
				c->spec),
			is_draft);
		return 0;
	}
	if (judge_seal(&is_good, q, a, err) < 0)
		return -1;
	if (is_good)
		judge_freshness(q, a, &e, is_draft);
	return 0;
}

static int
judge_attested(const struct asking *q, const char *criterion, struct error *err)
{
	const char *name = q->in->component->name;
	const struct approval *a = approval_attested(&q->list, name, criterion, q->mem);
	bool is_good;

	if (!a) {
		say(q, NULL, NULL, "missing",
			arena_printf(q->mem,
				"nobody attests '%s' for %s; a human runs `tta-check attest %s "
				"'%s'`",
				criterion, name, name, criterion),
			false);
		return 0;
	}
	if (judge_seal(&is_good, q, a, err) < 0)
		return -1;
	if (is_good && a->expires && strcmp(a->expires, approval_time(q->in->now_ms, q->mem)) <= 0)
		say(q, a, NULL, "expired",
			arena_printf(q->mem, "the attestation of '%s' by %s ended on %.10s",
				a->criterion, a->by, a->expires),
			false);
	return 0;
}

/* Built-in. */
int
approval_gate(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct asking q = {.in = in, .found = out, .mem = mem};
	struct strs attested = {0};
	bool is_without_spec = false;
	const struct args_row rows[] = {{.name = "--attest", .values = &attested},
		{.name = "--no-spec", .flag = &is_without_spec}, {.name = NULL}};

	if (args_parse(in->args, rows, "approval", mem, err) < 0 || read_approvals(&q, err) < 0 ||
		read_signers(&q, err) < 0)
		return -1;
	if (!is_without_spec && judge_spec(&q, in->n == 0, err) < 0)
		return -1;
	for (size_t i = 0; i < attested.n; i++) {
		if (judge_attested(&q, attested.v[i], err) < 0)
			return -1;
	}
	return 0;
}
