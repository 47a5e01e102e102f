/* SPDX-License-Identifier: MIT */
/*
 * push_guess -- what `git push` would push, for a rehearsal; see push.h.  As git chooses: the
 * remote of branch.NAME.pushRemote, remote.pushDefault, branch.NAME.remote, origin, the only one;
 * the ref by push.default = simple.
 */
#include "git/push.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/strs.h"
#include "base/text.h"
#include "git/gitoid.h"
#include "git/repo.h"

struct guess {
	struct repo *r;
	git_config *cfg;
	const char *remote; /* to be pushed to */
	struct arena *mem;
};

static const char *
setting(const struct guess *g, const char *name)
{
	git_buf value = {0};
	const char *out = NULL;

	if (git_config_get_string_buf(&value, g->cfg, name) == 0)
		out = arena_strdup(g->mem, value.ptr);
	git_buf_dispose(&value);
	return out;
}

static const char *
of_branch(const struct guess *g, const char *key)
{
	return setting(g, arena_printf(g->mem, "branch.%s.%s", g->r->branch, key));
}

/* origin where there is one, else the only remote. */
static const char *
usual_remote(const struct guess *g)
{
	git_strarray names = {0};
	const char *out = NULL;

	if (git_remote_list(&names, g->r->git) < 0)
		return NULL;
	for (size_t i = 0; i < names.count && !out; i++) {
		if (names.count == 1 || strcmp(names.strings[i], "origin") == 0)
			out = arena_strdup(g->mem, names.strings[i]);
	}
	git_strarray_dispose(&names);
	return out;
}

static const char *
choose_remote(const struct guess *g, const char *wanted)
{
	const char *name = wanted;

	if (!name)
		name = of_branch(g, "pushremote");
	if (!name)
		name = setting(g, "remote.pushdefault");
	if (!name)
		name = of_branch(g, "remote");
	return name ? name : usual_remote(g);
}

/* The upstream's name where the branch follows this very remote, else its own. */
static const char *
choose_ref(const struct guess *g)
{
	const char *followed = of_branch(g, "remote"), *merge = of_branch(g, "merge");

	if (followed && merge && strcmp(followed, g->remote) == 0)
		return merge;
	return arena_printf(g->mem, "refs/heads/%s", g->r->branch);
}

/* Where this clone keeps the remote's ref, by the remote's fetch refspecs; NULL: nowhere. */
static const char *
tracking_ref(const struct guess *g, const char *name)
{
	git_remote *remote = NULL;
	git_buf local = {0};
	const char *out = NULL;

	if (git_remote_lookup(&remote, g->r->git, g->remote) < 0)
		return NULL;
	for (size_t i = 0; i < git_remote_refspec_count(remote) && !out; i++) {
		const git_refspec *spec = git_remote_get_refspec(remote, i);

		if (git_refspec_direction(spec) == GIT_DIRECTION_FETCH &&
			git_refspec_src_matches(spec, name) &&
			git_refspec_transform(&local, spec, name) == 0)
			out = arena_strdup(g->mem, local.ptr);
	}
	git_buf_dispose(&local);
	git_remote_free(remote);
	return out;
}

static struct oid
remote_id(const struct guess *g, const char *name)
{
	const char *tracked = tracking_ref(g, name);
	struct oid zero = {.size = GIT_OID_RAWSZ};
	git_oid id;

	if (!tracked || git_reference_name_to_id(&id, g->r->git, tracked) < 0)
		return zero;
	return gitoid_in(&id);
}

/* As git: a name that is no remote is a URL or a folder, and nothing else. */
static int
check_wanted(const struct guess *g, const char *wanted, struct error *err)
{
	git_strarray names = {0};
	struct strs known = {0};
	const char *near;
	bool is_known = strpbrk(wanted, "/:") || fs_is_dir(wanted);

	if (git_remote_list(&names, g->r->git) < 0)
		return repo_error(err, "cannot list the remotes");
	for (size_t i = 0; i < names.count; i++)
		strs_add(&known, arena_strdup(g->mem, names.strings[i]), g->mem);
	git_strarray_dispose(&names);
	if (is_known || strs_has(&known, wanted))
		return 0;
	near = text_nearest(wanted, &known);
	return error_set(err, ERR_USAGE, "no remote '%s'%s%s%s", wanted,
		near ? "; did you mean '" : "; git remote lists them", near ? near : "",
		near ? "'?" : "");
}

int
push_guess(struct push_refs *out, const char **remote, struct repo *r, const char *wanted,
	struct arena *mem, struct error *err)
{
	struct guess g = {.r = r, .mem = mem};
	struct push_ref ref = {0};

	*out = (struct push_refs){0};
	*remote = wanted;
	if (wanted && check_wanted(&g, wanted, err) < 0)
		return -1;
	if (!r->branch || r->is_unborn)
		return 0;
	if (git_repository_config(&g.cfg, r->git) < 0)
		return repo_error(err, "cannot read the repository's configuration");
	*remote = g.remote = choose_remote(&g, wanted);
	if (g.remote) {
		ref.local = arena_printf(mem, "refs/heads/%s", r->branch);
		ref.local_id = r->head;
		ref.remote = choose_ref(&g);
		ref.remote_id = remote_id(&g, ref.remote);
		ref.is_new = oid_is_zero(&ref.remote_id);
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = ref;
	}
	git_config_free(g.cfg);
	return 0;
}
