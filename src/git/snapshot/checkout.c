/* SPDX-License-Identifier: MIT */
/* checkout -- see checkout.h. */
#include "git/snapshot/checkout.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <git2.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"
#include "git/repo/jot.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"
#include "git/snapshot/inward.h"
#include "git/snapshot/shelf.h"
#include "model/blob_source.h"

#define RACY_S 2 /* git counts whole seconds, and reads what is as young as its index */

static bool
holds_attributes(const struct index_entry *e)
{
	static const char name[] = ".gitattributes";
	const size_t n = sizeof(name) - 1;

	return e->len >= n && memcmp(e->path + e->len - n, name, n) == 0 &&
	       (e->len == n || e->path[e->len - n - 1] == '/');
}

/* What is due, and what says how it is written. */
static void
gather(struct shelf *out, const struct shelf *s, struct arena *mem)
{
	*out = (struct shelf){0};
	for (size_t i = 0; i < s->n; i++) {
		const struct index_entry *e = &s->v[i];

		if (!shelf_is_due(e) && !holds_attributes(e))
			continue;
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n] = *e;
		out->v[out->n++].is_hidden = !shelf_is_due(e);
	}
}

/* Nothing is written where one is missing. */
static int
check_blobs(const struct shelf *s, const struct repo *r, struct arena *mem, struct error *err)
{
	git_odb *odb = NULL;
	int rc = 0;

	if (git_repository_odb(&odb, r->git) < 0)
		return repo_error(err, "cannot open the object store");
	for (size_t i = 0; rc == 0 && i < s->n; i++) {
		char hex[GIT_OID_HEXSZ + 1];
		git_oid id;

		if (!shelf_is_due(&s->v[i]) || s->v[i].mode == SHELF_SUBMODULE)
			continue;
		git_oid_fromraw(&id, s->v[i].id);
		if (git_odb_exists(odb, &id))
			continue;
		rc = error_set(err, ERR_GIT,
			"'%s': blob %s is not in this clone; git fetch gets what a partial clone "
			"lacks, git fsck tells what is damaged",
			text_path(s->v[i].path, mem), git_oid_tostr(hex, sizeof(hex), &id));
	}
	git_odb_free(odb);
	return rc;
}

/* Git takes attributes from the files that are there rather than from the index. */
static void
remove_old_attributes(const struct shelf *order, int root)
{
	for (size_t i = 0; i < order->n; i++) {
		const struct index_entry *e = &order->v[i];

		if (shelf_is_due(e) && holds_attributes(e) && unlinkat(root, e->path, 0) < 0)
			continue; /* it is not there: git says whatever else is wrong */
	}
}

static int
run_git(const struct shelf *order, const struct checkout *c, struct arena *mem, struct error *err)
{
	static const char *const args[] = {
		"-c", "core.sparseCheckout=false", "checkout-index", "-a", "-f", NULL};
	const char *const set[] = {arena_printf(mem, "GIT_INDEX_FILE=%s", c->index_file), NULL};
	const struct plumbing what = {.args = args, .set = set};
	struct plumbing_text ignored;
	struct shelf_bytes image;

	if (shelf_image(&image, order, mem, err) < 0 ||
		jot_bytes(c->index_file, image.data, image.len, err) < 0)
		return -1;
	return plumbing_run(&ignored, c->decoy, &what, mem, err);
}

static int
stamp(struct index_entry *e, int root, struct arena *mem, struct error *err)
{
	struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}};
	unsigned char *is;
	struct stat st;

	if (e->mode == SHELF_SUBMODULE) {
		e->stat = shelf_no_stat;
		return 0;
	}
	clock_gettime(CLOCK_REALTIME, &times[1]);
	if (e->mode == MODE_SYMLINK) /* which may be another than its blob's (inward.h) */
		times[1].tv_sec -= RACY_S;
	if (utimensat(root, e->path, times, AT_SYMLINK_NOFOLLOW) < 0 ||
		fstatat(root, e->path, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return error_errno(
			err, "cannot look at '%s' that git wrote", text_path(e->path, mem));
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return error_set(err, ERR_GIT, "git wrote '%s' as something that is no file",
			text_path(e->path, mem));
	if (st.st_mtim.tv_nsec != times[1].tv_nsec)
		return 0; /* a clock too coarse to tell: written again each time */
	is = arena_alloc(mem, INDEX_STAT_LEN, 1);
	shelf_stat(is, &st);
	e->stat = is;
	return 0;
}

int
checkout_due(struct shelf *s, const struct checkout *c, struct arena *mem, struct error *err)
{
	struct inward inward = {.repo = c->repo, .root = c->decoy->root};
	struct shelf order;
	int root, rc = 0;

	gather(&order, s, mem);
	for (size_t i = 0; i < order.n && !shelf_is_due(&order.v[i]); i++) {
		if (i + 1 == order.n)
			return 0;
	}
	if (order.n == 0)
		return 0;
	if (check_blobs(&order, c->repo, mem, err) < 0)
		return -1;
	root = open(c->decoy->root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (root < 0)
		return error_errno(err, "cannot enter '%s'", c->decoy->root);
	remove_old_attributes(&order, root);
	rc = run_git(&order, c, mem, err);
	for (size_t i = 0; rc == 0 && i < s->n; i++) {
		if (!shelf_is_due(&s->v[i]))
			continue;
		if (s->v[i].mode == MODE_SYMLINK)
			rc = inward_turn(&inward, root, s->v[i].path, mem, err);
		if (rc == 0)
			rc = stamp(&s->v[i], root, mem, err);
	}
	close(root);
	return rc;
}
