/* SPDX-License-Identifier: MIT */
/* typist -- see typist.h. */
#define _GNU_SOURCE
#include "typist.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "look.h"
#include "scene.h"

#define DIARY_MAX ((size_t)4 << 20)
#define TRIES 10

static volatile sig_atomic_t is_over;

static void
stop(int sig)
{
	(void)sig;
	is_over = 1;
}

struct typing {
	const struct scene *scene;
	const struct look *files;
	struct dice dice;
	unsigned stages, n;
	struct buf diary; /* path, NUL, words or "+" for git add, NUL */
	struct arena *mem;
};

/* At the end of the file as it is.  Whoever writes into a file that was replaced meanwhile sees his
 * line missing, and types it again. */
static bool
type_in_place(const char *file, const char *line)
{
	struct stat held, named;
	int fd = open(file, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
	bool is_in = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line) &&
		     fstat(fd, &held) == 0 && lstat(file, &named) == 0 &&
		     held.st_ino == named.st_ino;

	if (fd >= 0)
		close(fd);
	return is_in;
}

/* A new file under the old name. */
static bool
type_anew(struct typing *t, const char *file, const char *line)
{
	const char *temp = arena_printf(t->mem, "%s.swp", file);
	struct error err;
	struct stat st;
	char *text;
	size_t len;
	int fd;

	if (lstat(file, &st) < 0 || !S_ISREG(st.st_mode) ||
		fs_read(&text, &len, file, DIARY_MAX, t->mem, &err) < 0)
		return false;
	fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC, st.st_mode & 07777);
	if (fd < 0 || fchmod(fd, st.st_mode & 07777) < 0 || write(fd, text, len) != (ssize_t)len ||
		write(fd, line, strlen(line)) != (ssize_t)strlen(line) || close(fd) < 0)
		abort();
	return rename(temp, file) == 0;
}

static void
note(struct typing *t, const char *path, const char *words)
{
	buf_add(&t->diary, path, strlen(path) + 1);
	buf_add(&t->diary, words, strlen(words) + 1);
}

static void
add(struct typing *t, const char *path)
{
	const char *const argv[] = {
		"git", "-C", t->scene->where, "--literal-pathspecs", "add", "--", path, NULL};

	note(t, path, "+"); /* also where it is told that another git is at work */
	act_run(argv, t->scene->out);
}

static void
type(struct typing *t)
{
	const char *path =
		t->files->files.v[dice_below(&t->dice, (unsigned)t->files->files.n)].path;
	const char *file = path_join(t->scene->where, path, t->mem);
	const char *line = arena_printf(t->mem, "typed %u\n", ++t->n);
	bool is_anew = dice_percent(&t->dice, 50);
	struct stat st;

	if (strcmp(path, "tta.ini") == 0 || lstat(file, &st) < 0 || !S_ISREG(st.st_mode))
		return;
	for (int i = 0; i < TRIES; i++) {
		if (is_anew ? type_anew(t, file, line) : type_in_place(file, line)) {
			note(t, path, line);
			break;
		}
	}
	if (dice_percent(&t->dice, t->stages))
		add(t, path);
}

static const char *
diary_of(const struct scene *s, struct arena *mem)
{
	return path_join(s->top, "diary", mem);
}

pid_t
typist_start(const struct scene *s, const struct look *files, struct dice *d, unsigned stages)
{
	struct typing t = {.scene = s, .files = files, .stages = stages};
	struct error err;
	pid_t pid;

	t.dice.state = dice_roll(d);
	pid = fork();
	if (pid != 0)
		return pid;
	signal(SIGTERM, stop);
	t.mem = arena_new();
	buf_init(&t.diary, DIARY_MAX);
	while (!is_over) {
		act_nap_us(dice_below(&t.dice, 12000));
		type(&t);
	}
	_exit(fs_write(diary_of(s, t.mem), t.diary.data ? t.diary.data : "", t.diary.len, 0644,
		      &err) < 0);
}

static struct typed_file *
file_of(struct typed *t, size_t *cap, const char *path, struct arena *mem)
{
	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->v[i].path, path) == 0)
			return &t->v[i];
	}
	t->v = arena_grow(mem, t->v, t->n, cap, sizeof(*t->v));
	t->v[t->n] = (struct typed_file){.path = path};
	return &t->v[t->n++];
}

void
typist_stop(struct typed *out, pid_t pid, const struct scene *s, struct arena *mem)
{
	size_t cap = 0, len;
	struct error err;
	char *diary;

	*out = (struct typed){0};
	kill(pid, SIGTERM);
	if (act_wait(pid) != 0 ||
		fs_read(&diary, &len, diary_of(s, mem), DIARY_MAX, mem, &err) < 0) {
		fprintf(stderr, "torture: the typist did not end well\n");
		exit(3);
	}
	for (char *at = diary; at < diary + len;) {
		struct typed_file *f = file_of(out, &cap, at, mem);

		at += strlen(at) + 1;
		if (*at == '+')
			f->is_staged = true;
		else
			f->words = arena_printf(mem, "%s%s", f->words ? f->words : "\n", at);
		at += strlen(at) + 1;
	}
}

const struct typed_file *
typed_find(const struct typed *t, const char *path)
{
	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->v[i].path, path) == 0)
			return &t->v[i];
	}
	return NULL;
}

bool
typed_take_out(char **text, size_t *len, const struct typed_file *f, struct arena *mem)
{
	char *out = arena_alloc(mem, *len + 1, 1), *to = out;
	const char *at = *text, *end = *text + *len;
	struct buf found;
	bool is_whole = true;

	buf_init(&found, DIARY_MAX);
	buf_adds(&found, "\n");
	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t n = newline ? (size_t)(newline - at) + 1 : (size_t)(end - at);

		if (n > 6 && memcmp(at, "typed ", 6) == 0)
			buf_add(&found, at, n);
		else
			to = (char *)memcpy(to, at, n) + n;
		at += n;
	}
	for (const char *line = f->words ? f->words + 1 : ""; *line && is_whole;) {
		size_t n = strcspn(line, "\n") + 1;

		is_whole = strstr(found.data, arena_printf(mem, "\n%.*s", (int)n, line)) != NULL;
		line += n;
	}
	buf_release(&found);
	*text = out;
	*len = (size_t)(to - out);
	return is_whole;
}
