/* SPDX-License-Identifier: MIT */
/* fixers -- see fixers.h.  A fixer that was killed, or came too late, has done nothing: T's files
 * are put back to what they were before it. */
#include "cli/mend/fixers.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/session.h"
#include "engine/repair.h"
#include "gates/registry.h"
#include "model/blob_source.h"
#include "model/outcome.h"

#define BLOB_MAX ((size_t)64 << 20) /* of a file for a built-in */

struct fixing {
	struct fixers *out;
	struct run_options options;
	struct arena *mem;
};

static int
compare_path(const void *path, const void *change)
{
	return strcmp(path, ((const struct change *)change)->path);
}

const struct change *
fixers_find(const struct change_set *set, const char *path)
{
	return set->n ? bsearch(path, set->v, set->n, sizeof(*set->v), compare_path) : NULL;
}

const char *
fixers_of(const struct fixers *f, const char *path, struct arena *mem)
{
	struct strs names = {0};

	for (size_t i = 0; i < f->ndeeds; i++) {
		if (strs_has(&f->deeds[i].paths, path))
			strs_add(&names, f->deeds[i].job->id, mem);
	}
	return strs_join(&names, ", ", mem);
}

static void
note(struct fixing *f, const struct job *job, const char *why)
{
	strs_add(&f->out->notes,
		arena_printf(f->mem, "%s: its fix came to nothing: %s", job->id, why), f->mem);
}

/* What is different from before is this job's doing. */
static int
take(struct fixing *f, const struct job *job, struct error *err)
{
	struct fixers *out = f->out;
	struct fixer_deed deed = {.job = job};
	struct change_set now;

	if (readback_adopt(&out->read, &job->gate->unchanged, f->mem, err) < 0 ||
		readback_take(&now, &out->read, f->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < now.n; i++) {
		const struct change *was = fixers_find(&out->changes, now.v[i].path);

		if (!was || was->new.mode != now.v[i].new.mode ||
			!oid_equal(&was->new.id, &now.v[i].new.id))
			strs_add(&deed.paths, now.v[i].path, f->mem);
	}
	out->changes = now;
	if (deed.paths.n == 0)
		return 0;
	out->deeds = arena_grow(f->mem, out->deeds, out->ndeeds, &out->cdeeds, sizeof(*out->deeds));
	out->deeds[out->ndeeds++] = deed;
	return 0;
}

static int
run_command(struct fixing *f, const struct job *job, struct error *err)
{
	struct verdict v;

	if (repair_run(&v, &f->out->signal, job, &f->options, f->mem, err) < 0)
		return -1;
	if (f->out->signal)
		return 0;
	if (v.kind == VERDICT_PASS || (v.kind == VERDICT_FAIL && !v.is_cut))
		return take(f, job, err);
	note(f, job, v.why ? v.why : "it was not run");
	return readback_undo(&f->out->read, f->mem, err);
}

struct fixed_files { /* what a built-in made of its files, where it is another thing */
	struct readback_put *files;
	struct blob *blobs;
	size_t n;
};

static int
fix_file(struct fixed_files *out, struct fixing *f, const struct job *job,
	const struct change *file, struct error *err)
{
	const struct change *fixed = fixers_find(&f->out->changes, file->path);
	const struct change_side *now = fixed ? &fixed->new : &file->new;
	struct blob before, after;

	if (!mode_is_regular(now->mode))
		return 0;
	if (readback_blob(&before, &f->out->read, &now->id, BLOB_MAX, f->mem, err) < 0 ||
		repair_blob(&after, job, file, &before, &f->options, f->mem, err) < 0)
		return error_wrap(err, "%s", text_path(file->path, f->mem));
	if (after.len == before.len && memcmp(after.data, before.data, after.len) == 0)
		return 0;
	out->files[out->n] = (struct readback_put){.path = file->path, .mode = now->mode};
	out->blobs[out->n++] = after;
	return 0;
}

static int
run_builtin(struct fixing *f, const struct job *job, struct error *err)
{
	struct fixed_files fixed = {
		.files = arena_alloc(f->mem, job->files.n, sizeof(*fixed.files)),
		.blobs = arena_alloc(f->mem, job->files.n, sizeof(*fixed.blobs)),
	};
	struct error why;

	for (size_t i = 0; i < job->files.n; i++) {
		if (fix_file(&fixed, f, job, &job->changes[i], &why) < 0) {
			note(f, job, arena_strdup(f->mem, why.msg));
			return 0;
		}
	}
	if (readback_put(&f->out->read, fixed.files, fixed.blobs, fixed.n, f->mem, err) < 0)
		return -1;
	return take(f, job, err);
}

/* Those that said no and have a fix, in their order. */
static const struct job **
find_jobs(size_t *n, const struct assessment *a, struct arena *mem)
{
	const struct job **jobs = arena_alloc(mem, a->plan.njobs, sizeof(const struct job *));

	*n = 0;
	for (size_t i = 0; i < a->plan.njobs; i++) {
		if (a->outcome.verdicts[i].kind == VERDICT_FAIL &&
			repair_is_possible(&a->plan.jobs[i], builtin_find))
			jobs[(*n)++] = &a->plan.jobs[i];
	}
	return jobs;
}

static int
run_all(struct fixing *f, const struct job *const *jobs, size_t n, struct error *err)
{
	for (size_t i = 0; i < n && !f->out->signal; i++) {
		const struct job *job = jobs[i];

		if ((job->builtin ? run_builtin(f, job, err) : run_command(f, job, err)) < 0)
			return error_wrap(err, "%s", job->id);
	}
	return f->out->signal ? 0 : readback_added(&f->out->added, &f->out->read, f->mem, err);
}

int
fixers_run(struct fixers *out, const struct assessment *a, struct session *s,
	const struct run_request *request, struct error *err)
{
	struct fixing f = {.out = out, .mem = s->cli->mem};
	const struct job **jobs;
	const struct site *site;
	size_t n;

	*out = (struct fixers){.signal = 0};
	jobs = find_jobs(&n, a, f.mem);
	if (n == 0)
		return 0;
	if (workplace_open_wide(&out->place, s, jobs, n, err) < 0 ||
		workplace_options(&f.options, &out->place, s, &a->event, request, err) < 0)
		return -1;
	site = &out->place.sites.v[0];
	if (readback_open(&out->read, &s->repo, &s->judged, &site->snapshot, &site->carry.paths,
		    s->cli->environ, f.mem, err) < 0)
		return -1;
	return run_all(&f, jobs, n, err);
}

void
fixers_close(struct fixers *f, struct session *s)
{
	readback_close(&f->read);
	workplace_close(&f->place, s);
}
