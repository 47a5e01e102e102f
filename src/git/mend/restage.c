/* SPDX-License-Identifier: MIT */
/* restage -- see restage.h. */
#include "git/mend/restage.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/judged/judged.h"
#include "git/mend/blobs.h"
#include "git/mend/readback.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"
#include "model/blob_source.h"

#define BLOB_MAX ((size_t)1 << 30)

static int
check_still(struct repo *r, const struct judged *j, const char *const *environ, struct arena *mem,
	struct error *err)
{
	int still = judged_still(j, r, environ, mem, err);

	if (still == 0)
		error_set(err, ERR_GIT,
			"cannot stage: the index changed meanwhile and is not what was judged; "
			"try again");
	return still == 1 ? 0 : -1;
}

int
restage_free(const struct repo *r, struct arena *mem, struct error *err)
{
	const char *lock = arena_printf(mem, "%s.lock", r->index_file);

	if (!fs_exists(lock))
		return 0;
	return error_set(err, ERR_GIT,
		"cannot stage: '%s' is there, so another git is at work (or was killed and "
		"left it behind); try again when it is gone",
		lock);
}

int
restage_check(struct repo *r, const struct judged *j, const char *const *environ, struct arena *mem,
	struct error *err)
{
	if (restage_free(r, mem, err) < 0)
		return -1;
	return check_still(r, j, environ, mem, err);
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

/*
 * What git is to read first: a mode may begin with any number of zeros, so this may be the start of
 * every entry.  Once it is read git has asked for the lock; the end of input behind it is an error,
 * at which git changes nothing.
 */
#define FIRST "0"

static const char *const update[] = {"update-index", "-z", "--index-info", NULL};
static const struct plumbing updating = {.args = update, .is_for_user = true};

static const char *const *
index_of(const struct repo *r, struct arena *mem)
{
	struct strs set = {0};

	strs_add(&set, arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file), mem);
	return strs_argv(&set, mem);
}

/* Git has read the first byte and waits for more; where it has ended instead its words are why. */
static int
begin(struct restage *s, struct arena *mem, struct error *err)
{
	struct error ignored;

	if (feed_give(&s->feed, FIRST, strlen(FIRST), &ignored) == 0 &&
		feed_await(&s->feed, &ignored) == 0)
		return 0;
	if (plumbing_fed(&s->feed, &updating, s->words, mem, err) < 0)
		return -1;
	return error_set(err, ERR_GIT, "git update-index ended before it was told anything");
}

int
restage_open(struct restage *out, struct repo *r, const struct judged *j, const char *folder,
	const char *const *environ, struct arena *mem, struct error *err)
{
	struct plumbing what = updating;

	what.set = index_of(r, mem);
	*out = (struct restage){.words = path_join(folder, "words", mem)};
	if (plumbing_feed(&out->feed, r, &what, out->words, mem, err) < 0 ||
		begin(out, mem, err) < 0)
		return -1;
	if (!j || check_still(r, j, environ, mem, err) == 0)
		return 0;
	feed_close(&out->feed);
	return -1;
}

int
restage_give(struct restage *s, const struct change *fixed, struct arena *mem, struct error *err)
{
	static const char none[] = "0000000000000000000000000000000000000000";
	const char *text = arena_printf(mem, "%o %s\t%s", (unsigned)fixed->new.mode,
		fixed->new.mode ? oid_hex(&fixed->new.id, mem) : none, fixed->path);

	if (feed_give(&s->feed, text, strlen(text) + 1, err) < 0)
		return error_wrap(err, "cannot stage it");
	s->ngiven++;
	return 0;
}

int
restage_close(struct restage *s, struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"update-index", "-q", "--refresh", NULL};
	struct plumbing refresh = {.args = args, .is_for_user = true, .set = index_of(r, mem)};
	struct error unheard;

	if (s->ngiven == 0) { /* it ends with an error, and leaves the index alone */
		feed_close(&s->feed);
		return 0;
	}
	if (plumbing_fed(&s->feed, &updating, s->words, mem, err) < 0)
		return -1;
	/* It is fed nothing, but has a session of its own: what ends all of our group, before git
	 * minds signals, would leave its lock. */
	if (plumbing_feed(&s->feed, r, &refresh, s->words, mem, &unheard) < 0 ||
		plumbing_fed(&s->feed, &refresh, s->words, mem, &unheard) < 0)
		return 0; /* only the times of unchanged files: git looks again itself */
	return 0;
}
