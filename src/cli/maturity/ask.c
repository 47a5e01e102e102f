/* SPDX-License-Identifier: MIT */
/* ask -- see ask.h. */
#include "cli/maturity/ask.h"

#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cli.h"

bool
ask_can(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

int
ask_line(const char **answer, struct cli *cli, const char *question, struct error *err)
{
	char line[ASK_MAX];
	size_t n = 0;

	buf_adds(&cli->err, question);
	cli_flush(cli);
	*answer = NULL;
	while (n < sizeof(line)) {
		ssize_t got = read(STDIN_FILENO, line + n, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_errno(err, "cannot read the answer");
		if (got == 0 && n == 0)
			return 0;
		if (got == 0 || line[n] == '\n') {
			*answer = arena_strndup(cli->mem, line, n);
			return 0;
		}
		n++;
	}
	return error_set(err, ERR_USAGE, "the answer is longer than %d bytes", ASK_MAX);
}
