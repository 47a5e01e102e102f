/* SPDX-License-Identifier: MIT */
/*
 * refcopy -- see refcopy.h.  A loose ref wins over a packed one of its name.  The file written says
 * nothing of being sorted or peeled, so git sorts and peels by itself.
 *
 * Known: of each loose ref its name, its stamp, and its text; none where the stamp would not show
 *        the next change.  Folders are listed each time, so that only texts are ever taken from it.
 */
#define _DEFAULT_SOURCE /* d_type */

#include "git/snapshot/refcopy.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/snapshot/known.h"

#define PACKED_MAX ((size_t)1 << 30)
#define TEXT_MAX 4096
#define ID_DIGITS 40
#define DEPTH_MAX 64

struct loose {
	const char *name; /* from "refs/" on */
	const char *text; /* "" where it cannot be read */
	struct fs_stamp stamp;
};

struct loose_list { /* sorted by name */
	struct loose *v;
	size_t n, cap;
};

struct copying {
	struct refcopy *out;
	const struct refcopy_from *from;
	struct loose_list now, then;
	bool is_new; /* now differs from then */
	int64_t since_ns;
	struct buf packed;
	struct arena *mem;
};

static bool
is_id(const char *text, size_t len)
{
	return len >= ID_DIGITS && strspn(text, "0123456789abcdef") >= ID_DIGITS &&
	       (len == ID_DIGITS || text[ID_DIGITS] == '\n' || text[ID_DIGITS] == ' ');
}

/* As git's own rules have it, as far as they matter here: a line each, and no lock. */
static bool
is_name(const char *name)
{
	size_t n = strlen(name);

	for (const char *p = name; *p; p++) {
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	}
	return name[0] != '.' && (n < 5 || strcmp(name + n - 5, ".lock") != 0);
}

static int
compare(const void *a, const void *b)
{
	const struct loose *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static const struct loose *
find(const struct loose_list *list, const char *name)
{
	const struct loose key = {.name = name};

	return list->n ? bsearch(&key, list->v, list->n, sizeof(*list->v), compare) : NULL;
}

static void
add(struct loose_list *list, const struct loose *loose, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *loose;
}

/* What cannot be read is left out: git complains where it is asked for. */
static const char *
read_loose(int folder, const char *base, struct arena *mem)
{
	int fd = openat(folder, base, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char text[TEXT_MAX];
	ssize_t n;

	if (fd < 0)
		return "";
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	return n > 0 ? arena_strndup(mem, text, (size_t)n) : "";
}

/* The stamp comes first: what is written after it is seen in the next one. */
static void
take_loose(struct copying *c, int folder, const char *base, const char *name)
{
	struct loose loose = {.name = name};
	const struct loose *then = find(&c->then, name);
	struct stat st;

	if (fstatat(folder, base, &st, 0) < 0)
		return; /* gone meanwhile, or a symlink to nowhere */
	loose.stamp = fs_stamp_of(&st);
	if (then && fs_stamp_equal(&then->stamp, &loose.stamp)) {
		loose.text = then->text;
	} else {
		loose.text = read_loose(folder, base, c->mem);
		c->is_new = true;
		if (!known_is_settled(&loose.stamp, c->since_ns))
			loose.stamp = (struct fs_stamp){0};
	}
	add(&c->now, &loose, c->mem);
}

/* Is it one of those that every worktree has for itself? */
static bool
is_own(const char *name)
{
	static const char *const own[] = {"refs/bisect", "refs/worktree", "refs/rewritten"};

	for (size_t i = 0; i < countof(own); i++) {
		size_t n = strlen(own[i]);

		if (strncmp(name, own[i], n) == 0 && (name[n] == '/' || !name[n]))
			return true;
	}
	return false;
}

static void
take_folder(struct copying *c, const char *from, const char *name, int depth)
{
	const char *path = path_join(from, name, c->mem);
	bool is_linked = strcmp(c->from->git_dir, c->from->common_dir) != 0;
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *below = path_join(name, entry->d_name, c->mem);
		bool is_folder = entry->d_type == DT_DIR;

		if (!is_name(entry->d_name) ||
			(is_linked && is_own(below) != (from == c->from->git_dir)))
			continue;
		if (entry->d_type == DT_UNKNOWN)
			is_folder = fs_is_dir(path_join(path, entry->d_name, c->mem));
		if (is_folder && depth < DEPTH_MAX)
			take_folder(c, from, below, depth + 1);
		else if (!is_folder)
			take_loose(c, dirfd(dir), entry->d_name, below);
	}
	if (dir)
		closedir(dir);
}

static void
add_file(struct copying *c, const char *name, const char *text)
{
	struct refcopy *out = c->out;

	out->v = arena_grow(c->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct refcopy_file){.name = name, .text = text};
}

static void
put_loose(struct copying *c)
{
	for (size_t i = 0; i < c->now.n; i++) {
		const struct loose *l = &c->now.v[i];

		if (strncmp(l->text, "ref:", 4) == 0) { /* refs/remotes/origin/HEAD and the like */
			add_file(c, l->name, l->text);
		} else if (is_id(l->text, strlen(l->text))) {
			buf_add(&c->packed, l->text, ID_DIGITS);
			buf_addc(&c->packed, ' ');
			buf_adds(&c->packed, l->name);
			buf_addc(&c->packed, '\n');
		}
	}
}

/* Is there a loose one that git can read of the name which this line begins with? */
static bool
is_loose(const struct copying *c, const char *line, size_t len)
{
	const struct loose *l = c->now.n ? find(&c->now, arena_strndup(c->mem, line, len)) : NULL;

	return l && is_id(l->text, strlen(l->text));
}

/* Lines of an id and a name; "^id" tells what the tag above it peels to. */
static void
add_packed(struct copying *c, const char *text)
{
	bool is_taken = false;

	while (*text) {
		size_t n = strcspn(text, "\n");
		size_t whole = n + (text[n] == '\n');

		if (*text != '^')
			is_taken = n > ID_DIGITS + 1 && is_id(text, n) &&
				   !is_loose(c, text + ID_DIGITS + 1, n - ID_DIGITS - 1);
		if (is_taken)
			buf_add(&c->packed, text, whole);
		text += whole;
	}
}

static int
take_packed(struct copying *c, struct error *err)
{
	const char *path = path_join(c->from->common_dir, "packed-refs", c->mem);
	char *text;
	size_t len;

	if (!fs_exists(path))
		return 0;
	if (fs_read(&text, &len, path, PACKED_MAX, c->mem, err) < 0)
		return -1;
	add_packed(c, text);
	return 0;
}

static void
recall(struct copying *c, const char *path, const char *key)
{
	struct known known = known_find(path, key, c->mem);
	struct loose loose;

	while ((loose.name = known_take_text(&known)) && (loose.text = known_take_text(&known)) &&
		known_take(&known, &loose.stamp, sizeof(loose.stamp)))
		add(&c->then, &loose, c->mem);
}

static void
remember(const struct copying *c, const char *path, const char *key)
{
	struct buf data;

	buf_init(&data, PACKED_MAX);
	for (size_t i = 0; i < c->now.n; i++) {
		const struct loose *l = &c->now.v[i];

		buf_add(&data, l->name, strlen(l->name) + 1);
		buf_add(&data, l->text, strlen(l->text) + 1);
		buf_add(&data, &l->stamp, sizeof(l->stamp));
	}
	if (!data.dropped)
		known_keep(path, key, data.data, data.len, c->mem);
	buf_release(&data);
}

static void
take_all_loose(struct copying *c)
{
	const struct refcopy_from *from = c->from;
	const char *path = from->notes ? path_join(from->notes, "refs", c->mem) : NULL;
	const char *key = arena_printf(c->mem, "%s\n%s\n", from->git_dir, from->common_dir);

	recall(c, path, key);
	take_folder(c, from->common_dir, "refs", 0);
	if (strcmp(from->git_dir, from->common_dir) != 0)
		take_folder(c, from->git_dir, "refs", 0);
	if (!c->is_new && c->now.n == c->then.n) {
		c->now = c->then; /* which is sorted */
		return;
	}
	if (c->now.n)
		qsort(c->now.v, c->now.n, sizeof(*c->now.v), compare);
	remember(c, path, key);
}

int
refcopy_all(
	struct refcopy *out, const struct refcopy_from *from, struct arena *mem, struct error *err)
{
	struct copying c = {.out = out, .from = from, .since_ns = known_now_ns(), .mem = mem};
	int rc;

	*out = (struct refcopy){0};
	buf_init(&c.packed, PACKED_MAX);
	take_all_loose(&c);
	put_loose(&c);
	rc = take_packed(&c, err);
	if (rc == 0 && c.packed.dropped)
		rc = error_set(
			err, ERR_LIMIT, "more refs in '%s' than can be copied", from->common_dir);
	if (rc == 0 && c.packed.len)
		add_file(&c, "packed-refs", arena_strdup(mem, c.packed.data));
	buf_release(&c.packed);
	return rc;
}
