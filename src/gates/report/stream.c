/* SPDX-License-Identifier: MIT */
/* stream -- see stream.h. */
#include "gates/report/stream.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"

/* Fills the room behind what is there. */
static int
fill(struct stream *s, struct error *err)
{
	while (!s->is_end && s->len < STREAM_BYTES) {
		ssize_t n = read(s->fd, s->data + s->len, STREAM_BYTES - s->len);

		if (n < 0 && errno != EINTR)
			return error_errno(err, "cannot read it");
		if (n == 0)
			s->is_end = true;
		if (n > 0)
			s->len += (size_t)n;
	}
	s->data[s->len] = '\0';
	return 0;
}

int
stream_open(struct stream *s, const char *path, struct arena *mem, struct error *err)
{
	struct stat st;

	*s = (struct stream){.fd = -1};
	s->fd = fs_open_regular(path, &st, err);
	if (s->fd < 0)
		return -1;
	s->data = arena_alloc(mem, STREAM_BYTES + 1, 1);
	return fill(s, err);
}

void
stream_over(struct stream *s, const void *data, size_t len, struct arena *mem)
{
	*s = (struct stream){.fd = -1, .len = len, .is_end = true};
	s->data = arena_strndup(mem, data, len);
}

/* Makes room by what was taken, and fills it. */
static int
move_on(struct stream *s, struct error *err)
{
	if (s->at) {
		memmove(s->data, s->data + s->at, s->len - s->at);
		s->len -= s->at;
		s->at = 0;
	}
	return fill(s, err);
}

int
stream_next(struct stream *s, const char **data, size_t *len, struct error *err)
{
	if (s->at == s->len && !s->is_end && move_on(s, err) < 0)
		return -1;
	*data = s->data + s->at;
	*len = s->len - s->at;
	s->at = s->len;
	return 0;
}

static char *
line_end(const struct stream *s)
{
	return memchr(s->data + s->at, '\n', s->len - s->at);
}

int
stream_line(struct stream *s, char **line, size_t *len, struct error *err)
{
	char *end = line_end(s);

	if (!end && !s->is_end) {
		if (move_on(s, err) < 0)
			return -1;
		end = line_end(s);
	}
	*line = NULL;
	if (!end && !s->is_end)
		return error_set(err, ERR_LIMIT, "line %zu is too long", s->nline + 1);
	if (s->at == s->len)
		return 0;
	*line = s->data + s->at;
	*len = (size_t)((end ? end : s->data + s->len) - *line);
	s->at += *len + (end != NULL);
	(*line)[*len] = '\0';
	if (*len && (*line)[*len - 1] == '\r')
		(*line)[--*len] = '\0';
	s->nline++;
	return 0;
}

void
stream_close(struct stream *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}
