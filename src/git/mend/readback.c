/* SPDX-License-Identifier: MIT */
/*
 * readback -- see readback.h.
 *
 * Layout of its folder:  git/         the git folder, with the objects of fixed files
 *                        index, base  the index as of the last take, and as T has it
 *                        old/, new/   files as a checkout writes them
 */
#include "git/mend/readback.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/judged/index.h"
#include "git/judged/judged.h"
#include "git/judged/oracle.h"
#include "git/mend/blobs.h"
#include "git/repo/gitoid.h"
#include "git/repo/plumbing.h"
#include "git/snapshot/decoy.h"
#include "git/snapshot/snapshot.h"
#include "model/blob_source.h"
#include "model/plan/pattern.h"

#define LIST_MAX ((size_t)1 << 30)
#define DIFF_PATHS ((size_t)500)

/* Runs git there, on the index of that name. */
static int
run(struct plumbing_text *out, const struct readback *b, const char *index, const char *const *args,
	const struct buf *input, struct arena *mem, struct error *err)
{
	const char *const set[] = {
		arena_printf(mem, "GIT_INDEX_FILE=%s/%s", b->folder, index), NULL};
	struct plumbing what = {.args = args, .set = set};

	if (input) {
		if (input->dropped)
			return error_set(err, ERR_LIMIT, "more files than can be fixed at once");
		what.input = input->data;
		what.input_len = input->len;
	}
	return plumbing_run(out, &b->repo, &what, mem, err);
}

/* Two copies of the snapshot's index: it holds T, and the times of its files. */
static int
copy_index(const struct readback *b, const struct snapshot *s, struct arena *mem, struct error *err)
{
	static const char *const names[] = {"index", "base"};
	struct index_map index;
	int rc = 0;

	if (index_open(&index, path_join(s->root, ".git/index", mem), err) < 0)
		return -1;
	if (!index.data)
		rc = error_set(err, ERR_GIT, "the snapshot has no index");
	for (size_t i = 0; rc == 0 && i < countof(names); i++)
		rc = oracle_copy(path_join(b->folder, names[i], mem), &index, err);
	index_close(&index);
	return rc;
}

/* Untracked files of the snapshot: gates may keep some. */
static int
list_others(struct strs *out, const struct readback *b, struct arena *mem, struct error *err)
{
	static const char *const args[] = {
		"ls-files", "-z", "--others", "--exclude-standard", NULL};
	struct plumbing_text text;

	*out = (struct strs){0};
	if (run(&text, b, "index", args, NULL, mem, err) < 0)
		return -1;
	for (const char *p = text.data; p < text.data + text.len; p += strlen(p) + 1)
		strs_add(out, p, mem);
	strs_sort_unique(out);
	return 0;
}

static int
open_objects(struct readback *b, struct arena *mem, struct error *err)
{
	if (git_odb_open(&b->odb, path_join(b->repo.git_dir, "objects", mem)) < 0)
		return repo_error(err, "cannot open the private objects");
	return 0;
}

int
readback_open(struct readback *out, struct repo *r, const struct judged *j,
	const struct snapshot *s, const struct strs *carry, const char *const *environ,
	struct arena *mem, struct error *err)
{
	struct decoy_parts parts;

	*out = (struct readback){.tree = j->tree};
	out->folder = oracle_folder(r, environ, mem, err);
	if (!out->folder)
		return -1;
	out->repo = decoy_of(r, s->root, path_join(out->folder, "index", mem), mem);
	out->repo.git_dir = out->repo.common_dir = path_join(out->folder, "git", mem);
	if (decoy_read(&parts, r, j, s->notes, mem, err) == 0 &&
		decoy_make(&out->repo, &parts, carry, mem, err) == 0 &&
		copy_index(out, s, mem, err) == 0 && open_objects(out, mem, err) == 0 &&
		list_others(&out->before, out, mem, err) == 0)
		return 0;
	readback_close(out);
	return error_wrap(err, "cannot watch what fixers do");
}

void
readback_close(struct readback *b)
{
	git_odb_free(b->odb);
	oracle_discard(b->folder);
	*b = (struct readback){0};
}

/* ":100644 100755 OLD NEW M" */
static int
read_change(struct change *out, const char *line, struct error *err)
{
	const char *at = line;
	unsigned modes[2] = {0};
	struct oid *const ids[] = {&out->old.id, &out->new.id};

	for (size_t i = 0; i < 2 && *at == (i ? ' ' : ':'); i++) {
		for (at++; *at >= '0' && *at <= '7'; at++)
			modes[i] = modes[i] * 8 + (unsigned)(*at - '0');
	}
	for (size_t i = 0; i < 2 && *at == ' '; i++) {
		size_t n = strcspn(++at, " ");

		if (oid_parse(ids[i], at, n) < 0)
			return error_set(
				err, ERR_GIT, "git diff-index printed what we do not know");
		at += n;
	}
	if (*at != ' ' || !at[1])
		return error_set(err, ERR_GIT, "git diff-index printed what we do not know");
	out->old.mode = modes[0];
	out->new.mode = modes[1];
	out->kind = at[1];
	return 0;
}

static int
read_changes(struct change_set *out, const struct plumbing_text *text, struct arena *mem,
	struct error *err)
{
	const char *at = text->data, *end = at + text->len;

	*out = (struct change_set){0};
	while (at < end) {
		struct change c = {0};

		if (read_change(&c, at, err) < 0)
			return -1;
		at += strlen(at) + 1;
		c.path = at;
		at += strlen(at) + 1;
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = c;
	}
	return 0;
}

int
readback_take(struct change_set *out, struct readback *b, struct arena *mem, struct error *err)
{
	/* a fixed file may well have line ends that git could not give back: T's had them too */
	static const char *const add[] = {"-c", "core.safecrlf=false", "add", "-u", NULL};
	const char *const diff[] = {"diff-index", "--cached", "--raw", "-z", "--no-abbrev",
		"--no-renames", "--ignore-submodules=all", oid_hex(&b->tree, mem), "--", NULL};
	struct plumbing_text text;

	if (run(&text, b, "index", add, NULL, mem, err) < 0 ||
		run(&text, b, "index", diff, NULL, mem, err) < 0)
		return error_wrap(err, "cannot read what the fixers did");
	return read_changes(out, &text, mem, err);
}

int
readback_undo(struct readback *b, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"checkout-index", "-q", "-f", "-u", "-a", NULL};
	struct plumbing_text ignored;

	return run(&ignored, b, "index", args, NULL, mem, err);
}

int
readback_adopt(struct readback *b, const struct patterns *of, struct arena *mem, struct error *err)
{
	static const char *const args[] = {"-c", "core.safecrlf=false", "update-index", "--add",
		"--replace", "-z", "--stdin", NULL};
	struct plumbing_text ignored;
	struct strs added;
	struct buf paths;
	int rc = 0;

	if (of->n == 0)
		return 0;
	if (readback_added(&added, b, mem, err) < 0)
		return -1;
	buf_init(&paths, LIST_MAX);
	for (size_t i = 0; i < added.n; i++) {
		if (patterns_match(of, added.v[i]))
			buf_add(&paths, added.v[i], strlen(added.v[i]) + 1);
	}
	if (paths.len)
		rc = run(&ignored, b, "index", args, &paths, mem, err);
	buf_release(&paths);
	return rc;
}

/* Files that T does not have go first: one may lie where T has a folder. */
static int
remove_added(const struct readback *b, const struct change_set *changes, struct arena *mem,
	struct error *err)
{
	for (size_t i = 0; i < changes->n; i++) {
		if (!changes->v[i].old.mode &&
			fs_remove_tree(path_join(b->repo.root, changes->v[i].path, mem), err) < 0)
			return -1;
	}
	return 0;
}

int
readback_revert(
	struct readback *b, const struct change_set *changes, struct arena *mem, struct error *err)
{
	static const char *const update[] = {"update-index", "-z", "--index-info", NULL};
	static const char *const checkout[] = {
		"checkout-index", "-q", "-f", "-u", "-z", "--stdin", NULL};
	struct oid none = {.size = b->tree.size};
	struct plumbing_text ignored;
	struct buf entries, paths;
	int rc = -1;

	buf_init(&entries, LIST_MAX);
	buf_init(&paths, LIST_MAX);
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->v[i];

		buf_addf(&entries, "%06o %s\t", (unsigned)c->old.mode,
			oid_hex(c->old.mode ? &c->old.id : &none, mem));
		buf_add(&entries, c->path, strlen(c->path) + 1);
		if (c->old.mode)
			buf_add(&paths, c->path, strlen(c->path) + 1);
	}
	if (changes->n == 0 || (remove_added(b, changes, mem, err) == 0 &&
				       run(&ignored, b, "index", update, &entries, mem, err) == 0 &&
				       run(&ignored, b, "index", checkout, &paths, mem, err) == 0))
		rc = 0;
	buf_release(&entries);
	buf_release(&paths);
	return rc;
}

int
readback_added(struct strs *out, struct readback *b, struct arena *mem, struct error *err)
{
	struct strs now;

	*out = (struct strs){0};
	if (list_others(&now, b, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < now.n; i++) {
		if (!strs_has_sorted(&b->before, now.v[i]))
			strs_add(out, now.v[i], mem);
	}
	return 0;
}

int
readback_blob(struct blob *out, const struct readback *b, const struct oid *id, size_t max,
	struct arena *mem, struct error *err)
{
	git_oid raw = gitoid_out(id);
	git_odb_object *object = NULL;
	int rc = 0;

	if (git_odb_read(&object, b->odb, &raw) < 0)
		return repo_error(err, "cannot read a blob");
	out->len = git_odb_object_size(object);
	if (git_odb_object_type(object) != GIT_OBJECT_BLOB || out->len > max)
		rc = error_set(err, ERR_LIMIT, "a file of %zu bytes is too large to fix", out->len);
	else
		out->data = arena_strndup(mem, git_odb_object_data(object), out->len);
	git_odb_object_free(object);
	return rc;
}

int
readback_put(struct readback *b, const struct readback_put *files, const struct blob *blobs,
	size_t n, struct arena *mem, struct error *err)
{
	static const char *const update[] = {"update-index", "-z", "--index-info", NULL};
	static const char *const checkout[] = {
		"checkout-index", "-q", "-f", "-u", "-z", "--stdin", NULL};
	const struct blobs what = {.v = blobs, .n = n, .folder = b->folder};
	struct oid *ids = arena_alloc(mem, n, sizeof(*ids));
	struct plumbing_text ignored;
	struct buf entries, paths;
	int rc = -1;

	if (n == 0)
		return 0;
	if (blobs_write(ids, &b->repo, &what, mem, err) < 0)
		return -1;
	buf_init(&entries, LIST_MAX);
	buf_init(&paths, LIST_MAX);
	for (size_t i = 0; i < n; i++) {
		buf_addf(&entries, "%06o %s\t", (unsigned)files[i].mode, oid_hex(&ids[i], mem));
		buf_add(&entries, files[i].path, strlen(files[i].path) + 1);
		buf_add(&paths, files[i].path, strlen(files[i].path) + 1);
	}
	if (run(&ignored, b, "index", update, &entries, mem, err) == 0 &&
		run(&ignored, b, "index", checkout, &paths, mem, err) == 0)
		rc = 0;
	buf_release(&entries);
	buf_release(&paths);
	return rc;
}

const char *
readback_old(const struct readback *b, const char *path, struct arena *mem)
{
	return arena_printf(mem, "%s/old/%s", b->folder, path);
}

const char *
readback_new(const struct readback *b, const char *path, struct arena *mem)
{
	return arena_printf(mem, "%s/new/%s", b->folder, path);
}

/* The files of an index below the folder of that name. */
static int
export_files(const struct readback *b, const char *index, const char *name, const struct buf *paths,
	struct arena *mem, struct error *err)
{
	const char *const args[] = {"checkout-index", "-q", "-f", "-z", "--stdin",
		arena_printf(mem, "--prefix=%s/%s/", b->folder, name), NULL};
	struct plumbing_text ignored;

	return run(&ignored, b, index, args, paths, mem, err);
}

int
readback_files(
	struct readback *b, const struct change_set *changes, struct arena *mem, struct error *err)
{
	struct buf old, new;
	int rc = -1;

	buf_init(&old, LIST_MAX);
	buf_init(&new, LIST_MAX);
	for (size_t i = 0; i < changes->n; i++) {
		const struct change *c = &changes->v[i];

		if (mode_is_regular(c->old.mode))
			buf_add(&old, c->path, strlen(c->path) + 1);
		if (mode_is_regular(c->new.mode))
			buf_add(&new, c->path, strlen(c->path) + 1);
	}
	if (export_files(b, "base", "old", &old, mem, err) == 0 &&
		export_files(b, "index", "new", &new, mem, err) == 0)
		rc = 0;
	buf_release(&old);
	buf_release(&new);
	return rc;
}

int
readback_diff(struct blob *out, struct readback *b, const struct strs *paths, struct arena *mem,
	struct error *err)
{
	static const char *const words[] = {"-c", "core.quotePath=true", "-c",
		"diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "diff-index", "--cached",
		"-p", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
		"--ignore-submodules=all"};
	struct plumbing_text text;
	struct strs args = {0};

	*out = (struct blob){.data = ""};
	if (paths->n == 0)
		return 0;
	for (size_t i = 0; i < countof(words); i++)
		strs_add(&args, words[i], mem);
	strs_add(&args, oid_hex(&b->tree, mem), mem);
	strs_add(&args, "--", mem);
	if (paths->n <= DIFF_PATHS) /* else all of it: a command line has an end */
		strs_add_all(&args, paths, mem);
	if (run(&text, b, "index", strs_argv(&args, mem), NULL, mem, err) < 0)
		return -1;
	*out = (struct blob){.data = text.data, .len = text.len};
	return 0;
}
