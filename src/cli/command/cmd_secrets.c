/* SPDX-License-Identifier: MIT */
/*
 * cmd_secrets -- `tta-check secrets`: look for credentials, and look after the baseline of known
 * ones.  What is found is told without the secret, in every format.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/option.h"
#include "cli/secrets/secrets_acts.h"
#include "cli/secrets/secrets_files.h"
#include "cli/session.h"
#include "model/outcome.h"

#define FIELD(member) offsetof(struct secrets_options, member)

static const struct option rows[] = {
	{"tier", '\0', OPTION_TEXT, "TIER", NULL, FIELD(tier), NULL,
		"up to which tier rules count: sure, likely (default) or weak"},
	{"no-rule", '\0', OPTION_LIST, "ID", NULL, FIELD(off), NULL, "but not this rule"},
	{"baseline", '\0', OPTION_TEXT, "FILE", NULL, FIELD(baseline), NULL,
		"the baseline; else that of the gate with `secrets`, else .secrets.baseline"},
	{"format", '\0', OPTION_TEXT, "FORMAT", NULL, FIELD(format), NULL,
		"scan: text or jsonl, a JSON object a line"},
	{"full", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_full), NULL,
		"baseline: a new one with line numbers and the time, as detect-secrets writes it"},
	{0},
};

int
secrets_wish_of(struct secret_wish *out, const struct secrets_options *o, struct cli *cli,
	struct error *err)
{
	*out = (struct secret_wish){.options = {.tier = SECRET_LIKELY}};
	if (o->off.n)
		out->options.off = strs_argv(&o->off, cli->mem);
	if (o->tier && secret_tier_read(&out->options.tier, o->tier, err) < 0) {
		err->code = ERR_USAGE;
		return -1;
	}
	return 0;
}

static void
add_text(struct buf *out, const char *path, const struct secret_found *f)
{
	text_add_path(out, path);
	if (f->line)
		buf_addf(out, ":%d:%d", f->line, f->column);
	buf_addf(out, ": %s: %s: %s, fingerprint %s\n", f->rule->id, f->rule->about, f->shown,
		f->fingerprint);
}

static void
add_json(struct buf *out, const char *path, const struct secret_found *f)
{
	struct buf clean;
	json_t *one;
	char *text;

	buf_init(&clean, (size_t)1 << 20);
	text_add_utf8(&clean, path, strlen(path));
	one = json_pack("{s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:s}", "path", clean.data, "line",
		f->line, "column", f->column, "rule", f->rule->id, "type", f->rule->type, "about",
		f->rule->about, "fingerprint", f->fingerprint, "hashed_secret", f->sha1);
	text = one ? json_dumps(one, JSON_COMPACT) : NULL;
	if (!text)
		arena_die_nomem();
	buf_adds(out, text);
	buf_addc(out, '\n');
	free(text);
	json_decref(one);
	buf_release(&clean);
}

static void
sum_up(struct cli *cli, const struct secrets_files *found, size_t ntold, size_t nknown)
{
	struct buf *out = &cli->err;

	buf_addf(out, "tta-check: %s in %s", text_count(ntold, "secret", cli->mem),
		text_count(found->nlooked, "file", cli->mem));
	if (nknown)
		buf_addf(out, "; %zu more known by the baseline", nknown);
	if (found->nallowed)
		buf_addf(out, "; %zu allowed by comments", found->nallowed);
	if (found->nbinary)
		buf_addf(out, "; %s not looked into",
			text_count(found->nbinary, "binary file", cli->mem));
	if (found->nfailed)
		buf_addf(out, "; %s could not be looked at",
			text_count(found->nfailed, "file", cli->mem));
	buf_addc(out, '\n');
}

static int
scan(struct cli *cli, const struct secrets_options *o, struct secrets_request *q,
	struct secret_baseline *known, struct error *err)
{
	bool is_json = o->format && strcmp(o->format, "jsonl") == 0;
	struct secrets_files found;
	size_t ntold = 0, nknown = 0;

	if (secrets_files_find(&found, q, err) < 0)
		return cli_fail(cli, err);
	for (size_t i = 0; i < found.n; i++) {
		for (size_t k = 0; k < found.v[i].n; k++) {
			const struct secret_found *f = &found.v[i].v[k];

			if (secret_baseline_find(known, found.v[i].path, f)) {
				nknown++;
				continue;
			}
			ntold++;
			(is_json ? add_json : add_text)(&cli->out, found.v[i].path, f);
		}
	}
	sum_up(cli, &found, ntold, nknown);
	return found.nfailed ? EXIT_UNKNOWN : ntold ? EXIT_NO : EXIT_YES;
}

static int
run_scan(struct cli *cli, const struct secrets_options *o, const struct strs *paths)
{
	struct secret_baseline known = {0};
	struct session s = {0};
	struct secret_wish wish;
	struct secrets_request q = {.cli = cli, .wish = &wish, .paths = paths};
	struct error err = {0};
	bool is_new;
	int status;

	if (o->format && strcmp(o->format, "text") != 0 && strcmp(o->format, "jsonl") != 0)
		return cli_usage(cli, "--format takes text or jsonl, not '%s'", o->format);
	if (secrets_wish_of(&wish, o, cli, &err) < 0)
		return cli_fail(cli, &err);
	if (paths->n == 0) {
		if (session_staged(&s, cli, &err) < 0) {
			session_close(&s);
			return cli_fail(cli, &err);
		}
		q.session = &s;
		q.skip = secrets_baseline_path(o, &s);
	}
	if ((paths->n == 0 || o->baseline) &&
		secrets_baseline_open(&known, &is_new,
			paths->n ? o->baseline : secrets_baseline_place(o, &s), cli, &err) < 0)
		status = cli_fail(cli, &err);
	else
		status = scan(cli, o, &q, &known, &err);
	secret_baseline_release(&known);
	session_close(&s);
	return status;
}

static const struct act {
	const char *name;
	size_t min, max;
	int (*run)(struct cli *cli, const struct secrets_options *o, const struct strs *paths);
} acts[] = {
	{"scan", 0, CLI_ANY_OPERANDS, run_scan},
	{"baseline", 0, 0, secrets_baseline},
	{"audit", 0, 0, secrets_audit},
	{"merge", 3, 3, secrets_merge},
};

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct strs rest = {.v = operands->v + 1, .n = operands->n - 1};

	for (size_t i = 0; i < countof(acts); i++) {
		if (strcmp(acts[i].name, operands->v[0]) != 0)
			continue;
		if (rest.n < acts[i].min || rest.n > acts[i].max)
			return cli_usage(cli, "secrets %s takes %s; see `tta-check help secrets`",
				acts[i].name, acts[i].max ? "three files" : "no more words");
		return acts[i].run(cli, values, &rest);
	}
	return cli_usage(
		cli, "unknown 'secrets %s'; there is scan, baseline, audit, merge", operands->v[0]);
}

const struct cli_command cmd_secrets = {
	.name = "secrets",
	.summary = "look for credentials, and keep the baseline of known ones",
	.group = "judge",
	.usage = "scan [PATH...]\nbaseline\naudit\nmerge BASE OURS THEIRS",
	.details =
		"  scan      the files of the staged tree, or PATHs as they are on disk; no if\n"
		"            there is a secret that the baseline does not know\n"
		"  baseline  make or update it: what is there now is known; where only lines\n"
		"            moved nothing is written\n"
		"  audit     ask of each secret that nobody labelled whether it is one; needs\n"
		"            a terminal\n"
		"  merge     three versions of a baseline into OURS, for git: see docs/secrets.md\n"
		"\n"
		"The secret itself is never printed or stored.",
	.options = rows,
	.size = sizeof(struct secrets_options),
	.min = 1,
	.max = CLI_ANY_OPERANDS,
	.run = run,
};
