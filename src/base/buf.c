/* SPDX-License-Identifier: MIT */
/* buf -- see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.data = (char *)"", .max = max};
}

void
buf_release(struct buf *b)
{
	if (b->cap)
		free(b->data);
	*b = (struct buf){0};
}

void
buf_clear(struct buf *b)
{
	b->len = b->dropped = 0;
	if (b->cap)
		b->data[0] = '\0';
}

static void
reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 256;
	char *data;

	while (cap < b->len + more + 1)
		cap *= 2;
	if (cap == b->cap)
		return;
	data = realloc(b->cap ? b->data : NULL, cap);
	if (!data)
		arena_die_nomem();
	b->data = data;
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *data, size_t n)
{
	size_t room = b->max - b->len;

	if (n > room) {
		b->dropped += n - room;
		n = room;
	}
	if (n == 0)
		return;
	reserve(b, n);
	memcpy(b->data + b->len, data, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	char small[256], *text = small;
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof(small)) {
		text = malloc((size_t)n + 1);
		if (!text)
			arena_die_nomem();
		vsnprintf(text, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	if (n > 0)
		buf_add(b, text, (size_t)n);
	if (text != small)
		free(text);
}
