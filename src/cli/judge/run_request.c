/* SPDX-License-Identifier: MIT */
/*
 * run_request -- see run_request.h: the tables of options of `tta-check run`, and what is made of
 * them.  What contradicts itself is refused here, so that judging need not look for it.
 */
#include "cli/judge/run_request.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "report/report.h"

#define FILES_BYTES ((size_t)64 << 20) /* of a list of files */

/* clang-format off */
#define ROW(name_, letter_, kind_, argument_, choices_, field_, group_, help_) \
	{name_, letter_, kind_, argument_, choices_, offsetof(struct run_flags, field_), group_, help_}
#define HOW \
	ROW("dry-run", 'n', OPTION_FLAG, NULL, NULL, is_dry_run, "how", \
		"say what would run, and run nothing"), \
	ROW("why", '\0', OPTION_FLAG, NULL, NULL, is_why, "how", \
		"say why each job runs, which line asks for it, and what does not run"), \
	ROW("fail-fast", '\0', OPTION_FLAG, NULL, NULL, is_fail_fast, "how", \
		"stop at the first no"), \
	ROW("jobs", 'j', OPTION_NUMBER, "N", NULL, jobs, "how", \
		"at most N jobs at a time; else TTA_JOBS, else one a processor"), \
	ROW("no-cache", '\0', OPTION_FLAG, NULL, NULL, is_no_cache, "how", \
		"run everything, whatever passed before"), \
	ROW("format", '\0', OPTION_WORDS, "NAME[=FILE]", NULL, formats, "how", \
		"report as text, json, github, sarif, junit or gitlab, to standard output or FILE"), \
	ROW("verbose", 'v', OPTION_COUNT, NULL, NULL, verbose, "how", \
		"a line for each job, also when all is well"), \
	ROW("quiet", 'q', OPTION_FLAG, NULL, NULL, is_quiet, "how", \
		"nothing when all is well"), \
	ROW("color", '\0', OPTION_CHOICE, "WHEN", "auto always never", color, "how", \
		"auto, always or never")

#define STAGED \
	ROW("staged", '\0', OPTION_FLAG, NULL, NULL, is_staged, "what", \
		"the staged changes (default)"), \
	ROW("all-files", 'a', OPTION_FLAG, NULL, NULL, is_all_files, "what", \
		"every file of the tree that is staged"), \
	ROW("files", '\0', OPTION_WORDS, "FILE", NULL, files, "what", \
		"these files, as they are staged"), \
	ROW("files0-from", '\0', OPTION_TEXT, "FILE", NULL, files0_from, "what", \
		"files named in FILE (- is standard input), a NUL behind each")
#define WHICH \
	ROW("component", '\0', OPTION_WORDS, "NAME", NULL, components, "which", \
		"only what these components owe"), \
	ROW("gate", '\0', OPTION_WORDS, "ID", NULL, gates, "which", \
		"only these gates, groups or built-ins, whatever event owes them"), \
	ROW("skip", '\0', OPTION_WORDS, "ID", NULL, skip, "which", \
		"all but these; also gate@component"), \
	ROW("target", '\0', OPTION_TEXT, "STAGE", NULL, target, "which", \
		"as if every component aimed at STAGE"), \
	ROW("hook-stage", '\0', OPTION_TEXT, "EVENT", NULL, hook_stage, "which", \
		"what is owed up to pre-commit, pre-push or a name of yours; pre-commit for --staged " \
		"and --files, pre-push for the rest")

const struct option run_option_rows[] = {
	STAGED,
	ROW("from-ref", 's', OPTION_TEXT, "REV", NULL, from_ref, "what",
		"what --to-ref changed since it left REV"),
	ROW("to-ref", 'o', OPTION_TEXT, "REV", NULL, to_ref, "what",
		"the tree to judge with --from-ref; HEAD unless given"),
	ROW("last-commit", '\0', OPTION_FLAG, NULL, NULL, is_last_commit, "what",
		"what the last commit changed"),
	ROW("push", '\0', OPTION_MAYBE, "REMOTE", NULL, push, "what",
		"the commits that `git push` would send"),
	WHICH,
	HOW,
	ROW("config-from", '\0', OPTION_TEXT, "REV", NULL, config_from, "how",
		"by the tta.ini of REV, not by that of the judged tree: CI takes the rules from the base"),
	ROW("fix", '\0', OPTION_FLAG, NULL, NULL, is_fixing, "how",
		"run the fixers of what says no, stage what they do, judge that again"),
	ROW("show-diff-on-failure", '\0', OPTION_FLAG, NULL, NULL, is_showing_diff, "how",
		"show what the fixers would do, and do nothing"),
	ROW("ratchet", '\0', OPTION_FLAG, NULL, NULL, is_raising, "how",
		"write what was measured into .tta/ratchet.ini where it is better"),
	{0},
};
const struct option fix_option_rows[] = {STAGED, WHICH, HOW, {0}};
const struct option rehearse_option_rows[] = {HOW, {0}};
/* clang-format on */

/* Which of the selections was asked for; two of them contradict each other. */
static int
choose_what(struct run_request *out, const struct run_flags *o, struct error *err)
{
	const struct {
		bool is_given;
		enum run_what what;
		const char *name;
	} ways[] = {
		{o->is_staged, RUN_STAGED, "--staged"},
		{o->is_all_files, RUN_ALL_FILES, "--all-files"},
		{o->files.n > 0, RUN_FILES, "--files"},
		{o->files0_from != NULL && o->files.n == 0, RUN_FILES, "--files0-from"},
		{o->from_ref != NULL, RUN_RANGE, "--from-ref"},
		{o->is_last_commit, RUN_LAST_COMMIT, "--last-commit"},
		{o->push != NULL, RUN_PUSH, "--push"},
	};
	const char *first = NULL;

	for (size_t i = 0; i < countof(ways); i++) {
		if (!ways[i].is_given)
			continue;
		if (first)
			return error_set(err, ERR_USAGE,
				"'%s' and '%s' select different things; name one of them", first,
				ways[i].name);
		first = ways[i].name;
		out->what = ways[i].what;
	}
	if (o->to_ref && !o->from_ref)
		return error_set(err, ERR_USAGE, "'--to-ref' needs '--from-ref'");
	return 0;
}

/* The list of --files0-from: a NUL behind each path, also allowed to lack behind the last. */
static int
read_files0(struct strs *out, const char *file, struct arena *mem, struct error *err)
{
	char *text;
	size_t len;

	if (strcmp(file, "-") == 0
			? fs_read_fd(&text, &len, STDIN_FILENO, FILES_BYTES, mem, err) < 0
			: fs_read(&text, &len, file, FILES_BYTES, mem, err) < 0)
		return -1;
	for (const char *p = text; p < text + len; p += strlen(p) + 1) {
		if (*p == '\0')
			return error_set(err, ERR_USAGE, "an empty name in the list of '%s'",
				text_path(file, mem));
		strs_add(out, p, mem);
	}
	return 0;
}

static const char *
folder_of(const char *file, struct arena *mem)
{
	const char *dir = path_dir(file, mem);

	return *dir ? dir : ".";
}

/* NAME or NAME=FILE: what cannot be written is said before anything runs. */
static int
add_output(struct run_request *r, const char *text, struct arena *mem, struct error *err)
{
	const char *equals = strchr(text, '=');
	char *name = arena_strndup(mem, text, equals ? (size_t)(equals - text) : strlen(text));
	const struct report_format *format = report_format_find(name);
	struct strs known = {0};

	if (!format) {
		for (size_t i = 0; i < nreport_formats; i++)
			strs_add(&known, report_formats[i].name, mem);
		return error_set(err, ERR_USAGE, "unknown format '%s'; there is %s", name,
			strs_join(&known, ", ", mem));
	}
	if (equals && equals[1] == '\0')
		return error_set(err, ERR_USAGE, "no file behind '%s'", text);
	if (equals && !fs_is_dir(folder_of(equals + 1, mem)))
		return error_set(err, ERR_USAGE, "cannot write '%s': its folder is not there",
			text_path(equals + 1, mem));
	if (equals && fs_is_dir(equals + 1))
		return error_set(err, ERR_USAGE, "cannot write '%s': it is a folder",
			text_path(equals + 1, mem));
	r->outputs[r->noutputs++] =
		(struct run_output){.format = format, .file = equals ? equals + 1 : NULL};
	return 0;
}

/* What goes where; text goes to standard output unless another format does. */
static int
read_outputs(
	struct run_request *r, const struct strs *formats, struct arena *mem, struct error *err)
{
	size_t nplain = 0;

	r->outputs = arena_alloc(mem, formats->n + 1, sizeof(*r->outputs));
	for (size_t i = 0; i < formats->n; i++) {
		if (add_output(r, formats->v[i], mem, err) < 0)
			return -1;
		nplain += r->outputs[r->noutputs - 1].file == NULL;
	}
	if (nplain > 1)
		return error_set(err, ERR_USAGE,
			"only one format can go to standard output; write the others as NAME=FILE");
	if (nplain == 0)
		r->outputs[r->noutputs++] =
			(struct run_output){.format = report_format_find("text")};
	return 0;
}

static const char *
default_stage(enum run_what what)
{
	return what == RUN_STAGED || what == RUN_FILES ? "pre-commit" : "pre-push";
}

/* Fixes are staged, so what is judged must be what is staged. */
static int
check_fixing(const struct run_request *r, struct error *err)
{
	if (r->is_fixing && r->is_showing_diff)
		return error_set(err, ERR_USAGE,
			"'--fix' makes the changes that '--show-diff-on-failure' only shows; name "
			"one of them");
	if (r->is_fixing && r->what != RUN_STAGED && r->what != RUN_FILES &&
		r->what != RUN_ALL_FILES)
		return error_set(
			err, ERR_USAGE, "'--fix' mends what is staged; commits stay as they are");
	return 0;
}

int
run_request_read(struct run_request *out, const struct run_flags *o, const struct strs *operands,
	struct arena *mem, struct error *err)
{
	*out = (struct run_request){
		.files = o->files,
		.from_ref = o->from_ref,
		.to_ref = o->to_ref ? o->to_ref : "HEAD",
		.remote = o->push && *o->push ? o->push : NULL,
		.components = o->components,
		.gates = o->gates,
		.skip = o->skip,
		.target = o->target,
		.config_from = o->config_from,
		.is_dry_run = o->is_dry_run,
		.is_why = o->is_why,
		.is_fail_fast = o->is_fail_fast,
		.is_fresh = o->is_no_cache,
		.is_fixing = o->is_fixing,
		.is_raising = o->is_raising,
		.is_showing_diff = o->is_showing_diff,
		.jobs = (size_t)o->jobs,
		.verbosity = o->is_quiet ? -1 : o->verbose > 0,
		.color = (enum term_color)o->color,
	};
	if (o->is_quiet && o->verbose)
		return error_set(err, ERR_USAGE, "'--quiet' and '--verbose' contradict each other");
	if (o->is_dry_run && o->formats.n)
		return error_set(err, ERR_USAGE,
			"'--dry-run' tells a plan in words; '--format' is for verdicts");
	if (choose_what(out, o, err) < 0)
		return -1;
	if (operands->n && o->files.n == 0)
		return error_set(err, ERR_USAGE,
			"unexpected word '%s'; files are named with --files, gates with --gate",
			operands->v[0]);
	strs_add_all(&out->files, operands, mem); /* run --files a b -- -c */
	if (strs_has(&out->files, ""))
		return error_set(err, ERR_USAGE, "an empty name of a file; '.' is all of them");
	if (o->hook_stage && !*o->hook_stage)
		return error_set(err, ERR_USAGE, "an empty name of an event behind --hook-stage");
	if (o->files0_from && read_files0(&out->files, o->files0_from, mem, err) < 0)
		return -1;
	out->hook_stage = o->hook_stage ? o->hook_stage : default_stage(out->what);
	if (check_fixing(out, err) < 0)
		return -1;
	return read_outputs(out, &o->formats, mem, err);
}
