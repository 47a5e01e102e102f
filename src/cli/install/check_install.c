/* SPDX-License-Identifier: MIT */
/*
 * check_install -- would git run our hooks, and are they of this version?
 *
 * A hook that is missing, empty, not executable or a link to nothing lets everything pass without a
 * word from git; this is the place that says it.
 */
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "cli/install/hookset.h"
#include "cli/install/install.h"
#include "cli/install/toolpath.h"
#include "git/repo/installed.h"

/* What is wrong with a hook, or NULL. */
static const char *
wrong_with(const struct hookfile *f)
{
	if (f->what == HOOKFILE_NONE)
		return "missing";
	if (hookfile_flaw(f))
		return hookfile_flaw(f);
	if (f->what == HOOKFILE_FOREIGN)
		return "not ours";
	return strcmp(f->version, TTA_VERSION) != 0 ? "of another version" : NULL;
}

static bool
check_slot(struct buf *say, const struct hook_slot *slot)
{
	const struct hookfile *now = &slot->now;
	const char *wrong = wrong_with(now);

	if (!wrong)
		return true;
	buf_addf(say, "%-16s %s", slot->name, wrong);
	if (now->what == HOOKFILE_OURS && strcmp(now->version, TTA_VERSION) != 0)
		buf_addf(say, ": %s, this is " TTA_VERSION, now->version);
	else if (now->what == HOOKFILE_FOREIGN && !hookfile_flaw(now))
		buf_addf(say, ": %s", now->looks);
	else
		buf_adds(say, ": git passes without a word");
	buf_addc(say, '\n');
	return false;
}

static void
say_kept(struct buf *say, const struct hook_slot *slot, struct arena *mem)
{
	const char *flaw = hookfile_flaw(&slot->kept);

	if (slot->kept.what == HOOKFILE_OURS)
		buf_addf(say, "%-16s kept %s is our own hook; it is skipped\n", slot->name,
			text_path(path_base(slot->kept.path), mem));
	else if (slot->kept.what != HOOKFILE_NONE && flaw)
		buf_addf(say, "%-16s kept %s is %s and does not run\n", slot->name,
			text_path(path_base(slot->kept.path), mem), flaw);
}

/* Hooks that no shell started look for tools where `install` was run: is that still where the tools
 * of this shell are?  No hook runs worse for it here, so it is said and no more. */
static void
say_path(struct buf *say, const struct installed *known, const struct install_request *q,
	struct arena *mem)
{
	const char *path = q->path ? q->path : "";
	struct strs lacking = {0}, recorded = {0}, gone = {0};

	if (!known->path) {
		buf_addf(say,
			"%-16s not recorded: hooks that no shell starts find few tools; next: "
			"tta-check install\n",
			"PATH");
		return;
	}
	toolpath_lacking(&lacking, known->path, path, mem);
	toolpath_folders(&recorded, known->path, mem);
	for (size_t i = 0; i < recorded.n; i++) {
		if (!fs_is_dir(recorded.v[i]))
			strs_add(&gone, recorded.v[i], mem);
	}
	if (lacking.n)
		buf_addf(say, "%-16s recorded without %s; next: tta-check install\n", "PATH",
			text_path(strs_join(&lacking, ":", mem), mem));
	if (gone.n)
		buf_addf(say, "%-16s recorded with %s, no longer there; next: tta-check install\n",
			"PATH", text_path(strs_join(&gone, ":", mem), mem));
}

int
check_hooks(bool *is_good, struct buf *say, const struct install_request *q, struct arena *mem,
	struct error *err)
{
	struct install_request wanted = *q;
	struct installed known;
	struct hookset set;
	struct strs names = {0};

	*is_good = true;
	if (hookset_look(&set, q->repo, mem, err) < 0)
		return -1;
	if (installed_read(&known, q->repo, mem) && !q->hooks)
		wanted.hooks = &known.hooks;
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		if (!install_wants(&wanted, hook_names[i]))
			continue;
		strs_add(&names, hook_names[i], mem);
		if (!check_slot(say, &set.slots[i]))
			*is_good = false;
	}
	for (size_t i = 0; i < HOOK_NAMES; i++)
		say_kept(say, &set.slots[i], mem);
	if (*is_good) {
		say_path(say, &known, q, mem);
		buf_addf(say, "installed: %s " TTA_VERSION " in %s\n", strs_join(&names, ", ", mem),
			set.shown);
	} else {
		buf_addf(say, "not installed as it should be in %s; next: tta-check install\n",
			set.shown);
	}
	return 0;
}
