/* SPDX-License-Identifier: MIT */
/* deliver -- see deliver.h. */
#include "cli/tell/deliver.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/cli.h"
#include "cli/judge/run_request.h"
#include "cli/session.h"
#include "model/outcome.h"
#include "report/report.h"

#define REPORT_BYTES ((size_t)256 << 20)

/* As people type it: from the root where it lies below, else absolute. */
static const char *
shown(const struct session *s, const char *path)
{
	size_t n = s->repo.root ? strlen(s->repo.root) : 0;

	return n && path_is_below(path, s->repo.root) && path[n] == '/' ? path + n + 1 : path;
}

/* One report behind the other where there are several subjects; the first begins the file anew. */
static int
begin_file(struct buf *file, const char *path, size_t nbefore, struct arena *mem, struct error *err)
{
	char *before;
	size_t len;

	buf_init(file, REPORT_BYTES);
	if (nbefore == 0 || !fs_is_file(path))
		return 0;
	if (fs_read(&before, &len, path, REPORT_BYTES, mem, err) < 0)
		return -1;
	buf_add(file, before, len);
	return 0;
}

/* last/ is the first subject's, last/2/ the next one's: what was refused first stays to be read. */
static const char *
begin_logs(struct cli *cli, const char *last)
{
	struct arena *mem = cli->mem;
	struct error ignored;

	if (cli->nlogs == 0 && fs_remove_tree(last, &ignored) < 0)
		return NULL;
	if (cli->nlogs)
		last = path_join(last, arena_printf(mem, "%zu", cli->nlogs + 1), mem);
	if (fs_mkdirs(last, 0755, &ignored) < 0)
		return NULL;
	fs_give(path_dir(last, mem));
	fs_give(last);
	return last;
}

/* What the job wrote; of a built-in, which writes nothing, its findings a line each.  NULL: there
 * is nothing to keep. */
static const char *
log_of(size_t *len, const struct verdict *v, struct arena *mem)
{
	const char *text;
	struct buf lines;

	*len = v->output_len;
	if (v->kind == VERDICT_PASS || v->output_len)
		return v->output_len && v->kind != VERDICT_PASS ? v->output : NULL;
	buf_init(&lines, REPORT_BYTES);
	report_findings(&lines, &v->findings);
	*len = lines.len;
	text = lines.len ? arena_strndup(mem, lines.data, lines.len) : NULL;
	buf_release(&lines);
	return text;
}

void
deliver_logs(struct outcome *o, struct session *s)
{
	struct arena *mem = s->cli->mem;
	const char *tta = path_join(s->repo.git_dir, "tta", mem);
	const char *last = begin_logs(s->cli, path_join(tta, "last", mem));
	const char *data = path_join(tta, "last.json", mem), *log;
	struct error ignored;
	struct buf json;

	if (!last)
		return;
	o->log_dir = shown(s, last);
	for (size_t i = 0; i < o->plan->njobs; i++) {
		size_t len;
		const char *text = log_of(&len, &o->verdicts[i], mem);

		if (!text)
			continue;
		log = path_join(last, report_log_name(&o->plan->jobs[i], mem), mem);
		if (fs_write(log, text, len, 0644, &ignored) < 0)
			o->log_dir = NULL;
		fs_give(log);
	}
	if (begin_file(&json, data, s->cli->nlogs, mem, &ignored) < 0)
		buf_clear(&json);
	report_json(&json, o, &(struct report_style){0}, mem);
	if (fs_write(data, json.data, json.len, 0644, &ignored) < 0)
		o->log_dir = NULL;
	else
		o->data = shown(s, data);
	fs_give(data);
	buf_release(&json);
	s->cli->nlogs++;
}

/* The file of the nth judgement: of a format that holds one, "r.xml", "r-2.xml", ... */
static const char *
file_of(const struct run_output *to, size_t nbefore, struct arena *mem)
{
	const char *base = path_base(to->file), *dot = strrchr(base, '.');
	size_t n = dot && dot > base ? (size_t)(dot - to->file) : strlen(to->file);

	if (!to->format->is_document || nbefore == 0)
		return to->file;
	return arena_printf(mem, "%.*s-%zu%s", (int)n, to->file, nbefore + 1, to->file + n);
}

static int
write_file(const struct run_output *to, const struct outcome *o, struct session *s,
	const struct report_style *style, struct error *err)
{
	struct arena *mem = s->cli->mem;
	size_t nbefore = s->cli->nreports;
	const char *path = file_of(to, nbefore, mem);
	struct buf file;
	int rc = begin_file(&file, path, to->format->is_document ? 0 : nbefore, mem, err);

	to->format->write(&file, o, style, mem);
	if (rc == 0)
		rc = fs_write_given(path, file.data, file.len, 0644, mem, err);
	buf_release(&file);
	return rc;
}

int
deliver_begin(const struct run_request *request, struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < request->noutputs; i++) {
		const char *file = request->outputs[i].file;

		if (file && fs_is_file(file) && fs_write_given(file, "", 0, 0644, mem, err) < 0)
			return -1;
	}
	return 0;
}

int
deliver_reports(const struct outcome *o, struct session *s, const struct run_request *request,
	struct error *err)
{
	struct cli *cli = s->cli;
	struct report_style style = {.verbosity = request->verbosity, .is_why = request->is_why};

	for (size_t i = 0; i < request->noutputs; i++) {
		if (request->outputs[i].file &&
			write_file(&request->outputs[i], o, s, &style, err) < 0)
			return -1;
	}
	style.has_color = cli->out_term.has_color;
	style.width = cli->out_term.width;
	style.is_live = cli->err_term.is_terminal;
	style.is_piped = !cli->out_term.is_terminal;
	for (size_t i = 0; i < request->noutputs; i++) {
		if (!request->outputs[i].file)
			request->outputs[i].format->write(&cli->out, o, &style, cli->mem);
	}
	cli->nreports++;
	return 0;
}
