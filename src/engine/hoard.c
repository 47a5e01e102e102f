/* SPDX-License-Identifier: MIT */
/* hoard -- see hoard.h. */
#include "engine/hoard.h"

#include <string.h>

#include "base/arena.h"
#include "model/change.h"
#include "model/plan.h"

struct hoarded {
	struct oid id; /* size 0: free */
	struct blob blob;
	bool is_read;
};

static struct hoarded *
find(const struct hoard *h, const struct oid *id)
{
	size_t slot;

	memcpy(&slot, id->bytes, sizeof(slot)); /* as good as any hash */
	for (slot &= h->nslots - 1; h->slots[slot].id.size; slot = (slot + 1) & (h->nslots - 1)) {
		if (oid_equal(&h->slots[slot].id, id))
			break;
	}
	return &h->slots[slot];
}

static int
read_hoarded(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	const struct hoard *h = ctx;
	const struct hoarded *one = find(h, id);

	if (!one->is_read || one->blob.len > max)
		return h->inner->read(h->inner->ctx, out, id, max, mem, err);
	*out = one->blob;
	return 0;
}

static int
list_inner(
	void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	const struct hoard *h = ctx;

	return h->inner->list(h->inner->ctx, out, dir, mem, err);
}

static int
find_inner(void *ctx, struct tree_entry *out, bool *found, const char *path, struct arena *mem,
	struct error *err)
{
	const struct hoard *h = ctx;

	return h->inner->find(h->inner->ctx, out, found, path, mem, err);
}

static bool
is_judging(const struct job *job)
{
	return job->state == JOB_READY && job->builtin && job->changes;
}

/* Room for as many as the jobs have files, if more than one has any. */
static void
make_room(struct hoard *h, const struct plan *plan)
{
	size_t n = 0, jobs = 0;

	for (size_t i = 0; i < plan->njobs; i++) {
		if (is_judging(&plan->jobs[i])) {
			jobs++;
			n += plan->jobs[i].files.n;
		}
	}
	if (jobs < 2)
		return;
	h->mem = arena_new();
	for (h->nslots = 16; h->nslots < 2 * n;)
		h->nslots *= 2;
	h->slots = arena_alloc(h->mem, h->nslots, sizeof(*h->slots));
}

static void
take_in(struct hoard *h, const struct change *c, size_t *left)
{
	size_t most = *left < HOARD_ONE ? *left : HOARD_ONE;
	struct hoarded *one;
	struct error err;

	if (!mode_is_regular(c->new.mode))
		return;
	one = find(h, &c->new.id);
	if (one->id.size)
		return;
	one->id = c->new.id;
	one->is_read = h->inner->read(h->inner->ctx, &one->blob, &one->id, most, h->mem, &err) == 0;
	if (one->is_read)
		*left -= one->blob.len;
}

void
hoard_fill(struct hoard *h, const struct plan *plan, const struct blob_source *inner)
{
	size_t left = HOARD_BYTES;

	*h = (struct hoard){.inner = inner};
	if (inner)
		make_room(h, plan);
	if (!h->mem)
		return;
	h->source = (struct blob_source){
		.ctx = h, .list = list_inner, .find = find_inner, .read = read_hoarded};
	for (size_t i = 0; i < plan->njobs; i++) {
		const struct job *job = &plan->jobs[i];

		for (size_t k = 0; is_judging(job) && k < job->files.n; k++)
			take_in(h, &job->changes[k], &left);
	}
}

void
hoard_release(struct hoard *h)
{
	arena_free(h->mem);
	*h = (struct hoard){0};
}
