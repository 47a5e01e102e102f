/* SPDX-License-Identifier: MIT */
/*
 * install_tell -- what installing did, and what the user should know about what was kept.
 */
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "cli/install/install.h"
#include "cli/install/install_plan.h"
#include "git/repo/repo.h"

static void
say_kept(struct buf *say, const struct install_step *step)
{
	const struct hookfile *kept =
		step->action == INSTALL_KEEP ? &step->slot->now : &step->slot->kept;
	const char *flaw = hookfile_flaw(kept);

	if (kept->what != HOOKFILE_FOREIGN)
		return;
	buf_addf(say,
		step->action == INSTALL_KEEP ? " Kept what was there (%s)" : " Kept earlier (%s)",
		kept->looks);
	if (flaw)
		buf_addf(say, "; it is %s: git did not run it, nor do we", flaw);
	else if (strcmp(step->slot->name, "pre-push") == 0)
		buf_adds(say, "; it gets the same stdin");
	else
		buf_adds(say, "; it runs first");
	buf_addc(say, '.');
}

static void
say_hook(struct buf *say, const struct install_step *step, struct arena *mem)
{
	const char *version = step->slot->now.version;

	if (!step->program) /* not wanted */
		return;
	buf_addf(say, "%-16s ", step->slot->name);
	if (step->action == INSTALL_NONE)
		buf_adds(say, "already installed.");
	else if (step->action == INSTALL_UPDATE && strcmp(version, TTA_VERSION) != 0)
		buf_addf(say, "updated from %s to " TTA_VERSION ".", version);
	else
		buf_adds(say, step->action == INSTALL_UPDATE ? "written anew." : "installed.");
	say_kept(say, step);
	if (step->aside)
		buf_addf(say, " What was kept earlier is now %s and does not run.",
			text_path(path_base(step->aside), mem));
	buf_addc(say, '\n');
}

static void
warn_of_kept(struct buf *say, const struct install_step *step)
{
	const struct hookfile *kept =
		step->action == INSTALL_KEEP ? &step->slot->now : &step->slot->kept;

	if (!step->program || kept->what != HOOKFILE_FOREIGN || hookfile_flaw(kept))
		return;
	if (kept->kind && kept->kind->stashes && strcmp(step->slot->name, "pre-commit") == 0)
		buf_addf(say,
			"warning: the kept %s moves unstaged edits aside while it runs; our "
			"promise "
			"not to does not cover it.\n",
			kept->kind->name);
	if (kept->kind && kept->kind->retakes)
		buf_addf(say,
			"warning: %s writes its hook anew in the place of ours when its "
			"configuration "
			"changes or it is installed; `tta-check check-install` tells.\n",
			kept->kind->name);
	if (kept->kind && kept->kind->own_name)
		buf_addf(say, "warning: the kept hook of %s does not work under another name.\n",
			kept->kind->name);
	else if (kept->asks_own_name)
		buf_addf(say,
			"warning: the kept %s hook asks for its own name, which is now "
			"%s" KEPT_SUFFIX ".\n",
			step->slot->name, step->slot->name);
}

static void
warn_of_folder(struct buf *say, const struct install_plan *plan)
{
	const struct hookdir *dir = &plan->set.dir;
	const struct repo *r = plan->q->repo;

	if (dir->is_shared)
		buf_addf(say,
			"warning: %s serves every repository that the %s configuration does.\n",
			plan->set.shown, dir->scope);
	if (dir->is_relative && dir->value && !dir->is_shared &&
		fs_is_dir(path_join(r->common_dir, "worktrees", plan->mem)))
		buf_addf(say,
			"warning: core.hooksPath is relative (%s): each worktree has a hooks "
			"folder of "
			"its own; install in each, or give an absolute one.\n",
			text_path(dir->value, plan->mem));
	if (path_is_below(dir->path, r->root) && !path_is_below(dir->path, r->git_dir) &&
		!path_is_below(dir->path, r->common_dir))
		buf_addf(say,
			"warning: %s is in the work tree: git shows what was installed there as "
			"changes.\n",
			plan->set.shown);
}

/* What git runs besides the files; unknown to it before 2.54.  The hooks are in place by now: that
 * git cannot say is no failure of installing them. */
static void
say_configured(struct buf *say, const struct install_plan *plan)
{
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		struct strs others = {0};
		struct error ignored;

		if (!plan->steps[i].program)
			continue;
		if (hookdir_configured(
			    &others, plan->q->repo, hook_names[i], plan->mem, &ignored) == 0 &&
			others.n > 0)
			buf_addf(say, "%-16s git runs %s before it (hook.NAME.command).\n",
				hook_names[i], strs_join(&others, ", ", plan->mem));
	}
}

void
install_tell(struct buf *say, const struct install_plan *plan)
{
	if (plan->set.dir.value)
		buf_addf(say, "hooks folder: %s (core.hooksPath)\n", plan->set.shown);
	for (size_t i = 0; i < HOOK_NAMES; i++)
		say_hook(say, &plan->steps[i], plan->mem);
	say_configured(say, plan);
	for (size_t i = 0; i < HOOK_NAMES; i++)
		warn_of_kept(say, &plan->steps[i]);
	warn_of_folder(say, plan);
	if (!plan->q->has_config)
		buf_adds(say,
			"HEAD has no tta.ini: the hooks pass until one is staged. Next: write one, "
			"git add it, tta-check config lint\n");
	buf_adds(say, "undo with: tta-check uninstall\n");
}
