/* SPDX-License-Identifier: MIT */
/*
 * cmd_config -- `tta-check config lint|dump|reference|builtins`.
 *
 * lint is about the file being edited, the one in the work tree, held against the staged tree;
 * dump is about the configuration that counts: the staged one.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/message/message_rules.h"
#include "cli/session.h"
#include "gates/registry.h"
#include "git/carry/folder_source.h"
#include "model/config/ini.h"
#include "model/config/key.h"
#include "model/gate.h"
#include "report/report.h"

/* A path that two components claim alike breaks the jobs on it: better said before. */
static int
add_ties(struct session *s, struct error *err)
{
	const struct components *list = &s->config.components;
	struct arena *mem = s->cli->mem;
	struct strs said = {0};

	if (judged_take_all(&s->judged, &s->repo, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < s->judged.changes.n; i++) {
		const char *path = s->judged.changes.v[i].path;
		struct owner o;
		struct origin at;
		const char *pair;

		if (patterns_match(&s->config.tta.ignore, path))
			continue;
		owner_find(&o, list, path);
		if (!o.is_tie)
			continue;
		pair = arena_printf(mem, "%p %p", (const void *)o.by, (const void *)o.other_by);
		if (strs_has(&said, pair)) /* one file of many is enough */
			continue;
		strs_add(&said, pair, mem);
		at = component_claim_origin(&list->v[o.other], o.other_by);
		problem_add(&s->problems, PROBLEM_WARNING, at.file, at.line,
			"'%s' is claimed alike by '%s' (%s) and '%s' (%s)", text_path(path, mem),
			list->v[o.component].name, o.by->text, list->v[o.other].name,
			o.other_by->text);
	}
	return 0;
}

/* Built-ins that another version may have; here their jobs are broken. */
static void
add_unknown_builtins(struct session *s)
{
	const struct key *key = key_find(SECTION_GATE, "builtin");
	struct arena *mem = s->cli->mem;
	struct strs known = {0};

	for (size_t i = 0; i < nbuiltins; i++)
		strs_add(&known, builtins[i].id, mem);
	for (size_t i = 0; i < s->config.ngates; i++) {
		const struct gate *g = &s->config.gates[i];
		const struct origin *at = &g->origins[key_index(key)];

		for (size_t k = 0; k < g->builtin.n; k++) {
			const char *name = g->builtin.v[k], *near = text_nearest(name, &known);

			if (strs_has(&known, name))
				continue;
			problem_add(&s->problems, PROBLEM_WARNING, at->file, at->line,
				"this version has no built-in '%s'%s%s%s", name,
				near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
		}
	}
}

static int
read_file(struct session *s, const char *file, struct error *err)
{
	struct config_input in = {.file = file, .tree = &s->judged.source};
	struct blob_source disk;
	char *text;

	if (s->repo.root) {
		folder_source_init(&disk, s->repo.root, in.tree, s->cli->mem);
		in.beside = &disk;
	}
	if (fs_read(&text, &in.len, file, INI_FILE_BYTES, s->cli->mem, err) < 0) {
		err->code = ERR_CONFIG;
		return -1;
	}
	if (path_is_below(file, s->repo.root ? s->repo.root : "/"))
		in.file = path_base(file);
	in.text = text;
	s->problems = (struct problems){.mem = s->cli->mem};
	if (config_read(&s->config, &in, &s->problems, s->cli->mem, err) < 0)
		return -1;
	add_unknown_builtins(s);
	message_rules_check(&s->config, &s->problems, s->cli->mem);
	if (!problems_refuse(&s->problems) && add_ties(s, err) < 0)
		return -1;
	problems_sort(&s->problems);
	return 0;
}

/* Is the staged tta.ini the file that was looked at? */
static int
is_staged(bool *out, struct session *s, const char *file, struct error *err)
{
	const struct blob_source *tree = &s->judged.source;
	struct arena *mem = s->cli->mem;
	struct tree_entry entry;
	struct blob blob;
	bool found = false;
	char *text;
	size_t len;

	*out = false;
	if (tree->find(tree->ctx, &entry, &found, CONFIG_FILE, mem, err) < 0)
		return -1;
	if (!found || !mode_is_regular(entry.mode))
		return 0;
	if (fs_read(&text, &len, file, INI_FILE_BYTES, mem, err) < 0)
		return 0; /* which read_file() tells */
	if (tree->read(tree->ctx, &blob, &entry.id, INI_FILE_BYTES, mem, err) < 0)
		return err->code == ERR_LIMIT ? 0 : -1;
	*out = len == blob.len && memcmp(text, blob.data, len) == 0;
	return 0;
}

static int
tell(struct session *s, const char *file)
{
	struct cli *cli = s->cli;
	const char *name = text_path(file, cli->mem);

	report_problems(&cli->out, &s->problems, cli->mem);
	if (s->problems.n == 0)
		buf_addf(&cli->out, "%s: no problems\n", name);
	return problems_refuse(&s->problems) ? 2 : 0;
}

static int
lint_in(struct session *s, const char *file, struct error *err)
{
	struct cli *cli = s->cli;
	bool is_default = !file && !cli->config, is_same = true;
	int status;

	if (session_index(s, err) < 0)
		return -1;
	if (!file)
		file = cli->config;
	if (!file && !s->repo.root)
		return error_set(err, ERR_USAGE, "no work tree here; name the file to look at");
	if (!file)
		file = path_join(s->repo.root, CONFIG_FILE, cli->mem);
	if (is_default && is_staged(&is_same, s, file, err) < 0)
		return -1;
	if (read_file(s, file, err) < 0)
		return -1;
	status = tell(s, is_default ? CONFIG_FILE : file);
	if (!is_same)
		buf_addf(&cli->out, "%s: not staged as it is; it counts after `git add %s`\n",
			CONFIG_FILE, CONFIG_FILE);
	return status;
}

static int
lint(struct cli *cli, const char *file)
{
	struct session s = {0};
	struct error err = {0};
	int status = -1;

	if (session_open(&s, cli, false, &err) == 0)
		status = lint_in(&s, file, &err);
	if (status < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

static int
dump(struct cli *cli)
{
	struct session s = {0};
	struct error err = {0};
	int status = 0;

	if (session_staged(&s, cli, &err) < 0)
		status = cli_fail(cli, &err);
	else
		config_dump(&cli->out, &s.config);
	session_close(&s);
	return status;
}

static void
add_builtins(struct buf *out)
{
	buf_adds(out, "# Built-in gates\n\nFor `builtin =` of a gate; [checks.md](checks.md) says "
		      "what `args` the file checks take.\n\n| `builtin` | looks at | fixes | says "
		      "no unless |\n"
		      "|---|---|---|---|\n");
	for (size_t i = 0; i < nbuiltins; i++) {
		const struct builtin *b = &builtins[i];
		const char *files = builtin_is_whole(b->id) ? "a component"
				    : b->types              ? b->types
							    : "every file";

		buf_addf(out, "| `%s` | %s | %s | %s |\n", b->id, files, b->fix ? "yes" : "",
			b->summary);
	}
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const char *what = operands->v[0];

	(void)values;
	if (strcmp(what, "lint") == 0)
		return lint(cli, operands->n > 1 ? operands->v[1] : NULL);
	if (operands->n > 1)
		return cli_usage(cli, "unexpected word '%s'", operands->v[1]);
	if (strcmp(what, "dump") == 0)
		return dump(cli);
	if (strcmp(what, "reference") == 0) {
		config_reference(&cli->out);
		return 0;
	}
	if (strcmp(what, "builtins") == 0) {
		add_builtins(&cli->out);
		return 0;
	}
	return cli_usage(
		cli, "unknown 'config %s'; there is lint, dump, reference, builtins", what);
}

const struct cli_command cmd_config = {
	.name = "config",
	.summary = "check tta.ini, show what it comes to, or say what may stand in it",
	.group = "look",
	.usage = "lint [FILE]\ndump\nreference\nbuiltins",
	.details = "  lint       every problem of the tta.ini in the work tree, or of FILE\n"
		   "  dump       the staged configuration, merged, each value with its origin\n"
		   "  reference  every section and key, as Markdown\n"
		   "  builtins   every built-in gate, as Markdown",
	.size = 1,
	.min = 1,
	.max = 2,
	.run = run,
};
