/* SPDX-License-Identifier: MIT */
/*
 * cmd_log -- `tta-check log`: the runs that the journal remembers, or what was passed over although
 * it was owed.  Looks only: where the journal may not be written it is read as it is.
 */
#include <time.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/judge/journal_place.h"
#include "cli/session.h"
#include "cli/tell/columns.h"
#include "model/outcome.h"
#include "report/rows.h"
#include "store/bypass.h"
#include "store/history.h"
#include "store/journal.h"

#define LOG_DEFAULT 20
#define WHAT_COLUMNS 60 /* of a push with a long name */

enum { FORMAT_TEXT, FORMAT_JSON };

struct log_options {
	int most, format;
	bool is_bypassed;
};

#define FIELD(member) offsetof(struct log_options, member)
static const struct option options[] = {
	{"number", 'n', OPTION_NUMBER, "N", NULL, FIELD(most), NULL,
		"that many, the latest (20 where it is not given)"},
	{"bypassed", '\0', OPTION_FLAG, NULL, NULL, FIELD(is_bypassed), NULL,
		"what was not judged although it was owed, and the reason that was given"},
	{"format", '\0', OPTION_CHOICE, "FORMAT", "text json", FIELD(format), NULL,
		"text, or json for programs (docs/json.md)"},
	{0},
};

/* Of others' making: kept on its line, and within its column. */
static const char *
shown(const char *text, struct arena *mem)
{
	struct buf line;
	const char *out;

	if (!text || !*text)
		return "-";
	buf_init(&line, WHAT_COLUMNS);
	text_add_line(&line, text);
	out = arena_printf(mem, "%s%s", line.data, line.dropped ? "..." : "");
	buf_release(&line);
	return out;
}

static const char *
when(int64_t ms, struct arena *mem)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm here;
	char text[32];

	if (!localtime_r(&seconds, &here) || !strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &here))
		return "-";
	return arena_strdup(mem, text);
}

static const char *
verdict_of(int status)
{
	static const char *const words[] = {
		[EXIT_YES] = "passed",
		[EXIT_NO] = "refused",
		[EXIT_WRONG] = "broken",
		[EXIT_UNKNOWN] = "broken",
	};

	return status >= 0 && status <= EXIT_UNKNOWN ? words[status] : "stopped";
}

static const char *
jobs_of(const struct history_run *run, struct arena *mem)
{
	if (run->nran + run->ncached == 0)
		return "none";
	if (run->ncached == 0)
		return arena_printf(mem, "%zu run", run->nran);
	return arena_printf(mem, "%zu run, %zu cached", run->nran, run->ncached);
}

static void
show_runs(struct cli *cli, const struct history_runs *runs)
{
	struct columns table = {.mem = cli->mem};

	columns_add(&table, "when", "event", "branch", "verdict", "jobs", "took", "what", NULL);
	for (size_t i = 0; i < runs->n; i++) {
		const struct history_run *run = &runs->v[i];

		columns_add(&table, when(run->began_ms, cli->mem), shown(run->event, cli->mem),
			shown(run->branch, cli->mem), verdict_of(run->status),
			jobs_of(run, cli->mem), text_duration(run->took_ms, cli->mem),
			shown(run->what, cli->mem), NULL);
	}
	columns_write(&cli->out, &table);
}

static const char *
hex_or_null(const struct oid *id, struct arena *mem)
{
	return id->size ? oid_hex(id, mem) : NULL;
}

static void
write_runs(struct cli *cli, const struct history_runs *runs)
{
	struct arena *mem = cli->mem;
	struct rows *rows = rows_open("runs", mem);

	for (size_t i = 0; i < runs->n; i++) {
		const struct history_run *run = &runs->v[i];

		rows_begin(rows);
		rows_number(rows, "began_ms", run->began_ms);
		rows_number(rows, "ms", run->took_ms);
		rows_text(rows, "event", run->event);
		rows_text(rows, "what", run->what);
		rows_text(rows, "branch", run->branch);
		rows_text(rows, "worktree", run->worktree);
		rows_text(rows, "tree", hex_or_null(&run->tree, mem));
		rows_text(rows, "head", hex_or_null(&run->head, mem));
		rows_text(rows, "verdict", verdict_of(run->status));
		rows_number(rows, "exit", run->status);
		rows_number(rows, "files", (int64_t)run->files);
		rows_number(rows, "ran", (int64_t)run->nran);
		rows_number(rows, "cached", (int64_t)run->ncached);
		rows_text(rows, "reason", run->reason);
		rows_text(rows, "version", run->version);
	}
	rows_close(&cli->out, rows);
}

static const char *
bypass_word(const struct bypass *b, struct arena *mem)
{
	if (b->commit.size)
		return arena_printf(mem, "%s has no verdict", oid_short(&b->commit, mem));
	if (b->subject)
		return arena_printf(mem, "%s: %s", b->kind, shown(b->subject, mem));
	return b->kind;
}

static void
show_bypasses(struct cli *cli, const struct bypasses *list)
{
	struct columns table = {.mem = cli->mem};

	columns_add(&table, "when", "event", "branch", "who", "what", "reason", NULL);
	for (size_t i = 0; i < list->n; i++) {
		const struct bypass *b = &list->v[i];

		columns_add(&table, when(b->at_ms, cli->mem), shown(b->event, cli->mem),
			shown(b->branch, cli->mem), shown(b->who, cli->mem),
			bypass_word(b, cli->mem), shown(b->reason, cli->mem), NULL);
	}
	columns_write(&cli->out, &table);
}

static void
write_bypasses(struct cli *cli, const struct bypasses *list)
{
	struct rows *rows = rows_open("bypassed", cli->mem);

	for (size_t i = 0; i < list->n; i++) {
		const struct bypass *b = &list->v[i];

		rows_begin(rows);
		rows_number(rows, "at_ms", b->at_ms);
		rows_text(rows, "kind", b->kind);
		rows_text(rows, "event", b->event);
		rows_text(rows, "subject", b->subject);
		rows_text(rows, "commit", hex_or_null(&b->commit, cli->mem));
		rows_text(rows, "branch", b->branch);
		rows_text(rows, "who", b->who);
		rows_text(rows, "reason", b->reason);
	}
	rows_close(&cli->out, rows);
}

/* j is NULL where there is no journal yet: then nothing has happened. */
static int
tell(struct cli *cli, const struct log_options *o, struct journal *j, struct error *err)
{
	size_t most = o->most ? (size_t)o->most : LOG_DEFAULT;
	struct history_runs runs = {0};
	struct bypasses list = {0};

	if (j && o->is_bypassed && bypass_list(&list, j, most, cli->mem, err) < 0)
		return -1;
	if (j && !o->is_bypassed && history_runs(&runs, j, most, cli->mem, err) < 0)
		return -1;
	if (o->format == FORMAT_JSON && o->is_bypassed)
		write_bypasses(cli, &list);
	else if (o->format == FORMAT_JSON)
		write_runs(cli, &runs);
	else if (list.n)
		show_bypasses(cli, &list);
	else if (runs.n)
		show_runs(cli, &runs);
	else if (!j)
		buf_adds(&cli->out, "no journal yet: nothing was judged here\n");
	else
		buf_adds(&cli->out, o->is_bypassed ? "nothing was bypassed\n" : "no runs yet\n");
	return 0;
}

static int
run(struct cli *cli, const void *values, const struct strs *operands)
{
	struct session s = {0};
	struct journal *journal = NULL;
	const char *said = NULL;
	struct error err;
	int status = 0;

	(void)operands;
	if (session_open(&s, cli, false, &err) < 0 ||
		journal_place_look(&journal, &said, &s, &err) < 0 ||
		tell(cli, values, journal, &err) < 0)
		status = cli_fail(cli, &err);
	if (said)
		buf_addf(&cli->err, "tta-check: %s\n", said);
	journal_close(journal);
	session_close(&s);
	return status;
}

const struct cli_command cmd_log = {
	.name = "log",
	.summary = "say what was judged here, or what was not although it was owed",
	.group = "look",
	.usage = "[-n N] [--bypassed] [--format text|json]",
	.details =
		"  The latest first.  Bypassed is what SKIP, TTA_SKIP and --skip named, hooks\n"
		"  that TTA_CHECK=0 switched off, and commits that no hook judged; the reason is\n"
		"  that of TTA_REASON.",
	.options = options,
	.size = sizeof(struct log_options),
	.run = run,
};
