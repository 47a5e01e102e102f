/* SPDX-License-Identifier: MIT */
/*
 * cli -- see cli.h.  The only place that writes to descriptors 1 and 2.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/interrupt.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/text.h"

#define PIECE_BYTES ((size_t)4096)       /* PIPE_BUF of Linux */
#define OUTPUT_BYTES ((size_t)256 << 20) /* what one command may say between two flushes */

const char *
cli_env(const struct cli *cli, const char *name)
{
	size_t n = strlen(name);

	for (const char *const *e = cli->environ; e && *e; e++) {
		if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
			return *e + n + 1;
	}
	return NULL;
}

bool
cli_is_ci(const struct cli *cli)
{
	static const char *const none[] = {"", "false", "0", "no"};
	const char *value = cli_env(cli, "CI");

	for (size_t i = 0; value && i < countof(none); i++) {
		if (strcmp(value, none[i]) == 0)
			return false;
	}
	return value != NULL;
}

void
cli_color(struct cli *cli, enum term_color wish)
{
	const char *no_color = cli_env(cli, "NO_COLOR");
	const char *force = cli_env(cli, "CLICOLOR_FORCE");
	const char *name = cli_env(cli, "TERM");

	term_look(&cli->out_term, STDOUT_FILENO, wish, no_color, force, name);
	term_look(&cli->err_term, STDERR_FILENO, wish, no_color, force, name);
}

void
cli_open(struct cli *out, const char *argv0, const char *const *environ)
{
	proc_hold_descriptors();
	*out = (struct cli){.mem = arena_new(), .environ = environ};
	buf_init(&out->out, OUTPUT_BYTES);
	buf_init(&out->err, OUTPUT_BYTES);
	cli_color(out, TERM_AUTO);
	out->self = fs_running(out->mem);
	if (!out->self && argv0) {
		const char *dirs = cli_env(out, "PATH");

		out->self = fs_find_program(argv0, dirs ? dirs : "", ".", out->mem);
	}
}

/* In pieces that a pipe with room takes at once, so that a signal need not wait for a reader.
 * Returns -1 where not all of it could be written; a reader that went away is no failure, nor is
 * one that is stuck when a signal ends us. */
static int
write_all(int fd, const char *data, size_t n)
{
	while (n > 0) {
		ssize_t done;

		if (!interrupt_await_writable(fd))
			return 0;
		done = write(fd, data, n < PIECE_BYTES ? n : PIECE_BYTES);
		if (done >= 0) {
			data += done;
			n -= (size_t)done;
		} else if (errno != EINTR && errno != EAGAIN) {
			return errno == EPIPE ? 0 : -1;
		}
	}
	return 0;
}

void
cli_flush(struct cli *cli)
{
	if (write_all(STDOUT_FILENO, cli->out.data, cli->out.len) < 0 || cli->out.dropped)
		cli->is_unwritten = true;
	write_all(STDERR_FILENO, cli->err.data, cli->err.len);
	buf_clear(&cli->out);
	buf_clear(&cli->err);
}

int
cli_close(struct cli *cli, int status)
{
	cli_flush(cli);
	if (cli->is_unwritten && status < 2) {
		buf_adds(&cli->err, "tta-check: cannot write to standard output\n");
		cli_flush(cli);
		status = 3;
	}
	buf_release(&cli->out);
	buf_release(&cli->err);
	arena_free(cli->mem);
	*cli = (struct cli){0};
	return status;
}

int
cli_fail(struct cli *cli, const struct error *err)
{
	if (err->msg[0]) {
		buf_adds(&cli->err, "tta-check: ");
		text_add_line(&cli->err, err->msg);
		buf_addc(&cli->err, '\n');
	}
	return error_exit_status(err);
}

int
cli_usage(struct cli *cli, const char *fmt, ...)
{
	struct error err = {.code = ERR_USAGE};
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err.msg, sizeof(err.msg), fmt, ap);
	va_end(ap);
	return cli_fail(cli, &err);
}
