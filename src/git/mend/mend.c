/* SPDX-License-Identifier: MIT */
/* mend -- see mend.h.  Keeps true that nothing is read or written through a symlink. */
#include "git/mend/mend.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/swap.h"
#include "git/mend/merge3.h"
#include "git/mend/readback.h"
#include "git/repo/repo.h"

#define MEND_MAX ((size_t)256 << 20) /* bytes of one file */

/* Is it a regular file below folders that are no symlinks? */
static bool
is_plain_file(struct stat *st, const char *root, const char *path, struct arena *mem)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		const char *folder = arena_strndup(mem, path, (size_t)(p - path));

		if (lstat(path_join(root, folder, mem), st) < 0 || !S_ISDIR(st->st_mode))
			return false;
	}
	return lstat(path_join(root, path, mem), st) == 0 && S_ISREG(st->st_mode);
}

static int
read_file(struct blob *out, const char *path, struct arena *mem, struct error *err)
{
	char *data;

	if (fs_read(&data, &out->len, path, MEND_MAX, mem, err) < 0)
		return -1;
	out->data = data;
	return 0;
}

static bool
is_executable(uint32_t mode)
{
	return mode == MODE_EXECUTABLE;
}

/* As chmod +x and -x do it: who may read may execute. */
static mode_t
permissions(mode_t before, const struct change *c)
{
	if (!c->new.mode || is_executable(c->old.mode) == is_executable(c->new.mode))
		return before;
	if (is_executable(c->new.mode))
		return before | ((before & 0444) >> 2);
	return before & ~(mode_t)0111;
}

static bool
is_equal(const struct blob *a, const struct blob *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

static int
prepare_removal(struct mend *out, const struct mend_rules *rules, const struct blob *base)
{
	if (!rules->may_go)
		out->state = MEND_KIND;
	else if (!is_equal(&out->ours, base))
		out->state = rules->is_judged ? MEND_CONFLICT : MEND_UNSTAGED;
	return 0;
}

static int
prepare_content(struct mend *out, const struct mend_rules *rules, const struct blob *base,
	const struct blob *theirs, struct arena *mem, struct error *err)
{
	const struct merge3 in = {.base = base, .ours = &out->ours, .theirs = theirs};
	bool is_clean;

	if (!rules->is_judged && !is_equal(&out->ours, base)) {
		out->state = MEND_UNSTAGED;
		return 0;
	}
	if (merge3(&out->merged, &is_clean, &in, mem, err) < 0)
		return error_wrap(err, "%s", out->change->path);
	if (!is_clean)
		out->state = MEND_CONFLICT;
	return 0;
}

/* Can a file be made there: are the folders above it no symlinks, as far as they are there? */
static bool
is_free(const char *root, const char *path, struct arena *mem)
{
	struct stat st;

	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		const char *folder = arena_strndup(mem, path, (size_t)(p - path));

		if (lstat(path_join(root, folder, mem), &st) < 0)
			return errno == ENOENT;
		if (!S_ISDIR(st.st_mode))
			return false;
	}
	return lstat(path_join(root, path, mem), &st) < 0 && errno == ENOENT;
}

/* A file that T does not have: the work tree has none either, or the very same. */
static int
prepare_new(struct mend *out, const struct readback *b, const struct repo *r, struct arena *mem,
	struct error *err)
{
	const char *path = out->change->path, *made = readback_new(b, path, mem);
	struct stat st;

	if (!mode_is_regular(out->change->new.mode)) {
		out->state = MEND_KIND;
		return 0;
	}
	if (lstat(made, &st) < 0)
		return error_errno(err, "cannot look at '%s'", made);
	out->before = out->after = st.st_mode & 07777;
	if (read_file(&out->merged, made, mem, err) < 0)
		return -1;
	if (is_free(r->root, path, mem))
		return 0;
	if (!is_plain_file(&st, r->root, path, mem)) {
		out->state = MEND_ABSENT;
		return 0;
	}
	if (read_file(&out->ours, path_join(r->root, path, mem), mem, err) < 0)
		return -1;
	out->before = out->after = st.st_mode & 07777;
	if (!is_equal(&out->ours, &out->merged) ||
		is_executable(out->change->new.mode) != ((st.st_mode & 0100) != 0))
		out->state = MEND_CONFLICT;
	return 0;
}

int
mend_prepare(struct mend *out, const struct change *c, const struct mend_rules *rules,
	const struct readback *b, const struct repo *r, struct arena *mem, struct error *err)
{
	struct blob base, theirs;
	struct stat st;

	*out = (struct mend){.change = c};
	if (!c->old.mode)
		return prepare_new(out, b, r, mem, err);
	if (!mode_is_regular(c->old.mode) || (c->new.mode && !mode_is_regular(c->new.mode))) {
		out->state = MEND_KIND;
		return 0;
	}
	if (!is_plain_file(&st, r->root, c->path, mem)) {
		out->state = MEND_ABSENT;
		return 0;
	}
	out->before = st.st_mode & 07777;
	out->after = permissions(out->before, c);
	if (read_file(&out->ours, path_join(r->root, c->path, mem), mem, err) < 0 ||
		read_file(&base, readback_old(b, c->path, mem), mem, err) < 0)
		return -1;
	if (!c->new.mode)
		return prepare_removal(out, rules, &base);
	if (read_file(&theirs, readback_new(b, c->path, mem), mem, err) < 0)
		return -1;
	return prepare_content(out, rules, &base, &theirs, mem, err);
}

/* Is it still what was looked at, and has a folder? */
static int
is_as_before(
	bool *out, const struct mend *m, const struct repo *r, struct arena *mem, struct error *err)
{
	const char *path = m->change->path;
	struct stat st;

	*out = m->ours.data
		       ? is_plain_file(&st, r->root, path, mem) && (st.st_mode & 07777) == m->before
		       : is_free(r->root, path, mem);
	if (!*out || m->ours.data)
		return 0;
	return fs_mkdirs(path_dir(path_join(r->root, path, mem), mem), 0777, err);
}

int
mend_apply(struct mend *m, const struct repo *r, struct arena *mem, struct error *err)
{
	const char *path = path_join(r->root, m->change->path, mem);
	const struct swap s = {
		.path = path,
		.temp = m->temp,
		.old = m->ours.data,
		.old_len = m->ours.len,
		.data = m->merged.data,
		.len = m->merged.len,
		.mode = m->after,
	};
	bool done;

	if (m->state != MEND_READY)
		return 0;
	if (is_as_before(&done, m, r, mem, err) < 0)
		return -1;
	if (done && m->merged.data && m->ours.data && m->before == m->after &&
		is_equal(&m->ours, &m->merged))
		done = true; /* the user's file has it already */
	else if (done && swap_file(&done, &s, mem, err) < 0)
		return -1;
	m->state = done ? MEND_DONE : MEND_MOVED;
	return 0;
}
