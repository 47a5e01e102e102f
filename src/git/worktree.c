/* SPDX-License-Identifier: MIT */
/*
 * worktree -- see worktree.h.  Git compares, on a private copy of the index that is set to T: its
 * filters, line ends and encodings are its own, and the copied times save reading what did not
 * change.  What the user told git to overlook is looked at: the flags are taken off the copy, and
 * settings that trust less than the file system tells (ctime, the executable bit) are overruled.
 */
#include "git/worktree.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "git/index.h"
#include "git/oracle.h"
#include "git/plumbing.h"
#include "git/repo.h"

#define INPUT_MAX ((size_t)1 << 30)

/* -c for each of these: look closely, wherever the user's configuration would not. */
static const char *const closely[] = {
	"core.trustctime=true", "core.checkStat=default", "core.fileMode=true",
	"core.symlinks=true", "status.showUntrackedFiles=all", /* no option gets into submodules */
};

struct looking { /* an index at work: a private copy, or for reading alone the one given */
	struct repo *r;
	const char *set[2]; /* GIT_INDEX_FILE=... */
	struct arena *mem;
};

static int
run(struct plumbing_text *out, const struct looking *l, const char *const *words,
	const struct buf *input, struct error *err)
{
	struct strs args = {0};
	struct plumbing what = {.set = l->set};

	for (size_t i = 0; i < countof(closely); i++) {
		strs_add(&args, "-c", l->mem);
		strs_add(&args, closely[i], l->mem);
	}
	for (; *words; words++)
		strs_add(&args, *words, l->mem);
	what.args = strs_argv(&args, l->mem);
	if (input) {
		what.input = input->data;
		what.input_len = input->len;
	}
	return plumbing_run(out, l->r, &what, l->mem, err);
}

/* A copy of the index in folder, holding T with the times of what is known to be unchanged. */
static int
set_to_tree(struct looking *l, const char *folder, const struct oid *tree, struct error *err)
{
	const char *copy = path_join(folder, "index", l->mem);
	const char *const words[] = {
		"read-tree", "--reset", "--no-sparse-checkout", oid_hex(tree, l->mem), NULL};
	struct plumbing_text ignored;
	struct index_map index;
	int rc = 0;

	l->set[0] = arena_printf(l->mem, "GIT_INDEX_FILE=%s", copy);
	if (index_open(&index, l->r->index_file, err) < 0)
		return -1;
	if (index.data)
		rc = oracle_copy(copy, &index, err);
	index_close(&index);
	return rc < 0 ? -1 : run(&ignored, l, words, NULL, err);
}

/* One flag off the files that have it. */
static int
clear_flag(const struct looking *l, const char *option, const struct buf *paths, struct error *err)
{
	const char *const words[] = {"update-index", option, "-z", "--stdin", NULL};
	struct plumbing_text ignored;

	if (paths->dropped)
		return error_set(err, ERR_LIMIT, "more flagged paths than can be looked at");
	return paths->len ? run(&ignored, l, words, paths, err) : 0;
}

/* ls-files -v: a letter, a blank, the path; S is skipped, lower case is assumed unchanged. */
static void
sort_flags(struct buf *assumed, struct buf *skipped, const struct plumbing_text *list)
{
	const char *at = list->data, *end = at + list->len;

	while (at < end) {
		size_t n = strlen(at) + 1;

		if (n > 3 && *at >= 'a' && *at <= 'z')
			buf_add(assumed, at + 2, n - 2);
		if (n > 3 && (*at == 'S' || *at == 's'))
			buf_add(skipped, at + 2, n - 2);
		at += n;
	}
}

static int
clear_flags(const struct looking *l, struct error *err)
{
	static const char *const words[] = {"ls-files", "-v", "-z", NULL};
	struct plumbing_text list;
	struct buf assumed, skipped;
	int rc = -1;

	if (run(&list, l, words, NULL, err) < 0)
		return -1;
	buf_init(&assumed, INPUT_MAX);
	buf_init(&skipped, INPUT_MAX);
	sort_flags(&assumed, &skipped, &list);
	if (clear_flag(l, "--no-assume-unchanged", &assumed, err) == 0 &&
		clear_flag(l, "--no-skip-worktree", &skipped, err) == 0)
		rc = 0;
	buf_release(&assumed);
	buf_release(&skipped);
	return rc;
}

/* status: two letters, a blank, the path; the second letter is about the work tree, or "??". */
static int
compare(struct strs *out, const struct looking *l, struct error *err)
{
	static const char *const words[] = {"status", "--porcelain=v1", "-z",
		"--untracked-files=all", "--ignore-submodules=none", "--no-renames", NULL};
	struct plumbing_text text;
	const char *at, *end;

	if (run(&text, l, words, NULL, err) < 0)
		return -1;
	for (at = text.data, end = at + text.len; at < end; at += strlen(at) + 1) {
		if (strlen(at) < 4 || at[2] != ' ')
			return error_set(err, ERR_GIT, "git status printed what we do not know");
		if (at[1] != ' ')
			strs_add(out, at + 3, l->mem);
	}
	return 0;
}

int
worktree_dirty(struct strs *out, struct repo *r, const struct oid *tree, const char *const *environ,
	struct arena *mem, struct error *err)
{
	struct looking l = {.r = r, .mem = mem};
	const char *folder;
	int rc = -1;

	*out = (struct strs){0};
	if (!r->root)
		return error_set(err, ERR_GIT, "a bare repository has no work tree to compare");
	folder = oracle_folder(r, environ, mem, err);
	if (!folder)
		return -1;
	if (set_to_tree(&l, folder, tree, err) == 0 && clear_flags(&l, err) == 0)
		rc = compare(out, &l, err);
	oracle_discard(folder);
	if (rc < 0)
		return error_wrap(err, "cannot compare the work tree with what is judged");
	strs_sort_unique(out);
	return 0;
}

/* Hunks begin with "@@" at the start of a line, where content never does; a change without any
 * (mode, type, binary) counts as one. */
static size_t
count_hunks(const struct plumbing_text *diff)
{
	const char *at = diff->data, *end = at + diff->len;
	size_t n = 0;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		n += end - at >= 4 && memcmp(at, "@@ -", 4) == 0;
		at = newline ? newline + 1 : end;
	}
	return n ? n : diff->len > 0;
}

int
worktree_hunks(size_t *out, struct repo *r, const struct oid *tree, const char *path,
	struct arena *mem, struct error *err)
{
	struct looking l = {.r = r, .mem = mem};
	const char *const words[] = {"diff-index", "-p", "-U3", "--no-color", "--no-ext-diff",
		"--no-textconv", "--no-renames", "--ignore-submodules=none", oid_hex(tree, mem),
		"--", path, NULL};
	struct plumbing_text diff;

	*out = 0;
	if (!r->root)
		return 0;
	l.set[0] = arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file);
	if (run(&diff, &l, words, NULL, err) < 0)
		return error_wrap(err, "cannot compare a file with what is judged");
	*out = count_hunks(&diff);
	return 0;
}
