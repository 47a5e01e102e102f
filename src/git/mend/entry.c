/* SPDX-License-Identifier: MIT */
/* entry -- see entry.h. */
#include "git/mend/entry.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"

/* "H 100644 <id> 0\tpath": a small letter is assume-unchanged, an S skip-worktree. */
static int
parse_one(struct entry *out, const char *text, struct arena *mem)
{
	const char *tab = strchr(text, '\t'), *id, *stage;
	char *end;

	*out = (struct entry){0};
	if (!tab || !isalpha((unsigned char)text[0]) || text[1] != ' ')
		return -1;
	out->is_hidden = islower((unsigned char)text[0]) || text[0] == 'S';
	out->side.mode = (uint32_t)strtoul(text + 2, &end, 8);
	if (*end != ' ')
		return -1;
	id = end + 1;
	stage = strchr(id, ' ');
	if (!stage || stage > tab || oid_parse(&out->side.id, id, (size_t)(stage - id)) < 0)
		return -1;
	if (stage[1] < '0' || stage[1] > '3' || stage + 2 != tab)
		return -1;
	out->stage = stage[1] - '0';
	out->path = arena_strdup(mem, tab + 1);
	return 0;
}

int
entries_parse(
	struct entries *out, const char *text, size_t len, struct arena *mem, struct error *err)
{
	const char *at = text, *end = text + len;

	*out = (struct entries){0};
	while (at < end) {
		const char *nul = memchr(at, 0, (size_t)(end - at));
		struct entry one;

		if (!nul || parse_one(&one, at, mem) < 0)
			return error_set(err, ERR_GIT, "git ls-files printed something unknown");
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = one;
		at = nul + 1;
	}
	return 0;
}

int
entries_read(struct entries *out, struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"ls-files", "-s", "-v", "-z", "--full-name", NULL};
	const char *const set[] = {arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file), NULL};
	const struct plumbing what = {.args = args, .set = set, .is_for_user = true};
	struct plumbing_text text;

	if (plumbing_run(&text, r, &what, mem, err) < 0)
		return -1;
	return entries_parse(out, text.data, text.len, mem, err);
}

static int
compare_path(const void *path, const void *entry)
{
	return strcmp(path, ((const struct entry *)entry)->path);
}

const struct entry *
entries_find(const struct entries *e, const char *path)
{
	return e->n ? bsearch(path, e->v, e->n, sizeof(*e->v), compare_path) : NULL;
}
