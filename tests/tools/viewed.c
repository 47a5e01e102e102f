/* SPDX-License-Identifier: MIT */
/*
 * viewed -- makes the snapshot of a commit's tree under a view, or asks the view about paths.
 *
 *	viewed [-n NAME] [-w] [-a NEAR]... [-i INPUTS]... [-x IGNORED]... [-s SPARSE]... [-k
 *KEEP]... (REVISION | -)
 *
 * -w: all of it is near.  Prints the snapshot's root; for '-' those of the paths on stdin, each
 * with a NUL behind it, that the view has.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "git/carry/carry.h"
#include "git/judged/judged.h"
#include "git/repo/repo.h"
#include "git/snapshot/snapshot.h"
#include "model/plan/pattern.h"
#include "model/plan/view.h"

extern char **environ;

struct wish {
	struct view view;
	struct patterns inputs, ignored;
	struct strs sparse, keep;
};

static int
take(struct wish *w, int option, const char *text, struct arena *mem, struct error *err)
{
	switch (option) {
	case 'n':
		w->view.name = text;
		return 0;
	case 'w':
		w->view.is_whole = true;
		return 0;
	case 'a':
		strs_add(&w->view.near, text, mem);
		return 0;
	case 'i':
		w->view.inputs = &w->inputs;
		return patterns_add(&w->inputs, text, 0, mem, err);
	case 'x':
		w->view.ignored = &w->ignored;
		return patterns_add(&w->ignored, text, 0, mem, err);
	case 's':
		w->view.sparse = &w->sparse;
		strs_add(&w->sparse, text, mem);
		return 0;
	case 'k':
		strs_add(&w->keep, text, mem);
		return 0;
	default:
		return error_set(err, ERR_USAGE, "unknown option");
	}
}

static int
filter(const struct view *v)
{
	static char path[1 << 16];
	size_t n = 0;

	for (int c; (c = getchar()) != EOF;) {
		if (n == sizeof(path))
			return 1;
		path[n++] = (char)c;
		if (c)
			continue;
		if (view_has(v, path))
			fwrite(path, 1, n, stdout);
		n = 0;
	}
	return 0;
}

static int
make(const struct wish *w, const char *rev, struct arena *mem, struct error *err)
{
	const struct repo_where where = {.environ = (const char *const *)environ};
	struct snapshot_source source = {0};
	struct snapshot s = {.lock = -1};
	struct judged j = {0};
	struct carry none = {0};
	struct repo r = {0};
	int rc = -1;

	if (repo_open(&r, &where, mem, err) == 0 && judged_commit(&j, &r, rev, mem, err) == 0 &&
		snapshot_prepare(&source, &r, &j, where.environ, mem, err) == 0 &&
		snapshot_open(&s, &source, &w->view, &none, &w->keep, mem, err) == 0) {
		puts(s.root);
		rc = 0;
	}
	snapshot_close(&s);
	snapshot_finish(&source, mem);
	judged_release(&j);
	repo_close(&r);
	return rc;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new();
	struct wish w = {.view = {.name = "snapshot"}};
	struct error err;
	int option, rc = 0;

	while (rc == 0 && (option = getopt(argc, argv, "n:wa:i:x:s:k:")) != -1)
		rc = take(&w, option, optarg, mem, &err);
	strs_sort_unique(&w.view.near);
	strs_sort_unique(&w.sparse);
	if (rc == 0 && optind + 1 != argc)
		rc = error_set(&err, ERR_USAGE, "which revision?");
	if (rc == 0 && strcmp(argv[optind], "-") == 0)
		rc = filter(&w.view);
	else if (rc == 0)
		rc = make(&w, argv[optind], mem, &err);
	if (rc < 0)
		fprintf(stderr, "viewed: %s\n", err.msg);
	patterns_release(&w.inputs);
	patterns_release(&w.ignored);
	arena_free(mem);
	return rc ? 3 : 0;
}
