/* SPDX-License-Identifier: MIT */
/*
 * run_fixture -- a plan put together by hand, in a folder of its own, and what came of it.
 *
 *	struct run_fixture f;
 *	run_open(&f);
 *	job = run_job(&f, "lint", "sh -c 'exit 1'");
 *	run_now(&f);
 *	... f.verdicts[0] ...
 *	run_close(&f);
 */
#ifndef TTA_RUN_FIXTURE_H
#define TTA_RUN_FIXTURE_H

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "engine/run.h"
#include "model/config/config.h"
#include "model/plan/plan.h"
#include "model/verdict.h"

#define RUN_JOBS 64

struct run_fixture {
	struct arena *mem;
	const char *top;  /* removed at the end */
	const char *root; /* the tree */
	const char *roots[RUN_JOBS];
	struct gate gates[RUN_JOBS];
	struct job jobs[RUN_JOBS];
	struct plan plan;
	struct verdict verdicts[RUN_JOBS];
	struct config config;
	struct run_options o;
	struct stage stage;
	struct strs set;
	const char *environ_[8];
	int signal;
};

static inline const char *
run_in(const struct run_fixture *f, const char *name)
{
	return arena_printf(f->mem, "%s/%s", f->root, name);
}

static inline void
run_write(const struct run_fixture *f, const char *name, const char *text, mode_t mode)
{
	const char *path = run_in(f, name);
	char *folder = arena_strdup(f->mem, path);
	struct error err;

	*strrchr(folder, '/') = '\0';
	if (fs_mkdirs(folder, 0755, &err) < 0 || fs_write(path, text, strlen(text), mode, &err) < 0)
		fail_msg("%s", err.msg);
}

static inline void
run_open(struct run_fixture *f)
{
	struct error err = {0};

	*f = (struct run_fixture){.mem = arena_new()};
	f->top = fs_temp_dir("/tmp", f->mem, &err);
	if (!f->top)
		fail_msg("%s", err.msg);
	f->root = arena_printf(f->mem, "%s/root", f->top);
	assert_int_equal(fs_mkdirs(f->root, 0755, &err), 0);
	f->stage.name = "staging";
	f->config.stages = (struct stages){.v = &f->stage, .n = 1};
	f->plan = (struct plan){.jobs = f->jobs};
	f->environ_[0] = "PATH=/usr/local/bin:/usr/bin:/bin";
	f->o = (struct run_options){
		.config = &f->config,
		.roots = f->roots,
		.environ = f->environ_,
		.set = &f->set,
		.temp_parent = arena_printf(f->mem, "%s/temp", f->top),
		.jobs = 4,
	};
}

static inline void
run_parse(const struct run_fixture *f, struct command *out, const char *text)
{
	static const char *const names[] = {"files", "source", "tests", "paths", "dir", "component",
		"target", "report", "carry", "root"};
	struct strs known = {0};
	struct error err;

	for (size_t i = 0; i < countof(names); i++)
		strs_add(&known, names[i], f->mem);
	if (command_parse(out, text, &known, f->mem, &err) < 0)
		fail_msg("%s: %s", text, err.msg);
}

/* A job about component `x`; name may be GATE or GATE@COMPONENT. */
static inline struct job *
run_job(struct run_fixture *f, const char *name, const char *command)
{
	size_t i = f->plan.njobs++;
	const char *at = strchr(name, '@');
	struct gate *g = &f->gates[i];
	struct job *j = &f->jobs[i];

	assert_true(i < RUN_JOBS);
	g->name = arena_strndup(f->mem, name, at ? (size_t)(at - name) : strlen(name));
	g->scope = at ? SCOPE_COMPONENT : SCOPE_FILES;
	g->sees = SEES_REPOSITORY;
	g->timeout_ms = 20000;
	if (command)
		run_parse(f, &g->run, command);
	f->roots[i] = f->root;
	*j = (struct job){.id = name, .gate = g, .dir = "", .likely_ms = -1};
	strs_add(&j->components, at ? at + 1 : "x", f->mem);
	return j;
}

/* The gate of a job, to be changed. */
static inline struct gate *
run_gate(struct run_fixture *f, const struct job *job)
{
	return &f->gates[job - f->jobs];
}

static inline void
run_now(struct run_fixture *f)
{
	struct error err = {0};

	if (run_plan(f->verdicts, &f->signal, &f->plan, &f->o, f->mem, &err) < 0)
		fail_msg("%s", err.msg);
	/* invariant 6: no child is left */
	assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

static inline size_t
run_count_entries(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n > 2 ? n - 2 : 0;
}

static inline void
run_close(struct run_fixture *f)
{
	struct error err;

	/* nothing of a job is left where temporary things were */
	assert_int_equal(run_count_entries(f->o.temp_parent), 0);
	if (fs_remove_tree(f->top, &err) < 0)
		fail_msg("%s", err.msg);
	arena_free(f->mem);
}

/* "pass: exit 1"-like words of a verdict. */
static inline void
run_expect(const struct run_fixture *f, size_t job, enum verdict_kind kind, const char *why)
{
	const struct verdict *v = &f->verdicts[job];

	if (v->kind != kind)
		fail_msg("%s: %s (%s), not %s; output: %s", f->jobs[job].id, verdict_name(v->kind),
			v->why ? v->why : "", verdict_name(kind), v->output ? v->output : "");
	if (why && (!v->why || !strstr(v->why, why)))
		fail_msg("%s: why is '%s', not '%s'", f->jobs[job].id, v->why ? v->why : "", why);
	if (!why && v->why)
		fail_msg("%s: why is '%s', not nothing", f->jobs[job].id, v->why);
}

#endif
