/* SPDX-License-Identifier: MIT */
/*
 * config_fuzz -- any text is read to the end; what is accepted resolves for every component and
 * stage, and its dump reads back without an error and dumps the same from then on.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/tree_fixture.h"
#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config.h"
#include "model/config/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct tree_row rows[] = {
	{"src/a/x.c", "", 0},
	{"src/b_c/x.c", "", 0},
	{"lib/a/x.c", "", 0},
	{"a.c", "", 0},
	{0},
};

static void
resolve(const struct config *c)
{
	for (size_t g = 0; g < c->ngates; g++) {
		for (size_t k = 0; k < c->components.n; k++) {
			for (int stage = 0; stage < (int)c->stages.n; stage++) {
				const struct gate *gate = config_gate(c, g, k, stage);

				if (gate != config_gate(c, g, k, stage) || !gate->on)
					abort();
			}
		}
	}
}

/* false: the text was refused */
static bool
read_and_dump(struct buf *out, const char *text, size_t len)
{
	struct tree_fixture files = {.rows = rows};
	struct blob_source tree = tree_fixture_source(&files);
	struct config_input in = {.file = "tta.ini", .text = text, .len = len, .tree = &tree};
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct error err = {0};
	struct config c;
	bool is_right;

	if (config_read(&c, &in, &problems, mem, &err) < 0)
		abort();
	is_right = !problems_refuse(&problems);
	buf_init(out, (size_t)1 << 20);
	if (is_right) {
		resolve(&c);
		config_dump(out, &c);
	}
	config_release(&c);
	arena_free(mem);
	return is_right;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf one, two = {0}, three = {0};

	if (read_and_dump(&one, (const char *)data, size)) {
		if (!read_and_dump(&two, one.data, one.len) ||
			!read_and_dump(&three, two.data, two.len))
			abort();
		if (strcmp(two.data, three.data) != 0)
			abort();
	}
	buf_release(&one);
	buf_release(&two);
	buf_release(&three);
	return 0;
}
