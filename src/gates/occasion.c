/* SPDX-License-Identifier: MIT */
/*
 * occasion -- no-commit-to-branch and commit-size: not what is committed, but where to and how
 * much.
 *
 * Both are about one commit: at a push, which may bring many, and of all files they say nothing.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/event.h"
#include "model/maturity/added.h"

#define FILES_USUAL 50
#define LINES_USUAL 1000

static bool
is_commit(const struct event *e)
{
	return e && e->selection == SELECT_CHANGES && !e->from_ref && !e->remote_name &&
	       strcmp(e->stage, "pre-push") != 0;
}

/* The pattern must match from the start on.  1: it does. */
static int
matches(const char *pattern, const char *branch, struct arena *mem, struct error *err)
{
	struct regex *re = NULL;
	enum regex_answer a;

	if (regex_compile(&re, arena_printf(mem, "\\A(?:%s)", pattern), 0, err) < 0)
		return -1;
	a = regex_match(re, branch, strlen(branch), 0, NULL);
	regex_free(re);
	if (a == REGEX_GAVE_UP)
		return error_set(err, ERR_LIMIT, "'%s' takes too long", pattern);
	return a == REGEX_YES;
}

static int
is_protected(const char *branch, struct strs *names, const struct strs *patterns, struct arena *mem,
	struct error *err)
{
	if (names->n == 0) {
		strs_add(names, "main", mem);
		strs_add(names, "master", mem);
	}
	if (strs_has(names, branch))
		return 1;
	for (size_t i = 0; i < patterns->n; i++) {
		int rc = matches(patterns->v[i], branch, mem, err);

		if (rc != 0)
			return rc;
	}
	return 0;
}

int
occasion_branch(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct strs names = {0}, patterns = {0};
	const struct args_row rows[] = {{.name = "--branch", .brief = "-b", .values = &names},
		{.name = "--pattern", .brief = "-p", .values = &patterns}, {.name = NULL}};
	struct finding f = {0};
	int rc;

	if (args_parse(in->args, rows, "no-commit-to-branch", mem, err) < 0)
		return -1;
	if (!is_commit(in->event) || !in->event->branch)
		return 0;
	rc = is_protected(in->event->branch, &names, &patterns, mem, err);
	if (rc < 0)
		return error_wrap(err, "no-commit-to-branch");
	f.text =
		arena_printf(mem, "nothing is committed to '%s'; git switch -c NAME takes it along",
			in->event->branch);
	if (rc)
		finding_add(out, &f, mem);
	return 0;
}

/* Lines that one side has and the other has not; none of what is not text. */
static int
count_lines(size_t *out, const struct change *c, const struct blob_source *tree, struct error *err)
{
	struct arena *scratch = arena_new();
	struct blob was = {.data = ""}, is;
	bool has_old = mode_is_regular(c->old.mode);
	struct added a;
	int rc = tree->read(tree->ctx, &is, &c->new.id, FILE_MAX, scratch, err);

	if (rc == 0 && has_old)
		rc = tree->read(tree->ctx, &was, &c->old.id, FILE_MAX, scratch, err);
	if (rc == 0 && !memchr(is.data, '\0', is.len) && !memchr(was.data, '\0', was.len)) {
		added_lines(&a, has_old ? &was : NULL, &is, scratch);
		for (size_t i = 0; i < a.n; i++)
			*out += a.v[i];
		added_lines(&a, &is, &was, scratch);
		for (size_t i = 0; i < a.n; i++)
			*out += a.v[i];
	}
	arena_free(scratch);
	return rc;
}

static void
tell_size(struct findings *out, const char *what, size_t n, size_t most, struct arena *mem)
{
	struct finding f = {0};

	if (n <= most)
		return;
	f.text = arena_printf(mem,
		"%s, which is more than %zu; smaller commits are easier to review",
		text_count(n, what, mem), most);
	finding_add(out, &f, mem);
}

int
occasion_size(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct strs files = {0}, lines = {0};
	const struct args_row rows[] = {{.name = "--files", .values = &files},
		{.name = "--lines", .values = &lines}, {.name = NULL}};
	size_t most_files, most_lines, changed = 0;

	if (args_parse(in->args, rows, "commit-size", mem, err) < 0 ||
		args_number(&most_files, &files, FILES_USUAL, "--files", "commit-size", err) < 0 ||
		args_number(&most_lines, &lines, LINES_USUAL, "--lines", "commit-size", err) < 0)
		return -1;
	if (!is_commit(in->event))
		return 0;
	for (size_t i = 0; i < in->n; i++) {
		if (!mode_is_regular(in->v[i].new.mode))
			continue;
		if (count_lines(&changed, &in->v[i], in->tree, err) < 0)
			return error_wrap(err, "cannot read %s", text_path(in->v[i].path, mem));
	}
	tell_size(out, "changed file", in->n, most_files, mem);
	tell_size(out, "changed line", changed, most_lines, mem);
	return 0;
}
