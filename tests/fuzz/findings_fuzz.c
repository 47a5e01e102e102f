/* SPDX-License-Identifier: MIT */
/* findings_fuzz -- any bytes as the output of a tool, and as what a worker says. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "engine/findings.h"
#include "engine/rootpath.h"
#include "engine/worker.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_output(const char *text, size_t len, const char *problem, struct arena *mem)
{
	struct strs files = {0};
	struct findings_input in = {.problem = problem, .dir = "src", .files = &files};
	struct findings found = {0};
	struct error err;

	strs_add(&files, "src/a", mem);
	strs_add(&files, "b", mem);
	in.len = len;
	in.text = rootpath_remove(text, &in.len, "/r", mem);
	if (in.len > len)
		abort();
	if (findings_read(&found, &in, mem, &err) < 0)
		return;
	for (size_t i = 0; i < found.n; i++) {
		if (!found.v[i].text || found.v[i].line < 0 || found.v[i].column < 0)
			abort();
		if (found.v[i].path && found.v[i].path[0] == '/')
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct findings found = {0};
	struct measures measures = {0};
	struct error err;

	read_output((const char *)data, size, NULL, mem);
	read_output((const char *)data, size,
		"^(?<file>[^:]+):(?<line>\\d*):(?<column>\\d*):(?<severity>\\w*) "
		"(?<rule>\\w*) (?<message>.*)$",
		mem);
	if (worker_read(&found, &measures, (const char *)data, size, mem, &err) == 0) {
		for (size_t i = 0; i < found.n; i++) {
			if (!found.v[i].text)
				abort();
		}
	}
	arena_free(mem);
	return 0;
}
