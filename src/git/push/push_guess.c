/* SPDX-License-Identifier: MIT */
/*
 * push_guess -- what `git push` would push, for a rehearsal; see push.h.  As git chooses: the
 * remote of branch.NAME.pushRemote, remote.pushDefault, branch.NAME.remote, origin, the only one;
 * the ref by remote.NAME.push, else by push.default.  Where git would refuse, the branch's own name
 * is judged, which is what `git push REMOTE HEAD` sends, and what git would say goes with it; but
 * that a branch follows none yet, which git push -u mends, is not said.
 */
#include "git/push/push.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/strs.h"
#include "base/text.h"
#include "git/repo/gitoid.h"
#include "git/repo/gitsetting.h"
#include "git/repo/plumbing.h"
#include "git/repo/remote.h"
#include "git/repo/repo.h"

static const char *
of_branch(struct repo *r, const char *key, struct arena *mem)
{
	return gitsetting_find(r, arena_printf(mem, "branch.%s.%s", r->branch, key), mem);
}

/* origin where there is one, else the only remote, else NULL. */
static int
usual_remote(const char **out, struct repo *r, struct arena *mem, struct error *err)
{
	struct strs names;

	*out = NULL;
	if (remote_names(&names, r, mem, err) < 0)
		return -1;
	if (strs_has_sorted(&names, "origin"))
		*out = "origin";
	else if (names.n == 1)
		*out = names.v[0];
	return 0;
}

static int
choose_remote(
	const char **out, struct repo *r, const char *wanted, struct arena *mem, struct error *err)
{
	*out = wanted;
	if (!*out)
		*out = of_branch(r, "pushremote", mem);
	if (!*out)
		*out = gitsetting_find(r, "remote.pushdefault", mem);
	if (!*out)
		*out = of_branch(r, "remote", mem);
	return *out ? 0 : usual_remote(out, r, mem, err);
}

struct choice {
	const char *ref;
	const char *refusal; /* what git would say of a push that names no ref; NULL: nothing */
};

static const char *
other_name(struct repo *r, const char *remote, const char *merge, struct arena *mem)
{
	static const char heads[] = "refs/heads/";
	const char *name =
		strncmp(merge, heads, sizeof(heads) - 1) == 0 ? merge + sizeof(heads) - 1 : merge;

	return arena_printf(mem,
		"`git push` would refuse: '%s' follows '%s' of %s, which has another name, and "
		"push.default is simple; judged as `git push %s HEAD` (`git push %s HEAD:%s` sends "
		"it there)",
		text_path(r->branch, mem), text_path(name, mem), text_path(remote, mem),
		text_path(remote, mem), text_path(remote, mem), text_path(name, mem));
}

/* What '*' of src stands for in ref, NULL: it does not match.  Without '*': "". */
static const char *
matched_part(const char *src, const char *ref, struct arena *mem)
{
	const char *star = strchr(src, '*');
	size_t n = strlen(ref), before = star ? (size_t)(star - src) : 0,
	       after = star ? strlen(star + 1) : 0;

	if (!star)
		return strcmp(src, ref) == 0 ? "" : NULL;
	if (n < before + after || memcmp(src, ref, before) != 0 ||
		memcmp(star + 1, ref + n - after, after) != 0)
		return NULL;
	return arena_strndup(mem, ref + before, n - before - after);
}

/* As git reads it: a short name is a branch's. */
static const char *
whole_name(const char *name, struct arena *mem)
{
	if (strncmp(name, "refs/", 5) == 0)
		return name;
	return arena_printf(
		mem, strncmp(name, "heads/", 6) == 0 ? "refs/%s" : "refs/heads/%s", name);
}

/* Where a push refspec sends ref, which is checked out; NULL: it is not about it. */
static const char *
sent_to(const char *spec, const char *ref, struct arena *mem)
{
	const char *from = spec + (*spec == '+'), *colon = strchr(from, ':'), *part, *star;
	const char *src = colon ? arena_strndup(mem, from, (size_t)(colon - from)) : from,
		   *dst = colon ? colon + 1 : "";

	if (strcmp(src, "HEAD") == 0 || strcmp(src, "@") == 0 || strcmp(from, ":") == 0)
		part = "";
	else
		part = *src ? matched_part(whole_name(src, mem), ref, mem) : NULL;
	if (!part || !*dst)
		return part ? ref : NULL;
	star = strchr(dst, '*');
	if (star)
		dst = arena_printf(mem, "%.*s%s%s", (int)(star - dst), dst, part, star + 1);
	return whole_name(dst, mem);
}

/* The remote's own `push` comes before push.default; what "^" takes away is not sent. */
static void
choose_by_specs(struct choice *out, struct repo *r, const char *remote, const struct strs *specs,
	struct arena *mem)
{
	const char *found = NULL;
	bool is_taken_away = false;

	for (size_t i = 0; i < specs->n; i++) {
		const char *spec = specs->v[i];
		bool is_negated = *spec == '^';
		const char *to = sent_to(spec + is_negated, out->ref, mem);

		if (to && is_negated)
			is_taken_away = true;
		else if (!found)
			found = to;
	}
	if (found && !is_taken_away)
		out->ref = found;
	else
		out->refusal = arena_printf(mem,
			"`git push` would not send '%s': remote.%s.push names others; judged as "
			"`git push %s HEAD`",
			text_path(r->branch, mem), text_path(remote, mem), text_path(remote, mem));
}

static bool
is_upstream(const char *how)
{
	return how && (strcmp(how, "upstream") == 0 || strcmp(how, "tracking") == 0);
}

static const char *
other_remote(const struct repo *r, const char *remote, const char *followed, struct arena *mem)
{
	return arena_printf(mem,
		"`git push` would refuse: '%s' follows a branch of %s, not of %s, and push.default "
		"is upstream; judged as `git push %s HEAD`",
		text_path(r->branch, mem), text_path(followed, mem), text_path(remote, mem),
		text_path(remote, mem));
}

/* Its own name, but where the remote's `push` or push.default have it go elsewhere. */
static void
choose_ref(struct choice *out, struct repo *r, const char *remote, struct arena *mem)
{
	const char *followed = of_branch(r, "remote", mem), *merge = of_branch(r, "merge", mem),
		   *how = gitsetting_find(r, "push.default", mem);
	struct strs specs;

	*out = (struct choice){.ref = arena_printf(mem, "refs/heads/%s", r->branch)};
	remote_push_specs(&specs, r, remote, mem);
	if (specs.n) {
		choose_by_specs(out, r, remote, &specs, mem);
		return;
	}
	if (how && strcmp(how, "nothing") == 0)
		out->refusal = arena_printf(mem,
			"`git push` would refuse: push.default is nothing; judged as `git push %s "
			"HEAD`",
			text_path(remote, mem));
	if (!followed || !merge)
		return;
	if (strcmp(followed, remote) != 0) {
		if (is_upstream(how))
			out->refusal = other_remote(r, remote, followed, mem);
		return;
	}
	if (strcmp(merge, out->ref) == 0)
		return;
	if (is_upstream(how))
		out->ref = merge;
	else if (!how || strcmp(how, "simple") == 0)
		out->refusal = other_name(r, remote, merge, mem);
}

/* What the remote has there, as far as this clone knows; all zero: nothing. */
static struct oid
remote_id(struct repo *r, const char *remote, const char *ref, struct arena *mem)
{
	const char *tracked = remote_tracking_ref(r, remote, ref, mem);
	struct oid zero = {.size = GIT_OID_RAWSZ};
	git_oid id;

	if (!tracked || git_reference_name_to_id(&id, r->git, tracked) < 0)
		return zero;
	return gitoid_in(&id);
}

/* As git: a name that is no remote is a URL or a folder, and nothing else. */
static int
check_wanted(struct repo *r, const char *wanted, struct arena *mem, struct error *err)
{
	struct strs names;
	const char *near;

	if (strpbrk(wanted, "/:") || fs_is_dir(wanted))
		return 0;
	if (remote_names(&names, r, mem, err) < 0)
		return -1;
	if (strs_has_sorted(&names, wanted))
		return 0;
	near = text_nearest(wanted, &names);
	return error_set(err, ERR_USAGE, "no remote '%s'%s%s%s", wanted,
		near ? "; did you mean '" : "; git remote lists them", near ? near : "",
		near ? "'?" : "");
}

int
push_guess(struct push_refs *out, const char **remote, struct repo *r, const char *wanted,
	struct arena *mem, struct error *err)
{
	struct push_ref ref = {0};
	struct choice choice;

	*out = (struct push_refs){0};
	*remote = wanted;
	if (wanted && check_wanted(r, wanted, mem, err) < 0)
		return -1;
	if (!r->branch || r->is_unborn)
		return 0;
	if (choose_remote(remote, r, wanted, mem, err) < 0)
		return -1;
	if (!*remote)
		return 0;
	ref.local = arena_printf(mem, "refs/heads/%s", r->branch);
	ref.local_id = r->head;
	choose_ref(&choice, r, *remote, mem);
	out->refusal = choice.refusal;
	ref.remote = choice.ref;
	ref.remote_id = remote_id(r, *remote, ref.remote, mem);
	ref.is_new = oid_is_zero(&ref.remote_id);
	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = ref;
	return 0;
}

const char *
push_url(const struct repo *r, const char *remote, struct arena *mem)
{
	const char *const args[] = {"remote", "get-url", "--push", "--", remote, NULL};
	struct plumbing what = {.args = args};
	struct plumbing_text text;
	struct error ignored;

	if (plumbing_run(&text, r, &what, mem, &ignored) < 0 || text.len == 0)
		return remote;
	return arena_strndup(mem, text.data, strcspn(text.data, "\n"));
}
