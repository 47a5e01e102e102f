/* SPDX-License-Identifier: MIT */
/*
 * install_plan -- looks at the programs and at the hooks folder, and refuses what would lose a
 * hook, reach other repositories, or leave one that does nothing.
 */
#include "cli/install/install_plan.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "cli/install/install.h"
#include "git/repo/repo.h"

/* Where the hook programs are: told, or as installed, or as built. */
static const char *
programs_dir(const struct install_request *q, struct arena *mem)
{
	const char *told = q->programs;
	const char *bin, *candidates[2];

	if (told && told[0])
		return told;
	if (!q->self)
		return NULL;
	bin = path_dir(q->self, mem);
	candidates[0] = path_join(path_dir(bin, mem), "libexec/tta", mem);
	candidates[1] = path_join(bin, "hooks", mem);
	for (size_t i = 0; i < countof(candidates); i++) {
		if (fs_is_file(path_join(candidates[i], hook_names[0], mem)))
			return candidates[i];
	}
	return NULL;
}

static int
find_programs(struct install_plan *plan, struct error *err)
{
	const char *dir = programs_dir(plan->q, plan->mem);

	if (!dir)
		return error_set(err, ERR_SYSTEM,
			"the hook programs are neither in ../libexec/tta nor in hooks beside "
			"tta-check; run `make install`, or name their folder in TTA_LIBEXEC");
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		const char *path = path_join(dir, hook_names[i], plan->mem);
		struct hookfile f;

		if (!install_wants(plan->q, hook_names[i]))
			continue;

		if (hookfile_look(&f, path, plan->mem, err) < 0)
			return -1;
		if (f.what != HOOKFILE_OURS || !f.is_executable)
			return error_set(err, ERR_SYSTEM,
				"'%s' is not a hook program of tta-check; run `make install`",
				path);
		if (strcmp(f.version, TTA_VERSION) != 0)
			return error_set(err, ERR_SYSTEM,
				"'%s' is of version %s and tta-check of " TTA_VERSION
				"; run `make install`",
				path, f.version);
		plan->steps[i].program = path;
	}
	return 0;
}

static int
refuse_shared(const struct install_plan *plan, struct error *err)
{
	const struct hookdir *dir = &plan->set.dir;
	struct buf word;

	if (!dir->is_shared || plan->q->is_forced)
		return 0;
	buf_init(&word, 4096);
	text_add_shell(&word, path_join(plan->q->repo->common_dir, "hooks", plan->mem));
	error_set(err, ERR_CONFIG,
		"core.hooksPath is '%s' by the %s configuration (%s), not by this repository's; "
		"give this repository a hooks folder of its own (git config core.hooksPath %s), or "
		"install there for all with --force",
		dir->value, dir->scope, dir->origin, word.data);
	buf_release(&word);
	return -1;
}

/* Why what is there cannot be kept; its replacement would be a loss. */
static int
refuse_hook(const struct install_step *step, bool is_forced, struct error *err)
{
	const struct hook_slot *slot = step->slot;

	if (slot->now.what == HOOKFILE_NOT_A_FILE)
		return error_set(err, ERR_CONFIG, "'%s' is %s; move it away, then install",
			slot->now.path, slot->now.looks);
	if (slot->kept.what == HOOKFILE_NOT_A_FILE)
		return error_set(err, ERR_CONFIG, "'%s' is %s; move it away, then install",
			slot->kept.path, slot->kept.looks);
	if (slot->now.what != HOOKFILE_FOREIGN || is_forced)
		return 0;
	if (slot->now.kind && slot->now.kind->own_name)
		return error_set(err, ERR_CONFIG,
			"'%s' is a hook of %s, which does not work under another name; let what it "
			"runs call '%s' with the same arguments, or replace it with --force",
			slot->now.path, slot->now.kind->name, step->program);
	if (slot->kept.what == HOOKFILE_FOREIGN && !hookfile_same_tool(&slot->now, &slot->kept))
		return error_set(err, ERR_CONFIG,
			"'%s' is not ours (%s), and '%s' holds an earlier one; remove one of the "
			"two, or keep both with --force: the earlier one then no longer runs",
			slot->now.path, slot->now.looks, path_base(slot->kept.path));
	return 0;
}

static bool
is_same_file(const char *a, const char *b, struct arena *mem)
{
	struct error ignored;
	char *left, *right;
	size_t nleft, nright;
	struct stat st;

	return lstat(a, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 07777) == 0755 &&
	       fs_read(&left, &nleft, a, (size_t)256 << 20, mem, &ignored) == 0 &&
	       fs_read(&right, &nright, b, (size_t)256 << 20, mem, &ignored) == 0 &&
	       nleft == nright && memcmp(left, right, nleft) == 0;
}

static int
decide(struct install_plan *plan, struct error *err)
{
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		struct install_step *step = &plan->steps[i];
		const struct hookfile *now = &plan->set.slots[i].now;

		step->slot = &plan->set.slots[i];
		if (!install_wants(plan->q, hook_names[i]))
			continue;
		if (refuse_hook(step, plan->q->is_forced, err) < 0)
			return -1;
		if (now->what == HOOKFILE_FOREIGN)
			step->action = INSTALL_KEEP;
		else if (now->what == HOOKFILE_NONE)
			step->action = INSTALL_NEW;
		else if (!is_same_file(now->path, step->program, plan->mem))
			step->action = INSTALL_UPDATE;
	}
	return 0;
}

bool
install_wants(const struct install_request *q, const char *hook)
{
	if (q->hooks)
		return strs_has(q->hooks, hook);
	return q->has_optional || strcmp(hook, HOOK_OPTIONAL) != 0;
}

int
install_hook_list(struct strs *out, const char *text, struct arena *mem, struct error *err)
{
	struct strs known = {0};
	char *words = arena_strdup(mem, text);

	for (size_t i = 0; i < HOOK_NAMES; i++)
		strs_add(&known, hook_names[i], mem);
	for (char *p = words; *p; p++) {
		if (*p == ',')
			*p = ' ';
	}
	strs_split(out, words, mem);
	for (size_t i = 0; i < out->n; i++) {
		if (!strs_has(&known, out->v[i]))
			return error_set(err, ERR_USAGE, "'%s' is no hook of ours; there is %s",
				out->v[i], strs_join(&known, ", ", mem));
	}
	if (out->n == 0)
		return error_set(err, ERR_USAGE, "no hook is named behind --hooks");
	return 0;
}

int
install_plan_make(struct install_plan *out, const struct install_request *q, struct arena *mem,
	struct error *err)
{
	*out = (struct install_plan){.q = q, .mem = mem};
	if (find_programs(out, err) < 0 || hookset_look(&out->set, q->repo, mem, err) < 0 ||
		refuse_shared(out, err) < 0)
		return -1;
	return decide(out, err);
}
