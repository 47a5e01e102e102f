/* SPDX-License-Identifier: MIT */
/* shelf_fuzz -- the reader of index files with folders never leaves what it is given, and what it
 * takes adds up. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "git/snapshot/shelf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct shelf *s)
{
	size_t sum = 0;

	for (size_t i = 0; i < s->n; i++)
		sum += strlen(s->v[i].path) + (s->v[i].stat ? s->v[i].stat[39] : 1) +
		       s->v[i].id[19];
	for (size_t i = 0; i < s->nfolders; i++) {
		const struct shelf_folder *f = &s->folders[i];

		sum += strlen(f->name) + f->id[19];
		if (f->next <= i || f->next > s->nfolders || f->entries > s->n)
			__builtin_trap();
	}
	if (s->folders[0].entries != s->n || s->folders[0].next != s->nfolders || sum == (size_t)-1)
		__builtin_trap();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct shelf s;

	if (shelf_read(&s, data, size, mem))
		check(&s);
	arena_free(mem);
	return 0;
}
