/* SPDX-License-Identifier: MIT */
/* object -- see object.h. */
#include "git/repo/object.h"

#include <string.h>

#include "git/repo/gitoid.h"
#include "git/repo/repo.h"

#define REMOTE_NAME_MAX 256

static int
complain(struct error *err, const git_oid *id, const char *kind, const char *what, int code)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	if (code == GIT_ENOTFOUND)
		return error_set(err, ERR_GIT,
			"%s: %s %s is not in this clone; git fetch gets what a partial clone "
			"lacks, git fsck tells what is damaged",
			what, kind, hex);
	repo_error(err, hex);
	return error_wrap(err, "%s: cannot read %s", what, kind);
}

int
object_tree(git_tree **out, const struct repo *r, const git_oid *id, const char *what,
	struct error *err)
{
	int code = git_tree_lookup(out, r->git, id);

	return code < 0 ? complain(err, id, "tree", what, code) : 0;
}

int
object_commit(git_commit **out, const struct repo *r, const struct oid *id, const char *what,
	struct error *err)
{
	git_oid raw = gitoid_out(id);
	int code = git_commit_lookup(out, r->git, &raw);

	return code < 0 ? complain(err, &raw, "commit", what, code) : 0;
}

int
object_commit_raw(git_odb_object **out, const struct repo *r, const struct oid *id,
	const char *what, struct error *err)
{
	git_oid raw = gitoid_out(id);
	git_odb *odb = NULL;
	int code;

	if (git_repository_odb(&odb, r->git) < 0)
		return repo_error(err, "cannot open the object store");
	code = git_odb_read(out, odb, &raw);
	git_odb_free(odb);
	if (code < 0)
		return complain(err, &raw, "commit", what, code);
	if (git_odb_object_type(*out) == GIT_OBJECT_COMMIT)
		return 0;
	git_odb_object_free(*out);
	*out = NULL;
	return complain(err, &raw, "commit", what, GIT_ENOTFOUND);
}

int
object_tree_of(struct oid *out, const struct repo *r, const struct oid *commit, const char *what,
	struct error *err)
{
	git_commit *found = NULL;
	git_tree *tree = NULL;
	int rc;

	if (object_commit(&found, r, commit, what, err) < 0)
		return -1;
	*out = gitoid_in(git_commit_tree_id(found));
	rc = object_tree(&tree, r, git_commit_tree_id(found), what, err);
	git_tree_free(tree);
	git_commit_free(found);
	return rc;
}

/* "origin/main": shallow clones fetch one branch unless told otherwise. */
static bool
is_of_remote(const struct repo *r, const char *rev)
{
	size_t n = strcspn(rev, "/");
	char name[REMOTE_NAME_MAX] = "";
	git_remote *remote = NULL;
	bool is_remote;

	if (n >= sizeof(name) || rev[n] != '/')
		return false;
	memcpy(name, rev, n);
	is_remote = git_remote_lookup(&remote, r->git, name) == 0;
	git_remote_free(remote);
	return is_remote;
}

/* A revision that a whole clone might have: an id in full, one counted back from another, or a
 * branch of a remote. */
static bool
is_beyond_cut(const struct repo *r, const char *rev)
{
	size_t n = strcspn(rev, "~^");
	struct oid id;

	return r->is_shallow &&
	       (rev[n] != '\0' || oid_parse(&id, rev, n) == 0 || is_of_remote(r, rev));
}

int
object_revision(struct oid *commit, struct oid *tree, const struct repo *r, const char *rev,
	struct error *err)
{
	git_object *named = NULL, *peeled = NULL;
	int rc = -1;

	*commit = *tree = (struct oid){0};
	if (r->is_unborn && strcmp(rev, "HEAD") == 0)
		return error_set(
			err, ERR_USAGE, "no such revision 'HEAD': this branch has no commit");
	if (git_revparse_single(&named, r->git, rev) < 0) {
		if (is_beyond_cut(r, rev))
			return error_set(err, ERR_GIT,
				"could not judge: '%s' is not in this clone, which is shallow; git "
				"fetch --unshallow (in CI: fetch-depth: 0)",
				rev);
		return error_set(err, ERR_USAGE, "no such revision '%s'", rev);
	}
	if (git_object_peel(&peeled, named, GIT_OBJECT_COMMIT) == 0) {
		*commit = gitoid_in(git_object_id(peeled));
		rc = object_tree_of(tree, r, commit, rev, err);
	} else if (git_object_peel(&peeled, named, GIT_OBJECT_TREE) == 0) {
		*tree = gitoid_in(git_object_id(peeled));
		rc = 0;
	} else {
		error_set(err, ERR_USAGE, "'%s' names neither a commit nor a tree", rev);
	}
	git_object_free(peeled);
	git_object_free(named);
	return rc;
}
