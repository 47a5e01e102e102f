/* SPDX-License-Identifier: MIT */
/* restage -- see restage.h. */
#include "git/restage.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "git/blobs.h"
#include "git/judged.h"
#include "git/plumbing.h"
#include "git/readback.h"
#include "git/repo.h"
#include "model/blob_source.h"

#define LIST_MAX ((size_t)1 << 30)
#define BLOB_MAX ((size_t)1 << 30)

int
restage_check(struct repo *r, const struct judged *j, const char *const *environ, struct arena *mem,
	struct error *err)
{
	const char *lock = arena_printf(mem, "%s.lock", r->index_file);
	int still;

	if (fs_exists(lock))
		return error_set(err, ERR_GIT,
			"cannot stage: '%s' is there, so another git is at work (or was killed and "
			"left it behind); try again when it is gone",
			lock);
	still = judged_still(j, r, environ, mem, err);
	if (still == 0)
		error_set(err, ERR_GIT,
			"cannot stage: the index changed meanwhile and is not what was judged; "
			"try again");
	return still == 1 ? 0 : -1;
}

int
restage_objects(struct repo *r, const struct readback *b, const struct change_set *fixed,
	struct arena *mem, struct error *err)
{
	struct blob *v = arena_alloc(mem, fixed->n, sizeof(*v));
	struct oid *ids = arena_alloc(mem, fixed->n, sizeof(*ids));
	struct blobs what = {.v = v, .folder = b->folder, .is_for_user = true};

	for (size_t i = 0; i < fixed->n; i++) {
		if (fixed->v[i].new.mode &&
			readback_blob(&v[what.n++], b, &fixed->v[i].new.id, BLOB_MAX, mem, err) < 0)
			return -1;
	}
	if (blobs_write(ids, r, &what, mem, err) < 0)
		return error_wrap(err, "cannot write the fixed files' objects");
	for (size_t i = 0, k = 0; i < fixed->n; i++) {
		if (fixed->v[i].new.mode && !oid_equal(&ids[k++], &fixed->v[i].new.id))
			return error_set(err, ERR_GIT, "git gave a fixed file another id");
	}
	return 0;
}

/* What `git update-index --index-info -z` reads. */
static void
add_entry(struct buf *out, const struct change *c, struct arena *mem)
{
	static const char none[] = "0000000000000000000000000000000000000000";

	buf_addf(out, "%o %s\t", (unsigned)c->new.mode,
		c->new.mode ? oid_hex(&c->new.id, mem) : none);
	buf_add(out, c->path, strlen(c->path) + 1);
}

static int
run(struct repo *r, const char *const *args, const struct buf *input, struct arena *mem,
	struct error *err)
{
	const char *const set[] = {arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file), NULL};
	struct plumbing what = {.args = args, .set = set, .is_for_user = true};
	struct plumbing_text ignored;

	if (input) {
		what.input = input->data;
		what.input_len = input->len;
	}
	return plumbing_run(&ignored, r, &what, mem, err);
}

int
restage_index(struct repo *r, const struct change_set *fixed, struct arena *mem, struct error *err)
{
	static const char *const update[] = {"update-index", "-z", "--index-info", NULL};
	static const char *const refresh[] = {"update-index", "-q", "--refresh", NULL};
	struct error ignored;
	struct buf entries;
	int rc;

	if (fixed->n == 0)
		return 0;
	buf_init(&entries, LIST_MAX);
	for (size_t i = 0; i < fixed->n; i++)
		add_entry(&entries, &fixed->v[i], mem);
	rc = entries.dropped ? error_set(err, ERR_LIMIT, "too many files at once")
			     : run(r, update, &entries, mem, err);
	buf_release(&entries);
	if (rc == 0 && run(r, refresh, NULL, mem, &ignored) < 0)
		return 0; /* only the times of unchanged files: git looks again itself */
	return rc;
}
