/* SPDX-License-Identifier: MIT */
/*
 * refcopy -- see refcopy.h.  A loose ref wins over a packed one of its name.  The file written says
 * nothing of being sorted or peeled, so git sorts and peels by itself.
 */
#define _DEFAULT_SOURCE /* d_type */

#include "git/refcopy.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"

#define PACKED_MAX ((size_t)1 << 30)
#define ID_DIGITS 40
#define DEPTH_MAX 64

struct copying {
	struct refcopy *out;
	const char *from;
	struct buf packed;
	struct strs loose; /* names that packed holds already */
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

static void
add_file(struct copying *c, const char *name, const char *text)
{
	struct refcopy *out = c->out;

	out->v = arena_grow(c->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct refcopy_file){.name = name, .text = arena_strdup(c->mem, text)};
}

static void
take_loose(struct copying *c, const char *name)
{
	char text[4096];
	int fd = open(path_join(c->from, name, c->mem), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n;

	if (fd < 0)
		return; /* gone meanwhile */
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return; /* git would complain, and so it will where it is asked for */
	text[n] = '\0';
	if (strncmp(text, "ref:", 4) == 0) /* refs/remotes/origin/HEAD and the like */
		add_file(c, name, text);
	if (!is_id(text, (size_t)n))
		return;
	text[ID_DIGITS] = '\0';
	buf_addf(&c->packed, "%s %s\n", text, name);
	strs_add(&c->loose, name, c->mem);
}

static void
take_folder(struct copying *c, const char *name, int depth)
{
	DIR *dir = opendir(path_join(c->from, name, c->mem));
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *path = path_join(name, entry->d_name, c->mem);
		bool is_folder = entry->d_type == DT_DIR;

		if (!is_name(entry->d_name))
			continue;
		if (entry->d_type == DT_UNKNOWN)
			is_folder = fs_is_dir(path_join(c->from, path, c->mem));
		if (is_folder && depth < DEPTH_MAX)
			take_folder(c, path, depth + 1);
		else if (!is_folder)
			take_loose(c, path);
	}
	if (dir)
		closedir(dir);
}

/* Lines of an id and a name; "^id" tells what the tag above it peels to. */
static void
add_packed(struct copying *c, const char *text)
{
	bool is_taken = false;

	while (*text) {
		size_t n = strcspn(text, "\n");
		size_t whole = n + (text[n] == '\n');

		if (*text == '^') {
			if (is_taken)
				buf_add(&c->packed, text, whole);
		} else if (n > ID_DIGITS + 1 && is_id(text, n)) {
			const char *name =
				arena_strndup(c->mem, text + ID_DIGITS + 1, n - ID_DIGITS - 1);

			is_taken = !strs_has_sorted(&c->loose, name);
			if (is_taken)
				buf_add(&c->packed, text, whole);
		} else {
			is_taken = false;
		}
		text += whole;
	}
}

static int
take_packed(struct copying *c, struct error *err)
{
	const char *path = path_join(c->from, "packed-refs", c->mem);
	char *text;
	size_t len;

	if (!fs_exists(path))
		return 0;
	if (fs_read(&text, &len, path, PACKED_MAX, c->mem, err) < 0)
		return -1;
	add_packed(c, text);
	return 0;
}

int
refcopy_all(struct refcopy *out, const char *from, struct arena *mem, struct error *err)
{
	struct copying c = {.out = out, .from = from, .mem = mem};
	int rc;

	*out = (struct refcopy){0};
	buf_init(&c.packed, PACKED_MAX);
	take_folder(&c, "refs", 0);
	strs_sort_unique(&c.loose);
	rc = take_packed(&c, err);
	if (rc == 0 && c.packed.dropped)
		rc = error_set(err, ERR_LIMIT, "more refs in '%s' than can be copied", from);
	if (rc == 0 && c.packed.len)
		add_file(&c, "packed-refs", c.packed.data);
	buf_release(&c.packed);
	return rc;
}
