/* SPDX-License-Identifier: MIT */
/* place_evidence -- see place_evidence.h. */
#include "cli/cache/place_evidence.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "cli/cache/gathering.h"
#include "cli/cache/job_evidence.h"
#include "cli/session.h"
#include "model/blob_source.h"
#include "model/gate.h"
#include "model/oid.h"
#include "model/plan/plan.h"

#define TEXT_MAX ((size_t)64 << 20)
#define SCRIPT_MAX ((size_t)1 << 20)

bool
place_is_by_file(const struct job *job)
{
	return job->gate->scope == SCOPE_FILES && command_uses(&job->gate->run, "files");
}

static void
add_list(struct buf *out, const char *name, const struct strs *list)
{
	for (size_t i = 0; i < list->n; i++)
		buf_addf(out, "%s %zu:%s\n", name, strlen(list->v[i]), list->v[i]);
}

/* Does a text ask which component or target it is run for? */
static bool
is_asking(const char *text)
{
	return strstr(text, "TTA_COMPONENT") || strstr(text, "TTA_TARGET");
}

static bool
uses_place(const struct command *run)
{
	static const char *const names[] = {
		"source", "tests", "paths", "dir", "component", "target"};

	for (size_t i = 0; i < countof(names); i++) {
		if (command_uses(run, names[i]))
			return true;
	}
	return is_asking(run->text);
}

/* The word as it is written; NULL where a placeholder is in it. */
static const char *
literal(const struct command_word *w, struct arena *mem)
{
	const char *text = "";

	for (size_t i = 0; i < w->n; i++) {
		if (!w->v[i].text)
			return NULL;
		text = arena_printf(mem, "%s%s", text, w->v[i].text);
	}
	return text;
}

/* A file of the judged tree that the command names, a script most likely: it counts, whether the
 * file that is judged would have shown it or not. */
static int
add_named(struct buf *out, struct gathering *g, const char *word, struct error *err)
{
	const struct blob_source *tree = &g->c->session->judged.source;
	const char *path = path_clean(path_join(g->around.dir, word, g->mem), g->mem);
	struct tree_entry entry;
	struct error ignored;
	struct blob blob;
	bool is_there;

	if (!path || !*path || *path == '/')
		return 0;
	if (tree->find(tree->ctx, &entry, &is_there, path, g->mem, err) < 0)
		return -1;
	if (!is_there)
		return 0;
	buf_addf(out, "%s %o %s\n", path, (unsigned)entry.mode, oid_hex(&entry.id, g->mem));
	if (mode_is_regular(entry.mode) &&
		(tree->read(tree->ctx, &blob, &entry.id, SCRIPT_MAX, g->mem, &ignored) < 0 ||
			is_asking(blob.data)))
		g->has_place = true;
	return 0;
}

/* What a job that judges file by file shows to all of them alike. */
static int
add_words(struct gathering *g, struct error *err)
{
	const struct command *run = &g->job->gate->run;
	struct buf text;
	int rc = 0;

	g->has_place = uses_place(run);
	buf_init(&text, TEXT_MAX);
	for (size_t i = 0; rc == 0 && i < run->n; i++) {
		const char *word = literal(&run->v[i], g->mem);

		if (word && *word)
			rc = add_named(&text, g, word, err);
	}
	if (rc == 0 && text.len)
		rc = evidence_add(&g->parts, "script", text.data, text.len, g->mem, err);
	buf_release(&text);
	return rc;
}

int
place_evidence_add(struct gathering *g, struct error *err)
{
	const struct job *job = g->job;
	struct buf text;
	int rc;

	g->has_place = true;
	if (place_is_by_file(job) && add_words(g, err) < 0)
		return -1;
	if (!g->has_place)
		return 0;
	buf_init(&text, TEXT_MAX);
	add_list(&text, "component", &job->components);
	buf_addf(&text, "target %s\ndir %s\n", g->around.target, job->dir ? job->dir : "");
	add_list(&text, "source", &job->source);
	add_list(&text, "tests", &job->tests);
	add_list(&text, "paths", &job->paths);
	if (command_uses(&job->gate->run, "files") && !place_is_by_file(job))
		add_list(&text, "files", &job->files);
	rc = gathering_add_bytes(g, "place", text.data, text.len, err);
	buf_release(&text);
	return rc;
}
