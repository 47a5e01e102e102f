/* SPDX-License-Identifier: MIT */
/* pre-push -- what git runs as hooks/pre-push. */
#include "cli/hook/hook.h"

extern char **environ;

int
main(int argc, char *argv[])
{
	return hook_pre_push(argc, argv, (const char *const *)environ);
}
