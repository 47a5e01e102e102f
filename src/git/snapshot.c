/* SPDX-License-Identifier: MIT */
/*
 * snapshot -- see snapshot.h.
 *
 * Layout of its folder:  tree/      the decoy work tree, with tree/.git
 *                        lock       held by flock(2) while a run uses it
 *                        settings   what tree was written under; another text: written anew
 *                        tree-id    the tree it held last; absent while it is being written
 */
#include "git/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "git/decoy.h"
#include "git/judged.h"
#include "git/plumbing.h"
#include "git/repo.h"

#define SMALL_FILE ((size_t)1 << 20)

/* 1: ours now; 0: somebody else's; -1: error. */
static int
take_lock(struct snapshot *s, struct arena *mem, struct error *err)
{
	char *path = path_join(s->dir, "lock", mem);

	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (s->lock < 0)
		return error_errno(err, "cannot open '%s'", path);
	if (flock(s->lock, LOCK_EX | LOCK_NB) == 0)
		return 1;
	if (errno != EWOULDBLOCK)
		return error_errno(err, "cannot lock '%s'", path);
	close(s->lock);
	s->lock = -1;
	return 0;
}

static int
take_folder(struct snapshot *out, const struct repo *r, const char *const *environ,
	struct arena *mem, struct error *err)
{
	char *cache = repo_cache_dir(r, environ, mem, err);
	int got;

	if (!cache)
		return -1;
	out->dir = path_join(cache, "snapshot", mem);
	if (fs_mkdirs(out->dir, 0700, err) < 0)
		return -1;
	got = take_lock(out, mem, err);
	if (got < 0)
		return -1;
	if (got == 0) {
		out->is_ephemeral = true;
		out->dir = fs_temp_dir(cache, mem, err);
		if (!out->dir)
			return -1;
	}
	out->dir = fs_real(out->dir, mem);
	if (!out->dir)
		return error_errno(err, "cannot resolve the cache folder '%s'", cache);
	out->root = path_join(out->dir, "tree", mem);
	return 0;
}

/* The text of a small file of our own; "" where there is none. */
static const char *
note_read(const struct snapshot *s, const char *name, struct arena *mem)
{
	struct error ignored;
	char *text;
	size_t len;

	if (fs_read(&text, &len, path_join(s->dir, name, mem), SMALL_FILE, mem, &ignored) < 0)
		return "";
	return text;
}

static int
note_write(const struct snapshot *s, const char *name, const char *text, struct arena *mem,
	struct error *err)
{
	return fs_write(path_join(s->dir, name, mem), text, strlen(text), 0600, err);
}

/* Has a .gitattributes changed between the trees?  Then unchanged files may come out differently.
 */
static bool
attributes_changed(const struct repo *decoy, const char *last, const char *tree, struct arena *mem)
{
	const char *args[] = {"diff-tree", "-r", "--name-only", "-z", last, tree, NULL};
	struct plumbing_text names;
	struct error ignored;

	if (strcmp(last, tree) == 0)
		return false;
	if (plumbing_run(&names, decoy, &(struct plumbing){.args = args}, mem, &ignored) < 0)
		return true;
	for (const char *p = names.data; p < names.data + names.len; p += strlen(p) + 1) {
		if (strcmp(path_base(p), ".gitattributes") == 0)
			return true;
	}
	return false;
}

/* What gates left behind goes, but for what may stay. */
static int
remove_additions(const struct repo *decoy, const struct strs *carry, const struct strs *keep,
	struct arena *mem, struct error *err)
{
	struct strs args = {0};
	struct plumbing_text ignored;

	strs_add(&args, "clean", mem);
	strs_add(&args, "-ffdxq", mem);
	for (size_t i = 0; i < carry->n; i++)
		strs_add(&args, arena_printf(mem, "--exclude=/%s", carry->v[i]), mem);
	for (size_t i = 0; i < keep->n; i++)
		strs_add(&args, arena_printf(mem, "--exclude=%s", keep->v[i]), mem);
	return plumbing_run(
		&ignored, decoy, &(struct plumbing){.args = strs_argv(&args, mem)}, mem, err);
}

static int
write_tree(const struct snapshot *s, const struct repo *decoy, const char *tree,
	const struct strs *carry, const struct strs *keep, struct arena *mem, struct error *err)
{
	static const char *const no_download[] = {"GIT_LFS_SKIP_SMUDGE=1", NULL};
	const char *args[] = {"read-tree", "--reset", "-u", tree, NULL};
	const char *last = note_read(s, "tree-id", mem);
	struct plumbing_text ignored;

	unlink(path_join(decoy->git_dir, "index.lock",
		mem)); /* of a run that was killed: we hold the lock */
	if (*last == '\0' || attributes_changed(decoy, last, tree, mem))
		unlink(path_join(decoy->git_dir, "index", mem)); /* every file is written anew */
	unlink(path_join(s->dir, "tree-id", mem));
	if (plumbing_run(&ignored, decoy, &(struct plumbing){.args = args, .set = no_download}, mem,
		    err) < 0)
		return -1;
	if (remove_additions(decoy, carry, keep, mem, err) < 0)
		return -1;
	return note_write(s, "tree-id", tree, mem, err);
}

/* Links ROOT/path to the work tree's; what the tree itself holds there wins. */
static int
link_carried(const struct snapshot *s, const struct repo *r, const char *path, struct arena *mem,
	struct error *err)
{
	char *from = path_join(r->root, path, mem), *to = path_join(s->root, path, mem);
	char target[4096];
	ssize_t n;

	if (!fs_exists(from))
		return 0;
	n = readlink(to, target, sizeof(target));
	if (n > 0 && (size_t)n == strlen(from) && memcmp(target, from, (size_t)n) == 0)
		return 0;
	if (n > 0)
		unlink(to);
	else if (fs_exists(to))
		return 0;
	if (fs_mkdirs(path_dir(to, mem), 0755, err) < 0)
		return -1;
	if (symlink(from, to) < 0)
		return error_errno(err, "cannot link '%s'", to);
	return 0;
}

static int
fill(const struct snapshot *s, const struct repo *r, const struct judged *j,
	const struct strs *carry, const struct strs *keep, struct arena *mem, struct error *err)
{
	struct repo decoy = decoy_of(r, s->root, mem);
	const char *settings;

	if (decoy_settings(&settings, r, mem, err) < 0)
		return -1;
	if (strcmp(settings, note_read(s, "settings", mem)) != 0) {
		if (fs_remove_tree(s->root, err) < 0)
			return -1;
		unlink(path_join(s->dir, "tree-id", mem));
	}
	if (decoy_make(&decoy, r, j, settings, mem, err) < 0 ||
		note_write(s, "settings", settings, mem, err) < 0 ||
		write_tree(s, &decoy, oid_hex(&j->tree, mem), carry, keep, mem, err) < 0)
		return -1;
	for (size_t i = 0; r->root && i < carry->n; i++) {
		if (link_carried(s, r, carry->v[i], mem, err) < 0)
			return -1;
	}
	return 0;
}

int
snapshot_open(struct snapshot *out, struct repo *r, const struct judged *j,
	const struct strs *carry, const struct strs *keep, const char *const *environ,
	struct arena *mem, struct error *err)
{
	*out = (struct snapshot){.lock = -1};
	if (take_folder(out, r, environ, mem, err) == 0 &&
		fill(out, r, j, carry, keep, mem, err) == 0)
		return 0;
	snapshot_close(out, mem);
	return -1;
}

void
snapshot_close(struct snapshot *s, struct arena *mem)
{
	struct error ignored;

	(void)mem;
	if (s->is_ephemeral && s->dir && fs_remove_tree(s->dir, &ignored) < 0)
		s->is_ephemeral = false; /* nothing more can be done: eviction by age takes it */
	if (s->lock >= 0)
		close(s->lock);
	*s = (struct snapshot){.lock = -1};
}
