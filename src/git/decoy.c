/* SPDX-License-Identifier: MIT */
/*
 * decoy -- see decoy.h.  What it is to hold is put together in memory.  Then all else that gates
 * left is removed, nothing followed, and only what differs is written: new inodes are what costs
 * most.
 */
#include "git/decoy.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/gitenv.h"
#include "git/index.h"
#include "git/jot.h"
#include "git/judged.h"
#include "git/plumbing.h"
#include "git/refcopy.h"
#include "git/repo.h"
#include "git/weed.h"

#define SETTINGS_MAX ((size_t)4 << 20)
#define FILE_MAX ((size_t)16 << 20)

/* What the files are like is written down in the decoy; a second time, from the environment, it
 * would overrule what must be so.  The object folders are among its alternates. */
static const char *const *
quiet_environ(const struct repo *r, struct arena *mem)
{
	static const char *const dropped[] = {
		"GIT_CONFIG=", "GIT_CONFIG_PARAMETERS=", "GIT_CONFIG_COUNT=", "GIT_CONFIG_KEY_",
		"GIT_CONFIG_VALUE_", "GIT_OBJECT_DIRECTORY=", "GIT_ALTERNATE_OBJECT_DIRECTORIES="};
	struct strs kept = {0};

	for (const char *const *e = r->environ; e && *e; e++) {
		bool is_dropped = false;

		for (size_t i = 0; i < countof(dropped); i++)
			is_dropped = is_dropped || strncmp(*e, dropped[i], strlen(dropped[i])) == 0;
		if (!is_dropped)
			strs_add(&kept, *e, mem);
	}
	return strs_argv(&kept, mem);
}

struct repo
decoy_of(const struct repo *r, const char *root, const char *index_file, struct arena *mem)
{
	char *git_dir = path_join(root, ".git", mem);

	return (struct repo){
		.root = root,
		.prefix = "",
		.git_dir = git_dir,
		.common_dir = git_dir,
		.index_file = index_file,
		.environ = quiet_environ(r, mem),
	};
}

/* In double quotes, as git's configuration reads it back; in a section's name less is escaped. */
static void
add_quoted(struct buf *out, const char *value, bool is_name)
{
	buf_addc(out, '"');
	for (; *value; value++) {
		if (*value == '\n' && !is_name)
			buf_adds(out, "\\n");
		else if (*value == '\t' && !is_name)
			buf_adds(out, "\\t");
		else {
			if (*value == '"' || *value == '\\')
				buf_addc(out, '\\');
			buf_addc(out, *value);
		}
	}
	buf_addc(out, '"');
}

/* "section.name" or "section.sub.name" with its value, as a section of its own. */
static void
add_setting(struct buf *out, const char *key, const char *value, struct arena *mem)
{
	const char *first = strchr(key, '.'), *last = strrchr(key, '.');

	if (!first)
		return;
	buf_addf(out, "[%s", arena_strndup(mem, key, (size_t)(first - key)));
	if (last != first) {
		buf_addc(out, ' ');
		add_quoted(out, arena_strndup(mem, first + 1, (size_t)(last - first - 1)), true);
	}
	buf_addf(out, "]\n\t%s", last + 1);
	if (value) { /* without: true by its mere presence */
		buf_adds(out, " = ");
		add_quoted(out, value, false);
	}
	buf_addc(out, '\n');
}

/* A name ending in '.' stands for the section. */
static bool
is_wanted(const char *key)
{
	static const char *const wanted[] = {"core.autocrlf", "core.eol", "core.safecrlf",
		"core.symlinks", "core.attributesfile", "core.bigfilethreshold",
		"core.checkroundtripencoding", "core.protectntfs", "core.protecthfs",
		"core.whitespace", "core.commentchar", "filter.", "user.", "author.", "committer.",
		"diff.", "merge.", "i18n."};

	for (size_t i = 0; i < countof(wanted); i++) {
		size_t n = strlen(wanted[i]);

		if (strncmp(key, wanted[i], n) == 0 && (wanted[i][n - 1] == '.' || !key[n]))
			return true;
	}
	return false;
}

/* Attributes outside the tree change what files look like too, so their state is part of it. */
static void
add_attributes(struct buf *out, const struct repo *r, const char *configured, struct arena *mem)
{
	const char *xdg = gitenv_find(r->environ, "XDG_CONFIG_HOME");
	const char *home = gitenv_find(r->environ, "HOME");
	const char *config = xdg && *xdg ? xdg : path_join(home ? home : "", ".config", mem);
	const char *files[] = {path_join(r->common_dir, "info/attributes", mem),
		path_join(config, "git/attributes", mem), configured};
	struct fs_stamp st;
	struct error ignored;

	if (configured && strncmp(configured, "~/", 2) == 0 && home)
		files[2] = path_join(home, configured + 2, mem);
	for (size_t i = 0; i < countof(files); i++) {
		if (files[i] && fs_stamp(&st, files[i], &ignored) == 0 && st.ino)
			buf_addf(out, "# %llu %llu %llu %lld %lld\n", (unsigned long long)st.dev,
				(unsigned long long)st.ino, (unsigned long long)st.size,
				(long long)st.mtime_ns, (long long)st.ctime_ns);
	}
}

int
decoy_settings(const char **out, const struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"config", "-z", "--list", NULL};
	const char *configured = NULL;
	struct plumbing_text list;
	struct buf text;
	int rc = 0;

	if (plumbing_run(&list, r, &(struct plumbing){.args = args}, mem, err) < 0)
		return -1;
	buf_init(&text, SETTINGS_MAX);
	for (const char *p = list.data; p < list.data + list.len; p += strlen(p) + 1) {
		const char *end = strchr(p, '\n');
		char *key = arena_strndup(mem, p, end ? (size_t)(end - p) : strlen(p));

		if (strcmp(key, "core.attributesfile") == 0 && end)
			configured = end + 1;
		if (is_wanted(key))
			add_setting(&text, key, end ? end + 1 : NULL, mem);
	}
	/* Last, so that they win: how closely we look, and what never happens in a snapshot. */
	buf_adds(&text, "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
			"\tfilemode = true\n\tignorecase = false\n\ttrustctime = true\n"
			"\tcheckstat = default\n\tignorestat = false\n\tsparsecheckout = false\n"
			"\thookspath = /dev/null\n\tfsmonitor = false\n"
			"[submodule]\n\trecurse = false\n"
			"[commit]\n\tgpgsign = false\n[tag]\n\tgpgsign = false\n"
			"[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n");
	add_attributes(&text, r, configured, mem);
	if (text.dropped)
		rc = error_set(err, ERR_LIMIT, "the repository's configuration is too long");
	else
		*out = arena_strdup(mem, text.data);
	buf_release(&text);
	return rc;
}

struct files {                 /* what it is to hold */
	struct index_entry *v; /* their paths, and the id is the text */
	size_t n, cap;
	struct arena *mem;
};

static void
put(struct files *f, const char *name, const char *text)
{
	f->v = arena_grow(f->mem, f->v, f->n, &f->cap, sizeof(*f->v));
	f->v[f->n++] = (struct index_entry){.path = name, .id = (const unsigned char *)text};
}

/* Where objects come from: the user's folders, and the private one that T may need. */
static char *
alternates(const struct repo *r, const struct judged *j, struct arena *mem)
{
	const char *own = gitenv_find(r->environ, "GIT_OBJECT_DIRECTORY");
	const char *base = r->root ? r->root : r->git_dir;
	struct strs folders = {0};
	char *text = arena_strdup(mem, "");

	strs_add(&folders, path_join(r->common_dir, "objects", mem), mem);
	if (own && *own)
		strs_add(&folders, own, mem);
	gitenv_split_folders(
		&folders, gitenv_find(r->environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES"), mem);
	if (j->objects)
		strs_add(&folders, j->objects, mem);
	for (size_t i = 0; i < folders.n; i++)
		text = arena_printf(mem, "%s%s\n", text,
			gitenv_quote_folder(path_join(base, folders.v[i], mem), mem));
	return text;
}

/* HEAD as it is in the repository; for a pushed commit, that commit. */
static const char *
head_of(const struct repo *r, const struct judged *j, struct arena *mem)
{
	const struct oid *head = j->commit.size ? &j->commit : &r->head;

	if (!r->branch || j->commit.size)
		return arena_printf(mem, "%s\n", oid_hex(head, mem));
	return arena_printf(mem, "ref: refs/heads/%s\n", r->branch);
}

/* A file of the user's git folder, where there is one, with more text behind it. */
static int
put_copy(struct files *f, const char *name, const char *from, const char *more, struct error *err)
{
	const char *path = path_join(from, name, f->mem);
	char *text = NULL;
	size_t len;

	if (fs_is_file(path) && fs_read(&text, &len, path, FILE_MAX, f->mem, err) < 0)
		return -1;
	if (text || *more)
		put(f, name,
			arena_printf(f->mem, "%s%s%s", text ? text : "", text && *more ? "\n" : "",
				more));
	return 0;
}

/* Carried folders are symlinks here, which "NAME/" in a .gitignore does not match. */
static const char *
overlooked(const struct strs *carry, struct arena *mem)
{
	const char *text = "";

	for (size_t i = 0; i < carry->n; i++) {
		const char *path = carry->v[i];
		char *line = arena_alloc(mem, 2 * strlen(path) + 1, 1), *to = line;

		for (; *path; path++) {
			if (strchr("*?[\\ ", *path))
				*to++ = '\\';
			*to++ = *path;
		}
		text = arena_printf(mem, "%s/%s\n", text, line);
	}
	return text;
}

static int
compare(const void *a, const void *b)
{
	const struct index_entry *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Folders of it may be missing, all else that is there goes. */
static int
clear(const struct repo *decoy, struct files *f, struct error *err)
{
	static const struct strs none;
	const struct weed_list list = {.v = f->v, .n = f->n};
	struct stat st;

	if (lstat(decoy->git_dir, &st) == 0 && !S_ISDIR(st.st_mode) &&
		fs_remove_tree(decoy->git_dir, err) < 0)
		return -1;
	qsort(f->v, f->n, sizeof(*f->v), compare);
	if (fs_mkdirs(decoy->git_dir, 0755, err) < 0)
		return -1;
	return weed_by_list(decoy->git_dir, &list, &none, f->mem, err);
}

static int
write_files(const struct repo *decoy, const struct files *f, struct error *err)
{
	for (size_t i = 0; i < f->n; i++) {
		const char *path = path_join(decoy->git_dir, f->v[i].path, f->mem);
		const char *text = (const char *)f->v[i].id;

		if (text ? jot_safely(path, text, strlen(text), f->mem, err) < 0
			 : f->v[i].path[strlen(f->v[i].path) - 1] == '/' &&
					fs_mkdirs(path, 0755, err) < 0)
			return -1;
	}
	return 0;
}

int
decoy_make(const struct repo *decoy, const struct repo *r, const struct judged *j,
	const char *settings, const struct strs *carry, struct arena *mem, struct error *err)
{
	struct files f = {.mem = mem};
	struct refcopy refs;

	if (put_copy(&f, "info/attributes", r->common_dir, "", err) < 0 ||
		put_copy(&f, "info/exclude", r->common_dir, overlooked(carry, mem), err) < 0 ||
		put_copy(&f, "shallow", r->common_dir, "", err) < 0 ||
		refcopy_all(&refs, r->common_dir, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < refs.n; i++)
		put(&f, refs.v[i].name, refs.v[i].text);
	put(&f, "HEAD", head_of(r, j, mem));
	put(&f, "config", settings);
	put(&f, "objects/info/alternates", alternates(r, j, mem));
	put(&f, "refs/", NULL);
	put(&f, "index", NULL); /* comes last, by decoy_put_index() */
	if (clear(decoy, &f, err) < 0)
		return -1;
	return write_files(decoy, &f, err);
}

int
decoy_put_index(const struct repo *decoy, struct arena *mem, struct error *err)
{
	const char *path = path_join(decoy->git_dir, "index", mem);
	struct index_map index;
	int rc = 0;

	if (index_open(&index, decoy->index_file, err) < 0)
		return -1;
	if (index.data)
		rc = jot_safely(path, index.data, index.len, mem, err);
	index_close(&index);
	return rc;
}
