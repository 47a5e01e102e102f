/* SPDX-License-Identifier: MIT */
/*
 * confsource -- see confsource.h.  `git config --list --show-origin` names what it read; the places
 * where git looks besides are those of its documentation.  The system's file is compiled into git,
 * which names it when it is asked for what is not there.
 */
#include "git/snapshot/confsource.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/path.h"
#include "git/repo/gitenv.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* A variable that is there and says something. */
static const char *
variable(const struct repo *r, const char *name)
{
	const char *value = gitenv_find(r->environ, name);

	return value && *value ? value : NULL;
}

/* Variables may hold secrets, which are not to be kept. */
static const char *
digest_of(const char *text, struct arena *mem)
{
	unsigned char digest[HASH_MAX];
	char *hex = arena_alloc(mem, 2 * HASH_MAX + 1, 1);
	struct error ignored;

	if (hash_bytes(digest, HASH_SHA256, text, strlen(text), &ignored) < 0)
		return NULL;
	hex_write(hex, digest, hash_size(HASH_SHA256));
	return hex;
}

const char *
confsource_key(const struct repo *r, struct arena *mem)
{
	const char *home = variable(r, "HOME"), *real_home = home ? fs_real(home, mem) : NULL;
	const char *git = plumbing_program(r, mem), *real_git = git ? fs_real(git, mem) : NULL;
	const char *text = arena_printf(mem, "%ld\n%s\n%s\n%s\n%s\n%s\n%s\n", (long)geteuid(),
		real_git ? real_git : "", r->git_dir, r->common_dir, r->root ? r->root : "",
		r->branch ? r->branch : "", real_home ? real_home : "");

	for (const char *const *e = r->environ; e && *e; e++) {
		if (begins(*e, "GIT_CONFIG") || begins(*e, "HOME=") ||
			begins(*e, "XDG_CONFIG_HOME="))
			text = arena_printf(mem, "%s%s\n", text, *e);
	}
	return digest_of(text, mem);
}

/* GIT_CONFIG is for `git config` alone: no other git looks at it. */
static struct repo
without_file(const struct repo *r, struct arena *mem)
{
	struct repo copy = *r;
	struct strs kept = {0};

	for (const char *const *e = r->environ; e && *e; e++) {
		if (!begins(*e, "GIT_CONFIG="))
			strs_add(&kept, *e, mem);
	}
	copy.environ = strs_argv(&kept, mem);
	return copy;
}

static void
add_file(struct confsource *c, const char *path, struct arena *mem)
{
	if (*path != '/')
		c->is_known = false;
	else if (c->files.n == 0 || strcmp(c->files.v[c->files.n - 1], path) != 0)
		strs_add(&c->files, arena_strdup(mem, path), mem);
}

/* As git expands it: from the home, or the folder of the file that names it. */
static void
add_included(struct confsource *c, const char *origin, const char *path, const struct repo *r,
	struct arena *mem)
{
	const char *home = variable(r, "HOME");

	if (begins(path, "~/") && home)
		add_file(c, path_join(home, path + 2, mem), mem);
	else if (*path == '~' || *path == '%')
		c->is_known = false;
	else if (*path == '/' || begins(origin, "file:"))
		add_file(
			c, path_join(path_dir(origin + strcspn(origin, "/"), mem), path, mem), mem);
	else
		c->is_known = false;
}

/* Does what decides whether this include counts belong to the key, or to the files? */
static bool
is_plain_condition(const char *condition)
{
	static const char *const known[] = {
		"gitdir:", "gitdir/i:", "onbranch:", "hasconfig:remote.*.url:"};

	for (size_t i = 0; i < countof(known); i++) {
		const char *rest = condition + strlen(known[i]);

		if (begins(condition, known[i]))
			return *rest != '.' && (*rest != '~' || rest[1] == '/');
	}
	return false;
}

static void
take_include(struct confsource *c, const char *origin, const char *key, const char *path,
	const struct repo *r, struct arena *mem)
{
	static const char conditional[] = "includeif.";
	bool is_if = begins(key, conditional);
	size_t n = strlen(key);

	if (!path || (!is_if && strcmp(key, "include.path") != 0) || n < 5 ||
		strcmp(key + n - 5, ".path") != 0)
		return;
	if (is_if && !is_plain_condition(key + sizeof(conditional) - 1))
		c->is_known = false;
	add_included(c, origin, path, r, mem);
}

/* Origins are relative to the folder that git was run in. */
static const char *
file_of(const char *origin, const struct repo *r, struct arena *mem)
{
	return path_join(r->root ? r->root : r->git_dir, origin + strlen("file:"), mem);
}

static void
take_value(struct confsource *c, const char *origin, const char *text, const struct repo *r,
	struct arena *mem)
{
	const char *end = strchr(text, '\n');
	struct confsource_value value = {
		.key = end ? arena_strndup(mem, text, (size_t)(end - text)) : text,
		.value = end ? end + 1 : NULL,
	};

	if (begins(origin, "file:")) {
		const char *file = file_of(origin, r, mem);

		add_file(c, file, mem);
		origin = arena_printf(mem, "file:%s", file);
	} else if (strcmp(origin, "command line:") != 0) {
		c->is_known = false;
	}
	take_include(c, origin, value.key, value.value, r, mem);
	c->v = arena_grow(mem, c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = value;
}

/* "unable to read config file '/etc/gitconfig': No such file or directory" */
static const char *
file_in_words(const char *words, struct arena *mem)
{
	const char *from = strstr(words, "config file '"), *to;

	if (!from)
		return NULL;
	from = strchr(from, '\'') + 1;
	to = strrchr(from, '\'');
	return to && *from == '/' ? arena_strndup(mem, from, (size_t)(to - from)) : NULL;
}

/* NULL: git does not tell. */
static const char *
ask_system_file(const struct repo *r, struct arena *mem)
{
	static const char *const args[] = {
		"config", "-z", "--system", "--list", "--show-origin", NULL};
	static const char *const set[] = {"LC_ALL=C", "LANGUAGE=", NULL};
	struct plumbing_text text;
	struct error err = {0};

	if (plumbing_run(&text, r, &(struct plumbing){.args = args, .set = set}, mem, &err) < 0)
		return file_in_words(err.msg, mem);
	return text.len && begins(text.data, "file:") ? file_of(text.data, r, mem) : NULL;
}

static void
add_system(struct confsource *c, const struct repo *r, struct arena *mem)
{
	const char *given = gitenv_find(r->environ, "GIT_CONFIG_SYSTEM");

	if (gitenv_is_true(r->environ, "GIT_CONFIG_NOSYSTEM"))
		return;
	c->system = given ? given : ask_system_file(r, mem);
	if (c->system)
		add_file(c, c->system, mem);
	else
		c->is_known = false;
}

static void
add_global(struct confsource *c, const struct repo *r, struct arena *mem)
{
	const char *given = gitenv_find(r->environ, "GIT_CONFIG_GLOBAL");
	const char *home = gitenv_find(r->environ, "HOME"), *xdg = variable(r, "XDG_CONFIG_HOME");

	if (given) {
		if (*given)
			add_file(c, given, mem);
		return;
	}
	if (xdg)
		add_file(c, path_join(xdg, "git/config", mem), mem);
	else if (home)
		add_file(c, path_join(home, ".config/git/config", mem), mem);
	if (home)
		add_file(c, path_join(home, ".gitconfig", mem), mem);
}

int
confsource_read(struct confsource *out, const struct repo *r, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"config", "-z", "--list", "--show-origin", NULL};
	const struct repo repo = without_file(r, mem);
	const char *git = plumbing_program(r, mem);
	struct plumbing_text list;
	const char *at, *end;

	*out = (struct confsource){.is_known = git != NULL};
	if (plumbing_run(&list, &repo, &(struct plumbing){.args = args}, mem, err) < 0)
		return -1;
	if (git)
		add_file(out, git, mem);
	for (at = list.data, end = at + list.len; at < end;) {
		const char *text = at + strlen(at) + 1;

		if (text >= end)
			return error_set(err, ERR_GIT, "git config printed what we do not know");
		take_value(out, at, text, r, mem);
		at = text + strlen(text) + 1;
	}
	add_system(out, &repo, mem);
	add_global(out, r, mem);
	add_file(out, path_join(r->common_dir, "config", mem), mem);
	add_file(out, path_join(r->git_dir, "config.worktree", mem), mem);
	return 0;
}
