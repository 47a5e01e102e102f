/* SPDX-License-Identifier: MIT */
/* intact -- see intact.h.  libgit2 hashes what it reads; that is all the looking there is. */
#include "git/judged/intact.h"

#include <git2.h>

#include "git/repo/gitoid.h"
#include "git/repo/repo.h"
#include "model/change.h"

#define MODE_SUBMODULE 0160000

static int
check_blob(git_odb *odb, const struct change *c, struct error *err)
{
	git_oid id = gitoid_out(&c->new.id);
	git_odb_object *object = NULL;
	char hex[GIT_OID_HEXSZ + 1];
	git_object_t type;
	size_t len;
	int code = git_odb_read_header(&len, &type, odb, &id);

	if (code == 0 && len <= INTACT_MAX)
		code = git_odb_read(&object, odb, &id);
	git_odb_object_free(object);
	if (code >= 0 || code == GIT_ENOTFOUND)
		return 0;
	git_oid_tostr(hex, sizeof(hex), &id);
	repo_error(err, c->path);
	return error_wrap(err, "blob %s is damaged; git fsck tells more", hex);
}

int
intact_check(const struct repo *r, const struct change_set *changes, struct error *err)
{
	git_odb *odb = NULL;
	int rc = 0;

	if (git_repository_odb(&odb, r->git) < 0)
		return repo_error(err, "cannot open the object store");
	for (size_t i = 0; rc == 0 && i < changes->n; i++) {
		const struct change *c = &changes->v[i];

		if (c->kind != 'D' && c->new.mode != MODE_SUBMODULE)
			rc = check_blob(odb, c, err);
	}
	git_odb_free(odb);
	return rc;
}
