/* SPDX-License-Identifier: MIT */
/* outlet -- see outlet.h. */
#include "model/evidence/outlet.h"

#include <stddef.h>
#include <string.h>

#include "base/strs.h"
#include "model/blob_source.h"
#include "model/plan/view.h"

#define LINK_BYTES ((size_t)1 << 16)
static size_t
folders_above(const char *path)
{
	size_t n = 0;

	for (; *path; path++)
		n += *path == '/';
	return n;
}

bool
outlet_is(const char *path, const char *text)
{
	size_t above = folders_above(path);
	bool is_climbing = true;

	if (*text == '/')
		return true;
	while (*text) {
		size_t n = strcspn(text, "/");
		bool is_up = n == 2 && memcmp(text, "..", 2) == 0;

		if (is_up && (!is_climbing || above == 0))
			return true;
		if (n == 4 && memcmp(text, ".git", 4) == 0 && is_climbing && above == 0)
			return true;
		above -= is_up;
		is_climbing = is_climbing && (is_up || n == 0 || (n == 1 && *text == '.'));
		text += n + (text[n] == '/');
	}
	return false;
}

static int
leads_out(bool *out, const char *path, const struct blob_source *tree, struct arena *mem,
	struct error *err)
{
	struct tree_entry e;
	struct blob blob;
	bool found;

	*out = false;
	if (tree->find(tree->ctx, &e, &found, path, mem, err) < 0)
		return -1;
	if (!found || e.mode != MODE_SYMLINK)
		return error_set(err, ERR_GIT, "'%s' is no link", path);
	if (tree->read(tree->ctx, &blob, &e.id, LINK_BYTES, mem, err) < 0)
		return -1;
	*out = outlet_is(path, blob.data);
	return 0;
}

int
outlet_find(const char **path, const struct strs *links, const struct view *v,
	const struct blob_source *tree, struct arena *mem, struct error *err)
{
	bool is_out = false;

	*path = NULL;
	for (size_t i = 0; i < links->n && !is_out; i++) {
		if (!view_has(v, links->v[i]))
			continue;
		if (leads_out(&is_out, links->v[i], tree, mem, err) < 0)
			return -1;
		if (is_out)
			*path = links->v[i];
	}
	return 0;
}
