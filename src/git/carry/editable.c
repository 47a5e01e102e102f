/* SPDX-License-Identifier: MIT */
/*
 * editable -- see editable.h.  Exact places come first: a project whose direct_url.json names its
 * folder is asked about only where no .pth or finder said which folder below it is imported from.
 */
#include "git/carry/editable.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/hex.h"
#include "base/path.h"
#include "base/strs.h"

#define PTH_MAX ((size_t)1 << 20)

struct search {
	const char *venv;
	const struct strs *trees;
	struct strs places;   /* that imports lead to, from the root of a tree */
	struct strs projects; /* folders of editable projects, likewise */
	struct arena *mem;
};

/* Adds path to list if it is below one of the trees and not the environment's own. */
static void
add_place(struct strs *list, const struct search *s, const char *path)
{
	const char *spelled[2] = {path_clean(path, s->mem), fs_real(path, s->mem)};

	for (size_t k = 0; k < countof(spelled); k++) {
		for (size_t i = 0; spelled[k] && i < s->trees->n; i++) {
			const char *tree = s->trees->v[i], *below = spelled[k] + strlen(tree);

			if (!path_is_below(spelled[k], tree) || path_is_below(spelled[k], s->venv))
				continue;
			strs_add(list, *below ? below + 1 : ".", s->mem);
			return;
		}
	}
}

static char *
text_of(const char *path, struct arena *mem)
{
	struct error ignored;
	char *text = NULL;
	size_t len;

	return fs_read(&text, &len, path, PTH_MAX, mem, &ignored) < 0 ? NULL : text;
}

/* A line is a folder, from the file's own if it is relative; code and comments are none. */
static void
read_pth(struct search *s, const char *site, const char *name)
{
	char *line = text_of(path_join(site, name, s->mem), s->mem);

	while (line && *line) {
		size_t n = strcspn(line, "\r\n");
		char *next = line + n + (line[n] != '\0');

		line[n] = '\0';
		while (n && (line[n - 1] == ' ' || line[n - 1] == '\t'))
			line[--n] = '\0';
		if (n && *line != '#' && strncmp(line, "import ", 7) != 0 &&
			strncmp(line, "import\t", 7) != 0)
			add_place(&s->places, s, path_join(site, line, s->mem));
		line = next;
	}
}

/* MAPPING = {'name': '/folder/of/name', ...}: imported from the folder that holds it. */
static void
read_finder(struct search *s, const char *site, const char *name)
{
	char *text = text_of(path_join(site, name, s->mem), s->mem);
	char *p = text ? strstr(text, "\nMAPPING") : NULL, *end;

	p = p ? strchr(p, '{') : NULL;
	end = p ? strchr(p, '}') : NULL;
	if (!end)
		return;
	*end = '\0';
	for (p += strcspn(p, "'\""); *p; p += strcspn(p, "'\"")) {
		char quote = *p++;
		char *close = strchr(p, quote);

		if (!close)
			return;
		*close = '\0';
		if (*p == '/')
			add_place(&s->places, s, path_dir(p, s->mem));
		p = close + 1;
	}
}

/* What follows "name": in a JSON text, or NULL. */
static const char *
member(const char *text, const char *name, struct arena *mem)
{
	const char *p = strstr(text, arena_printf(mem, "\"%s\"", name));

	if (!p)
		return NULL;
	p += strlen(name) + 2;
	p += strspn(p, " \t\r\n");
	return *p == ':' ? p + 1 + strspn(p + 1, " \t\r\n") : NULL;
}

static void
read_direct_url(struct search *s, const char *site, const char *name)
{
	static const char scheme[] = "\"file://";
	const char *path = path_join(path_join(site, name, s->mem), "direct_url.json", s->mem);
	const char *text = text_of(path, s->mem), *editable, *url;

	editable = text ? member(text, "editable", s->mem) : NULL;
	url = text ? member(text, "url", s->mem) : NULL;
	if (!editable || strncmp(editable, "true", 4) != 0 || !url ||
		strncmp(url, scheme, strlen(scheme)) != 0)
		return;
	url += strlen(scheme);
	add_place(&s->projects, s, hex_percents(url, strcspn(url, "\""), s->mem));
}

static bool
ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

static void
read_site(struct search *s, const char *site)
{
	DIR *dir = opendir(site);
	struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL) {
		const char *name = arena_strdup(s->mem, e->d_name);

		if (ends_in(name, ".pth"))
			read_pth(s, site, name);
		else if (strncmp(name, "__editable__", 12) == 0 && ends_in(name, "_finder.py"))
			read_finder(s, site, name);
		else if (ends_in(name, ".dist-info"))
			read_direct_url(s, site, name);
	}
	if (dir)
		closedir(dir);
}

static bool
has_below(const struct strs *list, const char *dir)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(dir, ".") == 0 || path_is_below(list->v[i], dir))
			return true;
	}
	return false;
}

void
editable_find(struct strs *out, const char *venv, const struct strs *trees,
	const struct strs *roots, struct arena *mem)
{
	struct search s = {.venv = venv, .trees = trees, .mem = mem};
	const char *lib = path_join(venv, "lib", mem);
	struct strs clean = {0};
	DIR *dir = opendir(lib);
	struct dirent *e;

	while (dir && (e = readdir(dir)) != NULL) {
		if (strncmp(e->d_name, "python", 6) == 0)
			read_site(&s,
				path_join(path_join(lib, e->d_name, mem), "site-packages", mem));
	}
	if (dir)
		closedir(dir);
	for (size_t i = 0; i < roots->n; i++) {
		const char *root = path_clean(roots->v[i], mem);

		strs_add(&clean, root && *root ? root : ".", mem);
	}
	for (size_t i = 0; i < s.places.n; i++) {
		if (!strs_has(&clean, s.places.v[i]))
			strs_add(out, s.places.v[i], mem);
	}
	for (size_t i = 0; i < s.projects.n; i++) {
		if (!has_below(&s.places, s.projects.v[i]) && !has_below(&clean, s.projects.v[i]))
			strs_add(out, s.projects.v[i], mem);
	}
	strs_sort_unique(out);
}
