/* SPDX-License-Identifier: MIT */
/* post-commit -- what git runs as hooks/post-commit. */
#include "cli/hook/hook.h"

extern char **environ;

int
main(int argc, char *argv[])
{
	return hook_post_commit(argc, argv, (const char *const *)environ);
}
