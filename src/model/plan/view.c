/* SPDX-License-Identifier: MIT */
/*
 * view -- see view.h.  Asked about each folder, and each file of some of them, of a tree of any
 * size: lists are searched by halves, nothing is allocated, and patterns compare literal bytes
 * before they ask an expression (pattern.h).
 *
 * Keeps true: view_of_folder() says VIEW_ALL or VIEW_NONE only where view_has() says the same of
 * every path below.
 */
#include "model/plan/view.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/plan/pattern.h"

#define TEXT_MAX ((size_t)256 << 20)

/* A path of n bytes, as if a '/' followed it where has_slash. */
struct key {
	const char *s;
	size_t n;
	bool has_slash;
};

static int
compare_key(const char *entry, const struct key *key)
{
	int order = strncmp(entry, key->s, key->n);

	if (order)
		return order;
	if (!key->has_slash)
		return entry[key->n] != '\0';
	if (entry[key->n] != '/')
		return (unsigned char)entry[key->n] < '/' ? -1 : 1;
	return entry[key->n + 1] != '\0';
}

/* Where in the sorted list the first entry is that does not come before the key. */
static size_t
lower_bound(const struct strs *list, const struct key *key)
{
	size_t from = 0, to = list->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (compare_key(list->v[mid], key) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static bool
has_entry(const struct strs *list, const struct key *key)
{
	size_t at = lower_bound(list, key);

	return at < list->n && compare_key(list->v[at], key) == 0;
}

/* Is one of the entries below a folder of n bytes? */
static bool
has_below(const struct strs *list, const char *folder, size_t n)
{
	const struct key key = {.s = folder, .n = n, .has_slash = true};
	size_t at;

	if (n == 0)
		return list->n != 0;
	at = lower_bound(list, &key);
	return at < list->n && strncmp(list->v[at], folder, n) == 0 && list->v[at][n] == '/';
}

/* Is the path one of the entries, or below one? */
static bool
is_within(const struct strs *list, const char *path)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		if (has_entry(list, &(struct key){.s = path, .n = (size_t)(p - path)}))
			return true;
	}
	return strs_has_sorted(list, path);
}

/* Is the path one of the entries, or below one that ends in '/'? */
static bool
is_left_out(const struct strs *list, const char *path)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		if (has_entry(list,
			    &(struct key){.s = path, .n = (size_t)(p - path), .has_slash = true}))
			return true;
	}
	return strs_has_sorted(list, path);
}

static bool
is_near(const struct strs *near, const char *path)
{
	const char *slash = strrchr(path, '/');

	return has_below(near, path, slash ? (size_t)(slash - path) : 0) || is_within(near, path);
}

bool
view_has(const struct view *v, const char *path)
{
	if (strs_has_sorted(&v->shown, path))
		return true;
	if (!v->is_whole && !is_near(&v->near, path) &&
		!(v->inputs && patterns_match(v->inputs, path)))
		return false;
	if (v->ignored && patterns_match(v->ignored, path))
		return false;
	return !v->sparse || !is_left_out(v->sparse, path);
}

static enum view_part
larger(enum view_part a, enum view_part b)
{
	return a > b ? a : b;
}

static enum view_part
matched(const struct patterns *list, const char *folder)
{
	static const enum view_part parts[] = {
		[PATTERNS_NONE] = VIEW_NONE,
		[PATTERNS_SOME] = VIEW_SOME,
		[PATTERNS_ALL] = VIEW_ALL,
	};

	return list ? parts[patterns_match_below(list, folder)] : VIEW_NONE;
}

static enum view_part
near_part(const struct strs *near, const char *folder)
{
	if (*folder && is_within(near, folder))
		return VIEW_ALL;
	return has_below(near, folder, strlen(folder)) ? VIEW_SOME : VIEW_NONE;
}

static enum view_part
sparse_part(const struct strs *sparse, const char *folder)
{
	size_t n = strlen(folder);

	if (!sparse)
		return VIEW_NONE;
	if (n && (has_entry(sparse, &(struct key){.s = folder, .n = n, .has_slash = true}) ||
			 is_left_out(sparse, folder)))
		return VIEW_ALL;
	return has_below(sparse, folder, n) ? VIEW_SOME : VIEW_NONE;
}

enum view_part
view_of_folder(const struct view *v, const char *folder)
{
	enum view_part part = VIEW_ALL, hidden;

	if (!v->is_whole)
		part = larger(near_part(&v->near, folder), matched(v->inputs, folder));
	if (part == VIEW_NONE)
		return has_below(&v->shown, folder, strlen(folder)) ? VIEW_SOME : VIEW_NONE;
	hidden = larger(matched(v->ignored, folder), sparse_part(v->sparse, folder));
	if (hidden == VIEW_NONE)
		return part;
	if (hidden == VIEW_SOME || has_below(&v->shown, folder, strlen(folder)))
		return VIEW_SOME;
	return VIEW_NONE;
}

static void
add_list(struct buf *out, const char *what, const struct strs *list)
{
	for (size_t i = 0; list && i < list->n; i++)
		buf_addf(out, "%s %zu:%s\n", what, strlen(list->v[i]), list->v[i]);
}

static void
add_patterns(struct buf *out, const char *what, const struct patterns *list)
{
	for (size_t i = 0; list && i < list->n; i++)
		buf_addf(out, "%s %zu:%s%s\n", what, strlen(list->v[i].text),
			list->v[i].is_negated ? "!" : "", list->v[i].text);
}

const char *
view_text(const struct view *v, struct arena *mem)
{
	struct buf out;
	const char *text;

	buf_init(&out, TEXT_MAX);
	buf_adds(&out, v->is_whole ? "whole\n" : "");
	add_list(&out, "near", &v->near);
	add_patterns(&out, "inputs", v->inputs);
	add_patterns(&out, "ignored", v->ignored);
	add_list(&out, "sparse", v->sparse);
	add_list(&out, "shown", &v->shown);
	text = arena_strndup(mem, out.data, out.len);
	buf_release(&out);
	return text;
}
