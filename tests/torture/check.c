/* SPDX-License-Identifier: MIT */
/* check -- see check.h. */
#define _GNU_SOURCE
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "act.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/path.h"
#include "base/text.h"
#include "gate.h"
#include "look.h"
#include "scene.h"
#include "typist.h"

#define LOG_MAX ((size_t)64 << 20)

static char *
git(const struct scene *s, const char *const *args, size_t *len, struct arena *mem)
{
	const char *argv[12] = {"git", "-C", s->where};

	for (size_t i = 0; i < 8 && args[i]; i++)
		argv[3 + i] = args[i];
	return act_read(argv, NULL, 0, len, mem);
}

/* "mode id\tpath" and a NUL, of every file. */
static char *
tree_of(const struct scene *s, const char *commit, size_t *len, struct arena *mem)
{
	const char *const args[] = {"ls-tree", "-rz", "--full-tree", commit, NULL};
	char *text = git(s, args, len, mem), *to = text, *at = text;

	while (at && at < text + *len) {
		size_t n = strlen(at) + 1;
		const char *id = strchr(at + 7, ' '); /* "100644 blob " */

		memmove(to, at, 7);
		memmove(to + 7, id + 1, n - (size_t)(id + 1 - at));
		to += 7 + n - (size_t)(id + 1 - at);
		at += n;
	}
	*len = (size_t)(to - text);
	return text;
}

/* Nothing that a gate says no to is in it, whoever said yes. */
static const char *
check_good(const struct scene *s, const char *commit, struct arena *mem)
{
	const char *const args[] = {"grep", "-aqF", "-e", "BAD", commit, NULL};

	return git(s, args, NULL, mem)
		       ? arena_printf(mem, "commit %s holds what a gate refuses", commit)
		       : NULL;
}

const char *
check_judged(
	const struct scene *s, const char *from, const char *to, const char *log, struct arena *mem)
{
	const char *const args[] = {"rev-list", to, arena_printf(mem, "^%s", from), NULL};
	char *commits = git(s, args, NULL, mem), *judged;
	const char *wrong;
	struct error err;
	size_t len;

	if (!commits)
		return "git rev-list fails";
	if (fs_read(&judged, &len, log, LOG_MAX, mem, &err) < 0)
		return arena_strdup(mem, err.msg);
	for (char *at = commits; *at; at += 41) {
		const char *commit = arena_strndup(mem, at, 40);
		char digest[GATE_DIGEST];
		char *tree = tree_of(s, commit, &len, mem);

		if (!tree)
			return "git ls-tree fails";
		gate_digest(digest, tree, len);
		if (!strstr(judged, digest))
			return arena_printf(mem, "commit %s was not judged", commit);
		wrong = check_good(s, commit, mem);
		if (wrong)
			return wrong;
	}
	return NULL;
}

static const char *
say(struct arena *mem, const char *what, const char *path)
{
	return arena_printf(mem, "%s: %s", what, text_path(path, mem));
}

/* The text of a file that somebody typed into, without that; NULL: some of it is lost. */
static char *
without(const struct typed_file *f, const struct look_item *item, size_t *len, struct arena *mem)
{
	char *text = arena_dup(mem, item->text, item->len + 1);

	*len = item->len;
	return typed_take_out(&text, len, f, mem) ? text : NULL;
}

static bool
same_mode(const struct look_item *a, const struct look_item *b)
{
	return strcspn(a->about, " ") == strcspn(b->about, " ") &&
	       strncmp(a->about, b->about, strcspn(a->about, " ")) == 0;
}

static const char *
check_file(const struct look_item *was, const struct look_item *is, const struct typed_file *f,
	struct arena *mem)
{
	size_t len;
	char *text;

	if (!f || !f->words)
		return look_same_file(was, is) ? NULL : "the file is another";
	if (!is || !was)
		return "the file is gone";
	text = without(f, is, &len, mem);
	if (!text)
		return "what was typed is lost";
	if (len != was->len || memcmp(text, was->text, len) != 0 || !same_mode(was, is))
		return "the file that was typed into is another";
	return NULL;
}

static const char *
check_files(const struct look *before, const struct look *after, const struct typed *typed,
	struct arena *mem)
{
	for (size_t i = 0; i < before->files.n; i++) {
		const struct look_item *was = &before->files.v[i];
		const char *wrong = check_file(was, look_find(&after->files, was->path),
			typed_find(typed, was->path), mem);

		if (wrong)
			return say(mem, wrong, was->path);
	}
	for (size_t i = 0; i < after->files.n; i++) {
		if (!look_find(&before->files, after->files.v[i].path))
			return say(mem, "a new file", after->files.v[i].path);
	}
	return NULL;
}

/* Is the entry as it is in the tree: the same blob, or not there in both? */
static bool
is_in_tree(const struct look_item *entry, const char *path, const char *tree, size_t len,
	struct arena *mem)
{
	const char *line;
	size_t n;

	if (!entry) {
		line = arena_printf(mem, "\t%s", path);
		return !memmem(tree, len, line, strlen(line) + 1);
	}
	line = arena_printf(mem, "%s\t%s", entry->id, path);
	n = strlen(line) + 1;
	return memmem(tree, len, line, n) != NULL;
}

static const char *
check_entries(const struct look *before, const struct look *after, const struct typed *typed,
	const char *tree, size_t len, struct arena *mem)
{
	const struct look *const both[] = {before, after};

	for (size_t k = 0; k < countof(both); k++) {
		for (size_t i = 0; i < both[k]->entries.n; i++) {
			const char *path = both[k]->entries.v[i].path;
			const struct look_item *is = look_find(&after->entries, path);
			const struct typed_file *f = typed_find(typed, path);

			if ((f && f->is_staged) ||
				look_same_entry(look_find(&before->entries, path), is) ||
				(tree && is_in_tree(is, path, tree, len, mem)))
				continue;
			return say(mem, "the index entry is another", path);
		}
	}
	return NULL;
}

/* One commit, on the branch, where the old one was its parent or is replaced. */
static const char *
check_new_head(const struct scene *s, const struct look *before, const struct look *after,
	bool is_amend, struct arena *mem)
{
	const char *old = arena_printf(mem, "%s%s", before->head, is_amend ? "^@" : "");
	const char *const was[] = {"rev-parse", old, NULL};
	const char *const is[] = {"rev-parse", arena_printf(mem, "%s^@", after->head), NULL};
	const char *a = git(s, was, NULL, mem), *b = git(s, is, NULL, mem);
	char *refs = arena_strdup(mem, after->refs), *at;

	if (!a || !b || strcmp(a, b) != 0)
		return "the new commit has other parents";
	at = strstr(refs, after->head);
	if (!at)
		return "the new commit is on no branch";
	memcpy(at, before->head, 40);
	return strcmp(refs, before->refs) == 0 ? NULL : "another ref moved";
}

const char *
check_commit(const struct scene *s, const struct look *before, const struct look *after,
	const struct typed *typed, bool is_amend, struct arena *mem)
{
	const char *wrong = check_files(before, after, typed, mem);
	bool is_new = strcmp(before->head, after->head) != 0;
	char *tree = NULL;
	size_t len = 0;

	if (!wrong && strcmp(before->state, after->state) != 0)
		wrong = "HEAD's name or the configuration is another";
	if (!wrong && !is_new && strcmp(before->refs, after->refs) != 0)
		wrong = "a ref moved";
	if (!wrong && is_new) {
		wrong = check_new_head(s, before, after, is_amend, mem);
		tree = tree_of(s, after->head, &len, mem);
	}
	if (!wrong)
		wrong = check_entries(before, after, typed, tree, len, mem);
	return wrong ? wrong : check_judged(s, before->head, after->head, s->log, mem);
}

/* As the fixer of the scene does it. */
static char *
mended(const char *text, size_t len, struct arena *mem)
{
	char *out = arena_dup(mem, text, len + 1), *at = out;

	while ((at = memmem(at, len - (size_t)(at - out), "BAD", 3)))
		memcpy(at, "FIN", 3);
	return out;
}

static const struct scene_file *
scene_find(const struct scene *s, const char *path)
{
	for (size_t i = 0; i < SCENE_FILES; i++) {
		if (strcmp(s->files[i].path, path) == 0)
			return &s->files[i];
	}
	return NULL;
}

/* May a fixer's work be taken over?  The others have reasons of their own to be left alone. */
static bool
is_mendable(const struct scene_file *f)
{
	return f && f->is_bad &&
	       (f->kind == SCENE_STAGED || f->kind == SCENE_PARTLY || f->kind == SCENE_MODE ||
		       f->kind == SCENE_RENAMED);
}

struct fixed { /* a file as it is found after a fix */
	bool is_file_before, is_file_after, is_entry_before, is_entry_after;
};

static const char *
find_fixed(struct fixed *out, const struct look_item *was, const struct look_item *is,
	const struct typed_file *f, struct arena *mem)
{
	size_t len = is ? is->len : 0;
	const char *text = is ? is->text : NULL, *after;

	out->is_file_before = look_same_file(was, is);
	if (!is || !was)
		return NULL;
	if (f && f->words) {
		text = without(f, is, &len, mem);
		if (!text)
			return "what was typed is lost";
		out->is_file_before = len == was->len && memcmp(text, was->text, len) == 0;
	}
	after = mended(was->text, was->len, mem);
	out->is_file_after = len == was->len && memcmp(text, after, len) == 0 && same_mode(was, is);
	return NULL;
}

static void
find_entry(struct fixed *out, const struct look_item *was, const struct look_item *is,
	const char *staged, struct arena *mem)
{
	const char *after = mended(staged, strlen(staged), mem);
	char *object = arena_printf(mem, "blob %zu_%s", strlen(after), after);
	size_t len = strlen(object);
	unsigned char digest[HASH_MAX];
	char hex[2 * HASH_MAX + 1];
	struct error err;

	*strchr(object, '_') = '\0';
	out->is_entry_before = look_same_entry(was, is);
	if (hash_bytes(digest, HASH_SHA1, object, len, &err) < 0 || !is || !was)
		return;
	hex_write(hex, digest, hash_size(HASH_SHA1));
	out->is_entry_after = strcmp(is->id, hex) == 0 && strcmp(is->tag, was->tag) == 0;
}

static const char *
judge_fixed(const struct fixed *f, const struct typed_file *typed, bool is_done)
{
	bool is_quiet = !typed;

	if (!f->is_file_before && !f->is_file_after)
		return "the file is neither before nor after";
	if (!f->is_entry_before && !f->is_entry_after && !(typed && typed->is_staged))
		return "the entry is neither before nor after";
	if (is_quiet && !f->is_file_after && !f->is_entry_before)
		return "it is staged, but not written";
	if (is_quiet && is_done && (!f->is_file_after || !f->is_entry_after))
		return "it is not fixed";
	return NULL;
}

const char *
check_fix(const struct scene *s, const struct look *before, const struct look *after,
	const struct typed *typed, bool is_done, unsigned round, struct arena *mem)
{
	struct look others_before = *before, others_after = *after;
	const char *wrong = NULL;

	others_before.files.n = others_after.files.n = 0;
	others_before.entries.n = others_after.entries.n = 0;
	for (size_t i = 0; i < before->files.n + before->entries.n && !wrong; i++) {
		const char *path = i < before->files.n
					   ? before->files.v[i].path
					   : before->entries.v[i - before->files.n].path;
		const struct scene_file *f = scene_find(s, path);
		const struct typed_file *t = typed_find(typed, path);
		const struct look_item *was = look_find(&before->files, path),
				       *is = look_find(&after->files, path),
				       *entry_was = look_find(&before->entries, path),
				       *entry_is = look_find(&after->entries, path);
		struct fixed fixed = {0};

		if (is_mendable(f) || (t && t->is_staged)) { /* staged whole, it may be mended */
			wrong = find_fixed(&fixed, was, is, t, mem);
			find_entry(&fixed, entry_was, entry_is, f ? scene_text(f, round, mem) : "",
				mem);
			wrong = wrong ? wrong : judge_fixed(&fixed, t, is_done);
		} else {
			wrong = check_file(was, is, t, mem);
			if (!wrong && !(t && t->is_staged) && !look_same_entry(entry_was, entry_is))
				wrong = "the index entry is another";
		}
		wrong = wrong ? say(mem, wrong, path) : NULL;
	}
	for (size_t i = 0; i < after->files.n && !wrong; i++) {
		if (!look_find(&before->files, after->files.v[i].path))
			wrong = say(mem, "a new file", after->files.v[i].path);
	}
	for (size_t i = 0; i < after->entries.n && !wrong; i++) {
		const char *path = after->entries.v[i].path;
		const struct typed_file *t = typed_find(typed, path);

		if (!look_find(&before->entries, path) && !(t && t->is_staged))
			wrong = say(mem, "a new entry", path);
	}
	return wrong ? wrong : check_commit(s, &others_before, &others_after, typed, false, mem);
}
