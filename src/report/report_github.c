/* SPDX-License-Identifier: MIT */
/*
 * report_github -- workflow commands of GitHub's runners, which show them at the lines of a change:
 * "::error file=a.py,line=12,col=1,title=lint@parser::F401 ...", and the headline.
 *
 * What tools print stands behind "::error ...::" only, with its newlines escaped, so that none of
 * it is ever taken for a command.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "report/headline.h"
#include "report/remark.h"
#include "report/report.h"

static void
add_escaped(struct buf *out, const char *text, bool is_property)
{
	for (; *text; text++) {
		if (*text == '%' || *text == '\r' || *text == '\n' ||
			(is_property && (*text == ':' || *text == ',')))
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)*text);
		else
			buf_addc(out, *text);
	}
}

static void
add_remark(struct buf *out, const struct remark *r)
{
	buf_adds(out, r->weight == REMARK_WARNING ? "::warning " : "::error ");
	if (r->path) {
		buf_adds(out, "file=");
		add_escaped(out, r->path, true);
		if (r->line)
			buf_addf(out, ",line=%d", r->line);
		if (r->column)
			buf_addf(out, ",col=%d", r->column);
		buf_addc(out, ',');
	}
	buf_adds(out, "title=");
	add_escaped(out, r->by, true);
	buf_adds(out, "::");
	if (r->rule) {
		add_escaped(out, r->rule, false);
		buf_addc(out, ' ');
	}
	add_escaped(out, r->text, false);
	buf_addc(out, '\n');
}

void
report_github(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	struct remarks list;

	remarks_collect(&list, o, mem);
	for (size_t i = 0; i < list.n; i++)
		add_remark(out, &list.v[i]);
	headline_add(out, o, &(struct report_style){.verbosity = style->verbosity}, mem);
}
