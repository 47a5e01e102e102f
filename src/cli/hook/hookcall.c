/* SPDX-License-Identifier: MIT */
/* hookcall -- see hookcall.h. */
#include "cli/hook/hookcall.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/proc.h"
#include "cli/hook/kept.h"
#include "cli/install/hookfile.h"
#include "cli/judge/chronicle.h"
#include "cli/judge/judge.h"
#include "cli/session.h"
#include "model/outcome.h"
#include "store/bypass.h"

#define STDIN_BYTES ((size_t)256 << 20)

/* That a hook was switched off is remembered where anything is asked at all; without it the answer
 * is the same.  What commit-msg would have said is said again by nobody, and pre-commit was asked
 * before it. */
static void
note_off(struct hookcall *c)
{
	bool is_push = strcmp(c->name, "pre-push") == 0;
	struct session s = {0};
	struct error ignored;

	if (strcmp(c->name, "commit-msg") == 0 || strcmp(c->name, HOOK_OPTIONAL) == 0 ||
		session_open(&s, &c->cli, true, &ignored) < 0)
		return;
	if (!s.repo.root || fs_exists(path_join(s.repo.root, CONFIG_FILE, c->cli.mem)))
		chronicle_bypass(
			&s, BYPASS_OFF, c->name, is_push && c->argc > 1 ? c->argv[1] : NULL, NULL);
	session_close(&s);
}

/* The part that all hooks share.  -1: go on; else the exit status. */
int
hookcall_begin(
	struct hookcall *c, const char *name, int argc, char *argv[], const char *const *environ)
{
	struct kept_call kept = {.argv = (const char *const *)argv, .environ = environ};
	const char *off;
	struct error err;
	int status;

	c->name = name;
	c->argc = argc;
	c->argv = argv;
	cli_open(&c->cli, argv[0], environ);
	if (strcmp(name, "pre-push") == 0 &&
		fs_read_fd((char **)&c->input, &c->input_len, STDIN_FILENO, STDIN_BYTES, c->cli.mem,
			&err) < 0)
		return cli_fail(&c->cli, &err);
	kept.input = c->input;
	kept.input_len = c->input_len;
	if (kept_run(&status, &c->cli.err, &kept, c->cli.mem, &err) < 0)
		return cli_fail(&c->cli, &err);
	if (status != 0 && !c->is_after)
		return status;
	c->kept = status;
	proc_prepare_self(true); /* from here on we end with git; a kept hook does not */
	if (interrupt_open(&err) < 0)
		return cli_fail(&c->cli, &err);
	off = cli_env(&c->cli, "TTA_CHECK");
	if (off && strcmp(off, "0") == 0) {
		if (c->is_after)
			return c->kept;
		note_off(c);
		buf_adds(&c->cli.err, "tta-check: off (TTA_CHECK=0); nothing was judged\n");
		return EXIT_YES;
	}
	return -1;
}

int
hookcall_end(struct hookcall *c, int status)
{
	status = judge_ended(cli_close(&c->cli, status));
	if (status > 128)
		interrupt_raise(status - 128);
	return status;
}
