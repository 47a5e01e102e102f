/* SPDX-License-Identifier: MIT */
/*
 * kept -- runs NAME.before-tta beside the hook that git called; see kept.h.
 */
#include "cli/hook/kept.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/proc.h"
#include "base/strs.h"
#include "base/text.h"
#include "cli/install/hookfile.h"

/* The path of the kept hook, absolute; NULL where there is none to run. */
static const char *
find(const char *self, struct arena *mem)
{
	const char *path;
	char cwd[4096];

	if (!self || !strchr(self, '/')) /* not by path: not by git */
		return NULL;
	path = arena_printf(mem, "%s" KEPT_SUFFIX, self);
	if (access(path, X_OK) != 0 || !fs_is_file(path))
		return NULL;
	if (path[0] == '/' || !getcwd(cwd, sizeof(cwd)))
		return path;
	return arena_printf(mem, "%s/%s", strcmp(cwd, "/") == 0 ? "" : cwd, path);
}

static int
run(int *status, const struct hookfile *f, const struct kept_call *call, struct arena *mem,
	struct error *err)
{
	struct proc_spec spec = {.env = call->environ,
		.input = call->input,
		.input_len = call->input_len,
		.flags = PROC_INHERIT_OUT | PROC_SURVIVES};
	struct proc_result result = {0};
	struct strs argv = {0};

	if (f->is_bare_script) /* as git does where the kernel cannot tell what it is */
		strs_add(&argv, "/bin/sh", mem);
	strs_add(&argv, f->path, mem);
	for (const char *const *arg = call->argv + 1; *arg; arg++)
		strs_add(&argv, *arg, mem);
	spec.argv = strs_argv(&argv, mem);
	if (proc_run(&result, &spec, err) < 0)
		return error_wrap(err, "the kept hook cannot be run");
	*status = result.signal ? 128 + result.signal : result.status;
	proc_result_release(&result);
	return 0;
}

/* A kept hook may be a tool that puts its own hook back in the place of ours. */
static int
run_watching(int *status, const struct hookfile *f, struct buf *say, const struct kept_call *call,
	struct arena *mem, struct error *err)
{
	struct fs_stamp before, after;

	if (fs_stamp(&before, call->argv[0], err) < 0 || run(status, f, call, mem, err) < 0 ||
		fs_stamp(&after, call->argv[0], err) < 0)
		return -1;
	if (!fs_stamp_equal(&before, &after))
		buf_addf(say,
			"tta-check: the kept hook (%s) has put another in the place of ours, which "
			"will not run again; next: tta-check install\n",
			f->looks);
	return 0;
}

int
kept_run(int *status, struct buf *say, const struct kept_call *call, struct arena *mem,
	struct error *err)
{
	const char *path = find(call->argv[0], mem);
	struct hookfile f;

	*status = 0;
	if (!path)
		return 0;
	if (hookfile_look(&f, path, mem, err) < 0)
		return error_wrap(err, "the kept hook cannot be read");
	if (f.what == HOOKFILE_OURS) {
		buf_addf(say,
			"tta-check: %s is tta-check's own hook, which will not call itself; not "
			"run\n",
			text_path(path, mem));
		return 0;
	}
	return run_watching(status, &f, say, call, mem, err);
}
