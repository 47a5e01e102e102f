/* SPDX-License-Identifier: MIT */
/*
 * builtins_fuzz -- any bytes as a file, before every built-in that looks at files: findings lie in
 * the file, and what a fixer makes of it, it leaves as it is; but for two, which are as in
 * pre-commit-hooks: sort-simple-yaml takes comments for a header once the blank line before them is
 * gone, and requirements-txt-fixer sorts a last line that ends in a backslash before others, which
 * it then continues with.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "gates/registry.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/change.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
read_same(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	const struct blob *b = ctx;

	(void)id;
	if (b->len > max)
		return error_set(err, ERR_LIMIT, "too long");
	*out = (struct blob){.data = arena_strndup(mem, b->data, b->len), .len = b->len};
	return 0;
}

static int
list_none(
	void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	(void)ctx, (void)dir, (void)mem, (void)err;
	*out = (struct tree_entries){0};
	return 0;
}

static int
find_none(void *ctx, struct tree_entry *out, bool *found, const char *path, struct arena *mem,
	struct error *err)
{
	(void)ctx, (void)out, (void)path, (void)mem, (void)err;
	*found = false;
	return 0;
}

static void
judge(const struct builtin *b, const struct builtin_input *in, size_t size, struct arena *mem)
{
	struct findings found = {0};
	struct error err;

	if (b->judge(&found, in, mem, &err) < 0)
		return;
	for (size_t i = 0; i < found.n; i++) {
		if (found.v[i].line < 0 || (size_t)found.v[i].line > size + 1 || !found.v[i].text)
			abort();
	}
}

static bool
may_go_on(const struct builtin *b, const struct blob *in)
{
	return strcmp(b->id, "sort-simple-yaml") == 0 ||
	       (strcmp(b->id, "requirements-txt-fixer") == 0 && memchr(in->data, '\\', in->len));
}

static void
mend(const struct builtin *b, const struct change *file, const struct blob *in,
	const struct strs *args, struct arena *mem)
{
	struct builtin_fix_input input = {.file = file, .blob = in, .args = args};
	struct blob once, twice;
	struct error err;

	if (!b->fix || may_go_on(b, in) || b->fix(&once, &input, mem, &err) < 0)
		return;
	input.blob = &once;
	if (b->fix(&twice, &input, mem, &err) < 0 || twice.len != once.len ||
		memcmp(twice.data, once.data, once.len) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[][2] = {{"json", "a.json"}, {"json5", "a.json5"},
		{"toml", "a.toml"}, {"xml", "a.xml"}, {"yaml", "a.yaml"}};

	for (size_t i = 0; i < nbuiltins; i++) {
		struct arena *mem = arena_new();
		const struct blob blob = {
			.data = arena_strndup(mem, size ? (const char *)data : "", size),
			.len = size};
		const struct blob_source tree = {.ctx = (void *)&blob,
			.read = read_same,
			.list = list_none,
			.find = find_none};
		struct change c = {
			.path = "requirements.txt", .kind = 'A', .new = {.mode = MODE_FILE}};
		struct strs args = {0};
		const struct builtin_input in = {.v = &c, .n = 1, .tree = &tree, .args = &args};

		for (size_t k = 0; k < countof(types); k++) {
			if (builtins[i].types && strcmp(builtins[i].types, types[k][0]) == 0)
				c.path = types[k][1];
		}
		if (strstr(builtins[i].id, "pattern"))
			strs_add(&args, "a.?b", mem);
		if (!builtin_is_whole(builtins[i].id))
			judge(&builtins[i], &in, size, mem);
		mend(&builtins[i], &c, &blob, &args, mem);
		arena_free(mem);
	}
	return 0;
}
