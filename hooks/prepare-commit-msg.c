/* SPDX-License-Identifier: MIT */
/* prepare-commit-msg -- what git runs as hooks/prepare-commit-msg. */
#include "cli/hook/hook.h"

extern char **environ;

int
main(int argc, char *argv[])
{
	return hook_prepare_commit_msg(argc, argv, (const char *const *)environ);
}
