/* SPDX-License-Identifier: MIT */
/*
 * cmd_attest -- `tta-check attest COMPONENT CRITERION`: a human vouches for what no tool measures.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/maturity/vouch.h"
#include "cli/option.h"
#include "model/config/quantity.h"
#include "model/outcome.h"

#define CRITERION_MAX 80

struct attest_options {
	const char *expires;
	bool is_signed, is_plain;
};

#define FIELD(member) offsetof(struct attest_options, member)
static const struct option options[] = {
	{"expires", '\0', OPTION_TEXT, "DURATION", NULL, FIELD(expires), NULL,
		"how long it holds, as 90d; for ever where it is not given"},
	{"sign", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_signed), NULL,
		"refuse to record it without a signature by git's SSH key"},
	{"no-sign", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_plain), NULL,
		"do not sign, though git is set up to"},
	{0},
};

static int
find_end(struct vouch *v, const char *expires, struct error *err)
{
	int64_t ms;

	if (!expires)
		return 0;
	if (quantity_duration(&ms, expires, err) < 0 || ms <= 0)
		return error_set(
			err, ERR_USAGE, "--expires is a duration as 90d or 12h, not '%s'", expires);
	v->record.expires = approval_time(clock_wall_ms() + ms, v->s.cli->mem);
	return 0;
}

static void
show(struct vouch *v)
{
	const struct approval *before = approval_attested(
		&v->before, v->record.component, v->record.criterion, v->s.cli->mem);
	struct buf *out = &v->s.cli->out;

	buf_addf(out, "component %s\ncriterion %s\n%s%.10s\n", v->record.component,
		v->record.criterion, v->record.expires ? "until " : "for ever",
		v->record.expires ? v->record.expires : "");
	if (before)
		buf_addf(out, "%s attested it on %.10s%s%.10s\n", before->by, before->at,
			before->expires ? ", until " : "", before->expires ? before->expires : "");
}

static int
attest(struct vouch *v, const struct attest_options *o, const struct strs *operands,
	struct error *err)
{
	const char *criterion = operands->v[1];
	const struct component *c;
	bool is_sure;

	if (session_component(&c, &v->s, operands->v[0], err) < 0 ||
		find_end(v, o->expires, err) < 0)
		return -1;
	v->record.kind = APPROVAL_ATTESTED;
	v->record.component = c->name;
	v->record.criterion = criterion;
	v->record.slug = approval_slug(criterion, v->s.cli->mem);
	if (!*v->record.slug || strlen(v->record.slug) > CRITERION_MAX ||
		strpbrk(criterion, "\r\n"))
		return error_set(err, ERR_USAGE, "a criterion is a line of words, at most %d bytes",
			CRITERION_MAX);
	show(v);
	if (vouch_ask(&is_sure, v, err) < 0)
		return -1;
	if (!is_sure)
		return EXIT_NO;
	return vouch_record(v, err) < 0 ? -1 : EXIT_YES;
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	const struct attest_options *o = values;
	struct error err = {0};
	struct vouch v = {0};
	int status = -1;

	if (o->is_signed && o->is_plain)
		return cli_usage(cli, "'--sign' and '--no-sign' exclude each other");
	if (vouch_open(&v, cli,
		    o->is_signed  ? VOUCH_SIGN
		    : o->is_plain ? VOUCH_PLAIN
				  : VOUCH_AUTO,
		    &err) == 0)
		status = attest(&v, o, operands, &err);
	if (status < 0)
		status = cli_fail(cli, &err);
	vouch_close(&v);
	return status;
}

const struct cli_command cmd_attest = {
	.name = "attest",
	.summary = "a human vouches for what no tool can measure",
	.group = "papers",
	.usage = "COMPONENT CRITERION [--expires DURATION] [--[no-]sign]",
	.details = "As in `tta-check attest narrative-engine 'security review' --expires 90d`. The "
		   "gate `approval` asks for it where its `args` say --attest 'security review'.",
	.options = options,
	.size = sizeof(struct attest_options),
	.min = 2,
	.max = 2,
	.run = run,
};
