/* SPDX-License-Identifier: MIT */
/* batch -- see batch.h. */
#include "engine/batch.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "engine/surroundings.h"
#include "model/command.h"
#include "model/plan/plan.h"

#define ARG_MAX_LEAST ((long)128 << 10)
#define ARG_MAX_MOST ((long)6 << 20) /* Linux takes no more, whatever the stack's limit says */

struct splitter {
	struct batches *out;
	const struct command *command;
	const struct surroundings *around;
	const char *target, *component;
	struct strs files, source, tests, paths; /* as seen from the working folder */
	const char *dir;
	size_t room; /* for words and their pointers */
	struct arena *mem;
};

const char *
batch_relative(const char *path, const char *dir, struct arena *mem)
{
	const char *up = "";

	while (dir[0]) { /* while dir is not above path: one folder up */
		size_t n = strcspn(dir, "/");

		if (strncmp(path, dir, n) != 0 || (path[n] != '/' && path[n] != '\0'))
			break;
		path += n + (path[n] == '/');
		dir += n + (dir[n] == '/');
	}
	while (dir[0]) {
		size_t n = strcspn(dir, "/");

		up = arena_printf(mem, "../%s", up);
		dir += n + (dir[n] == '/');
	}
	if (!path[0]) /* dir itself, or a folder above it */
		return up[0] ? arena_strndup(mem, up, strlen(up) - 1) : ".";
	return up[0] ? arena_printf(mem, "%s%s", up, path) : path;
}

static struct strs
relative_all(const struct strs *paths, const char *dir, struct arena *mem)
{
	struct strs out = {0};

	for (size_t i = 0; i < paths->n; i++)
		strs_add(&out, batch_relative(paths->v[i], dir, mem), mem);
	return out;
}

/* What words and environment cost execve: bytes, and a pointer each. */
static size_t
cost(const char *const *v, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += strlen(v[i]) + 1 + sizeof(*v);
	return sum;
}

static size_t
room_beside(const char *const *env)
{
	long max = sysconf(_SC_ARG_MAX);
	size_t n = 0, taken;

	if (max < ARG_MAX_LEAST)
		max = ARG_MAX_LEAST;
	if (max > ARG_MAX_MOST)
		max = ARG_MAX_MOST;
	while (env[n])
		n++;
	taken = cost(env, n) + BATCH_SLACK;
	return taken < (size_t)max ? (size_t)max - taken : 0;
}

static bool
fits(const struct strs *words, size_t room)
{
	for (size_t i = 0; i < words->n; i++) {
		if (strlen(words->v[i]) >= BATCH_WORD_MAX)
			return false;
	}
	return cost(words->v, words->n) <= room;
}

/* {files} is n files from the given one on. */
static int
expand(struct strs *out, const struct splitter *s, size_t from, size_t n, struct arena *mem,
	struct error *err)
{
	const struct strs files = {.v = n ? s->files.v + from : NULL, .n = n, .cap = n};
	const struct placeholder values[] = {
		{.name = "files", .list = &files},
		{.name = "source", .list = &s->source},
		{.name = "tests", .list = &s->tests},
		{.name = "paths", .list = &s->paths},
		{.name = "dir", .scalar = s->dir},
		{.name = "component", .scalar = s->component},
		{.name = "target", .scalar = s->target},
		{.name = "report", .scalar = s->around->report},
		{.name = "carry", .scalar = s->around->carry},
		{.name = "root", .scalar = s->around->root},
		{.name = NULL},
	};

	*out = (struct strs){0};
	return command_expand(out, s->command, values, mem, err);
}

static int
too_long(const struct splitter *s, size_t from, size_t n, struct error *err)
{
	if (n && command_uses(s->command, "files"))
		return error_set(err, ERR_LIMIT,
			"the command line is too long for the system with %s alone; is the "
			"environment very large?",
			text_path(s->files.v[from], s->mem));
	return error_set(err, ERR_LIMIT,
		"the command line is too long for the system; {files} could be split, this cannot");
}

static int
split(struct splitter *s, size_t from, size_t n, struct error *err)
{
	struct arena *scratch = arena_new();
	struct strs words;
	int rc = expand(&words, s, from, n, scratch, err);
	bool is_fit = rc == 0 && fits(&words, s->room);

	arena_free(scratch);
	if (rc < 0)
		return -1;
	if (!is_fit) {
		if (n < 2 || !command_uses(s->command, "files"))
			return too_long(s, from, n, err);
		if (split(s, from, n / 2, err) < 0)
			return -1;
		return split(s, from + n / 2, n - n / 2, err);
	}
	s->out->v = arena_grow(s->mem, s->out->v, s->out->n, &s->out->cap, sizeof(*s->out->v));
	return expand(&s->out->v[s->out->n++], s, from, n, s->mem, err);
}

int
batches_make(struct batches *out, const struct command *command, const struct job *job,
	const struct surroundings *s, struct arena *mem, struct error *err)
{
	struct splitter splitter = {.out = out,
		.command = command,
		.around = s,
		.target = s->target,
		.component = strs_join(&job->components, " ", mem),
		.files = relative_all(&job->files, s->dir, mem),
		.source = relative_all(&job->source, s->dir, mem),
		.tests = relative_all(&job->tests, s->dir, mem),
		.paths = relative_all(&job->paths, s->dir, mem),
		.dir = batch_relative(job->dir ? job->dir : "", s->dir, mem),
		.room = room_beside(s->env),
		.mem = mem};

	*out = (struct batches){0};
	return split(&splitter, 0, job->files.n, err);
}
