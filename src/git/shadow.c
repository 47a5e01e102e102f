/* SPDX-License-Identifier: MIT */
/*
 * shadow -- see shadow.h.
 *
 * Notes:  settings    what the files were written under, with the boot; absent while all of them
 *                     are being written
 *         attributes  digest of every .gitattributes in the index that they were written by
 *
 * Both are true of the index as it lies there, at any moment: the files that an interrupted update
 * wrote are not in the index, so the next one looks at them.
 */
#define _XOPEN_SOURCE 700 /* nftw */

#include "git/shadow.h"

#include <errno.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "git/index.h"
#include "git/jot.h"
#include "git/plumbing.h"
#include "git/repo.h"
#include "git/weed.h"

#define ATTRIBUTES_MAX ((size_t)64 << 20)
#define ID_LEN 20
#define WALK_FDS 16

static int
run(const struct shadow *s, const char *const *args, struct arena *mem, struct error *err)
{
	const char *const set[] = {
		arena_printf(mem, "GIT_INDEX_FILE=%s", s->decoy->index_file), NULL};
	struct plumbing_text ignored;

	return plumbing_run(
		&ignored, s->decoy, &(struct plumbing){.args = args, .set = set}, mem, err);
}

/* Nothing that was written before a power cut can be believed. */
static const char *
settings_now(const struct shadow *s, struct arena *mem)
{
	return arena_printf(
		mem, "# %s%s", jot_read("/proc/sys/kernel/random/boot_id", mem), s->settings);
}

static int
forget_files(const struct shadow *s, struct arena *mem, struct error *err)
{
	const char *const files[] = {path_join(s->dir, "settings", mem), s->decoy->index_file};

	for (size_t i = 0; i < countof(files); i++) {
		if (unlink(files[i]) < 0 && errno != ENOENT)
			return error_errno(err, "cannot remove '%s'", files[i]);
	}
	return 0;
}

static int
read_tree(const struct shadow *s, const char *tree, struct arena *mem, struct error *err)
{
	const char *const args[] = {
		"-c", "index.version=2", "read-tree", "--reset", "-u", tree, NULL};

	return run(s, args, mem, err);
}

struct look {
	struct buf attributes; /* path, NUL, id, of each .gitattributes */
};

static void
see(void *ctx, const struct index_entry *e)
{
	struct look *l = ctx;

	if (strcmp(path_base(e->path), ".gitattributes") != 0)
		return;
	buf_add(&l->attributes, e->path, strlen(e->path) + 1);
	buf_add(&l->attributes, e->id, ID_LEN);
}

static int
digest_of(unsigned char out[HASH_MAX], const struct shadow *s, struct look *l, struct error *err)
{
	struct index_map index;
	int rc;

	if (index_open(&index, s->decoy->index_file, err) < 0)
		return -1;
	if (index.data && !index_walk(index.data, index.len, see, l))
		rc = error_set(err, ERR_GIT, "git wrote an index that we cannot read");
	else if (l->attributes.dropped)
		rc = error_set(err, ERR_LIMIT, "more .gitattributes than can be looked at");
	else
		rc = hash_bytes(out, HASH_SHA256, l->attributes.data, l->attributes.len, err);
	index_close(&index);
	return rc;
}

/* The digest of all attributes in the index, as text. */
static const char *
attributes_now(const struct shadow *s, struct arena *mem, struct error *err)
{
	unsigned char digest[HASH_MAX];
	char *hex = arena_alloc(mem, 2 * HASH_MAX + 1, 1);
	struct look l;
	int rc;

	buf_init(&l.attributes, ATTRIBUTES_MAX);
	rc = digest_of(digest, s, &l, err);
	buf_release(&l.attributes);
	if (rc < 0)
		return NULL;
	hash_hex(hex, digest, hash_size(HASH_SHA256));
	return hex;
}

/* By an index that cannot be read, nothing is known of the files. */
static int
weed(const struct shadow *s, struct arena *mem, struct error *err)
{
	const char *root = s->decoy->root, *index_file = s->decoy->index_file;

	if (weed_tree(root, index_file, s->keep, mem, err) == 0)
		return 0;
	if (forget_files(s, mem, err) < 0)
		return -1;
	return weed_tree(root, index_file, s->keep, mem, err);
}

int
shadow_update(const struct shadow *s, const char *tree, struct arena *mem, struct error *err)
{
	const char *settings = settings_now(s, mem), *attributes;
	const char *settings_path = path_join(s->dir, "settings", mem);
	const char *attributes_path = path_join(s->dir, "attributes", mem);

	/* of a run that was killed: the lock is ours */
	unlink(arena_printf(mem, "%s.lock", s->decoy->index_file));
	if (strcmp(settings, jot_read(settings_path, mem)) != 0 && forget_files(s, mem, err) < 0)
		return -1;
	if (weed(s, mem, err) < 0 || read_tree(s, tree, mem, err) < 0)
		return -1;
	attributes = attributes_now(s, mem, err);
	if (!attributes)
		return -1;
	if (fs_exists(settings_path) && strcmp(attributes, jot_read(attributes_path, mem)) != 0 &&
		(forget_files(s, mem, err) < 0 || read_tree(s, tree, mem, err) < 0))
		return -1;
	if (fs_exists(settings_path))
		return 0;
	if (jot_text(attributes_path, attributes, err) < 0)
		return -1;
	return jot_text(settings_path, settings, err);
}

static int
look_at_folder(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)path;
	(void)where;
	if (kind == FTW_DNR || kind == FTW_NS)
		return 1;
	return kind == FTW_D && ((st->st_mode & 0700) != 0700 || st->st_uid != geteuid());
}

bool
shadow_is_spoiled(const char *root)
{
	return nftw(root, look_at_folder, WALK_FDS, FTW_PHYS) > 0;
}
