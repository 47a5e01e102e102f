/* SPDX-License-Identifier: MIT */
/*
 * stream -- a file read from its beginning to its end, a piece at a time.
 *
 * Sequence: stream_open(), then stream_next() for pieces or stream_line() for lines, stream_close()
 *           always.  After stream_open() the first piece is there to be looked at.
 * Limits:   a line longer than STREAM_BYTES is an error.
 */
#ifndef TTA_GATES_STREAM_H
#define TTA_GATES_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct arena;

#define STREAM_BYTES ((size_t)256 << 10)

struct stream {
	int fd;       /* -1: none; data is all there is */
	char *data;   /* room for STREAM_BYTES and a NUL */
	size_t len;   /* bytes in data */
	size_t at;    /* of them, those that were taken */
	size_t nline; /* the number of the line that was taken last */
	bool is_end;  /* nothing comes after data */
};

int stream_open(
	struct stream *s, const char *path, struct arena *mem, struct error *err) TTA_MUST_USE;
/* Of bytes in memory, which are copied a piece at a time as well. */
void stream_over(struct stream *s, const void *data, size_t len, struct arena *mem);
/* What was not taken yet, and is by this: at most STREAM_BYTES; *len 0 at the end. */
int stream_next(struct stream *s, const char **data, size_t *len, struct error *err) TTA_MUST_USE;
/* The next line without its end, NUL behind it; *line NULL at the end of the file. */
int stream_line(struct stream *s, char **line, size_t *len, struct error *err) TTA_MUST_USE;
void stream_close(struct stream *s);

#endif
