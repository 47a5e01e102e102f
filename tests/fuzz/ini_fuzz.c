/* SPDX-License-Identifier: MIT */
/*
 * ini_fuzz -- any bytes are read to the end, what is read keeps to the stated limits, and a value
 * written out again reads back the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_again(const struct ini_entry *e, struct arena *mem)
{
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct ini ini;
	char *text =
		arena_printf(mem, "[g a]\n%s = %s\n", e->key, ini_written(e->key, e->value, mem));

	if (strlen(text) > INI_LINE_BYTES)
		return;
	if (ini_read(&ini, "again", text, strlen(text), &problems, mem, &err) < 0 || ini.n != 1 ||
		ini.v[0].n != 1 || strcmp(ini.v[0].v[0].value, e->value) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct ini ini;

	if (ini_read(&ini, "fuzz", (const char *)data, size, &problems, mem, &err) < 0)
		abort();
	for (size_t i = 0; i < ini.n; i++) {
		if (strlen(ini.v[i].name) > INI_NAME_BYTES)
			abort();
		for (size_t k = 0; k < ini.v[i].n && !problems_refuse(&problems); k++)
			check_again(&ini.v[i].v[k], mem);
	}
	arena_free(mem);
	return 0;
}
