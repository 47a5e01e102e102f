/* SPDX-License-Identifier: MIT */
/* pre-commit -- what git runs as hooks/pre-commit. */
#include "cli/hook/hook.h"

extern char **environ;

int
main(int argc, char *argv[])
{
	return hook_pre_commit(argc, argv, (const char *const *)environ);
}
