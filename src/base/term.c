/* SPDX-License-Identifier: MIT */
/* term -- see term.h. */
#include "base/term.h"

#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define TERM_WIDTH_UNKNOWN 80
#define TERM_WIDTH_MIN 20

int
term_width(int fd)
{
#ifdef TIOCGWINSZ
	struct winsize size = {0};

	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= TERM_WIDTH_MIN)
		return size.ws_col;
#else
	(void)fd;
#endif
	return TERM_WIDTH_UNKNOWN;
}

static bool
is_set(const char *value)
{
	return value && *value;
}

void
term_look(struct term *out, int fd, enum term_color wish, const char *no_color,
	const char *force_color, const char *term_name)
{
	bool can_move = is_set(term_name) && strcmp(term_name, "dumb") != 0;

	out->is_terminal = can_move && isatty(fd);
	out->width = out->is_terminal ? term_width(fd) : TERM_WIDTH_UNKNOWN;
	if (wish != TERM_AUTO)
		out->has_color = wish == TERM_ALWAYS;
	else if (is_set(no_color))
		out->has_color = false;
	else if (is_set(force_color) && strcmp(force_color, "0") != 0)
		out->has_color = true;
	else
		out->has_color = out->is_terminal;
}
