/* SPDX-License-Identifier: MIT */
/* link -- see link.h. */
#include "gates/paper/link.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/hex.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/paper/paper.h"
#include "model/blob_source.h"

#define SLOTS_FIRST 64

/* What hosting sites have beside a repository, two folders above its root. */
static const char *const pages[] = {"actions", "blob", "branches", "commit", "commits", "compare",
	"contributors", "discussions", "graphs", "issues", "labels", "milestone", "milestones",
	"network", "packages", "projects", "pull", "pulls", "raw", "releases", "security",
	"stargazers", "tags", "tree", "wiki"};

void
link_targets_init(struct link_targets *out, const struct blob_source *tree, struct arena *mem)
{
	*out = (struct link_targets){.tree = tree, .mem = mem};
}

static size_t
hash(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (size_t)h;
}

/* The slot of a path: its own, or the free one where it belongs. */
static size_t *
slot_of(const struct link_targets *t, const char *path)
{
	size_t at = hash(path) & (t->nslots - 1);

	while (t->slots[at] && strcmp(t->v[t->slots[at] - 1].path, path) != 0)
		at = (at + 1) & (t->nslots - 1);
	return &t->slots[at];
}

static void
make_room(struct link_targets *t)
{
	if (2 * (t->n + 1) <= t->nslots)
		return;
	t->nslots = t->nslots ? 2 * t->nslots : SLOTS_FIRST;
	t->slots = arena_alloc(t->mem, t->nslots, sizeof(*t->slots));
	for (size_t i = 0; i < t->n; i++)
		*slot_of(t, t->v[i].path) = i + 1;
}

int
link_target_find(
	const struct link_target **out, struct link_targets *t, const char *path, struct error *err)
{
	struct link_target target = {.path = path};
	struct blob text;
	size_t *slot;

	make_room(t);
	slot = slot_of(t, path);
	if (!*slot) {
		if (paper_read(&text, &target.is_read, t->tree, path, t->mem, err) < 0 &&
			err->code != ERR_LIMIT)
			return -1;
		if (target.is_read)
			target.is_read =
				markdown_read(&target.m, text.data, text.len, t->mem, err) == 0;
		t->v = arena_grow(t->mem, t->v, t->n, &t->cap, sizeof(*t->v));
		t->v[t->n++] = target;
		*slot = t->n;
	}
	*out = &t->v[*slot - 1];
	return 0;
}

static bool
has_ending(const char *path, const char *ending)
{
	size_t n = strlen(path), k = strlen(ending);

	return n >= k && strcasecmp(path + n - k, ending) == 0;
}

static bool
has_scheme(const char *to)
{
	size_t n = 0;

	while (isalnum((unsigned char)to[n]) || (n && strchr("+.-", to[n]) && to[n]))
		n++;
	return n > 1 && isalpha((unsigned char)to[0]) && to[n] == ':';
}

static bool
is_beyond_us(const char *to)
{
	return !*to || has_scheme(to) || strncmp(to, "//", 2) == 0 || strstr(to, "{{") ||
	       strstr(to, "{%") || strstr(to, "<%") || strstr(to, "${");
}

/* Out of the repository: to a page of the site that hosts it? */
static bool
is_page(const char *to)
{
	const char *p = to;

	while (strncmp(p, "../", 3) == 0 || strncmp(p, "./", 2) == 0)
		p += p[1] == '.' ? 3 : 2;
	for (size_t i = 0; i < countof(pages); i++) {
		size_t n = strlen(pages[i]);

		if (strncmp(p, pages[i], n) == 0 && (p[n] == '/' || !p[n]))
			return true;
	}
	return false;
}

/* *is_there also where it lies in a submodule. */
static int
look(bool *is_there, bool *is_file, struct link_targets *t, const char *path, struct error *err)
{
	struct tree_entry e;

	*is_file = false;
	*is_there = true;
	if (!*path) /* the root */
		return 0;
	if (t->tree->find(t->tree->ctx, &e, is_there, path, t->mem, err) < 0)
		return -1;
	*is_file = *is_there && (mode_is_regular(e.mode) || e.mode == MODE_SYMLINK);
	for (const char *dir = path; !*is_there && *(dir = path_dir(dir, t->mem));) {
		bool is_known;

		if (t->tree->find(t->tree->ctx, &e, &is_known, dir, t->mem, err) < 0)
			return -1;
		if (is_known) {
			*is_there = e.mode == MODE_SUBMODULE;
			return 0;
		}
	}
	return 0;
}

/* As it stands, then as site generators take it. */
static int
look_in_all_forms(const char **found, bool *is_file, struct link_targets *t, const char *path,
	struct error *err)
{
	const char *stem =
		has_ending(path, ".html") ? arena_strndup(t->mem, path, strlen(path) - 5) : path;
	const char *const forms[] = {path, arena_printf(t->mem, "%s.md", stem),
		arena_printf(t->mem, "%s.mdx", stem), arena_printf(t->mem, "%s/index.md", stem)};
	bool is_there;

	for (size_t i = 0; i < countof(forms); i++) {
		if (look(&is_there, is_file, t, forms[i], err) < 0)
			return -1;
		if (is_there) {
			*found = forms[i];
			return 0;
		}
	}
	*found = NULL;
	return 0;
}

/* With a leading '/': from the root, or a folder above the document. */
static int
look_from_root(const char **found, bool *is_file, struct link_targets *t, const char *from,
	const char *path, struct error *err)
{
	const char *dir = path_dir(from, t->mem);

	path = path_clean(path + strspn(path, "/"), t->mem);
	*found = NULL;
	if (!path)
		return 0;
	if (look_in_all_forms(found, is_file, t, path, err) < 0)
		return -1;
	for (; !*found && *dir; dir = path_dir(dir, t->mem)) {
		if (look_in_all_forms(found, is_file, t, path_join(dir, path, t->mem), err) < 0)
			return -1;
	}
	return 0;
}

static int
check_fragment(const char **why, struct link_targets *t, const char *path, const char *fragment,
	struct error *err)
{
	const struct link_target *target;

	if (!has_ending(path, ".md") && !has_ending(path, ".markdown"))
		return 0;
	if (link_target_find(&target, t, path, err) < 0)
		return -1;
	if (target->is_read && !markdown_has_anchor(&target->m, fragment))
		*why = arena_printf(t->mem, "%s has no heading or anchor '#%s'",
			text_path(path, t->mem), fragment);
	return 0;
}

/* Behind the path: `?query`, then `#fragment`. */
static int
check_path(const char **why, struct link_targets *t, const char *from, const char *to,
	const char *fragment, struct error *err)
{
	size_t n = strcspn(to, "?#");
	const char *path = hex_percents(to, n, t->mem), *found = NULL;
	bool is_file = false;
	int rc = 0;

	while (n > 1 && path[n - 1] == '/' && strlen(path) == n)
		path = arena_strndup(t->mem, path, --n);
	if (*path == '/') {
		rc = look_from_root(&found, &is_file, t, from, path, err);
	} else {
		const char *clean =
			path_clean(path_join(path_dir(from, t->mem), path, t->mem), t->mem);

		if (!clean && is_page(path))
			return 0;
		if (!clean) {
			*why = "it leads out of the repository";
			return 0;
		}
		rc = look_in_all_forms(&found, &is_file, t, clean, err);
	}
	if (rc < 0)
		return -1;
	if (!found)
		*why = "there is no such file or folder in the judged tree";
	return found && is_file && *fragment ? check_fragment(why, t, found, fragment, err) : 0;
}

int
link_check(const char **why, struct link_targets *t, const char *from, const struct markdown *m,
	const char *to, struct error *err)
{
	const char *fragment = strchr(to, '#');

	*why = NULL;
	if (is_beyond_us(to))
		return 0;
	fragment = fragment ? hex_percents(fragment + 1, strlen(fragment + 1), t->mem) : "";
	if (*to != '#')
		return check_path(why, t, from, to, fragment, err);
	if (!markdown_has_anchor(m, fragment))
		*why = "no heading or anchor here is called so";
	return 0;
}
