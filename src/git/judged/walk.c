/* SPDX-License-Identifier: MIT */
/*
 * walk -- see walk.h.  libgit2 walks; in a shallow clone, whose cut it does not know and would take
 * for damage, git does.
 */
#include "git/judged/walk.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"
#include "git/repo/gitoid.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"

#define INPUT_MAX ((size_t)64 << 20)

/* Each is new: no need to look whether it is there. */
static void
append(struct oids *list, const struct oid *id, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *id;
}

static int
push_and_hide(git_revwalk *walk, const struct oids *tips, const struct oids *hidden)
{
	git_oid raw;

	for (size_t i = 0; i < tips->n; i++) {
		raw = gitoid_out(&tips->v[i]);
		if (git_revwalk_push(walk, &raw) < 0)
			return -1;
	}
	for (size_t i = 0; i < hidden->n; i++) {
		raw = gitoid_out(&hidden->v[i]);
		if (git_revwalk_hide(walk, &raw) < 0)
			return -1;
	}
	return 0;
}

static int
walk_here(struct oids *out, struct repo *r, const struct oids *tips, const struct oids *hidden,
	struct arena *mem, struct error *err)
{
	git_revwalk *walk = NULL;
	git_oid raw;
	int rc = -1, code = 0;

	if (git_revwalk_new(&walk, r->git) < 0 ||
		git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE) < 0 ||
		push_and_hide(walk, tips, hidden) < 0)
		goto out;
	while ((code = git_revwalk_next(&raw, walk)) == 0) {
		struct oid id = gitoid_in(&raw);

		append(out, &id, mem);
	}
	rc = code == GIT_ITEROVER ? 0 : -1;
out:
	if (rc < 0)
		repo_error(err, "cannot walk the commits to be pushed");
	git_revwalk_free(walk);
	return rc;
}

static int
walk_by_git(struct oids *out, struct repo *r, const struct oids *tips, const struct oids *hidden,
	struct arena *mem, struct error *err)
{
	static const char *const args[] = {
		"rev-list", "--topo-order", "--reverse", "--stdin", NULL};
	struct plumbing what = {.args = args};
	struct plumbing_text text;
	struct strs lines = {0};
	struct buf input;
	int rc;

	buf_init(&input, INPUT_MAX);
	for (size_t i = 0; i < tips->n; i++)
		buf_addf(&input, "%s\n", oid_hex(&tips->v[i], mem));
	for (size_t i = 0; i < hidden->n; i++)
		buf_addf(&input, "^%s\n", oid_hex(&hidden->v[i], mem));
	what.input = input.data;
	what.input_len = input.len;
	rc = input.dropped ? error_set(err, ERR_LIMIT, "more refs than can be looked at")
			   : plumbing_run(&text, r, &what, mem, err);
	buf_release(&input);
	if (rc < 0)
		return -1;
	strs_split(&lines, text.data, mem);
	for (size_t i = 0; i < lines.n; i++) {
		struct oid id;

		if (oid_parse(&id, lines.v[i], strlen(lines.v[i])) < 0)
			return error_set(err, ERR_GIT, "git rev-list printed no object id");
		append(out, &id, mem);
	}
	return 0;
}

int
walk_range(struct oids *out, struct repo *r, const struct oids *tips, const struct oids *hidden,
	struct arena *mem, struct error *err)
{
	*out = (struct oids){0};
	if (tips->n == 0)
		return 0;
	if (r->is_shallow)
		return walk_by_git(out, r, tips, hidden, mem, err);
	return walk_here(out, r, tips, hidden, mem, err);
}

/* rev-parse answers "a...b" by both ends, then each base behind a caret; merge-base would end as
 * if it had failed where there is none. */
static int
base_by_git(struct oid *out, struct repo *r, const struct oid *a, const struct oid *b,
	struct arena *mem, struct error *err)
{
	const char *both = arena_printf(mem, "%s...%s", oid_hex(a, mem), oid_hex(b, mem));
	const char *const args[] = {"rev-parse", both, NULL};
	struct plumbing what = {.args = args};
	struct plumbing_text text;
	struct strs lines = {0};

	if (plumbing_run(&text, r, &what, mem, err) < 0)
		return -1;
	strs_split(&lines, text.data, mem);
	for (size_t i = 0; i < lines.n; i++) {
		if (lines.v[i][0] != '^')
			continue;
		if (oid_parse(out, lines.v[i] + 1, strlen(lines.v[i] + 1)) < 0)
			return error_set(err, ERR_GIT, "git rev-parse printed no object id");
		return 0;
	}
	return 0;
}

int
walk_base(struct oid *out, struct repo *r, const struct oid *a, const struct oid *b,
	struct arena *mem, struct error *err)
{
	git_oid left = gitoid_out(a), right = gitoid_out(b), base;
	int code;

	*out = (struct oid){0};
	if (r->is_shallow)
		return base_by_git(out, r, a, b, mem, err);
	code = git_merge_base(&base, r->git, &left, &right);
	if (code == GIT_ENOTFOUND)
		return 0;
	if (code < 0)
		return repo_error(err, "cannot find where the two revisions meet");
	*out = gitoid_in(&base);
	return 0;
}
