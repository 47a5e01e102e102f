/* SPDX-License-Identifier: MIT */
/* look -- see look.h. */
#define _GNU_SOURCE
#include "look.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "scene.h"

#define FILE_MAX ((size_t)8 << 20)

static struct look_item *
add(struct look_items *items, struct arena *mem)
{
	items->v = arena_grow(mem, items->v, items->n, &items->cap, sizeof(*items->v));
	return &items->v[items->n++];
}

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct look_item *)a)->path, ((const struct look_item *)b)->path);
}

static void
see_file(struct look_items *out, const char *file, const char *path, const struct stat *st,
	struct arena *mem)
{
	struct look_item *item = add(out, mem);
	char target[4096], *text;
	struct error err;
	ssize_t n;

	*item = (struct look_item){.path = path, .text = ""};
	item->about = arena_printf(mem, "%o %lld.%09ld inode %llu", (unsigned)st->st_mode,
		(long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec, (unsigned long long)st->st_ino);
	if (S_ISLNK(st->st_mode)) {
		n = readlink(file, target, sizeof(target));
		item->len = n > 0 ? (size_t)n : 0;
		item->text = arena_strndup(mem, target, item->len);
	} else if (fs_read(&text, &item->len, file, FILE_MAX, mem, &err) == 0) {
		item->text = text;
	} else {
		item->about = "cannot be read";
	}
}

static void
see_folder(struct look_items *out, const char *root, const char *below, struct arena *mem)
{
	DIR *dir = opendir(path_join(root, below, mem));
	const struct dirent *e;

	while (dir && (e = readdir(dir))) {
		const char *path = path_join(below, e->d_name, mem);
		const char *file = path_join(root, path, mem);
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
			strcmp(path, ".git") == 0 || lstat(file, &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode))
			see_folder(out, root, path, mem);
		else
			see_file(out, file, path, &st, mem);
	}
	if (dir)
		closedir(dir);
}

static char *
ask(const struct scene *s, const char *const *args, size_t *len, struct arena *mem)
{
	const char *argv[12] = {"git", "-C", s->where};

	for (size_t i = 0; i < 8 && args[i]; i++)
		argv[3 + i] = args[i];
	return act_read(argv, NULL, 0, len, mem);
}

/* "H 100644 id 0\tpath", NUL, five lines of --debug, of which the last has the flags. */
static void
see_entries(struct look_items *out, const struct scene *s, struct arena *mem)
{
	static const char *const args[] = {"ls-files", "-s", "-v", "-z", "--debug", NULL};
	size_t len = 0;
	char *at = ask(s, args, &len, mem), *end = at + len;

	while (at && at < end) {
		char *tab = strchr(at, '\t'), *nul = at + strlen(at), *flags, *line;
		struct look_item *item = add(out, mem);

		if (!tab || nul >= end || !(flags = strstr(nul + 1, "flags: ")))
			abort();
		line = strchrnul(flags, '\n');
		*item = (struct look_item){.path = tab + 1};
		item->id = arena_strndup(mem, at + 9, 40);
		item->tag = arena_printf(mem, "%.8s %.*s", at, (int)(line - flags), flags);
		at = *line ? line + 1 : line;
	}
	qsort(out->v, out->n, sizeof(*out->v), compare);
}

static const char *
read_text(const char *path, struct arena *mem)
{
	struct error err;
	char *text;
	size_t len;

	return fs_read(&text, &len, path, FILE_MAX, mem, &err) == 0 ? text : "(cannot be read)";
}

void
look_at(struct look *out, const struct scene *s, struct arena *mem)
{
	static const char *const refs[] = {"for-each-ref", NULL};
	static const char *const head[] = {"rev-parse", "HEAD", NULL};
	const char *text;

	*out = (struct look){0};
	see_folder(&out->files, s->where, "", mem);
	qsort(out->files.v, out->files.n, sizeof(*out->files.v), compare);
	see_entries(&out->entries, s, mem);
	out->state = arena_printf(mem, "%s%s%s", read_text(path_join(s->git_dir, "HEAD", mem), mem),
		read_text(path_join(s->common, "config", mem), mem),
		fs_exists(path_join(s->git_dir, "MERGE_HEAD", mem)) ? "merging" : "");
	text = ask(s, refs, NULL, mem);
	out->refs = text ? text : "(cannot be read)";
	text = ask(s, head, NULL, mem);
	out->head = text ? arena_strndup(mem, text, strcspn(text, "\n")) : "(cannot be read)";
}

const struct look_item *
look_find(const struct look_items *items, const char *path)
{
	const struct look_item key = {.path = path};

	return items->n ? bsearch(&key, items->v, items->n, sizeof(*items->v), compare) : NULL;
}

bool
look_same_file(const struct look_item *a, const struct look_item *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a->about, b->about) == 0 && a->len == b->len &&
	       memcmp(a->text, b->text, a->len) == 0;
}

bool
look_same_entry(const struct look_item *a, const struct look_item *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a->tag, b->tag) == 0 && strcmp(a->id, b->id) == 0;
}

const char *
look_litter(const struct scene *s, const struct look *now, struct arena *mem)
{
	static const char *const ours[] = {"tta/fixing", "tta/aside", "tta/rescued"};

	for (size_t i = 0; i < now->files.n; i++) {
		if (strncmp(path_base(now->files.v[i].path), ".tta", 4) == 0)
			return now->files.v[i].path;
	}
	for (size_t i = 0; i < countof(ours); i++) {
		if (fs_exists(path_join(s->git_dir, ours[i], mem)))
			return ours[i];
	}
	return NULL;
}
