/* SPDX-License-Identifier: MIT */
/* secrets_files -- see secrets_files.h. */
#include "cli/secrets/secrets_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "gates/file.h"
#include "gates/secret/secret_example.h"
#include "model/blob_source.h"

#define DEPTH_MAX 1000

struct search {
	struct secrets_files *out;
	const struct secrets_request *q;
	struct secret_scanner *scanner;
};

static void
say_failed(struct search *s, const struct error *err)
{
	s->out->nfailed++;
	buf_addf(&s->q->cli->err, "tta-check: %s\n", err->msg);
}

/* What was found moves out of the scratch arena. */
static void
keep(struct search *s, const char *path, const struct secret_view *view)
{
	struct arena *mem = s->q->cli->mem;
	struct secrets_files *out = s->out;
	struct secret_found *v = arena_dup(mem, view->v, view->n * sizeof(*v));

	for (size_t i = 0; i < view->n; i++)
		v[i].shown = arena_strdup(mem, v[i].shown);
	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct secret_baseline_file){arena_strdup(mem, path), v, view->n};
}

static void
look(struct search *s, const char *path, const char *data, size_t len, struct arena *scratch)
{
	const struct secret_file file = {.path = path, .data = data, .len = len};
	struct secret_view view;
	struct error err;

	s->out->nlooked++;
	s->out->bytes += len;
	if (secret_look(&view, s->scanner, &file, scratch, &err) < 0) {
		error_wrap(&err, "cannot look for secrets in %s", text_path(path, scratch));
		say_failed(s, &err);
		return;
	}
	s->out->nbinary += view.is_binary;
	s->out->nallowed += view.nallowed;
	if (view.n)
		keep(s, path, &view);
}

static void
look_on_disk(struct search *s, const char *path)
{
	struct arena *scratch = arena_new();
	struct error err;
	size_t len;
	char *data;

	if (fs_read(&data, &len, path, FILE_MAX, scratch, &err) < 0)
		say_failed(s, &err);
	else
		look(s, path, data, len, scratch);
	arena_free(scratch);
}

static void search_path(struct search *s, const char *path, int depth);

static void
search_folder(struct search *s, const char *path, int depth)
{
	struct arena *mem = s->q->cli->mem;
	DIR *dir = opendir(path);
	struct strs names = {0};
	struct error err;
	struct dirent *e;

	if (!dir || depth > DEPTH_MAX) {
		error_errno(&err, "cannot read '%s'", path);
		say_failed(s, &err);
		if (dir)
			closedir(dir);
		return;
	}
	while ((e = readdir(dir))) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
			strcmp(e->d_name, ".git") != 0)
			strs_add(&names, arena_strdup(mem, e->d_name), mem);
	}
	closedir(dir);
	strs_sort_unique(&names);
	for (size_t i = 0; i < names.n; i++)
		search_path(s,
			strcmp(path, ".") == 0 ? names.v[i]
					       : arena_printf(mem, "%s/%s", path, names.v[i]),
			depth + 1);
}

/* Links are followed where they are named, not where they are met. */
static void
search_path(struct search *s, const char *path, int depth)
{
	struct stat st;
	struct error err;

	if ((depth == 0 ? stat(path, &st) : lstat(path, &st)) < 0) {
		error_errno(&err, "cannot look at '%s'", path);
		say_failed(s, &err);
	} else if (S_ISDIR(st.st_mode)) {
		search_folder(s, path, depth);
	} else if (S_ISREG(st.st_mode) && !(s->q->skip && strcmp(path, s->q->skip) == 0)) {
		look_on_disk(s, path);
	}
}

static int
search_tree(struct search *s, struct error *err)
{
	struct session *session = s->q->session;
	struct judged *j = &session->judged;

	if (judged_take_all(j, &session->repo, s->q->cli->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < j->changes.n; i++) {
		const struct change *c = &j->changes.v[i];
		struct arena *scratch;
		struct error why;
		struct blob blob;

		if (!mode_is_regular(c->new.mode) ||
			(s->q->skip && strcmp(c->path, s->q->skip) == 0))
			continue;
		scratch = arena_new();
		if (j->source.read(j->source.ctx, &blob, &c->new.id, FILE_MAX, scratch, &why) < 0) {
			error_wrap(&why, "cannot read %s", text_path(c->path, scratch));
			say_failed(s, &why);
		} else {
			look(s, c->path, blob.data, blob.len, scratch);
		}
		arena_free(scratch);
	}
	return 0;
}

static int
by_path(const void *a, const void *b)
{
	const struct secret_baseline_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

int
secrets_files_find(struct secrets_files *out, const struct secrets_request *q, struct error *err)
{
	struct search s = {.out = out, .q = q};
	struct secret_options options = q->wish->options;
	const struct config *config = q->session ? &q->session->config : NULL;
	struct secret_rules own = {0};
	int rc = 0;

	*out = (struct secrets_files){0};
	if (config &&
		(secret_rules_make(&own, config->secrets, config->nsecrets, q->cli->mem, err) < 0 ||
			secret_examples_check(
				&own, config->secrets, config->nsecrets, q->cli->mem, err) < 0))
		return -1;
	options.own = &own;
	s.scanner = secret_scanner_new(&options, q->cli->mem);
	for (size_t i = 0; i < q->paths->n; i++)
		search_path(&s, q->paths->v[i], 0);
	if (q->paths->n == 0)
		rc = search_tree(&s, err);
	secret_scanner_free(s.scanner);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_path);
	return rc;
}
