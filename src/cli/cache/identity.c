/* SPDX-License-Identifier: MIT */
/* identity -- see identity.h.  The memo's name holds the stamps, so it can only be right. */
#include "cli/cache/identity.h"

#include <fnmatch.h>
#include <glob.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "git/carry/carry.h"
#include "model/env.h"
#include "store/memo.h"

#define FILE_BYTES ((size_t)64 << 20)
#define TEXT_BYTES ((size_t)512 << 20)
#define RACY_NS                                                                                    \
	((int64_t)2000000000) /* a stamp so young may stay as it is while the file changes */

struct found {
	struct strs paths, files; /* from the root, and where they lie */
};

static bool
is_asked_by(const struct carry_item *item, const struct env *env)
{
	return strs_has(&item->envs, env->name);
}

/* What of the pattern lies below the item, as "/rest" or ""; NULL: it is about another place.
 * Wildcards in the folders of it stand for those of the item, one for one. */
static const char *
below(const char *pattern, const struct carry_item *item, struct arena *mem)
{
	const char *at = item->path;

	for (;;) {
		size_t n = strcspn(at, "/"), k = strcspn(pattern, "/");

		if (fnmatch(arena_strndup(mem, pattern, k), arena_strndup(mem, at, n), 0) != 0)
			return NULL;
		at += n;
		pattern += k;
		if (!*at)
			return pattern;
		if (!*pattern)
			return NULL;
		at++;
		pattern++;
	}
}

/* The folder's own name may hold what glob(3) would take for a wildcard. */
static const char *
escaped(const char *path, struct arena *mem)
{
	char *out = arena_alloc(mem, 2 * strlen(path) + 1, 1), *to = out;

	for (; *path; path++) {
		if (strchr("*?[\\", *path))
			*to++ = '\\';
		*to++ = *path;
	}
	return out;
}

/* How many files were added. */
static size_t
find(struct found *out, const char *rest, const struct carry_item *item, struct arena *mem)
{
	const char *whole = arena_printf(mem, "%s%s", escaped(item->source, mem), rest);
	size_t before = out->files.n, skip = strlen(item->source);
	glob_t g;

	if (glob(whole, 0, NULL, &g) != 0)
		return 0;
	for (size_t i = 0; i < g.gl_pathc; i++) {
		const char *file = g.gl_pathv[i];

		if (!fs_is_file(file))
			continue;
		strs_add(&out->files, arena_strdup(mem, file), mem);
		strs_add(&out->paths, arena_printf(mem, "%s%s", item->path, file + skip), mem);
	}
	globfree(&g);
	return out->files.n - before;
}

static int
stamps_of(struct buf *out, bool *is_young, const struct found *f, struct error *err)
{
	int64_t now_ns = clock_wall_ms() * 1000000;

	*is_young = false;
	for (size_t i = 0; i < f->files.n; i++) {
		struct fs_stamp st;

		if (fs_stamp(&st, f->files.v[i], err) < 0)
			return -1;
		buf_addf(out, "%s%c%s%c%llu %llu %llu %lld %lld\n", f->paths.v[i], '\0',
			f->files.v[i], '\0', (unsigned long long)st.dev, (unsigned long long)st.ino,
			(unsigned long long)st.size, (long long)st.mtime_ns,
			(long long)st.ctime_ns);
		*is_young = *is_young || now_ns - st.ctime_ns < RACY_NS;
	}
	return 0;
}

static const char *
hex_of(const struct buf *text, struct arena *mem, struct error *err)
{
	char *hex = arena_alloc(mem, 2 * HASH_MAX + 1, 1);
	unsigned char digest[HASH_MAX];

	if (text->dropped) {
		error_set(err, ERR_LIMIT, "`identity` names more than can be looked at");
		return NULL;
	}
	if (hash_bytes(digest, HASH_SHA256, text->data, text->len, err) < 0)
		return NULL;
	hex_write(hex, digest, hash_size(HASH_SHA256));
	return hex;
}

static const char *
read_all(const struct found *f, struct arena *mem, struct error *err)
{
	const char *hex = NULL;
	struct buf all;
	size_t i;

	buf_init(&all, TEXT_BYTES);
	for (i = 0; i < f->files.n; i++) {
		struct arena *scratch = arena_new();
		char *data;
		size_t len;
		int rc = fs_read(&data, &len, f->files.v[i], FILE_BYTES, scratch, err);

		if (rc == 0) {
			buf_addf(&all, "%s%c%zu%c", f->paths.v[i], '\0', len, '\0');
			buf_add(&all, data, len);
		}
		arena_free(scratch);
		if (rc < 0)
			break;
	}
	if (i == f->files.n)
		hex = hex_of(&all, mem, err);
	buf_release(&all);
	return hex;
}

/* Without a journal, or where it is busy, the files are read. */
static const char *
recall_or_read(const struct found *f, const char *name, struct journal *journal, struct arena *mem,
	struct error *err)
{
	struct error ignored;
	const char *hex = NULL;

	if (journal && name && memo_get(&hex, journal, name, mem, &ignored) == 0 && hex)
		return hex;
	hex = read_all(f, mem, err);
	if (hex && journal && name && memo_set(journal, name, hex, clock_wall_ms(), &ignored) < 0)
		return hex; /* it is read again next time */
	return hex;
}

static int
digest(const char **hex, const struct found *f, struct journal *journal, struct arena *mem,
	struct error *err)
{
	const char *name = NULL;
	struct buf stamps;
	bool is_young;
	int rc;

	buf_init(&stamps, TEXT_BYTES);
	rc = stamps_of(&stamps, &is_young, f, err);
	if (rc == 0) {
		const char *of_stamps = hex_of(&stamps, mem, err);

		rc = of_stamps ? 0 : -1;
		if (of_stamps && !is_young)
			name = arena_printf(mem, "identity:%s", of_stamps);
	}
	buf_release(&stamps);
	if (rc < 0)
		return -1;
	*hex = recall_or_read(f, name, journal, mem, err);
	return *hex ? 0 : -1;
}

/* Files of `identity` in what is carried there; 0: it tells nothing of it. */
static size_t
find_in(struct found *out, const struct carry_item *item, const struct env *env, struct arena *mem)
{
	size_t n = 0;

	for (size_t i = 0; i < env->identity.n; i++) {
		const char *pattern = path_clean(env->identity.v[i], mem);
		const char *rest = pattern ? below(pattern, item, mem) : NULL;

		if (rest)
			n += find(out, rest, item, mem);
	}
	return n;
}

int
identity_digest(const char **hex, const char **why, const struct env *env,
	const struct carry *carry, struct journal *journal, struct arena *mem, struct error *err)
{
	struct found f = {0};

	*hex = *why = NULL;
	for (size_t i = 0; i < carry->nitems; i++) {
		const struct carry_item *item = &carry->items[i];

		if (!is_asked_by(item, env) || find_in(&f, item, env, mem))
			continue;
		*why = arena_printf(mem, "no file of `identity` of [env %s] is in %s", env->name,
			text_path(item->path, mem));
		return 0;
	}
	return digest(hex, &f, journal, mem, err);
}
