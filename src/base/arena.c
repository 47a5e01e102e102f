/* SPDX-License-Identifier: MIT */
/* arena -- see arena.h.  Blocks of 64 KiB in a list; a large request gets a block of its own.  What
 * nobody asked for is not touched: memory is zeroed as it is handed out. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define BLOCK_SIZE ((size_t)1)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BLOCK_SIZE ((size_t)1)
#endif
#endif
#ifndef BLOCK_SIZE
#define BLOCK_SIZE ((size_t)64 * 1024)
#endif

struct block {
	struct block *next;
	size_t used, size;
	max_align_t data[];
};

struct arena {
	struct block *blocks; /* the first one is being filled */
};

void
arena_die_nomem(void)
{
	fputs("tta-check: out of memory\n", stderr);
	exit(3);
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		arena_die_nomem();
	return a;
}

static void
free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;

		free(b);
		b = next;
	}
}

void
arena_free(struct arena *a)
{
	free_blocks(a ? a->blocks : NULL);
	free(a);
}

void
arena_clear(struct arena *a)
{
	struct block *b = a->blocks;

	if (b && b->size == BLOCK_SIZE) {
		free_blocks(b->next);
		b->next = NULL;
		b->used = 0;
	} else {
		free_blocks(b);
		a->blocks = NULL;
	}
}

static struct block *
block_new(size_t size)
{
	struct block *b = NULL;

	if (size <= SIZE_MAX - sizeof(*b))
		b = malloc(sizeof(*b) + size);
	if (!b)
		arena_die_nomem();
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

static void *
take(struct arena *a, size_t n, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct block *b = a->blocks;
	size_t want;
	void *p;

	if (size != 0 && n > (SIZE_MAX - align) / size)
		arena_die_nomem();
	want = (n * size + align - 1) / align * align;
	if (!b || b->size - b->used < want) {
		b = block_new(want > BLOCK_SIZE / 4 ? want : BLOCK_SIZE);
		if (a->blocks && want > BLOCK_SIZE / 4) { /* keep filling the present one */
			b->next = a->blocks->next;
			a->blocks->next = b;
		} else {
			b->next = a->blocks;
			a->blocks = b;
		}
	}
	p = (char *)b->data + b->used;
	b->used += want;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	void *p = take(a, n, size);

	return memset(p, 0, n * size);
}

void *
arena_dup(struct arena *a, const void *data, size_t size)
{
	void *p = take(a, size, 1);

	return size ? memcpy(p, data, size) : p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = take(a, n + 1, 1);

	if (n)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char small[256], *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		arena_die_nomem();
	p = take(a, (size_t)n + 1, 1);
	if ((size_t)n < sizeof(small))
		memcpy(p, small, (size_t)n + 1);
	else
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void *
arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
	char *bigger;

	if (n < *cap)
		return v;
	*cap = *cap ? *cap * 2 : 8;
	bigger = take(a, *cap, size);
	if (n)
		memcpy(bigger, v, n * size);
	memset(bigger + n * size, 0, (*cap - n) * size);
	return bigger;
}
