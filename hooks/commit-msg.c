/* SPDX-License-Identifier: MIT */
/* commit-msg -- what git runs as hooks/commit-msg. */
#include "cli/hook/hook.h"

extern char **environ;

int
main(int argc, char *argv[])
{
	return hook_commit_msg(argc, argv, (const char *const *)environ);
}
