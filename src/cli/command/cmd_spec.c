/* SPDX-License-Identifier: MIT */
/*
 * cmd_spec -- `tta-check spec`: specifications as they lie in the work tree, held against what the
 * gate `spec` asks for; and a new one to fill in.
 */
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/option.h"
#include "cli/session.h"
#include "gates/args.h"
#include "gates/paper/spec.h"
#include "gates/paper/spec_new.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/event.h"
#include "model/maturity/document.h"
#include "model/outcome.h"
#include "model/plan/plan.h"
#include "model/verdict.h"
#include "report/report.h"

#define NEW_MAX ((size_t)1 << 20)

struct spec_options {
	const char *component, *new, *format;
};

#define FIELD(member) offsetof(struct spec_options, member)
static const struct option options[] = {
	{"component", '\0', OPTION_TEXT, "C", NULL, FIELD(component), NULL,
		"whose specification it is; else the component that names the file as its `spec`, "
		"or that its front matter names"},
	{"new", '\0', OPTION_TEXT, "NAME", NULL, FIELD(new), NULL,
		"write one to fill in, for the component of --component"},
	{"format", '\0', OPTION_TEXT, "FORMAT", NULL, FIELD(format), NULL,
		"text (the default), or one of the formats of run"},
	{0},
};

/* The first gate that asks for specifications, as it acts for the component. */
static const struct gate *
find_gate(const struct session *s, const struct component *c)
{
	const size_t index = c ? (size_t)(c - s->config.components.v) : 0;

	for (size_t i = 0; i < s->config.ngates; i++) {
		const struct gate *g =
			config_gate(&s->config, i, index, s->config.components.v[index].target);

		if (strs_has(&g->builtin, "spec"))
			return g;
	}
	return NULL;
}

static int
read_rules(struct spec_rules *out, const struct session *s, const struct component *c,
	struct error *err)
{
	static const struct placeholder none[] = {{.name = NULL}};
	const struct gate *g = find_gate(s, c);
	struct strs args = {0};

	if (g && g->args.text && command_expand(&args, &g->args, none, s->cli->mem, err) < 0)
		return -1;
	return spec_rules_read(out, &args, s->cli->mem, err);
}

static const struct component *
owner_of(const struct session *s, const char *path)
{
	for (size_t i = 0; i < s->config.components.n; i++) {
		const struct component *c = &s->config.components.v[i];

		if (c->spec && strcmp(c->spec, path) == 0)
			return c;
	}
	return NULL;
}

static int
read_file(struct blob *out, const struct session *s, const char *path, struct error *err)
{
	char *data;

	if (fs_read(&data, &out->len, path_join(s->repo.root, path, s->cli->mem), MARKDOWN_MAX,
		    s->cli->mem, err) < 0)
		return -1;
	out->data = data;
	return 0;
}

static int
judge_one(struct findings *found, struct session *s, const struct spec_options *o, const char *path,
	struct error *err)
{
	struct spec spec = {.path = path, .config = &s->config, .found = found, .mem = s->cli->mem};
	struct spec_rules rules;
	struct blob text, template;

	if (o->component ? session_component(&spec.component, s, o->component, err) < 0
			 : (spec.component = owner_of(s, path), false))
		return -1;
	if (read_rules(&rules, s, spec.component, err) < 0 || read_file(&text, s, path, err) < 0 ||
		(rules.template && read_file(&template, s, rules.template, err) < 0))
		return -1;
	spec.rules = &rules;
	spec.target = spec.component ? spec.component->target : 0;
	return spec_judge(&spec, &text, rules.template ? &template : NULL, err);
}

static enum verdict_kind
kind_of(const struct findings *found)
{
	for (size_t i = 0; i < found->n; i++) {
		if (!found->v[i].is_advice)
			return VERDICT_FAIL;
	}
	return found->n ? VERDICT_WARN : VERDICT_PASS;
}

static void
add_lines(struct cli *cli, const char *path, const struct findings *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct finding *f = &found->v[i];

		text_add_path(&cli->out, f->path);
		buf_addf(&cli->out, ":%d:%d: %s%s: ", f->line, f->column ? f->column : 1,
			f->is_advice ? "advice: " : "", f->rule);
		text_add_line(&cli->out, f->text);
		buf_addc(&cli->out, '\n');
	}
	if (kind_of(found) != VERDICT_FAIL) {
		text_add_path(&cli->out, path);
		buf_adds(&cli->out, ": complete\n");
	}
}

/* As a run of the gate over these files would be told to a program. */
static void
write_report(struct session *s, const struct report_format *format, const struct strs *paths,
	struct findings *found)
{
	struct arena *mem = s->cli->mem;
	const struct event event = {
		.stage = "spec", .what = "work tree", .selection = SELECT_FILES};
	const struct gate gate = {.name = "spec"};
	struct plan plan = {.njobs = paths->n};
	struct outcome o = {.event = &event, .config = &s->config, .plan = &plan};
	const struct report_style style = {.is_piped = true};

	plan.jobs = arena_alloc(mem, paths->n, sizeof(*plan.jobs));
	o.verdicts = arena_alloc(mem, paths->n, sizeof(*o.verdicts));
	o.nfiles = paths->n;
	for (size_t i = 0; i < paths->n; i++) {
		const struct component *c = owner_of(s, paths->v[i]);

		plan.jobs[i] = (struct job){.id = arena_printf(mem, "spec:%s", paths->v[i]),
			.gate = &gate,
			.builtin = "spec",
			.reason = "named",
			.dir = ""};
		strs_add(&plan.jobs[i].components, c ? c->name : ".", mem);
		o.verdicts[i] = (struct verdict){.kind = kind_of(&found[i]),
			.findings = found[i],
			.why = found[i].n ? text_count(found[i].n, "finding", mem) : NULL};
	}
	format->write(&s->cli->out, &o, &style, mem);
}

static int
judge(struct session *s, const struct spec_options *o, const struct report_format *format,
	const struct strs *operands, struct error *err)
{
	struct findings *found = arena_alloc(s->cli->mem, operands->n, sizeof(*found));
	struct strs paths = {0};
	int status = EXIT_YES;

	for (size_t i = 0; i < operands->n; i++) {
		const char *path;

		if (session_path(&path, s, operands->v[i], err) < 0 ||
			judge_one(&found[i], s, o, path, err) < 0)
			return -1;
		strs_add(&paths, path, s->cli->mem);
		if (kind_of(&found[i]) == VERDICT_FAIL)
			status = EXIT_NO;
		if (!format)
			add_lines(s->cli, path, &found[i]);
	}
	if (format)
		write_report(s, format, &paths, found);
	return status;
}

/* Where the component says, else in specs/. */
static const char *
place_for(const struct component *c, const char *name, struct arena *mem)
{
	char *file = arena_strdup(mem, name);

	if (c->spec)
		return c->spec;
	for (char *p = file; *p; p++)
		*p = *p == '/' || *p == ' ' ? '-' : *p;
	return arena_printf(mem, "specs/%s.spec.md", file);
}

static int
write_new(struct session *s, const struct spec_options *o, struct error *err)
{
	struct arena *mem = s->cli->mem;
	const struct component *c;
	struct spec_rules rules;
	const char *path, *full;
	struct buf page;
	int rc;

	if (session_component(&c, s, o->component, err) < 0 || read_rules(&rules, s, c, err) < 0)
		return -1;
	path = place_for(c, o->new, mem);
	full = path_join(s->repo.root, path, mem);
	if (fs_exists(full))
		return error_set(err, ERR_USAGE, "'%s' is there already; nothing is written", path);
	buf_init(&page, NEW_MAX);
	spec_new(&page, o->new, &rules, c, &s->config);
	rc = fs_mkdirs(path_dir(full, mem), 0777, err);
	if (rc == 0)
		rc = fs_write(full, page.data, page.len, 0644, err);
	buf_release(&page);
	if (rc < 0)
		return -1;
	buf_adds(&s->cli->out, "wrote ");
	text_add_path(&s->cli->out, path);
	if (!c->spec)
		buf_addf(&s->cli->out, "; put `spec = %s` into [component %s] (%s)", path, c->name,
			origin_text(&c->origin, mem));
	buf_addf(&s->cli->out, "\nnext: tta-check spec %s\n", path);
	return EXIT_YES;
}

static int
work(struct session *s, const struct spec_options *o, const struct report_format *format,
	const struct strs *operands, struct error *err)
{
	if (s->repo.root == NULL)
		return error_set(err, ERR_USAGE, "a bare repository has no files to look at");
	return o->new ? write_new(s, o, err) : judge(s, o, format, operands, err);
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct spec_options *o = values;
	const bool is_text = !o->format || strcmp(o->format, "text") == 0;
	const struct report_format *format = is_text ? NULL : report_format_find(o->format);
	struct session s = {0};
	struct error err = {0};
	int status = -1;

	if (!is_text && !format)
		return cli_usage(
			cli, "there is no format '%s'; see `tta-check help run`", o->format);
	if (o->new && operands->n)
		return cli_usage(cli, "--new writes a file; name none");
	if (o->new && !o->component)
		return cli_usage(cli, "--new needs --component");
	if (!o->new && operands->n == 0)
		return cli_usage(cli, "which file? `tta-check spec FILE...`");
	if (session_staged(&s, cli, &err) == 0)
		status = work(&s, o, format, operands, &err);
	if (status < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

const struct cli_command cmd_spec = {
	.name = "spec",
	.summary = "is a specification complete? or begin a new one",
	.group = "papers",
	.usage = "FILE... [--component C] [--format FORMAT]\n--new NAME --component C",
	.details = "Files are judged as they lie in the work tree, by the `args` of the first gate "
		   "with `builtin = spec`, or by the shipped ten sections. Exit 1 where something "
		   "is missing; advice alone is exit 0.",
	.options = options,
	.size = sizeof(struct spec_options),
	.min = 0,
	.max = CLI_ANY_OPERANDS,
	.run = run,
};
