/* SPDX-License-Identifier: MIT */
/*
 * repo -- see repo.h.  place.c finds the folders as git does, libgit2 is then told them by hand:
 * its own search from the environment refuses GIT_WORK_TREE and GIT_COMMON_DIR, opens the outer
 * repository for a bare one with a work tree elsewhere, takes a symlinked HEAD for a detached one,
 * and asks for owners that git has checked already.  Its index is never read (index.c, oracle.c).
 */
#include "git/repo/repo.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/gitenv.h"
#include "git/repo/gitoid.h"
#include "git/repo/head.h"
#include "git/repo/place.h"
#include "git/repo/plumbing.h"

/* Larger ones are read and hashed again at each look into them; usual is 4 KiB, some 100 names. */
#define TREE_KEPT ((size_t)1 << 20)

int
repo_error(struct error *err, const char *what)
{
	const git_error *last = git_error_last();

	return error_set(err, ERR_GIT, "%s: %s", what,
		last && last->message ? last->message : "libgit2 gives no reason");
}

/* Lower case, as libgit2 compares them; object format and reference storage are never named here:
 * it would read such a repository wrongly. */
static int
start_library(struct error *err)
{
	const char *extensions[] = {
		"worktreeconfig", "preciousobjects", "partialclone", "relativeworktrees"};

	if (git_libgit2_init() < 0)
		return repo_error(err, "cannot start libgit2");
	if (git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, countof(extensions)) < 0 ||
		git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0) < 0 ||
		git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, TREE_KEPT) < 0) {
		repo_error(err, "cannot set up libgit2");
		git_libgit2_shutdown();
		return -1;
	}
	return 0;
}

void
repo_trust_objects(void)
{
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

static bool
is_ours(const char *path)
{
	struct stat st;

	return !path || (lstat(path, &st) == 0 && st.st_uid == geteuid());
}

/* Git trusts what belongs to us; about all else it is asked, with its safe.directory. */
static int
check_owner(const struct place *place, const char *start, const struct repo_where *where,
	struct arena *mem, struct error *err)
{
	if (where->is_hook || place->is_explicit)
		return 0;
	if (is_ours(place->git_dir) && is_ours(place->holder) && is_ours(place->gitfile))
		return 0;
	return plumbing_ask_trust(start, where->environ, mem, err);
}

static const char *
setting(git_config *cfg, const char *name, struct arena *mem)
{
	git_buf value = {0};
	const char *out = NULL;

	if (cfg && git_config_get_string_buf(&value, cfg, name) == 0)
		out = arena_strdup(mem, value.ptr);
	git_buf_dispose(&value);
	return out;
}

/* The formats that libgit2 cannot read, in words with the way out. */
static int
refuse_format(const struct place *place, struct arena *mem, struct error *err)
{
	git_config *cfg = NULL;
	const char *objects, *refs;
	int rc = 0;

	if (git_config_open_ondisk(&cfg, path_join(place->common_dir, "config", mem)) < 0)
		return 0;
	objects = setting(cfg, "extensions.objectformat", mem);
	refs = setting(cfg, "extensions.refstorage", mem);
	if (objects && strcmp(objects, "sha1") != 0)
		rc = error_set(err, ERR_GIT,
			"this repository uses %s object ids, which this build cannot read; "
			"TTA_CHECK=0 turns tta-check off here",
			strcmp(objects, "sha256") == 0 ? "SHA-256" : objects);
	else if (refs && strcmp(refs, "files") != 0)
		rc = error_set(err, ERR_GIT,
			"this repository keeps its refs as '%s', which this build cannot read; "
			"git refs migrate --ref-format=files changes that",
			refs);
	git_config_free(cfg);
	return rc;
}

static int
open_by_hand(struct repo *r, const struct place *place, struct arena *mem, struct error *err)
{
	const unsigned flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT |
			       GIT_REPOSITORY_OPEN_CROSS_FS;
	const char *common;

	if (refuse_format(place, mem, err) < 0)
		return -1;
	if (git_repository_open_ext(&r->git, place->git_dir, flags, NULL) < 0) {
		repo_error(err, "libgit2 refuses it");
		return error_wrap(err, "cannot open the repository '%s'", place->git_dir);
	}
	common = fs_real(git_repository_commondir(r->git), mem);
	if (!common || strcmp(common, place->common_dir) != 0)
		return error_set(err, ERR_GIT,
			"GIT_COMMON_DIR is '%s', but '%s' belongs to '%s'; unset it",
			place->common_dir, place->git_dir, common ? common : "nothing");
	r->git_dir = place->git_dir;
	r->common_dir = place->common_dir;
	return 0;
}

/* What git keeps in config.worktree, of which libgit2 does not know. */
static int
add_worktree_config(struct repo *r, git_config *cfg, bool *has_own, struct arena *mem)
{
	const char *path = path_join(r->git_dir, "config.worktree", mem);
	int is_on = 0;

	*has_own = git_config_get_bool(&is_on, cfg, "extensions.worktreeconfig") == 0 && is_on;
	if (!*has_own || !fs_exists(path))
		return 0;
	return git_config_add_file_ondisk(cfg, path, GIT_CONFIG_LEVEL_APP, r->git, 1);
}

/* The work tree, by git's order: GIT_WORK_TREE, core.worktree, core.bare, where we are or where
 * .git was.  A linked worktree takes core.* only from a configuration of its own. */
static const char *
root_of(const struct place *place, git_config *cfg, bool has_own, const char *start,
	const char *const *environ, struct arena *mem)
{
	const char *given = gitenv_find(environ, "GIT_WORK_TREE"), *configured;
	bool is_linked = strcmp(place->git_dir, place->common_dir) != 0;
	int is_bare = 0;

	if (given && *given)
		return path_join(start, given, mem);
	if (!is_linked || has_own) {
		configured = setting(cfg, "core.worktree", mem);
		if (configured)
			return path_join(place->git_dir, configured, mem);
		if (git_config_get_bool(&is_bare, cfg, "core.bare") == 0 && is_bare)
			return NULL;
	}
	return place->is_explicit ? start : place->holder;
}

/* Only where libgit2 thinks otherwise: it loses memory where it does not. */
static int
tell_root(const struct repo *r)
{
	const char *present = git_repository_workdir(r->git);
	size_t n = strlen(r->root);

	if (present && strncmp(present, r->root, n) == 0 && strcmp(present + n, "/") == 0)
		return 0;
	return git_repository_set_workdir(r->git, r->root, 0);
}

static int
find_root(struct repo *r, const struct place *place, const char *start, const char *const *environ,
	struct arena *mem, struct error *err)
{
	git_config *cfg = NULL;
	const char *root;
	bool has_own = false;
	int rc = -1;

	if (git_repository_config(&cfg, r->git) < 0 ||
		add_worktree_config(r, cfg, &has_own, mem) < 0) {
		repo_error(err, "cannot read the repository's configuration");
		goto out;
	}
	rc = 0;
	root = root_of(place, cfg, has_own, start, environ, mem);
	if (!root)
		goto out;
	r->root = fs_real(root, mem);
	if (!r->root)
		rc = error_errno(err, "cannot find the work tree '%s'", root);
	else if (tell_root(r) < 0)
		rc = repo_error(err, "cannot set the work tree");
out:
	git_config_free(cfg);
	return rc;
}

/* Hooks are told where they were called; else it is where we stand below the root. */
static const char *
prefix_of(const struct repo *r, const char *start, struct arena *mem)
{
	const char *given = r->is_hook ? gitenv_find(r->environ, "GIT_PREFIX") : NULL;
	const char *below;

	if (given)
		return given;
	if (!r->root || !path_is_below(start, r->root))
		return "";
	below = start + strlen(r->root);
	below += strspn(below, "/");
	return *below ? arena_printf(mem, "%s/", below) : "";
}

/* Relative to the root: git goes there before it reads the variable. */
static const char *
index_of(const struct repo *r, const char *start, struct arena *mem)
{
	const char *given = gitenv_find(r->environ, "GIT_INDEX_FILE");

	if (!given || !*given)
		return path_join(r->git_dir, "index", mem);
	return path_join(r->root ? r->root : start, given, mem);
}

static int
add_object_folders(struct repo *r, const char *start, struct arena *mem, struct error *err)
{
	const char *base = r->root ? r->root : start;
	const char *own = gitenv_find(r->environ, "GIT_OBJECT_DIRECTORY");
	struct strs folders = {0};
	git_odb *odb = NULL;
	int rc = 0;

	if (own && *own)
		strs_add(&folders, own, mem);
	gitenv_split_folders(
		&folders, gitenv_find(r->environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES"), mem);
	if (folders.n == 0)
		return 0;
	if (git_repository_odb(&odb, r->git) < 0)
		return repo_error(err, "cannot open the object store");
	for (size_t i = 0; i < folders.n && rc == 0; i++) {
		const char *folder = path_join(base, folders.v[i], mem);

		if (fs_is_dir(folder) && git_odb_add_disk_alternate(odb, folder) < 0)
			rc = repo_error(err, "cannot add an object folder of the environment");
	}
	git_odb_free(odb);
	return rc;
}

static int
fill(struct repo *r, const struct repo_where *where, struct arena *mem, struct error *err)
{
	const char *start = fs_real(where->dir ? where->dir : ".", mem);
	bool crosses =
		where->is_hook || gitenv_is_true(where->environ, "GIT_DISCOVERY_ACROSS_FILESYSTEM");
	struct place place;

	if (!start)
		return error_errno(err, "cannot go to '%s'", where->dir ? where->dir : ".");
	if (place_find(&place, start, where->environ, crosses, mem, err) < 0 ||
		check_owner(&place, start, where, mem, err) < 0 ||
		open_by_hand(r, &place, mem, err) < 0 ||
		find_root(r, &place, start, where->environ, mem, err) < 0 ||
		add_object_folders(r, start, mem, err) < 0)
		return -1;
	r->prefix = prefix_of(r, start, mem);
	r->index_file = index_of(r, start, mem);
	r->is_shallow = fs_is_file(path_join(r->common_dir, "shallow", mem));
	r->is_merge = fs_exists(path_join(r->git_dir, "MERGE_HEAD", mem));
	r->is_rebase = fs_is_dir(path_join(r->git_dir, "rebase-merge", mem)) ||
		       fs_is_dir(path_join(r->git_dir, "rebase-apply", mem));
	return head_read(r, mem, err);
}

int
repo_open(struct repo *out, const struct repo_where *where, struct arena *mem, struct error *err)
{
	*out = (struct repo){.is_hook = where->is_hook, .environ = where->environ};
	if (start_library(err) < 0)
		return -1;
	if (fill(out, where, mem, err) == 0)
		return 0;
	git_repository_free(out->git);
	git_libgit2_shutdown();
	*out = (struct repo){0};
	return -1;
}

void
repo_close(struct repo *r)
{
	if (!r->git)
		return;
	git_repository_free(r->git);
	git_libgit2_shutdown();
	*r = (struct repo){0};
}
