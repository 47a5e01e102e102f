/* SPDX-License-Identifier: MIT */
/* head -- see head.h.  A symlink for HEAD (core.preferSymlinkRefs) is read here, since libgit2
 * takes it for a detached one. */
#include "git/repo/head.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include <git2.h>

#include "base/arena.h"
#include "base/path.h"
#include "git/repo/gitoid.h"
#include "git/repo/repo.h"

/* The reference a symlinked HEAD names, or NULL. */
static const char *
symlink_target(const struct repo *r, struct arena *mem)
{
	char target[PATH_MAX];
	ssize_t n = readlink(path_join(r->git_dir, "HEAD", mem), target, sizeof(target) - 1);

	if (n <= 0)
		return NULL;
	target[n] = '\0';
	return strncmp(target, "refs/", 5) == 0 ? arena_strdup(mem, target) : NULL;
}

static int
complain(struct error *err, const char *name)
{
	repo_error(err, "it cannot be read");
	return error_wrap(err, "'%s' is damaged; git fsck tells more", name);
}

/* The reference HEAD stands for; NULL with r->head filled where it is detached. */
static int
read_target(const char **out, struct repo *r, struct arena *mem, struct error *err)
{
	git_reference *head = NULL;

	*out = symlink_target(r, mem);
	if (*out)
		return 0;
	if (git_reference_lookup(&head, r->git, "HEAD") < 0)
		return complain(err, "HEAD");
	if (git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
		*out = arena_strdup(mem, git_reference_symbolic_target(head));
	else
		r->head = gitoid_in(git_reference_target(head));
	git_reference_free(head);
	return 0;
}

int
head_read(struct repo *r, struct arena *mem, struct error *err)
{
	static const char heads[] = "refs/heads/";
	const char *target;
	git_oid id;
	int rc;

	if (read_target(&target, r, mem, err) < 0)
		return -1;
	if (!target)
		return 0;
	r->branch = strncmp(target, heads, sizeof(heads) - 1) == 0 ? target + sizeof(heads) - 1
								   : target;
	rc = git_reference_name_to_id(&id, r->git, target);
	if (rc == GIT_ENOTFOUND) {
		r->is_unborn = true;
		return 0;
	}
	if (rc < 0)
		return complain(err, target);
	r->head = gitoid_in(&id);
	return 0;
}
