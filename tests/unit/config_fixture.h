/* SPDX-License-Identifier: MIT */
/*
 * config_fixture -- a configuration read from a text and a table of files, for tests.
 *
 *	struct config_fixture f;
 *	config_fixture_open(&f, "[tta]\n", rows);	rows NULL: a tree with one file, a.c
 *	... f.config, config_fixture_problems(&f) ...
 *	config_fixture_close(&f);
 */
#ifndef TTA_CONFIG_FIXTURE_H
#define TTA_CONFIG_FIXTURE_H

#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"
#include "model/config/problem.h"
#include "tree_fixture.h"

struct config_fixture {
	struct arena *mem;
	struct problems problems;
	struct config config;
	struct tree_fixture files;
	struct blob_source tree;
	struct error err;
	int rc;
};

static inline void
config_fixture_open(struct config_fixture *f, const char *text, const struct tree_row *rows)
{
	static const struct tree_row one[] = {{"a.c", "", 0}, {0}};
	struct config_input in = {.file = "tta.ini", .text = text};

	*f = (struct config_fixture){.mem = arena_new(), .files = {.rows = rows ? rows : one}};
	f->problems.mem = f->mem;
	f->tree = tree_fixture_source(&f->files);
	in.tree = &f->tree;
	in.len = text ? strlen(text) : 0;
	f->rc = config_read(&f->config, &in, &f->problems, f->mem, &f->err);
}

static inline void
config_fixture_close(struct config_fixture *f)
{
	config_release(&f->config);
	arena_free(f->mem);
}

/* "LINE: text\n" of each, "LINE: warning: text\n" */
static inline const char *
config_fixture_problems(struct config_fixture *f)
{
	const char *text = "";

	for (size_t i = 0; i < f->problems.n; i++) {
		const struct problem *p = &f->problems.v[i];

		text = arena_printf(f->mem, "%s%d: %s%s\n", text, p->origin.line,
			p->kind == PROBLEM_WARNING ? "warning: " : "", p->text);
	}
	return text;
}

#endif
