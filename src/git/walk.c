/* SPDX-License-Identifier: MIT */
/*
 * walk -- see walk.h.  libgit2 walks; in a shallow clone, whose cut it does not know and would take
 * for damage, git does.
 */
#include "git/walk.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/gitoid.h"
#include "git/plumbing.h"
#include "git/repo.h"

#define INPUT_MAX ((size_t)64 << 20)

/* Each is new: no need to look whether it is there. */
static void
append(struct oids *list, const struct oid *id, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *id;
}

static int
walk_here(struct oids *out, struct repo *r, const struct oid *tip, const struct oids *hidden,
	struct arena *mem, struct error *err)
{
	git_revwalk *walk = NULL;
	git_oid raw = gitoid_out(tip);
	int rc = -1, code = 0;

	if (git_revwalk_new(&walk, r->git) < 0 ||
		git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE) < 0 ||
		git_revwalk_push(walk, &raw) < 0)
		goto out;
	for (size_t i = 0; i < hidden->n; i++) {
		raw = gitoid_out(&hidden->v[i]);
		if (git_revwalk_hide(walk, &raw) < 0)
			goto out;
	}
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
walk_by_git(struct oids *out, struct repo *r, const struct oid *tip, const struct oids *hidden,
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
	buf_addf(&input, "%s\n", oid_hex(tip, mem));
	for (size_t i = 0; i < hidden->n; i++)
		buf_addf(&input, "^%s\n", oid_hex(&hidden->v[i], mem));
	what.input = input.data;
	what.input_len = input.len;
	rc = input.dropped ? error_set(err, ERR_LIMIT, "more remote branches than can be hidden")
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
walk_range(struct oids *out, struct repo *r, const struct oid *tip, const struct oids *hidden,
	struct arena *mem, struct error *err)
{
	*out = (struct oids){0};
	if (fs_exists(path_join(r->common_dir, "shallow", mem)))
		return walk_by_git(out, r, tip, hidden, mem, err);
	return walk_here(out, r, tip, hidden, mem, err);
}
