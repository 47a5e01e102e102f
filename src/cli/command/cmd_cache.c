/* SPDX-License-Identifier: MIT */
/*
 * cmd_cache -- `tta-check cache`: what is kept of passes and what that saved, forgetting them, and
 * why a job would run.
 */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/cache/cache_why.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/judge/journal_place.h"
#include "cli/session.h"
#include "store/history.h"
#include "store/journal.h"
#include "store/pass.h"

#define LATEST_RUNS 100

/* What is done with an open journal, or with NULL where there is none yet. */
struct act {
	const char *name;
	bool is_writing;
	int (*run)(struct session *s, struct journal *j, const char *job, struct error *err);
};

static const char *
size_words(int64_t bytes, struct arena *mem)
{
	if (bytes < (int64_t)1 << 20)
		return arena_printf(mem, "%lld KiB", (long long)((bytes + 1023) / 1024));
	return arena_printf(mem, "%lld.%lld MiB", (long long)(bytes >> 20),
		(long long)((bytes & 0xfffff) * 10 >> 20));
}

static void
add_savings(struct buf *out, const struct history_savings *v, struct arena *mem)
{
	size_t all = v->ran + v->cached;

	if (all == 0)
		return;
	buf_addf(out, "last %s: %zu of %s cached", text_count(v->runs, "run", mem), v->cached,
		text_count(all, "job", mem));
	if (v->cached)
		buf_addf(out, " (%zu %%), which saved %s", v->cached * 100 / all,
			text_duration(v->saved_ms, mem));
	buf_addc(out, '\n');
}

static int
stats(struct session *s, struct journal *j, const char *job, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct buf *out = &s->cli->out;
	struct history_savings savings;
	struct pass_count count;
	int64_t age_ms;

	(void)job;
	if (!j) {
		buf_adds(out, "no journal yet: nothing was judged here\n");
		return 0;
	}
	if (pass_count(&count, j, err) < 0 || history_savings(&savings, j, LATEST_RUNS, err) < 0)
		return -1;
	age_ms = clock_wall_ms() - count.oldest_ms;
	buf_addf(out, "%zu %s kept", count.passes, count.passes == 1 ? "pass" : "passes");
	if (count.passes)
		buf_addf(out, ", the oldest %s ago", text_duration(age_ms > 0 ? age_ms : 0, mem));
	buf_addf(out, "; %s in ", size_words(count.bytes, mem));
	text_add_path(out, journal_path(j));
	buf_addc(out, '\n');
	add_savings(out, &savings, mem);
	return 0;
}

static int
clear(struct session *s, struct journal *j, const char *job, struct error *err)
{
	size_t n = 0;

	if (j && pass_forget(&n, j, job, err) < 0)
		return -1;
	buf_addf(&s->cli->out, "%zu %s forgotten\n", n, n == 1 ? "pass" : "passes");
	return 0;
}

static const struct act acts[] = {{"stats", false, stats}, {"clear", true, clear}};

static int
with_journal(struct session *s, const struct act *act, const char *job, struct error *err)
{
	struct journal *journal = NULL;
	const char *said = NULL;
	int rc = act->is_writing ? journal_place_open_existing(&journal, &said, s, err)
				 : journal_place_look(&journal, &said, s, err);

	if (said)
		buf_addf(&s->cli->err, "tta-check: %s\n", said);
	if (rc == 0)
		rc = act->run(s, journal, job, err);
	journal_close(journal);
	return rc;
}

static int
act(struct session *s, const char *what, const char *job, struct error *err)
{
	for (size_t i = 0; i < countof(acts); i++) {
		if (strcmp(acts[i].name, what) == 0)
			return with_journal(s, &acts[i], job, err);
	}
	return cache_why(s, job, err);
}

static int
check(const struct strs *operands, struct error *err)
{
	const char *what = operands->v[0];
	bool is_why = strcmp(what, "why") == 0;

	if (!is_why && strcmp(what, "stats") != 0 && strcmp(what, "clear") != 0)
		return error_set(
			err, ERR_USAGE, "unknown 'cache %s'; there is stats, clear, why", what);
	if (is_why && operands->n < 2)
		return error_set(
			err, ERR_USAGE, "say which job: tta-check cache why GATE@COMPONENT");
	if (strcmp(what, "stats") == 0 && operands->n > 1)
		return error_set(err, ERR_USAGE, "unexpected word '%s'", operands->v[1]);
	return 0;
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	struct session s = {0};
	struct error err;
	int status = 0;

	(void)values;
	if (check(operands, &err) < 0 || session_open(&s, cli, false, &err) < 0 ||
		act(&s, operands->v[0], operands->n > 1 ? operands->v[1] : NULL, &err) < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

const struct cli_command cmd_cache = {
	.name = "cache",
	.summary = "what is kept of passes, forget it, or say why a job would run",
	.group = "look",
	.usage = "stats\nclear [JOB]\nwhy JOB",
	.details = "  stats  how many passes are kept, and what that saved the latest runs\n"
		   "  clear  forget them: those of JOB (as in reports, like lint@parser), or all\n"
		   "  why    what changed since JOB last ran, or why it is never served; for a\n"
		   "         gate's name alone, each of its jobs",
	.size = 1,
	.min = 1,
	.max = 2,
	.run = run,
};
