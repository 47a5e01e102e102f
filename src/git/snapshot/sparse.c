/* SPDX-License-Identifier: MIT */
/*
 * sparse -- see sparse.h.
 *
 * Cache:  CACHE/sparse: a key, the files, nothing, the hidden; a NUL behind each.  Renamed into
 *         place, never synced: what a power cut leaves has no key that fits.
 */
#include "git/snapshot/sparse.h"

#include <stdio.h>
#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/judged/judged.h"
#include "git/judged/oracle.h"
#include "git/repo/gitsetting.h"
#include "git/repo/jot.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"

#define CACHE_MAX ((size_t)1 << 30)

static bool
is_on(const struct repo *r, struct arena *mem)
{
	const char *value = gitsetting_find(r, "core.sparsecheckout", mem);
	int is_true = 0;

	return value && git_config_parse_bool(&is_true, value) == 0 && is_true;
}

/* What the answer depends on. */
static int
key_of(const char **out, const struct repo *r, const struct judged *j, const char *patterns,
	struct arena *mem, struct error *err)
{
	const char *mode = gitsetting_find(r, "core.sparsecheckoutcone", mem);
	struct fs_stamp s;

	if (fs_stamp(&s, patterns, err) < 0)
		return -1;
	*out = arena_printf(mem, "1 %s %s %llu %llu %lld %lld", oid_hex(&j->tree, mem),
		mode ? mode : "", (unsigned long long)s.ino, (unsigned long long)s.size,
		(long long)s.mtime_ns, (long long)s.ctime_ns);
	return 0;
}

struct listing { /* of git ls-files -t, in the order of the index */
	const char **paths;
	bool *is_hidden;
	size_t n;
};

static int
read_listing(
	struct listing *out, const struct plumbing_text *text, struct arena *mem, struct error *err)
{
	const char *end = text->data + text->len;
	size_t n = 0;

	for (const char *p = text->data; p < end; p += strlen(p) + 1)
		n++;
	out->paths = arena_alloc(mem, n, sizeof(*out->paths));
	out->is_hidden = arena_alloc(mem, n, sizeof(*out->is_hidden));
	for (const char *p = text->data; p < end; p += strlen(p) + 1) {
		if (strlen(p) < 3 || p[1] != ' ')
			return error_set(err, ERR_GIT, "git ls-files printed what we do not know");
		out->is_hidden[out->n] = *p == 'S';
		out->paths[out->n++] = p + 2;
	}
	return 0;
}

/* The end of those from i on that lie in the folder of n bytes (with its slash); *is_all: nothing
 * of it is left. */
static size_t
folder_end(bool *is_all, const struct listing *l, size_t i, size_t n)
{
	const char *folder = l->paths[i];

	*is_all = true;
	for (; i < l->n && strncmp(l->paths[i], folder, n) == 0; i++)
		*is_all = *is_all && l->is_hidden[i];
	return i;
}

/* The topmost folder above path i that is hidden whole ends at *end; its length, 0: none is. */
static size_t
hidden_folder(size_t *end, const struct listing *l, size_t i)
{
	const char *path = l->paths[i];

	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		size_t n = (size_t)(slash - path) + 1;
		bool is_all, is_first = i == 0 || strncmp(l->paths[i - 1], path, n) != 0;

		if (!is_first) /* and something before was not hidden, or we would be past it */
			continue;
		*end = folder_end(&is_all, l, i, n);
		if (is_all)
			return n;
	}
	return 0;
}

static void
fold(struct sparse *out, const struct listing *l, struct arena *mem)
{
	size_t i = 0, end;

	while (i < l->n) {
		size_t n = l->is_hidden[i] ? hidden_folder(&end, l, i) : 0;

		if (n == 0) {
			if (l->is_hidden[i])
				strs_add(&out->hidden, l->paths[i], mem);
			end = i + 1;
		} else {
			strs_add(&out->hidden, arena_strndup(mem, l->paths[i], n), mem);
		}
		for (; i < end; i++) {
			if (l->is_hidden[i])
				strs_add(&out->files, l->paths[i], mem);
		}
	}
	strs_sort_unique(&out->hidden);
}

/* Git sets its marks by the patterns, in an index of ours, and finds nothing to write or to remove.
 * (`git sparse-checkout reapply` would touch the packs.) */
static int
ask_git(struct sparse *out, const struct repo *r, const struct judged *j, const char *folder,
	struct arena *mem, struct error *err)
{
	const char *const read[] = {"read-tree", oid_hex(&j->tree, mem), NULL};
	const char *const apply[] = {"read-tree", "-m", "-u", oid_hex(&j->tree, mem), NULL};
	static const char *const list[] = {"ls-files", "-t", "-z", NULL};
	const char *const *const steps[] = {read, apply, list};
	const char *empty = path_join(folder, "empty", mem);
	const char *const set[] = {arena_printf(mem, "GIT_INDEX_FILE=%s/index", folder),
		arena_printf(mem, "GIT_WORK_TREE=%s", empty), "GIT_ALLOW_PROTOCOL=none", NULL};
	struct plumbing_text text = {0};
	struct listing listing = {0};

	if (fs_mkdirs(empty, 0700, err) < 0)
		return -1;
	for (size_t i = 0; i < countof(steps); i++) {
		const struct plumbing what = {.args = steps[i], .set = set};

		if (plumbing_run(&text, r, &what, mem, err) < 0)
			return -1;
	}
	if (read_listing(&listing, &text, mem, err) < 0)
		return -1;
	fold(out, &listing, mem);
	return 0;
}

static void
put(struct buf *out, const struct strs *list)
{
	for (size_t i = 0; i < list->n; i++)
		buf_add(out, list->v[i], strlen(list->v[i]) + 1);
}

/* Where it cannot be kept it is asked again. */
static void
keep(const struct sparse *s, const char *key, const char *folder, const char *cache,
	struct arena *mem)
{
	const char *file = path_join(folder, "sparse", mem);
	struct error ignored;
	struct buf text;

	buf_init(&text, CACHE_MAX);
	buf_add(&text, key, strlen(key) + 1);
	put(&text, &s->files);
	buf_addc(&text, '\0');
	put(&text, &s->hidden);
	if (!text.dropped && jot_bytes(file, text.data, text.len, &ignored) == 0) {
		if (rename(file, cache) == 0)
			fs_give(cache);
		else
			remove(file);
	}
	buf_release(&text);
}

static bool
find_kept(struct sparse *out, const char *key, const char *cache, struct arena *mem)
{
	struct strs *list = &out->files;
	struct error ignored;
	size_t len, n;
	char *text;

	if (!fs_is_file(cache) || fs_read(&text, &len, cache, CACHE_MAX, mem, &ignored) < 0 ||
		strcmp(text, key) != 0)
		return false;
	for (size_t at = strlen(key) + 1; at < len; at += n + 1) {
		n = strlen(text + at);
		if (n)
			strs_add(list, text + at, mem);
		else
			list = &out->hidden;
	}
	return list == &out->hidden;
}

int
sparse_read(struct sparse *out, struct repo *r, const struct judged *j, const char *const *environ,
	struct arena *mem, struct error *err)
{
	const char *patterns = path_join(r->git_dir, "info/sparse-checkout", mem);
	const char *cache, *key, *folder;
	int rc;

	*out = (struct sparse){{0}, {0}};
	if (!r->root || !fs_exists(patterns) || !is_on(r, mem))
		return 0;
	cache = repo_cache_dir(r, environ, mem, err);
	if (!cache || key_of(&key, r, j, patterns, mem, err) < 0)
		return -1;
	cache = path_join(cache, "sparse", mem);
	if (find_kept(out, key, cache, mem))
		return 0;
	*out = (struct sparse){{0}, {0}};
	folder = oracle_folder(r, environ, mem, err);
	if (!folder)
		return -1;
	rc = ask_git(out, r, j, folder, mem, err);
	if (rc == 0)
		keep(out, key, folder, cache, mem);
	oracle_discard(folder);
	return rc < 0 ? error_wrap(err, "cannot tell what the sparse checkout leaves out") : 0;
}
