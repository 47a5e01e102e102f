/* SPDX-License-Identifier: MIT */
/* tool_evidence -- see tool_evidence.h. */
#include "cli/cache/tool_evidence.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/strs.h"
#include "engine/surroundings.h"
#include "git/carry/carry.h"
#include "model/blob_source.h"
#include "model/env.h"
#include "model/evidence/evidence.h"
#include "model/evidence/launcher.h"
#include "model/evidence/remembered.h"
#include "model/evidence/sight.h"
#include "model/gate.h"
#include "model/oid.h"
#include "model/plan/view.h"

#define LINE_BYTES 256 /* of a #! line: Linux looks at no more */
#define VERSION_TIMEOUT_MS 20000
#define VERSION_BYTES ((size_t)1 << 20)
#define DEPTH_MAX 4 /* interpreters of interpreters */

struct looking {
	const struct tool_evidence *t;
	const struct gate *gate;
	const char **unfit;
	const char *text; /* what was found, lines */
	struct arena *mem;
};

/* Is a lock file of `inputs` in the judged tree?  One that is not there tells nothing. */
static int
has_lock(bool *out, const struct looking *l, struct error *err)
{
	unsigned char none[SIGHT_BYTES], seen[SIGHT_BYTES];
	const struct patterns *inputs = &l->gate->inputs;

	*out = false;
	for (size_t i = 0; i < inputs->n && !*out; i++) {
		struct patterns one = {.v = &inputs->v[i], .n = 1};
		struct view view = {.name = ""};

		if (!launcher_is_lock(&inputs->v[i]))
			continue;
		if (sight_digest(none, &view, l->t->tree, l->mem, err) < 0)
			return -1;
		view.inputs = &one;
		if (sight_digest(seen, &view, l->t->tree, l->mem, err) < 0)
			return -1;
		*out = memcmp(none, seen, SIGHT_BYTES) != 0;
	}
	return 0;
}

/* That `identity` tells of all that is carried is seen to elsewhere (identity.h). */
static bool
is_identified(const struct looking *l)
{
	return l->t->env && l->t->env->carry.n && l->t->env->identity.n;
}

static int
refuse_launcher(struct looking *l, const char *name, const char *what, struct error *err)
{
	bool is_locked;

	if (l->gate->tool || is_identified(l))
		return 0;
	if (has_lock(&is_locked, l, err) < 0)
		return -1;
	if (!is_locked)
		*l->unfit = arena_printf(l->mem,
			"%s %s, and what that runs is not known; `tool`, or a lock file in "
			"`inputs`, tells it",
			name, what);
	return 0;
}

/* The words of the command that are known before it runs: as written, up to a placeholder. */
static struct strs
first_words(const struct command *c, struct arena *mem)
{
	struct strs words = {0};

	for (size_t i = 0; i < c->n; i++) {
		const struct command_word *w = &c->v[i];
		const char *text = "";

		for (size_t k = 0; k < w->n; k++) {
			if (!w->v[k].text)
				return words;
			text = arena_printf(mem, "%s%s", text, w->v[k].text);
		}
		strs_add(&words, text, mem);
	}
	return words;
}

/* The path from the root of what lies in carried state, or NULL. */
static const char *
carried_path(const struct looking *l, const char *file)
{
	for (size_t i = 0; i < l->t->carry->nitems; i++) {
		const struct carry_item *item = &l->t->carry->items[i];

		const char *real = fs_real(item->source, l->mem);

		if (path_is_below(file, item->source))
			return arena_printf(
				l->mem, "%s%s", item->path, file + strlen(item->source));
		if (real && path_is_below(file, real))
			return arena_printf(l->mem, "%s%s", item->path, file + strlen(real));
	}
	return NULL;
}

/* The words behind "#!", or none.  What env(1) is asked for is what counts. */
static struct strs
interpreter_of(const char *text, struct arena *mem)
{
	struct strs words = {0}, named = {0};

	if (strncmp(text, "#!", 2) != 0)
		return words;
	strs_split(&words, arena_strndup(mem, text + 2, strcspn(text + 2, "\n")), mem);
	if (words.n < 2 || strcmp(path_base(words.v[0]), "env") != 0)
		return words;
	for (size_t i = 1; i < words.n; i++) { /* env [-S] [NAME=VALUE] PROGRAM */
		if (named.n || (words.v[i][0] != '-' && !strchr(words.v[i], '=')))
			strs_add(&named, words.v[i], mem);
	}
	return named;
}

static const char *
first_line(const char *file, struct arena *mem)
{
	char line[LINE_BYTES + 1];
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd < 0 ? -1 : read(fd, line, LINE_BYTES);

	if (fd >= 0)
		close(fd);
	return n > 0 ? arena_strndup(mem, line, (size_t)n) : "";
}

static int look_at_words(struct looking *l, const struct strs *words, int depth, struct error *err);

static int
look_at_interpreter(struct looking *l, const char *text, int depth, struct error *err)
{
	struct strs words = interpreter_of(text, l->mem);

	if (words.n && depth >= DEPTH_MAX)
		*l->unfit = "its interpreter has an interpreter, and so on";
	if (words.n == 0 || depth >= DEPTH_MAX)
		return 0;
	return look_at_words(l, &words, depth + 1, err);
}

static int
look_at_file(struct looking *l, const char *file, int depth, struct error *err)
{
	const char *carried = is_identified(l) ? carried_path(l, file) : NULL;
	const char *real = fs_real(file, l->mem), *name = carried ? carried : file;
	struct fs_stamp st;

	if (!real || fs_stamp(&st, real, err) < 0)
		return error_set(err, ERR_SYSTEM, "cannot look at '%s'", file);
	if (carried && carried_path(l, real))
		l->text = arena_printf(l->mem, "%scarried %s\n", l->text, name);
	else
		l->text = arena_printf(l->mem, "%s%s %s %llu %llu %lld %lld\n", l->text, name, real,
			(unsigned long long)st.ino, (unsigned long long)st.size,
			(long long)st.mtime_ns, (long long)st.ctime_ns);
	return look_at_interpreter(l, first_line(real, l->mem), depth, err);
}

/* A program that is named by a path of the judged tree is seen there, not in the work tree; its
 * interpreter is taken from the work tree's, which is as good as the path says. */
static int
look_in_tree(bool *is_there, struct looking *l, const char *name, int depth, struct error *err)
{
	const struct surroundings *s = l->t->around;
	const char *path = path_clean(path_join(s->dir, name, l->mem), l->mem);
	struct tree_entry entry;
	struct blob blob;

	*is_there = false;
	if (!path || path[0] == '/' || !strchr(name, '/'))
		return 0;
	if (l->t->tree->find(l->t->tree->ctx, &entry, is_there, path, l->mem, err) < 0)
		return -1;
	if (!*is_there)
		return 0;
	l->text = arena_printf(l->mem, "%sjudged %s %o %s\n", l->text, path, (unsigned)entry.mode,
		oid_hex(&entry.id, l->mem));
	if (!mode_is_regular(entry.mode)) {
		*l->unfit = arena_printf(l->mem, "'%s' is no regular file", path);
		return 0;
	}
	if (l->t->tree->read(l->t->tree->ctx, &blob, &entry.id, VERSION_BYTES, l->mem, err) < 0)
		return -1;
	return look_at_interpreter(l, blob.data, depth, err);
}

static int
look_at_words(struct looking *l, const struct strs *words, int depth, struct error *err)
{
	const struct surroundings *s = l->t->around;
	const char *name = words->n ? words->v[0] : "", *launcher, *file;
	bool is_judged;

	if (!*name) {
		*l->unfit = "its program is named by a placeholder";
		return 0;
	}
	launcher = launcher_of(words);
	if (launcher &&
		refuse_launcher(l, launcher, depth ? "runs it" : "only launches others", err) < 0)
		return -1;
	if (look_in_tree(&is_judged, l, name, depth, err) < 0)
		return -1;
	if (is_judged)
		return 0;
	file = fs_find_program(name, s->path, s->cwd, l->mem);
	if (!file) {
		*l->unfit = arena_printf(l->mem, "'%s' is not there", name);
		return 0;
	}
	return look_at_file(l, file, depth, err);
}

/* Does a variable tell of one job or one event?  The PATH is of both and of neither. */
static bool
is_told(const struct looking *l, const char *variable)
{
	static const char *const of_jobs[] = {
		"TTA_COMPONENT=", "TTA_TARGET=", "TTA_REPORT_DIR=", "TMPDIR="};
	size_t n = strcspn(variable, "=") + 1;

	for (size_t i = 0; i < countof(of_jobs); i++) {
		if (strncmp(variable, of_jobs[i], n) == 0)
			return true;
	}
	for (size_t i = 0; l->t->told && i < l->t->told->n; i++) {
		if (strncmp(variable, l->t->told->v[i], n) == 0)
			return strncmp(variable, "PATH=", n) != 0;
	}
	return false;
}

static int
run_tool(struct remembered_entry *e, struct looking *l, const struct strs *words,
	const struct strs *env, struct error *err)
{
	struct proc_result result;
	struct proc_spec spec = {.argv = strs_argv(words, l->mem),
		.env = strs_argv(env, l->mem),
		.cwd = l->t->around->root,
		.timeout_ms = VERSION_TIMEOUT_MS,
		.output_max = VERSION_BYTES,
		.flags = PROC_SESSION | PROC_MERGE};
	int rc = 0;

	if (proc_run(&result, &spec, err) < 0)
		return -1;
	if (result.status == 0 && result.out.len)
		rc = hash_bytes(e->digest, HASH_SHA256, result.out.data, result.out.len, err);
	else
		e->unfit = "it said nothing";
	proc_result_release(&result);
	e->is_known = rc == 0;
	return rc;
}

/* What `tool` prints, run in the root of the work tree. */
static int
ask(const struct remembered_entry **out, struct looking *l, struct error *err)
{
	const struct surroundings *s = l->t->around;
	struct strs words = {0}, env = {0};
	struct remembered_entry *e;
	const char *file, *key;

	*out = NULL;
	for (size_t i = 0; s->env[i]; i++) {
		if (!is_told(l, s->env[i]))
			strs_add(&env, s->env[i], l->mem);
	}
	strs_split(&words, l->gate->tool, l->mem);
	file = words.n ? fs_find_program(words.v[0], s->path, s->root, l->mem) : NULL;
	if (!file)
		return 0;
	words.v[0] = file;
	key = arena_printf(l->mem, "%s\n%s\n%s\n%s", l->gate->tool, file, s->root,
		strs_join(&env, "\n", l->mem));
	e = remembered_find(l->t->answers, key, strlen(key), l->mem);
	if (!e->is_known && run_tool(e, l, &words, &env, err) < 0)
		return -1;
	*out = e;
	return 0;
}

static const char *
hex_of(const struct remembered_entry *e, struct arena *mem)
{
	char *hex = arena_alloc(mem, 2 * sizeof(e->digest) + 1, 1);

	hash_hex(hex, e->digest, sizeof(e->digest));
	return hex;
}

int
tool_evidence_add(struct evidence *out, const char **unfit, const struct tool_evidence *t,
	const struct gate *gate, struct arena *mem, struct error *err)
{
	struct looking l = {.t = t, .gate = gate, .unfit = unfit, .text = "", .mem = mem};
	struct strs words = first_words(&gate->run, mem);
	const char *historian = launcher_of_history(&words, mem);
	const struct remembered_entry *answer;

	if (historian)
		*unfit = arena_printf(mem,
			"%s reads the history of the repository, which is no part of what is "
			"judged",
			historian);
	if (look_at_words(&l, &words, 0, err) < 0)
		return -1;
	if (gate->tool) {
		if (ask(&answer, &l, err) < 0)
			return -1;
		if (!answer || answer->unfit)
			*unfit = arena_printf(mem, "`tool = %s` said nothing", gate->tool);
		else
			l.text = arena_printf(mem, "%stool %s\n", l.text, hex_of(answer, mem));
	}
	return evidence_add(out, "tool", l.text, strlen(l.text), mem, err);
}
