/* SPDX-License-Identifier: MIT */
/*
 * worktree -- see worktree.h.  Git compares, so that filters, line ends and encodings are its own:
 * with an index of ours that holds T and knows nothing about the files.  No time, size or flag of
 * the user's index is believed, every file is read.
 */
#include "git/judged/worktree.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "git/judged/oracle.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"
#include "model/linemap.h"

/* -c for each of these: look closely, wherever the user's configuration would not. */
static const char *const closely[] = {
	"core.trustctime=true", "core.checkStat=default", "core.fileMode=true",
	"core.symlinks=true", "core.ignoreStat=false",
	"status.showUntrackedFiles=all", /* no option gets into submodules */
};

struct looking { /* an index at work: one of ours, or for reading alone the one given */
	struct repo *r;
	const char *set[2]; /* GIT_INDEX_FILE=... */
	struct arena *mem;
};

static int
run(struct plumbing_text *out, const struct looking *l, const char *const *words, struct error *err)
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
	return plumbing_run(out, l->r, &what, l->mem, err);
}

/* An index in folder that holds T, and of no file when it was last looked at. */
static int
set_to_tree(struct looking *l, const char *folder, const struct oid *tree, struct error *err)
{
	const char *const words[] = {
		"read-tree", "--reset", "--no-sparse-checkout", oid_hex(tree, l->mem), NULL};
	struct plumbing_text ignored;

	l->set[0] = arena_printf(l->mem, "GIT_INDEX_FILE=%s", path_join(folder, "index", l->mem));
	return run(&ignored, l, words, err);
}

/* status: two letters, a blank, the path; the second letter is about the work tree, or "??". */
static int
compare(struct strs *out, const struct looking *l, struct error *err)
{
	static const char *const words[] = {"status", "--porcelain=v1", "-z",
		"--untracked-files=all", "--ignore-submodules=none", "--no-renames", NULL};
	struct plumbing_text text;
	const char *at, *end;

	if (run(&text, l, words, err) < 0)
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
	if (set_to_tree(&l, folder, tree, err) == 0)
		rc = compare(out, &l, err);
	oracle_discard(folder);
	if (rc < 0)
		return error_wrap(err, "cannot compare the work tree with what is judged");
	strs_sort_unique(out);
	return 0;
}

int
worktree_index(struct strs *out, struct repo *r, const struct oid *tree, struct arena *mem,
	struct error *err)
{
	struct looking l = {.r = r, .mem = mem};
	const char *const words[] = {"diff-index", "--cached", "--name-only", "-z", "--no-renames",
		"--ignore-submodules=none", oid_hex(tree, mem), "--", NULL};
	struct plumbing_text text;

	*out = (struct strs){0};
	l.set[0] = arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file);
	if (run(&text, &l, words, err) < 0)
		return error_wrap(err, "cannot compare the index with what is judged");
	for (const char *p = text.data; p < text.data + text.len; p += strlen(p) + 1)
		strs_add(out, p, mem);
	return 0;
}

int
worktree_edited(struct strs *out, struct repo *r, const struct oid *tree, const struct strs *paths,
	struct arena *mem, struct error *err)
{
	static const char *const words[] = {
		"diff-index", "--name-only", "-z", "--no-renames", "--ignore-submodules=none"};
	struct looking l = {.r = r, .mem = mem};
	struct plumbing_text text;
	struct strs args = {0};

	*out = (struct strs){0};
	if (!r->root || paths->n == 0)
		return 0;
	for (size_t i = 0; i < countof(words); i++)
		strs_add(&args, words[i], mem);
	strs_add(&args, oid_hex(tree, mem), mem);
	strs_add(&args, "--", mem);
	strs_add_all(&args, paths, mem);
	l.set[0] = arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file);
	if (run(&text, &l, strs_argv(&args, mem), err) < 0)
		return error_wrap(err, "cannot compare files with what is judged");
	for (const char *p = text.data; p < text.data + text.len; p += strlen(p) + 1)
		strs_add(out, p, mem);
	return 0;
}

int
worktree_lines(struct linemap *out, struct repo *r, const struct oid *tree, const char *path,
	struct arena *mem, struct error *err)
{
	struct looking l = {.r = r, .mem = mem};
	const char *const words[] = {"diff-index", "-p", "-U3", "--inter-hunk-context=0",
		"--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
		"--ignore-submodules=none", oid_hex(tree, mem), "--", path, NULL};
	struct plumbing_text diff;

	*out = (struct linemap){0};
	if (!r->root)
		return 0;
	l.set[0] = arena_printf(mem, "GIT_INDEX_FILE=%s", r->index_file);
	if (run(&diff, &l, words, err) < 0 || linemap_read(out, diff.data, diff.len, mem, err) < 0)
		return error_wrap(err, "cannot compare a file with what is judged");
	return 0;
}
