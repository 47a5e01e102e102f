/* SPDX-License-Identifier: MIT */
/*
 * install -- puts our hooks in place; see install.h for what holds whatever happens.
 *
 *   look (hookset) -> refuse -> write copies beside the hooks -> keep what is there -> rename
 *                                                   `- on failure: take back, in reverse
 */
#include "cli/install/install.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/install/install_plan.h"
#include "cli/install/toolpath.h"
#include "git/repo/installed.h"
#include "git/repo/repo.h"

/* As root, what we write belongs to whom the repository belongs. */
static int
give_away(const char *path, const struct install_plan *plan, struct error *err)
{
	struct stat st;

	if (geteuid() != 0)
		return 0;
	if (stat(plan->q->repo->common_dir, &st) < 0)
		return error_errno(err, "cannot look at '%s'", plan->q->repo->common_dir);
	if (lchown(path, st.st_uid, st.st_gid) < 0)
		return error_errno(err, "cannot give '%s' to the repository's owner", path);
	return 0;
}

static int
write_copies(struct install_plan *plan, struct error *err)
{
	const char *dir = plan->set.dir.path;

	if (!fs_is_dir(dir)) {
		if (fs_mkdirs(dir, 0777, err) < 0)
			return -1;
		plan->made_dir = true;
		if (give_away(dir, plan, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		struct install_step *step = &plan->steps[i];
		const char *temp = arena_printf(
			plan->mem, "%s/.tta-%s.%ld", dir, step->slot->name, (long)getpid());

		if (step->action == INSTALL_NONE)
			continue;
		if (fs_copy(temp, step->program, 0755, err) < 0)
			return error_wrap(err, "cannot write to the hooks folder");
		step->temp = temp;
		if (give_away(temp, plan, err) < 0)
			return -1;
	}
	return 0;
}

/* The first free NAME.before-tta.N. */
static const char *
free_name(const char *kept, struct arena *mem)
{
	for (int i = 1;; i++) {
		const char *path = arena_printf(mem, "%s.%d", kept, i);

		if (!fs_exists(path))
			return path;
	}
}

/* The present hook gets its second name before it loses the first: there is no moment without. */
static int
keep(struct install_step *step, struct arena *mem, struct error *err)
{
	const char *now = step->slot->now.path, *kept = step->slot->kept.path;

	if (step->slot->kept.what == HOOKFILE_FOREIGN) {
		const char *aside = free_name(kept, mem);

		if (rename(kept, aside) < 0)
			return error_errno(err, "cannot rename '%s'", kept);
		step->aside = aside;
	} else if (step->slot->kept.what == HOOKFILE_OURS && unlink(kept) < 0) {
		return error_errno(err, "cannot remove '%s'", kept);
	}
	if (linkat(AT_FDCWD, now, AT_FDCWD, kept, 0) < 0 &&
		(errno == EEXIST || rename(now, kept) < 0))
		return error_errno(err, "cannot keep '%s' as '%s'", now, path_base(kept));
	step->is_kept = true;
	return 0;
}

static int
put_in_place(struct install_step *step, struct arena *mem, struct error *err)
{
	if (step->action == INSTALL_KEEP && keep(step, mem, err) < 0)
		return -1;
	if (rename(step->temp, step->slot->now.path) < 0)
		return error_errno(err, "cannot rename '%s'", step->temp);
	step->temp = NULL;
	step->is_done = true;
	return 0;
}

/* Best effort, after a failure that is being reported already. */
static void
take_back(struct install_plan *plan)
{
	for (size_t i = HOOK_NAMES; i-- > 0;) {
		struct install_step *step = &plan->steps[i];

		if (step->temp)
			unlink(step->temp);
		if (step->is_kept) {
			rename(step->slot->kept.path, step->slot->now.path);
			unlink(step->slot->kept.path); /* two names of one file: both stay */
		} else if (step->is_done && step->action == INSTALL_NEW) {
			unlink(step->slot->now.path);
		}
		if (step->aside)
			rename(step->aside, step->slot->kept.path);
	}
	if (plan->made_dir)
		rmdir(plan->set.dir.path);
}

/* What is there is the tool's newer hook, and both would run the same: the older one goes. */
static void
drop_older(struct install_plan *plan)
{
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		struct install_step *step = &plan->steps[i];

		if (step->aside && hookfile_same_tool(&step->slot->now, &step->slot->kept) &&
			unlink(step->aside) == 0)
			step->aside = NULL;
	}
}

static void
remove_strays(const struct install_plan *plan, struct buf *say)
{
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		const struct strs *strays = &plan->set.slots[i].strays;

		for (size_t k = 0; k < strays->n; k++) {
			if (unlink(strays->v[k]) == 0)
				buf_addf(say, "removed our own copy %s, which would run twice\n",
					text_path(path_base(strays->v[k]), plan->mem));
		}
	}
}

static int
change(struct install_plan *plan, struct buf *say, struct error *err)
{
	if (write_copies(plan, err) < 0)
		goto failed;
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		struct install_step *step = &plan->steps[i];

		if (step->action != INSTALL_NONE && put_in_place(step, plan->mem, err) < 0)
			goto failed;
	}
	drop_older(plan);
	remove_strays(plan, say);
	return 0;
failed:
	take_back(plan);
	return error_wrap(err, "nothing was installed");
}

/* The hooks are in place by now: what is not remembered costs no more than words. */
static void
remember(const struct install_plan *plan, struct buf *say)
{
	const struct repo *r = plan->q->repo;
	struct arena *mem = plan->mem;
	const char *path = plan->q->path ? plan->q->path : "";
	struct installed now = {.path = toolpath_widen("", path, mem)}, before;
	const char *file = installed_file(r, mem), *folder = path_dir(file, mem);
	bool had_folder = fs_is_dir(folder);
	struct error err;

	installed_read(&before, r, mem);
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		if (install_wants(plan->q, hook_names[i]) || strs_has(&before.hooks, hook_names[i]))
			strs_add(&now.hooks, hook_names[i], mem);
	}
	if (installed_write(&now, r, mem, &err) < 0 || give_away(file, plan, &err) < 0 ||
		(!had_folder && give_away(folder, plan, &err) < 0))
		buf_addf(say, "warning: PATH is not remembered for hooks: %s\n", err.msg);
}

int
install_hooks(
	struct buf *say, const struct install_request *q, struct arena *mem, struct error *err)
{
	struct install_plan plan;

	if (install_plan_make(&plan, q, mem, err) < 0 || change(&plan, say, err) < 0)
		return -1;
	install_tell(say, &plan);
	remember(&plan, say);
	return 0;
}
