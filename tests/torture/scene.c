/* SPDX-License-Identifier: MIT */
/* scene -- see scene.h.  All is done by git's own commands: nothing here is ours but the files. */
#define _GNU_SOURCE
#include "scene.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"

#define START 4000000000U /* what stands for a round in the first commit */
#define TEXT_MAX ((size_t)1 << 20)
#define SMALL_GIT "size=96m,mode=755"
#define SMALL_CACHE "size=16m,mode=755"

static const char *const names[SCENE_FILES] = {
	"a.txt",
	"b c.txt",
	"-dash.txt",
	"*star?.txt",
	":(top)x.txt",
	"d/deep/er.txt",
	"d/new\nline.txt",
	"d/quo\"te\\.txt",
	"\303\244\303\266.txt",
	"bytes\377\201.txt",
	"$HOME.txt",
	" lead.txt",
	"d/z.md",
	"run.sh",
};

static void
must(bool is_done, const char *what)
{
	if (is_done)
		return;
	fprintf(stderr, "torture: cannot set the scene: %s\n", what);
	exit(3);
}

static void
git(const struct scene *s, const char *what, const char *const *args, struct arena *mem)
{
	struct strs argv = {0};

	strs_add(&argv, "git", mem);
	strs_add(&argv, "-C", mem);
	strs_add(&argv, s->where, mem);
	for (; *args; args++)
		strs_add(&argv, *args, mem);
	must(act_run(strs_argv(&argv, mem), s->out) == 0, what);
}

/* The same with paths on its input. */
static void
git_paths(
	const struct scene *s, const struct buf *paths, const char *const *args, struct arena *mem)
{
	struct strs argv = {0};

	if (paths->len == 0)
		return;
	strs_add(&argv, "git", mem);
	strs_add(&argv, "-C", mem);
	strs_add(&argv, s->where, mem);
	strs_add(&argv, "--literal-pathspecs", mem);
	for (; *args; args++)
		strs_add(&argv, *args, mem);
	must(act_read(strs_argv(&argv, mem), paths->data, paths->len, NULL, mem) != NULL,
		argv.v[4]);
}

static void
put(const struct scene *s, const char *path, const char *text, struct arena *mem)
{
	const char *file = path_join(s->where, path, mem);
	struct error err;
	int fd;

	must(fs_mkdirs(path_dir(file, mem), 0755, &err) == 0, path);
	fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	must(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), path);
	close(fd);
}

static const char *
text_of(const char *name, unsigned round, bool is_bad, struct arena *mem)
{
	return arena_printf(mem,
		"%s\none\ntwo\nthree\nround %u\nfour\n%s\nfive\nsix\nseven\neight\n", name, round,
		is_bad ? "BAD" : "good");
}

const char *
scene_text(const struct scene_file *f, unsigned round, struct arena *mem)
{
	return text_of(f->name, round, f->is_bad, mem);
}

/* What is judged is recorded each time, but for scene_cache(). */
static void
write_config(const struct scene *s, bool has_cache, struct arena *mem)
{
	const char *cache = has_cache ? "yes" : "no", *program = s->program;

	put(s, "tta.ini",
		arena_printf(mem,
			"[tta]\nversion = 1\n\n"
			"[gate record]\nrun = %s gate judge\nscope = repository\non = "
			"pre-commit\ncache = %s\n\n"
			"[gate format]\nrun = %s gate look {files}\nfix = %s gate mend {files}\n"
			"files = *.txt *.md *.sh\ncache = %s\n",
			program, cache, program, program, cache),
		mem);
}

void
scene_cache(struct scene *s, struct arena *mem)
{
	static const char *const add[] = {"add", "tta.ini", NULL};

	write_config(s, true, mem);
	git(s, "add", add, mem);
}

static bool
mount_small(const char *folder, const char *size, struct arena *mem)
{
	struct error err;

	(void)mem;
	return fs_mkdirs(folder, 0755, &err) == 0 && mount("tmpfs", folder, "tmpfs", 0, size) == 0;
}

static void
settle(struct scene *s, struct arena *mem)
{
	static const char *const add[] = {"add", "-A", NULL};
	static const char *const commit[] = {
		"commit", "-qnm", "chore: start", "--no-gpg-sign", NULL};
	static const char *const tree[] = {
		"worktree", "add", "-q", "-b", "linked", "../linked", NULL};
	const char *const head[] = {"git", "-C", s->main, "rev-parse", "HEAD", NULL};
	const char *const install[] = {"tta-check", "-C", s->main, "install", NULL};
	const char *text;

	for (size_t i = 0; i < SCENE_FILES; i++)
		put(s, names[i], text_of(names[i], START, false, mem), mem);
	write_config(s, false, mem);
	git(s, "add", add, mem);
	git(s, "commit", commit, mem);
	git(s, "worktree", tree, mem);
	text = act_read(head, NULL, 0, NULL, mem);
	must(text != NULL, "rev-parse");
	memcpy(s->root, text, 40);
	must(act_run(install, s->out) == 0, "install");
}

bool
scene_make(
	struct scene *out, const char *top, const char *program, bool is_small, struct arena *mem)
{
	const char *init[] = {"git", "init", "-q", "-b", "main", NULL, NULL};
	struct error err;

	*out = (struct scene){.top = top, .program = program, .is_small = is_small};
	out->main = out->where = path_join(top, "repo", mem);
	out->common = out->git_dir = path_join(out->main, ".git", mem);
	out->log = path_join(top, "judged", mem);
	out->out = path_join(top, "out", mem);
	init[5] = out->main;
	must(fs_mkdirs(out->main, 0755, &err) == 0 && fs_write(out->log, "", 0, 0644, &err) == 0,
		top);
	if (is_small && (!mount_small(path_join(top, "cache", mem), SMALL_CACHE, mem) ||
				!mount_small(out->common, SMALL_GIT, mem)))
		return false;
	must(act_run(init, out->out) == 0, "init");
	settle(out, mem);
	return true;
}

static void
remove_all(const char *folder, struct arena *mem)
{
	DIR *dir = opendir(folder);
	const struct dirent *e;
	struct error err;

	while (dir && (e = readdir(dir))) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
			strcmp(e->d_name, ".git") != 0)
			must(fs_remove_tree(path_join(folder, e->d_name, mem), &err) == 0, err.msg);
	}
	if (dir)
		closedir(dir);
}

void
scene_reset(struct scene *s, bool is_linked, struct arena *mem)
{
	const char *const reset[] = {"reset", "-q", "--hard", s->root, NULL};

	s->where = is_linked ? path_join(s->top, "linked", mem) : s->main;
	s->git_dir = is_linked ? path_join(s->common, "worktrees/linked", mem) : s->common;
	remove_all(s->where, mem);
	unlink(path_join(s->git_dir, "index", mem));
	git(s, "reset", reset, mem);
	must(truncate(s->log, 0) == 0, s->log);
}

struct lists { /* of paths, with a NUL behind each */
	struct buf staged, intended, assumed, skipped;
};

static void
add(struct buf *list, const char *path)
{
	buf_add(list, path, strlen(path) + 1);
}

static void
remove_file(const struct scene *s, const char *path, struct arena *mem)
{
	must(unlink(path_join(s->where, path, mem)) == 0, path);
}

/* Before git is told of anything. */
static void
act_first(struct scene *s, struct scene_file *f, struct lists *l, unsigned round, struct arena *mem)
{
	const char *text = scene_text(f, round, mem), *name = f->name;

	if (f->kind == SCENE_AS_WAS || f->kind == SCENE_UNSTAGED || f->kind == SCENE_VANISHED)
		return;
	if (f->kind == SCENE_RENAMED || f->kind == SCENE_INTENDED || f->kind == SCENE_UNTRACKED)
		f->path = arena_printf(mem, "%s.new-%u.txt", name, round);
	if (f->kind == SCENE_REMOVED || f->kind == SCENE_RENAMED || f->kind == SCENE_LINK)
		remove_file(s, name, mem);
	if (f->kind == SCENE_LINK)
		must(symlink("a target", path_join(s->where, name, mem)) == 0, name);
	else if (f->kind != SCENE_REMOVED)
		put(s, f->path, text, mem);
	if (f->kind == SCENE_MODE)
		must(chmod(path_join(s->where, name, mem), 0755) == 0, name);
	if (f->kind == SCENE_INTENDED)
		add(&l->intended, f->path);
	else if (f->kind == SCENE_ASSUMED)
		add(&l->assumed, f->path);
	else if (f->kind == SCENE_SKIPPED)
		add(&l->skipped, f->path);
	if (f->kind != SCENE_INTENDED && f->kind != SCENE_UNTRACKED)
		add(&l->staged, name);
	if (f->kind == SCENE_RENAMED)
		add(&l->staged, f->path);
}

/* What is not staged any more. */
static void
act_last(const struct scene *s, const struct scene_file *f, unsigned round, struct arena *mem)
{
	const char *text = scene_text(f, round, mem), *typed;
	const char *bad = strstr(text, f->is_bad ? "BAD" : "good");

	if (f->kind == SCENE_VANISHED || f->kind == SCENE_LOST)
		remove_file(s, f->path, mem);
	typed = arena_printf(mem, "mine %u\n", round);
	if (f->kind == SCENE_PARTLY)
		put(s, f->path, arena_printf(mem, "%s%s%s", typed, text, typed), mem);
	else if (f->kind == SCENE_CROSSED)
		put(s, f->path,
			arena_printf(mem, "%.*smine%s", (int)(bad - text), text, strchr(bad, '\n')),
			mem);
	else if (f->kind == SCENE_UNSTAGED || f->kind == SCENE_ASSUMED || f->kind == SCENE_SKIPPED)
		put(s, f->path, arena_printf(mem, "%s%s", text, typed), mem);
}

static enum scene_kind
roll_kind(struct dice *d)
{
	static const unsigned char weights[SCENE_KINDS] = {
		[SCENE_AS_WAS] = 26,
		[SCENE_STAGED] = 18,
		[SCENE_PARTLY] = 14,
		[SCENE_CROSSED] = 4,
		[SCENE_UNSTAGED] = 7,
		[SCENE_MODE] = 4,
		[SCENE_REMOVED] = 4,
		[SCENE_VANISHED] = 3,
		[SCENE_RENAMED] = 4,
		[SCENE_LINK] = 3,
		[SCENE_INTENDED] = 3,
		[SCENE_UNTRACKED] = 3,
		[SCENE_ASSUMED] = 3,
		[SCENE_SKIPPED] = 2,
		[SCENE_LOST] = 2,
	};
	unsigned roll = dice_below(d, 100), sum = 0;

	for (int i = 0; i < SCENE_KINDS; i++) {
		sum += weights[i];
		if (roll < sum)
			return (enum scene_kind)i;
	}
	return SCENE_AS_WAS;
}

void
scene_disturb(struct scene *s, struct dice *d, unsigned bad, unsigned round, struct arena *mem)
{
	static const char *const stage[] = {
		"update-index", "--add", "--remove", "-z", "--stdin", NULL};
	static const char *const intend[] = {
		"add", "-N", "--pathspec-from-file=-", "--pathspec-file-nul", NULL};
	static const char *const assume[] = {
		"update-index", "--assume-unchanged", "-z", "--stdin", NULL};
	static const char *const skip[] = {
		"update-index", "--skip-worktree", "-z", "--stdin", NULL};
	struct lists l;

	buf_init(&l.staged, TEXT_MAX);
	buf_init(&l.intended, TEXT_MAX);
	buf_init(&l.assumed, TEXT_MAX);
	buf_init(&l.skipped, TEXT_MAX);
	for (size_t i = 0; i < SCENE_FILES; i++) {
		s->files[i] = (struct scene_file){.name = names[i],
			.path = names[i],
			.kind = i ? roll_kind(d) : SCENE_STAGED,
			.is_bad = dice_percent(d, bad)};
		act_first(s, &s->files[i], &l, round, mem);
	}
	git_paths(s, &l.staged, stage, mem);
	git_paths(s, &l.intended, intend, mem);
	git_paths(s, &l.assumed, assume, mem);
	git_paths(s, &l.skipped, skip, mem);
	for (size_t i = 0; i < SCENE_FILES; i++)
		act_last(s, &s->files[i], round, mem);
	buf_release(&l.staged);
	buf_release(&l.intended);
	buf_release(&l.assumed);
	buf_release(&l.skipped);
}

static void
fill(const char *folder, size_t room, struct arena *mem)
{
	const char *filler = path_join(folder, "filler", mem);
	struct statvfs fs;
	size_t free_bytes;
	int fd;

	must(statvfs(folder, &fs) == 0, folder);
	free_bytes = (size_t)fs.f_bavail * fs.f_frsize;
	fd = open(filler, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	must(fd >= 0, filler);
	if (free_bytes > room)
		must(posix_fallocate(fd, 0, (off_t)(free_bytes - room)) == 0, filler);
	close(fd);
}

void
scene_fill(struct scene *s, struct dice *d, struct arena *mem)
{
	static const size_t rooms[] = {0, 4096, 8192, 16384, 65536, 262144, (size_t)1 << 30};
	size_t git_room = rooms[dice_below(d, 7)], cache_room = rooms[dice_below(d, 7)];

	s->is_full = true;
	fill(s->common, git_room, mem);
	fill(path_join(s->top, "cache", mem), cache_room, mem);
}

void
scene_empty(struct scene *s, struct arena *mem)
{
	s->is_full = false;
	unlink(path_join(s->common, "filler", mem));
	unlink(path_join(path_join(s->top, "cache", mem), "filler", mem));
}

void
scene_unmake(struct scene *s)
{
	struct arena *mem = arena_new();
	struct error ignored;

	if (s->is_small) {
		umount2(s->common, MNT_DETACH);
		umount2(path_join(s->top, "cache", mem), MNT_DETACH);
	}
	if (fs_remove_tree(s->top, &ignored) < 0)
		fprintf(stderr, "torture: left behind: %s\n", s->top);
	arena_free(mem);
}
