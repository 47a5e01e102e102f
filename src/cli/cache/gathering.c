/* SPDX-License-Identifier: MIT */
/* gathering -- see gathering.h. */
#include "cli/cache/gathering.h"

#include <string.h>

#include "base/hash.h"
#include "cli/cache/job_evidence.h"

int
gathering_add_bytes(
	struct gathering *g, const char *name, const void *data, size_t len, struct error *err)
{
	struct remembered_entry *e = remembered_find(&g->c->texts, data, len, g->mem);

	if (!e->is_known && hash_bytes(e->digest, HASH_SHA256, data, len, err) < 0)
		return -1;
	e->is_known = true;
	evidence_put(&g->parts, name, e->digest, g->mem);
	return 0;
}

int
gathering_add_text(struct gathering *g, const char *name, const char *text, struct error *err)
{
	return gathering_add_bytes(g, name, text, strlen(text), err);
}
