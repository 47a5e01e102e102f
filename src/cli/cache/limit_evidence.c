/* SPDX-License-Identifier: MIT */
/* limit_evidence -- see limit_evidence.h. */
#include "cli/cache/limit_evidence.h"

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "model/event.h"
#include "model/evidence/evidence.h"
#include "model/gate.h"
#include "model/maturity/limit.h"
#include "model/maturity/ratchet.h"
#include "model/plan/plan.h"

#define TEXT_MAX ((size_t)64 << 20)

static void
add_changes(struct buf *out, const struct session *s, const struct event *event)
{
	const struct judged *j = &s->judged;

	buf_addf(out, "as %d\n", event ? (int)event->selection : -1);
	for (size_t i = 0; i < j->nbases; i++)
		buf_addf(out, "base %s\n", oid_hex(&j->bases[i], s->cli->mem));
	for (size_t i = 0; i < j->changes.n; i++)
		buf_addf(out, "%c %s\n", j->changes.v[i].kind, j->changes.v[i].path);
}

static int
add_ratchet(struct buf *out, struct session *s, struct error *err)
{
	const struct blob_source *tree = &s->judged.source;
	struct arena *mem = s->cli->mem;
	struct tree_entry entry;
	bool is_there;

	if (tree->find(tree->ctx, &entry, &is_there, RATCHET_FILE, mem, err) < 0)
		return -1;
	buf_addf(out, "ratchet %s\n", is_there ? oid_hex(&entry.id, mem) : "");
	return 0;
}

int
limit_evidence(struct evidence *out, struct session *s, const struct job *job,
	const struct event *event, struct error *err)
{
	bool is_new_only = job->gate->new_only != NEW_ONLY_NO;
	struct buf text;
	int rc = 0;

	if (job->gate->report.n == 0 && !job->gate->ratchet && !is_new_only)
		return 0;
	buf_init(&text, TEXT_MAX);
	buf_adds(&text, limits_text(&s->config, job, s->cli->mem));
	if (job->gate->ratchet)
		rc = add_ratchet(&text, s, err);
	if (is_new_only || limits_want(&s->config, job, MEASURE_DIFF))
		add_changes(&text, s, event);
	if (rc == 0 && text.dropped)
		rc = error_set(err, ERR_LIMIT, "too many paths are changed");
	if (rc == 0)
		rc = evidence_add(out, "limits", text.data, text.len, s->cli->mem, err);
	buf_release(&text);
	return rc;
}
