/* SPDX-License-Identifier: MIT */
/* main_tree -- see main_tree.h. */
#include "git/repo/main_tree.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/carry/folder_source.h"
#include "git/repo/gitsetting.h"
#include "git/repo/repo.h"
#include "model/blob_source.h"
#include "model/plan/pattern.h"

#define LOCK_FILE_MAX ((size_t)64 << 20)
#define TARGET_MAX 4096

/* That of a submodule, whose git folder says where it is; NULL: it says nothing. */
static const char *
named_root(const struct repo *r, struct arena *mem)
{
	const char *named = gitsetting_find(r, "core.worktree", mem);

	if (!named || !*named)
		return NULL;
	return fs_real(*named == '/' ? named : path_join(r->common_dir, named, mem), mem);
}

const char *
main_tree_root(const struct repo *r, struct arena *mem)
{
	const char *root;

	if (strcmp(r->git_dir, r->common_dir) == 0)
		return NULL;
	root = strcmp(path_base(r->common_dir), ".git") == 0 ? path_dir(r->common_dir, mem)
							     : named_root(r, mem);
	return root && *root && fs_is_dir(root) ? root : NULL;
}

/* One byte after the other, without a carriage return before the end of a line. */
static int
next_byte(const char **p, const char *end)
{
	if (*p + 1 < end && (*p)[0] == '\r' && (*p)[1] == '\n')
		++*p;
	return *p < end ? (unsigned char)*(*p)++ : -1;
}

static bool
is_same_text(const struct blob *a, const char *b, size_t len)
{
	const char *p = a->data, *q = b;
	int c;

	do {
		c = next_byte(&p, a->data + a->len);
		if (c != next_byte(&q, b + len))
			return false;
	} while (c >= 0);
	return true;
}

struct pair { /* two sources of the same folders */
	const struct blob_source *tree, *disk;
	const char *root; /* of disk */
	struct arena *mem;
};

static int
agree_file(bool *out, const struct pair *p, const char *path, const struct tree_entry *entry,
	struct error *err)
{
	const char *whole = path_join(p->root, path, p->mem);
	char target[TARGET_MAX], *text = target;
	struct blob blob;
	size_t len;

	if (p->tree->read(p->tree->ctx, &blob, &entry->id, LOCK_FILE_MAX, p->mem, err) < 0)
		return -1;
	if (entry->mode == MODE_SYMLINK) {
		ssize_t n = readlink(whole, target, sizeof(target));

		if (n < 0)
			return error_errno(err, "cannot read the link '%s'", whole);
		len = (size_t)n;
	} else if (fs_read(&text, &len, whole, LOCK_FILE_MAX, p->mem, err) < 0) {
		return -1;
	}
	*out = is_same_text(&blob, text, len);
	return 0;
}

static int agree_at(bool *out, const struct pair *p, const char *path, struct error *err);

static int
agree_folder(bool *out, const struct pair *p, const char *path, struct error *err)
{
	struct tree_entries here, there;

	if (p->tree->list(p->tree->ctx, &here, path, p->mem, err) < 0 ||
		p->disk->list(p->disk->ctx, &there, path, p->mem, err) < 0)
		return -1;
	*out = here.n == there.n;
	for (size_t i = 0; *out && i < here.n; i++) {
		*out = strcmp(here.v[i].name, there.v[i].name) == 0;
		if (*out && agree_at(out, p, path_join(path, here.v[i].name, p->mem), err) < 0)
			return -1;
	}
	return 0;
}

static int
agree_at(bool *out, const struct pair *p, const char *path, struct error *err)
{
	struct tree_entry here, there;
	bool is_here, is_there;

	*out = false;
	if (p->tree->find(p->tree->ctx, &here, &is_here, path, p->mem, err) < 0 ||
		p->disk->find(p->disk->ctx, &there, &is_there, path, p->mem, err) < 0)
		return -1;
	if (!is_here || !is_there)
		return 0;
	if (here.mode == MODE_SUBMODULE || here.mode == MODE_TREE) {
		if (there.mode != MODE_TREE)
			return 0;
		*out = true;
		return here.mode == MODE_TREE ? agree_folder(out, p, path, err) : 0;
	}
	if (mode_is_regular(here.mode) != mode_is_regular(there.mode) || there.mode == MODE_TREE)
		return 0;
	return agree_file(out, p, path, &here, err);
}

int
main_tree_agrees(bool *out, const char *root, const struct patterns *lock,
	const struct blob_source *tree, struct arena *mem, struct error *err)
{
	struct blob_source disk;
	const struct pair pair = {.tree = tree, .disk = &disk, .root = root, .mem = mem};
	struct strs here = {0}, there = {0};

	*out = false;
	folder_source_init(&disk, root, tree, mem);
	if (lock->n == 0)
		return 0;
	if (patterns_expand(&here, lock, tree, mem, err) < 0 ||
		patterns_expand(&there, lock, &disk, mem, err) < 0)
		return -1;
	*out = here.n == there.n;
	for (size_t i = 0; *out && i < here.n; i++) {
		*out = strcmp(here.v[i], there.v[i]) == 0;
		if (*out && agree_at(out, &pair, here.v[i], err) < 0)
			return -1;
	}
	return 0;
}
