/* SPDX-License-Identifier: MIT */
/*
 * arena -- memory given out piecemeal and given back all at once.
 *
 * Ownership: whatever an arena hands out lives until arena_free() or arena_clear().
 * Errors:    nothing here returns NULL: out of memory ends the process with status 3, the one
 *            exit below cli.
 * Sanitizers see each allocation by itself: there every one is its own malloc.
 */
#ifndef TTA_BASE_ARENA_H
#define TTA_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/error.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */
/* Takes back all it handed out, and keeps some room for what comes next. */
void arena_clear(struct arena *a);

/* Zeroed room for n objects of the given size, aligned for any of them. */
void *arena_alloc(struct arena *a, size_t n, size_t size);
void *arena_dup(struct arena *a, const void *data, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n); /* n bytes and a NUL */
char *arena_printf(struct arena *a, const char *fmt, ...) TTA_PRINTF(2, 3);

/*
 * Room for one more element behind the n that v holds:
 *	set->v = arena_grow(mem, set->v, set->n, &set->cap, sizeof(*set->v));
 *	set->v[set->n++] = x;
 */
void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

/* For the few heap users outside arenas: says so on stderr and exits 3. */
void arena_die_nomem(void) __attribute__((noreturn));

#define countof(array) (sizeof(array) / sizeof((array)[0]))

#endif
