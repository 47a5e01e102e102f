/* SPDX-License-Identifier: MIT */
/* deliver -- see deliver.h. */
#include "cli/deliver.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/cli.h"
#include "cli/run_request.h"
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

void
deliver_logs(struct outcome *o, struct session *s)
{
	struct arena *mem = s->cli->mem;
	char *tta = path_join(s->repo.git_dir, "tta", mem), *last = path_join(tta, "last", mem);
	struct error ignored;
	struct buf json;

	if (fs_remove_tree(last, &ignored) < 0 || fs_mkdirs(last, 0755, &ignored) < 0)
		return;
	o->log_dir = shown(s, last);
	for (size_t i = 0; i < o->plan->njobs; i++) {
		const struct verdict *v = &o->verdicts[i];

		if (v->kind == VERDICT_PASS || v->output_len == 0)
			continue;
		if (fs_write(path_join(last, report_log_name(&o->plan->jobs[i], mem), mem),
			    v->output, v->output_len, 0644, &ignored) < 0)
			o->log_dir = NULL;
	}
	buf_init(&json, REPORT_BYTES);
	report_json(&json, o, &(struct report_style){0}, mem);
	if (fs_write(path_join(tta, "last.json", mem), json.data, json.len, 0644, &ignored) < 0)
		o->log_dir = NULL;
	buf_release(&json);
}

/* A file of --format holds one report after the other where a push has several subjects. */
static int
write_file(const struct run_output *to, const struct outcome *o, struct session *s,
	const struct report_style *style, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct buf file;
	char *before;
	size_t len;
	int rc = 0;

	buf_init(&file, REPORT_BYTES);
	if (s->cli->nreports && fs_is_file(to->file)) {
		rc = fs_read(&before, &len, to->file, REPORT_BYTES, mem, err);
		if (rc == 0)
			buf_add(&file, before, len);
	}
	to->format->write(&file, o, style, mem);
	if (rc == 0)
		rc = fs_write_given(to->file, file.data, file.len, 0644, mem, err);
	buf_release(&file);
	return rc;
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
	for (size_t i = 0; i < request->noutputs; i++) {
		if (!request->outputs[i].file)
			request->outputs[i].format->write(&cli->out, o, &style, cli->mem);
	}
	cli->nreports++;
	return 0;
}
