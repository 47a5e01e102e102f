/* SPDX-License-Identifier: MIT */
/*
 * contain -- see contain.h.  Where something about an entry cannot be found out it is not allowed:
 * less can be written then, never more.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/contain.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/landlock.h"
#include "base/path.h"
#include "base/strs.h"

struct identity {
	dev_t dev;
	ino_t ino;
};

struct search {
	struct strs *out;
	struct strs kept;       /* real paths */
	struct identity *above; /* of the kept ones and of all folders above them */
	size_t nabove, cabove;
	struct arena *mem;
};

static bool
is_kept(const struct search *s, const char *path)
{
	for (size_t i = 0; i < s->kept.n; i++) {
		if (path_is_below(path, s->kept.v[i]))
			return true;
	}
	return false;
}

static bool
leads_to_kept(const struct search *s, const char *path)
{
	for (size_t i = 0; i < s->kept.n; i++) {
		if (path_is_below(s->kept.v[i], path))
			return true;
	}
	return false;
}

/* The same folder under another name: mounted twice. */
static bool
is_above(const struct search *s, const struct stat *st)
{
	for (size_t i = 0; i < s->nabove; i++) {
		if (s->above[i].dev == st->st_dev && s->above[i].ino == st->st_ino)
			return true;
	}
	return false;
}

static int
identify(struct search *s, const char *path, struct error *err)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return error_errno(err, "cannot look at '%s'", path);
	if (is_above(s, &st))
		return 0;
	s->above = arena_grow(s->mem, s->above, s->nabove, &s->cabove, sizeof(*s->above));
	s->above[s->nabove++] = (struct identity){.dev = st.st_dev, .ino = st.st_ino};
	return 0;
}

/* path is absolute and real. */
static int
identify_all_above(struct search *s, const char *path, struct error *err)
{
	char *part = arena_strdup(s->mem, path);
	char *slash;

	do {
		if (identify(s, *part ? part : "/", err) < 0)
			return -1;
		slash = strrchr(part, '/');
		if (slash)
			*slash = '\0';
	} while (slash);
	return 0;
}

static int
take_kept(struct search *s, const struct strs *kept, struct error *err)
{
	for (size_t i = 0; i < kept->n; i++) {
		const char *real = fs_real(kept->v[i], s->mem);

		if (!real)
			return error_errno(err, "cannot look at '%s'", kept->v[i]);
		if (identify_all_above(s, real, err) < 0)
			return -1;
		strs_add(&s->kept, real, s->mem);
	}
	return 0;
}

static void search_folder(struct search *s, const char *dir);

static void
search_entry(struct search *s, int dirfd, const char *dir, const char *name)
{
	const char *path;
	struct stat st;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISLNK(st.st_mode))
		return;
	path = path_join(dir, name, s->mem);
	if (is_kept(s, path))
		return;
	if (leads_to_kept(s, path))
		search_folder(s, path);
	else if (!is_above(s, &st))
		strs_add(s->out, path, s->mem);
}

static void
search_folder(struct search *s, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	if (!d)
		return;
	while ((e = readdir(d)))
		search_entry(s, dirfd(d), dir, e->d_name);
	closedir(d);
}

int
contain_allowed(struct strs *out, const struct strs *kept, struct arena *mem, struct error *err)
{
	struct search s = {.out = out, .mem = mem};

	if (take_kept(&s, kept, err) < 0)
		return -1;
	if (!is_kept(&s, "/"))
		search_folder(&s, "/");
	return 0;
}

int
contain_open(struct contain *out, const struct strs *kept, const struct strs *open,
	struct arena *mem, struct error *err)
{
	struct strs allowed = {0};
	int version = landlock_version(err);

	*out = CONTAIN_NONE;
	if (version < 0 || contain_allowed(&allowed, kept, mem, err) < 0)
		return -1;
	out->ruleset = landlock_open(version, err);
	if (out->ruleset < 0)
		return -1;
	for (size_t i = 0; i < allowed.n; i++) /* one that went away meanwhile needs no leave */
		landlock_allow(out->ruleset, version, allowed.v[i]);
	for (size_t i = 0; i < open->n; i++) {
		const char *real = fs_real(open->v[i], mem);

		if (!real || !landlock_allow(out->ruleset, version, real)) {
			error_errno(err, "cannot allow '%s' to be written", open->v[i]);
			contain_close(out);
			return -1;
		}
	}
	return 0;
}

void
contain_close(struct contain *c)
{
	if (c->ruleset >= 0)
		close(c->ruleset);
	c->ruleset = -1;
}
