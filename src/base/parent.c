/* SPDX-License-Identifier: MIT */
/* parent -- see parent.h.  The start is the 22nd field of Linux's /proc/PID/stat; elsewhere it
 * cannot be told. */
#include "base/parent.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/strs.h"

#define WORDS_MAX ((size_t)4 << 20)
#define STATE_FIELD 3 /* the first behind the name, which is in brackets and may hold anything */
#define START_FIELD 22

static unsigned long long
start_in(const char *text)
{
	const char *p = strrchr(text, ')');

	p = p ? strchr(p, ' ') : NULL;
	for (int field = STATE_FIELD; p && field < START_FIELD; field++)
		p = strchr(p + 1, ' ');
	return p ? strtoull(p + 1, NULL, 10) : 0;
}

void
parent_look(struct parent *out)
{
	char path[64], text[2048];
	ssize_t n;
	int fd;

	*out = (struct parent){.pid = (long)getppid()};
	snprintf(path, sizeof(path), "/proc/%ld/stat", out->pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[n > 0 ? n : 0] = '\0';
	out->start = start_in(text);
}

bool
parent_equal(const struct parent *a, const struct parent *b)
{
	return a->pid == b->pid && a->start == b->start && a->start != 0;
}

void
parent_words(struct strs *out, struct arena *mem)
{
	char path[64], *text;
	struct error ignored;
	size_t len;
	int fd;

	*out = (struct strs){0};
	snprintf(path, sizeof(path), "/proc/%ld/cmdline", (long)getppid());
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fs_read_fd(&text, &len, fd, WORDS_MAX, mem, &ignored) == 0) {
		for (size_t at = 0; at < len; at += strlen(text + at) + 1)
			strs_add(out, text + at, mem);
	}
	close(fd);
}
