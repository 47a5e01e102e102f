/* SPDX-License-Identifier: MIT */
/* pre-merge-commit -- what git runs as hooks/pre-merge-commit. */
#include "cli/hook/hook.h"

extern char **environ;

int
main(int argc, char *argv[])
{
	return hook_pre_merge_commit(argc, argv, (const char *const *)environ);
}
