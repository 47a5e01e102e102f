/* SPDX-License-Identifier: MIT */
/*
 * surroundings -- see surroundings.h.  Keeps true that no tool is led to the repository that a hook
 * runs for: a test that calls git must find the repository it made, not ours.
 */
#include "engine/surroundings.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "base/text.h"
#include "engine/run.h"
#include "model/config/carrypath.h"
#include "model/config/config.h"
#include "model/env.h"
#include "model/gate.h"
#include "model/plan/plan.h"

#define PATH_DEFAULT "/usr/local/bin:/usr/bin:/bin"
#define VALUE_MAX ((size_t)128 << 10)

/* A name that ends in '*' stands for all that begin like it. */
static const char *const of_git_kept[] = {"GIT_AUTHOR_*", "GIT_COMMITTER_*", "GIT_SSH*",
	"GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM"};
static const char *const of_ours_dropped[] = {"TTA_CHECK", "TTA_SKIP", "TTA_FAULT"};

static bool
is_named(const char *assignment, const char *const *names, size_t n)
{
	size_t len = strcspn(assignment, "=");

	for (size_t i = 0; i < n; i++) {
		size_t want = strlen(names[i]);

		if (names[i][want - 1] == '*'
				? strncmp(assignment, names[i], want - 1) == 0
				: len == want && memcmp(assignment, names[i], len) == 0)
			return true;
	}
	return false;
}

static bool
is_inherited(const char *assignment)
{
	if (is_named(assignment, of_ours_dropped, countof(of_ours_dropped)))
		return false;
	return strncmp(assignment, "GIT_", 4) != 0 ||
	       is_named(assignment, of_git_kept, countof(of_git_kept));
}

/* The value of a name of n bytes, or NULL. */
static const char *
value_of(const struct strs *env, const char *name, size_t n)
{
	for (size_t i = 0; i < env->n; i++) {
		if (strncmp(env->v[i], name, n) == 0 && env->v[i][n] == '=')
			return env->v[i] + n + 1;
	}
	return NULL;
}

static void
assign(struct strs *env, const char *assignment, struct arena *mem)
{
	size_t n = strcspn(assignment, "=") + 1;

	for (size_t i = 0; i < env->n; i++) {
		if (strncmp(env->v[i], assignment, n) == 0) {
			env->v[i] = assignment;
			return;
		}
	}
	strs_add(env, assignment, mem);
}

/* The value of {name} in `set`: {carry}, else the variable; what is not set is empty. */
static const char *
brace_value(const struct surroundings *s, const struct strs *env, const char *name, size_t n)
{
	const char *value;

	if (n == 5 && memcmp(name, "carry", n) == 0)
		return s->carry ? s->carry : "";
	value = value_of(env, name, n);
	if (!value && n == 4 && memcmp(name, "PATH", n) == 0)
		return PATH_DEFAULT;
	return value ? value : "";
}

static size_t
name_length(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

	return s[n] == '}' ? n : 0;
}

static const char *
replaced(const char *text, const struct surroundings *s, const struct strs *env, struct arena *mem)
{
	struct buf out;
	const char *done;

	buf_init(&out, VALUE_MAX);
	while (*text) {
		size_t n = *text == '{' ? name_length(text + 1) : 0;

		if (n) {
			buf_adds(&out, brace_value(s, env, text + 1, n));
			text += n + 2;
		} else {
			buf_addc(&out, *text++);
		}
	}
	done = arena_strdup(mem, out.data);
	buf_release(&out);
	return done;
}

/* {dir} in `dir` of a gate. */
static const char *
with_dir(const char *text, const char *dir, struct arena *mem)
{
	const char *at = strstr(text, "{dir}");

	if (!at)
		return text;
	return arena_printf(mem, "%.*s%s%s", (int)(at - text), text, dir ? dir : "", at + 5);
}

static int
set_folder(struct surroundings *s, const struct job *job, const struct env *env, struct arena *mem,
	struct error *err)
{
	const char *dir = job->gate->dir ? job->gate->dir : env && env->dir ? env->dir : "";
	const char *clean = path_clean(with_dir(dir, job->dir, mem), mem);

	if (!clean || clean[0] == '/')
		return error_set(err, ERR_CONFIG, "its folder '%s' is not in the repository", dir);
	s->dir = strcmp(clean, ".") == 0 ? "" : clean;
	s->cwd = path_join(s->root, s->dir, mem);
	return 0;
}

static int
set_carry(struct surroundings *s, const struct env *env, struct arena *mem, struct error *err)
{
	s->make = env->make;
	for (size_t i = 0; i < env->carry.n; i++) {
		const char *clean = path_clean(env->carry.v[i], mem);
		const char *path = path_join(s->root, clean ? clean : "", mem);

		if (carrypath_is_wild(env->carry.v[i])) /* that none is there is no lack */
			continue;
		if (!clean || !fs_exists(path))
			return error_set(err, ERR_SYSTEM, "'%s' is not there%s%s", env->carry.v[i],
				s->make ? "; make it: " : "", s->make ? s->make : "");
		if (!s->carry)
			s->carry = path;
	}
	return 0;
}

/* What is written into it is as young, or younger: the same clock tells. */
static int
make_report(struct surroundings *s, struct error *err)
{
	struct fs_stamp stamp;

	if (fs_mkdirs(s->report, 0700, err) < 0 || fs_stamp(&stamp, s->report, err) < 0)
		return -1;
	s->report_ns = stamp.mtime_ns;
	return 0;
}

static int
make_temp(struct surroundings *s, const struct run_options *o, struct arena *mem, struct error *err)
{
	s->temp = fs_temp_dir(o->temp_parent, mem, err);
	if (!s->temp)
		return -1;
	s->report = path_join(s->temp, "report", mem);
	s->tmp = path_join(s->temp, "tmp", mem);
	return make_report(s, err) < 0 ? -1 : fs_mkdirs(s->tmp, 0700, err);
}

/* PYTHONPATH: the source roots, then what was in it. */
static void
add_roots(struct strs *vars, const struct strs *roots, const char *root, struct arena *mem)
{
	const char *before = value_of(vars, "PYTHONPATH", strlen("PYTHONPATH"));
	struct strs paths = {0};

	for (size_t i = 0; i < roots->n; i++) {
		const char *clean = path_clean(roots->v[i], mem);

		if (clean)
			strs_add(&paths,
				clean[0] && strcmp(clean, ".") ? path_join(root, clean, mem) : root,
				mem);
	}
	if (before && before[0])
		strs_add(&paths, before, mem);
	if (paths.n)
		assign(vars, arena_printf(mem, "PYTHONPATH=%s", strs_join(&paths, ":", mem)), mem);
}

void
surroundings_inherit(struct strs *out, const struct run_options *o, struct arena *mem)
{
	*out = (struct strs){0};
	for (const char *const *e = o->environ; e && *e; e++) {
		if (is_inherited(*e))
			assign(out, *e, mem);
	}
	for (size_t i = 0; o->set && i < o->set->n; i++)
		assign(out, o->set->v[i], mem);
}

static void
set_environment(struct surroundings *s, const struct job *job, const struct env *env,
	const struct run_options *o, struct arena *mem)
{
	struct strs vars = {0};
	const char *path;

	if (o->inherited)
		strs_add_all(&vars, o->inherited, mem);
	else
		surroundings_inherit(&vars, o, mem);
	assign(&vars, arena_printf(mem, "TTA_COMPONENT=%s", strs_join(&job->components, " ", mem)),
		mem);
	assign(&vars, arena_printf(mem, "TTA_TARGET=%s", s->target), mem);
	assign(&vars, arena_printf(mem, "TTA_REPORT_DIR=%s", s->report), mem);
	assign(&vars, arena_printf(mem, "TMPDIR=%s", s->tmp), mem);
	if (env)
		add_roots(&vars, &env->roots, s->root, mem);
	for (size_t i = 0; env && i < env->set.n; i++)
		assign(&vars, replaced(env->set.v[i], s, &vars, mem), mem);
	path = value_of(&vars, "PATH", 4);
	s->path = path ? path : PATH_DEFAULT;
	s->env = strs_argv(&vars, mem);
}

static int
begin(struct surroundings *s, const struct env **env, const struct job *job,
	const struct run_options *options, struct error *err)
{
	const struct config *c = options->config;

	*s = (struct surroundings){.root = s->root, .path_from = options->path_from, .target = ""};
	*env = job->gate->in ? env_find(&c->envs, job->gate->in) : NULL;
	if (job->target >= 0 && (size_t)job->target < c->stages.n)
		s->target = c->stages.v[job->target].name;
	if (job->gate->in && !*env)
		return error_set(err, ERR_CONFIG, "there is no [env %s]", job->gate->in);
	return 0;
}

int
surroundings_foresee(struct surroundings *s, const struct job *job,
	const struct run_options *options, const char *carry, struct arena *mem, struct error *err)
{
	const struct env *env;

	if (begin(s, &env, job, options, err) < 0)
		return -1;
	s->carry = carry;
	s->report = s->tmp = "";
	if (set_folder(s, job, env, mem, err) < 0)
		return -1;
	set_environment(s, job, env, options, mem);
	return 0;
}

int
surroundings_make(struct surroundings *s, const struct job *job, const struct run_options *options,
	struct arena *mem, struct error *err)
{
	const struct env *env;

	if (begin(s, &env, job, options, err) < 0)
		return -1;
	if (env && set_carry(s, env, mem, err) < 0)
		return -1;
	if (set_folder(s, job, env, mem, err) < 0)
		return -1;
	if (!fs_is_dir(s->cwd))
		return error_set(err, ERR_SYSTEM, "its folder '%s' is not there", s->dir);
	if (make_temp(s, options, mem, err) < 0)
		return -1;
	set_environment(s, job, env, options, mem);
	return 0;
}

int
surroundings_again(struct surroundings *s, struct error *err)
{
	if (fs_remove_tree(s->report, err) < 0)
		return -1;
	return make_report(s, err);
}

int
surroundings_remove(struct surroundings *s, struct error *err)
{
	const char *temp = s->temp;

	s->temp = NULL;
	return temp ? fs_remove_tree(temp, err) : 0;
}
