/* SPDX-License-Identifier: MIT */
/* raise -- see raise.h. */
#include "cli/maturity/raise.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/judge/assess.h"
#include "cli/session.h"
#include "model/gate.h"
#include "model/maturity/ratchet.h"

static int
read_file(struct ratchet *out, const char *path, struct arena *mem, struct error *err)
{
	size_t len = 0;
	char *text = NULL;

	*out = (struct ratchet){0};
	if (!fs_exists(path))
		return 0;
	if (fs_read(&text, &len, path, RATCHET_MAX, mem, err) < 0)
		return -1;
	return ratchet_read(out, text, len, mem, err);
}

static int
write_file(const char *path, struct ratchet *r, struct arena *mem, struct error *err)
{
	struct buf text;
	int rc;

	buf_init(&text, RATCHET_MAX);
	ratchet_write(&text, r);
	rc = text.dropped ? error_set(err, ERR_LIMIT, RATCHET_FILE " would be too long")
			  : fs_mkdirs(path_dir(path, mem), 0755, err);
	if (rc == 0)
		rc = fs_write(path, text.data, text.len, 0644, err);
	buf_release(&text);
	return rc;
}

int
raise_ratchet(struct assessment *a, struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	const char *path = path_join(s->repo.root, RATCHET_FILE, mem);
	struct ratchet ratchet;
	size_t n = 0;

	if (read_file(&ratchet, path, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < a->plan.njobs; i++) {
		const struct gate *gate = a->plan.jobs[i].gate;
		const struct verdict *v = &a->outcome.verdicts[i];

		if (gate->ratchet && v->kind == VERDICT_PASS)
			n += ratchet_raise(&ratchet, gate->name, &v->measures, mem);
	}
	if (n && write_file(path, &ratchet, mem, err) < 0)
		return -1;
	strs_add(&a->outcome.notes,
		n ? arena_printf(mem, "%s raised in " RATCHET_FILE "; `git add` it",
			    text_count(n, "value", mem))
		  : "nothing was better than what " RATCHET_FILE " has",
		mem);
	return 0;
}
