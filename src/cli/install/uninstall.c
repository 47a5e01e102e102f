/* SPDX-License-Identifier: MIT */
/*
 * uninstall -- takes our hooks away and puts back what was kept.  What is not ours stays, and is
 * named.  Each hook is changed by one rename or one unlink, so there is never half of one.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/install/hookset.h"
#include "cli/install/install.h"
#include "git/repo/installed.h"

static int
give_back(struct buf *say, const struct hook_slot *slot, struct error *err)
{
	const char *flaw = hookfile_flaw(&slot->kept);

	if (rename(slot->kept.path, slot->now.path) < 0)
		return error_errno(err, "cannot put '%s' back", slot->kept.path);
	buf_addf(say, "%-16s %sput back what was there before (%s%s%s).\n", slot->name,
		slot->now.what == HOOKFILE_OURS ? "removed; " : "", slot->kept.looks,
		flaw ? ", " : "", flaw ? flaw : "");
	return 0;
}

static int
take_away(struct buf *say, const struct hook_slot *slot, struct error *err)
{
	if (slot->now.what == HOOKFILE_OURS && unlink(slot->now.path) < 0)
		return error_errno(err, "cannot remove '%s'", slot->now.path);
	if (slot->kept.what == HOOKFILE_OURS && unlink(slot->kept.path) < 0)
		return error_errno(err, "cannot remove '%s'", slot->kept.path);
	buf_addf(say, "%-16s %s.\n", slot->name,
		slot->now.what == HOOKFILE_OURS ? "removed" : "not installed");
	return 0;
}

static void
leave(struct buf *say, const struct hook_slot *slot, struct arena *mem)
{
	buf_addf(say, "%-16s left as it is: it is not ours (%s).", slot->name, slot->now.looks);
	if (slot->kept.what == HOOKFILE_FOREIGN)
		buf_addf(say, " What was kept is still %s.",
			text_path(path_base(slot->kept.path), mem));
	buf_addc(say, '\n');
}

static int
remove_slot(struct buf *say, const struct hook_slot *slot, struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < slot->strays.n; i++) {
		const char *path = slot->strays.v[i];

		if (unlink(path) < 0)
			return error_errno(err, "cannot remove '%s'", path);
		buf_addf(say, "%-16s removed our copy %s.\n", slot->name,
			text_path(path_base(path), mem));
	}
	if (slot->now.what == HOOKFILE_FOREIGN || slot->now.what == HOOKFILE_NOT_A_FILE) {
		leave(say, slot, mem);
		return 0;
	}
	if (slot->kept.what == HOOKFILE_FOREIGN)
		return give_back(say, slot, err);
	return take_away(say, slot, err);
}

int
uninstall_hooks(
	struct buf *say, const struct install_request *q, struct arena *mem, struct error *err)
{
	struct hookset set;

	if (hookset_look(&set, q->repo, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < HOOK_NAMES; i++) {
		const struct hook_slot *slot = &set.slots[i];

		if (strcmp(slot->name, HOOK_OPTIONAL) == 0 && slot->now.what == HOOKFILE_NONE &&
			slot->kept.what == HOOKFILE_NONE)
			continue;
		if (remove_slot(say, &set.slots[i], mem, err) < 0)
			return -1;
	}
	return installed_remove(q->repo, mem, err);
}
