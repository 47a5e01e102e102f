/* SPDX-License-Identifier: MIT */
/* document -- see document.h. */
#include "model/maturity/document.h"

#include <stddef.h>
#include <string.h>

#include "model/change.h"
#include "model/component.h"

bool
document_has_any(const struct component *c)
{
	return c->spec || c->checklist || c->docs.n || c->api.n;
}

bool
document_is_of(const struct component *c, const char *path)
{
	if ((c->spec && strcmp(path, c->spec) == 0) ||
		(c->checklist && strcmp(path, c->checklist) == 0))
		return true;
	if (c->spec && strcmp(path, DOCUMENT_APPROVALS) == 0)
		return true;
	return patterns_match(&c->docs, path) || patterns_match(&c->api, path);
}

const char *
document_changed(const struct component *c, const struct change_set *changes)
{
	for (size_t i = 0; i < changes->n; i++) {
		if (document_is_of(c, changes->v[i].path))
			return changes->v[i].path;
	}
	return NULL;
}
