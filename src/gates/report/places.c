/* SPDX-License-Identifier: MIT */
/* places -- see places.h. */
#include "gates/report/places.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "model/blob_source.h"

#define MODULE_MAX ((size_t)1 << 20)

static int
is_file(bool *out, const struct places *p, const char *path, struct arena *mem, struct error *err)
{
	struct tree_entry entry;

	*out = false;
	if (!*path)
		return 0;
	if (p->tree->find(p->tree->ctx, &entry, out, path, mem, err) < 0)
		return -1;
	*out = *out && (mode_is_regular(entry.mode) || entry.mode == MODE_SYMLINK);
	return 0;
}

/* The rest of name behind folder, or NULL. */
static const char *
below(const char *name, const char *folder)
{
	size_t n = folder ? strlen(folder) : 0;

	while (n && folder[n - 1] == '/')
		n--;
	if (n == 0 || strncmp(name, folder, n) != 0 || (name[n] != '/' && name[n] != '\0'))
		return NULL;
	name += n;
	return name + strspn(name, "/");
}

/* "file:///a%20b" and "C:\a" are paths as well. */
static const char *
plain(const char *name, struct arena *mem)
{
	char *text;

	if (strncmp(name, "file://", 7) == 0)
		name += 7;
	if (!strchr(name, '\\') || strchr(name, '/'))
		return name;
	text = arena_strdup(mem, name);
	for (char *c = text; *c; c++) {
		if (*c == '\\')
			*c = '/';
	}
	return text;
}

/* With a prefix taken off, from the root; NULL: it has none of them. */
static const char *
unprefixed(const struct places *p, const char *name, struct arena *mem)
{
	for (size_t i = 0; i < p->prefixes.n; i++) {
		const char *word = p->prefixes.v[i], *to = strrchr(word, '=');
		size_t n = to ? (size_t)(to - word) : strlen(word);
		const char *rest = below(name, arena_strndup(mem, word, n));

		if (rest)
			return path_join(to ? to + 1 : "", rest, mem);
	}
	return NULL;
}

/* An absolute one from the root, or NULL. */
static const char *
absolute(const struct places *p, const char *name)
{
	const char *rest = below(name, p->root);

	return rest ? rest : below(name, p->work_tree);
}

/* A folder that a report names, from the root; NULL: it is elsewhere. */
static const char *
root_of(const struct places *p, const char *name, struct arena *mem)
{
	const char *path = unprefixed(p, name, mem);

	if (!path)
		path = name[0] == '/' ? absolute(p, name) : name;
	return path ? path_clean(path, mem) : NULL;
}

static int
try(const char **out, const struct places *p, const char *path, struct arena *mem,
	struct error *err)
{
	const char *clean = path ? path_clean(path, mem) : NULL;
	bool is_there = false;

	*out = NULL;
	if (!clean || clean[0] == '/')
		return 0;
	if (is_file(&is_there, p, clean, mem, err) < 0)
		return -1;
	*out = is_there ? clean : NULL;
	return 0;
}

static int
try_folders(const char **out, const struct places *p, const char *name, const struct strs *roots,
	struct arena *mem, struct error *err)
{
	*out = NULL;
	for (size_t i = 0; roots && i < roots->n && !*out; i++) {
		const char *root = root_of(p, plain(roots->v[i], mem), mem);

		if (root && try(out, p, path_join(strcmp(root, ".") ? root : "", name, mem), mem,
				    err) < 0)
			return -1;
	}
	for (size_t i = 0; i < p->folders.n && !*out; i++) {
		if (try(out, p, path_join(p->folders.v[i], name, mem), mem, err) < 0)
			return -1;
	}
	return *out ? 0 : try(out, p, name, mem, err);
}

static int
try_modules(const char **out, const struct places *p, const char *name, struct arena *mem,
	struct error *err)
{
	for (size_t i = 0; i + 1 < p->modules.n && !*out; i += 2) {
		const char *rest = below(name, p->modules.v[i]);

		if (rest && try(out, p, path_join(p->modules.v[i + 1], rest, mem), mem, err) < 0)
			return -1;
	}
	return 0;
}

int
places_find(const char **out, const struct places *p, const char *name, const struct strs *roots,
	struct arena *mem, struct error *err)
{
	const char *path = plain(name, mem), *inside = unprefixed(p, path, mem);

	*out = NULL;
	if (inside && try(out, p, inside, mem, err) < 0)
		return -1;
	if (*out)
		return 0;
	if (path[0] == '/')
		return try(out, p, absolute(p, path), mem, err);
	if (try_folders(out, p, path, roots, mem, err) < 0)
		return -1;
	return *out ? 0 : try_modules(out, p, path, mem, err);
}

/* The name in `module NAME`, of the text of a go.mod; NULL: there is none. */
static const char *
module_name(const char *text, struct arena *mem)
{
	const char *p = strncmp(text, "module", 6) == 0 ? text : strstr(text, "\nmodule");
	size_t n;

	if (!p)
		return NULL;
	p += strspn(p, "\n");
	p += strlen("module");
	p += strspn(p, " \t\"");
	n = strcspn(p, " \t\r\n\"/");
	n += strcspn(p + n, " \t\r\n\"");
	return n ? arena_strndup(mem, p, n) : NULL;
}

static int
add_module(struct places *p, const char *folder, struct error *err)
{
	const char *path = path_join(folder, "go.mod", p->mem), *name;
	struct tree_entry entry;
	struct blob blob;
	bool is_there;

	if (p->tree->find(p->tree->ctx, &entry, &is_there, path, p->mem, err) < 0)
		return -1;
	if (!is_there || !mode_is_regular(entry.mode))
		return 0;
	if (p->tree->read(p->tree->ctx, &blob, &entry.id, MODULE_MAX, p->mem, err) < 0)
		return error_wrap(err, "'%s'", text_path(path, p->mem));
	name = module_name(blob.data, p->mem);
	if (name) {
		strs_add(&p->modules, name, p->mem);
		strs_add(&p->modules, folder, p->mem);
	}
	return 0;
}

int
places_find_modules(struct places *p, struct error *err)
{
	struct strs folders = {0};

	for (size_t i = 0; i < p->folders.n; i++) {
		const char *at = path_clean(p->folders.v[i], p->mem);

		for (; at && *at && strcmp(at, ".") != 0; at = path_dir(at, p->mem))
			strs_add(&folders, at, p->mem);
	}
	strs_add(&folders, "", p->mem);
	strs_sort_unique(&folders);
	for (size_t i = folders.n; i-- > 0;) { /* the deeper ones first */
		if (add_module(p, folders.v[i], err) < 0)
			return -1;
	}
	return 0;
}
