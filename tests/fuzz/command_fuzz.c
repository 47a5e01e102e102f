/* SPDX-License-Identifier: MIT */
/*
 * command_fuzz -- any text as a command.  What is taken has words that hold no more than was
 * written, and expands to a list of words without a NULL.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "model/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *known[] = {"files", "dir", "a"};
static const char *files[] = {"-x", "b c"};

static void
expand(const struct command *c, struct arena *mem)
{
	const struct strs list = {.v = files, .n = 2};
	const struct placeholder values[] = {{.name = "files", .list = &list},
		{.name = "dir", .scalar = "d"}, {.name = "a", .scalar = ""}, {0}};
	struct strs words = {0};
	struct error err;
	size_t written = 0;

	for (size_t i = 0; i < c->n; i++) {
		for (size_t j = 0; j < c->v[i].n; j++) {
			const struct command_part *p = &c->v[i].v[j];

			if (!p->text == !p->placeholder)
				abort();
			written += strlen(p->text ? p->text : p->placeholder);
		}
	}
	if (written > strlen(c->text))
		abort();
	if (command_expand(&words, c, values, mem, &err) < 0)
		abort();
	for (size_t i = 0; i < words.n; i++) {
		if (!words.v[i])
			abort();
	}
	if (!command_uses(c, "files") && words.n != c->n)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct strs names = {.v = known, .n = 3};
	struct arena *mem;
	struct command c;
	struct error err = {0};

	if (size > 100) /* each {files} in one word doubles it */
		return 0;
	mem = arena_new();
	if (command_parse(&c, arena_strndup(mem, (const char *)data, size), &names, mem, &err) == 0)
		expand(&c, mem);
	else if (!err.msg[0])
		abort();
	arena_free(mem);
	return 0;
}
