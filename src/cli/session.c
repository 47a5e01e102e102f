/* SPDX-License-Identifier: MIT */
/*
 * session -- see session.h.  Keeps true that a configuration with an error in it is never acted on.
 */
#include "cli/session.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/message/message_rules.h"
#include "git/judged/tree_source.h"
#include "git/repo/object.h"
#include "model/config/ini.h"
#include "report/report.h"

int
session_open(struct session *s, struct cli *cli, bool is_hook, struct error *err)
{
	const struct repo_where where = {.environ = cli->environ, .is_hook = is_hook};

	*s = (struct session){.cli = cli, .began_ms = proc_clock_ms()};
	return repo_open(&s->repo, &where, cli->mem, err);
}

int
session_index(struct session *s, struct error *err)
{
	return judged_index(&s->judged, &s->repo, s->cli->environ, s->cli->mem, err);
}

static const char *
kind_of(uint32_t mode)
{
	return mode == MODE_TREE      ? "a folder"
	       : mode == MODE_SYMLINK ? "a symbolic link"
				      : "a submodule";
}

/* That file of a tree; out->text stays NULL where there is none. */
static int
read_from_tree(struct config_input *out, const struct blob_source *tree, const char *file,
	struct arena *mem, struct error *err)
{
	struct tree_entry entry;
	struct blob blob;
	bool found = false;

	if (tree->find(tree->ctx, &entry, &found, file, mem, err) < 0)
		return -1;
	if (!found)
		return 0;
	if (!mode_is_regular(entry.mode))
		return error_set(err, ERR_CONFIG,
			"'%s' is %s in the judged tree; make it a regular file and `git add` it",
			file, kind_of(entry.mode));
	if (tree->read(tree->ctx, &blob, &entry.id, INI_FILE_BYTES, mem, err) < 0) {
		if (err->code == ERR_LIMIT)
			err->code = ERR_CONFIG;
		return error_wrap(err, "cannot read '%s'", file);
	}
	out->text = blob.data;
	out->len = blob.len;
	return 0;
}

/* --config-from: who asks for the rules of a commit means that there are some. */
static int
read_from_revision(struct config_input *out, struct session *s, struct error *err)
{
	const char *rev = s->cli->config_from;
	struct arena *mem = s->cli->mem;
	struct blob_source source;
	struct oid commit, tree;

	if (object_revision(&commit, &tree, &s->repo, rev, err) < 0)
		return -1;
	tree_source_init(&source, &s->repo, &tree, mem);
	if (read_from_tree(out, &source, CONFIG_FILE, mem, err) < 0)
		return error_wrap(err, "%s", text_path(rev, mem));
	if (!out->text)
		return error_set(err, ERR_CONFIG, "there is no %s in '%s'", CONFIG_FILE,
			text_path(rev, mem));
	out->file = arena_printf(mem, "%s:%s", text_path(rev, mem), CONFIG_FILE);
	return 0;
}

static int
read_from_disk(struct config_input *out, struct session *s, struct error *err)
{
	char *text;

	out->file = s->cli->config;
	if (fs_read(&text, &out->len, out->file, INI_FILE_BYTES, s->cli->mem, err) < 0) {
		err->code = ERR_CONFIG;
		return -1;
	}
	out->text = text;
	return 0;
}

static int
refuse(struct session *s, const char *file, struct error *err)
{
	struct problems errors = {.mem = s->cli->mem};
	struct cli *cli = s->cli;

	for (size_t i = 0; i < s->problems.n; i++) {
		const struct problem *p = &s->problems.v[i];

		if (p->kind == PROBLEM_ERROR)
			problem_add(
				&errors, p->kind, p->origin.file, p->origin.line, "%s", p->text);
	}
	buf_addf(&cli->err, "tta-check: %s has %s; nothing was done\n", text_path(file, cli->mem),
		text_count(errors.n, "error", cli->mem));
	report_problems(&cli->err, &errors, cli->mem);
	return error_set(err, ERR_CONFIG, "%s", "");
}

int
session_need_index(const struct session *s, struct error *err)
{
	if (s->repo.root || fs_exists(s->repo.index_file))
		return 0;
	return error_set(err, ERR_USAGE,
		"a bare repository has nothing staged; judge commits with --from-ref or "
		"--last-commit, or go to a worktree");
}

static int
read_text(struct config_input *out, struct session *s, struct error *err)
{
	if (s->cli->config)
		return read_from_disk(out, s, err);
	if (s->cli->config_from)
		return read_from_revision(out, s, err);
	return read_from_tree(out, &s->judged.source, CONFIG_FILE, s->cli->mem, err);
}

int
session_config(struct session *s, struct error *err)
{
	struct config_input in = {.file = CONFIG_FILE, .tree = &s->judged.source};

	s->problems = (struct problems){.mem = s->cli->mem};
	if (read_text(&in, s, err) < 0)
		return -1;
	s->has_config = in.text != NULL;
	if (config_read(&s->config, &in, &s->problems, s->cli->mem, err) < 0)
		return -1;
	message_rules_check(&s->config, &s->problems, s->cli->mem);
	problems_sort(&s->problems);
	if (problems_refuse(&s->problems))
		return refuse(s, in.file, err);
	return 0;
}

int
session_config_of(struct config *out, bool *has, struct problems *problems,
	const struct blob_source *tree, const char *file, struct error *err)
{
	struct config_input in = {.file = file, .tree = tree};

	*has = false;
	if (read_from_tree(&in, tree, file, problems->mem, err) < 0 ||
		config_read(out, &in, problems, problems->mem, err) < 0)
		return -1;
	*has = in.text != NULL;
	return 0;
}

int
session_need_config(const struct session *s, struct error *err)
{
	if (s->has_config)
		return 0;
	if (s->judged.has_index && s->repo.root &&
		fs_is_file(path_join(s->repo.root, CONFIG_FILE, s->cli->mem)))
		return error_set(err, ERR_CONFIG, "%s is not staged; `git add %s`", CONFIG_FILE,
			CONFIG_FILE);
	return error_set(err, ERR_CONFIG,
		"no %s in the judged tree; write one (see the README) and `git add %s`",
		CONFIG_FILE, CONFIG_FILE);
}

int
session_staged(struct session *s, struct cli *cli, struct error *err)
{
	if (session_open(s, cli, false, err) < 0 || session_need_index(s, err) < 0 ||
		session_index(s, err) < 0 || session_config(s, err) < 0)
		return -1;
	return session_need_config(s, err);
}

static int
is_outside(const struct session *s, const char *given, struct error *err)
{
	return error_set(
		err, ERR_USAGE, "'%s' is outside the repository", text_path(given, s->cli->mem));
}

/* The folder is resolved, the name in it is not: a symbolic link has a place of its own. */
static const char *
resolve(const char *given, struct arena *mem)
{
	const char *path = path_clean(given, mem);
	const char *folder = fs_real(path_dir(path, mem), mem);

	return folder ? path_join(folder, path_base(path), mem) : path;
}

int
session_path(const char **out, const struct session *s, const char *given, struct error *err)
{
	struct arena *mem = s->cli->mem;
	const char *path = given;
	size_t n = s->repo.root ? strlen(s->repo.root) : 0;

	if (*path == '/') {
		if (!n || !path_is_below(path_clean(path, mem), s->repo.root))
			path = resolve(path, mem);
		path = path_clean(path, mem);
		if (!n || !path_is_below(path, s->repo.root))
			return is_outside(s, given, err);
		*out = path[n] == '/' ? path + n + 1 : "";
		return 0;
	}
	path = path_clean(path_join(s->repo.prefix, path, mem), mem);
	if (!path)
		return is_outside(s, given, err);
	*out = path;
	return 0;
}

int
session_component(
	const struct component **out, const struct session *s, const char *name, struct error *err)
{
	struct strs known = {0};
	const char *near;

	*out = component_find(&s->config.components, name);
	if (*out)
		return 0;
	for (size_t i = 1; i < s->config.components.n; i++)
		strs_add(&known, s->config.components.v[i].name, s->cli->mem);
	near = text_nearest(name, &known);
	return error_set(err, ERR_USAGE, "there is no component '%s'%s", name,
		near ? arena_printf(s->cli->mem, "; did you mean '%s'?", near) : "");
}

void
session_release_judged(struct session *s)
{
	judged_release(&s->judged);
	s->judged = (struct judged){0};
}

void
session_reset(struct session *s)
{
	config_release(&s->config);
	s->config = (struct config){0};
	s->problems = (struct problems){0};
	s->has_config = false;
	session_release_judged(s);
}

void
session_close(struct session *s)
{
	session_reset(s);
	repo_close(&s->repo);
	*s = (struct session){0};
}
