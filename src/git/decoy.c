/* SPDX-License-Identifier: MIT */
/* decoy -- see decoy.h. */
#include "git/decoy.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/gitenv.h"
#include "git/judged.h"
#include "git/plumbing.h"
#include "git/repo.h"

#define SETTINGS_BYTES ((size_t)4 << 20)

struct repo
decoy_of(const struct repo *r, const char *root, struct arena *mem)
{
	char *git_dir = path_join(root, ".git", mem);

	return (struct repo){
		.root = root,
		.prefix = "",
		.git_dir = git_dir,
		.common_dir = git_dir,
		.index_file = path_join(git_dir, "index", mem),
		.environ = r->environ,
	};
}

/* A value in double quotes, as git's configuration reads it back. */
static void
add_quoted(struct buf *out, const char *value)
{
	buf_addc(out, '"');
	for (; *value; value++) {
		if (*value == '\n')
			buf_adds(out, "\\n");
		else if (*value == '\t')
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
		add_quoted(out, arena_strndup(mem, first + 1, (size_t)(last - first - 1)));
	}
	buf_addf(out, "]\n\t%s", last + 1);
	if (value) { /* without: true by its mere presence */
		buf_adds(out, " = ");
		add_quoted(out, value);
	}
	buf_addc(out, '\n');
}

int
decoy_settings(const char **out, const struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"config", "-z", "--list", NULL};
	static const char *const wanted[] = {"core.autocrlf", "core.eol", "core.safecrlf",
		"core.symlinks", "core.filemode", "core.ignorecase", "core.precomposeunicode",
		"core.attributesfile", "core.bigfilethreshold", "filter.", "user.", "diff.",
		"merge."};
	struct plumbing_text list;
	struct buf text;

	if (plumbing_run(&list, r, &(struct plumbing){.args = args}, mem, err) < 0)
		return -1;
	buf_init(&text, SETTINGS_BYTES);
	buf_adds(&text, "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
			"\thooksPath = /dev/null\n\tfsmonitor = false\n[gc]\n\tauto = 0\n");
	for (const char *p = list.data; p < list.data + list.len; p += strlen(p) + 1) {
		const char *end = strchr(p, '\n');
		char *key = arena_strndup(mem, p, end ? (size_t)(end - p) : strlen(p));

		for (size_t i = 0; i < countof(wanted); i++) {
			size_t n = strlen(wanted[i]);

			if (strncmp(key, wanted[i], n) == 0 && (wanted[i][n - 1] == '.' || !key[n]))
				add_setting(&text, key, end ? end + 1 : NULL, mem);
		}
	}
	*out = arena_strdup(mem, text.data);
	buf_release(&text);
	return 0;
}

static int
put(const struct repo *decoy, const char *name, const char *text, struct arena *mem,
	struct error *err)
{
	char *path = path_join(decoy->git_dir, name, mem);

	if (fs_mkdirs(path_dir(path, mem), 0755, err) < 0)
		return -1;
	return fs_write(path, text, strlen(text), 0644, err);
}

/* Where objects come from: the user's folders, and the private one that T may need. */
static char *
alternates(const struct repo *r, const struct judged *j, struct arena *mem)
{
	const char *own = gitenv_find(r->environ, "GIT_OBJECT_DIRECTORY");
	const char *more = gitenv_find(r->environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES");
	struct strs folders = {0};
	char *text = arena_strdup(mem, "");

	strs_add(&folders, path_join(r->common_dir, "objects", mem), mem);
	if (own && *own == '/')
		strs_add(&folders, own, mem);
	if (more)
		gitenv_split_folders(&folders, more, mem);
	if (j->objects)
		strs_add(&folders, j->objects, mem);
	for (size_t i = 0; i < folders.n; i++)
		text = arena_printf(mem, "%s%s\n", text, gitenv_quote_folder(folders.v[i], mem));
	return text;
}

/* HEAD as it is in the repository; for a pushed commit, that commit. */
static int
put_head(const struct repo *decoy, const struct repo *r, const struct judged *j, struct arena *mem,
	struct error *err)
{
	const struct oid *head = j->commit.size ? &j->commit : &r->head;
	char *line = arena_printf(mem, "%s\n", oid_hex(head, mem));

	if (!r->branch || j->commit.size)
		return put(decoy, "HEAD", line, mem, err);
	if (!r->is_unborn &&
		put(decoy, arena_printf(mem, "refs/heads/%s", r->branch), line, mem, err) < 0)
		return -1;
	return put(decoy, "HEAD", arena_printf(mem, "ref: refs/heads/%s\n", r->branch), mem, err);
}

int
decoy_make(const struct repo *decoy, const struct repo *r, const struct judged *j,
	const char *settings, struct arena *mem, struct error *err)
{
	/* Branches come and go (a, then a/b): refs are written anew each time. */
	if (fs_remove_tree(path_join(decoy->git_dir, "refs", mem), err) < 0 ||
		fs_mkdirs(path_join(decoy->git_dir, "refs/heads", mem), 0755, err) < 0 ||
		put(decoy, "objects/info/alternates", alternates(r, j, mem), mem, err) < 0 ||
		put(decoy, "config", settings, mem, err) < 0 || put_head(decoy, r, j, mem, err) < 0)
		return -1;
	return 0;
}
