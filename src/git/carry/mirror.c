/* SPDX-License-Identifier: MIT */
/*
 * mirror -- see mirror.h.
 *
 * Note:  DIGEST/SUBFOLDER/...  The digest is of how the source, the mirror and their subfolders
 *        looked when all was well.  A mirror's mtime is set back then, and the tick of the clock
 *        awaited, so that every change shows; a source that changed just now is looked at again.
 */
#define _DEFAULT_SOURCE /* d_type */

#include "git/carry/mirror.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/jot.h"
#include "git/snapshot/keep.h"
#include "git/snapshot/tick.h"

#define TARGET_MAX 4096
#define SEEN_MAX ((size_t)16 << 20)
#define FRESH_NS (INT64_C(2) * 1000000000)
#define LONG_AGO 1 /* seconds */

/* Beside packages, but made by running tools: linked, they would be written to. */
static const char *const caches[] = {".cache", ".vite", ".vite-temp", ".vitest"};

static bool
is_cache(const char *name)
{
	for (size_t i = 0; i < countof(caches); i++) {
		if (strcmp(name, caches[i]) == 0)
			return true;
	}
	return false;
}

/* The target of a symlink; NULL where path is none or the target is longer than any that works. */
static const char *
target_of(const char *path, struct arena *mem)
{
	char target[TARGET_MAX];
	ssize_t n = readlink(path, target, sizeof(target));

	return n < 0 || (size_t)n == sizeof(target) ? NULL : arena_strndup(mem, target, (size_t)n);
}

int
mirror_link(const char *path, const char *target, struct arena *mem, struct error *err)
{
	const char *old = target_of(path, mem);

	if (old && strcmp(old, target) == 0)
		return 0;
	if (fs_remove_tree(path, err) < 0)
		return -1;
	return symlink(target, path) < 0 ? error_errno(err, "cannot link '%s'", path) : 0;
}

struct content {
	struct strs names, folders; /* all of them; those that are folders */
};

static int
look(struct content *out, const char *path, struct arena *mem, struct error *err)
{
	DIR *dir = opendir(path);
	struct dirent *e;

	*out = (struct content){0};
	if (!dir)
		return error_errno(err, "cannot read '%s'", path);
	while (errno = 0, (e = readdir(dir)) != NULL) {
		const char *name;
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		name = arena_strdup(mem, e->d_name);
		strs_add(&out->names, name, mem);
		if (e->d_type == DT_DIR ||
			(e->d_type == DT_UNKNOWN && lstat(path_join(path, name, mem), &st) == 0 &&
				S_ISDIR(st.st_mode)))
			strs_add(&out->folders, name, mem);
	}
	if (errno) {
		error_errno(err, "cannot read '%s'", path);
		closedir(dir);
		return -1;
	}
	closedir(dir);
	strs_sort_unique(&out->names);
	strs_sort_unique(&out->folders);
	return 0;
}

/* Where the entry at path, which is name in the folder source, is to lead. */
static const char *
wanted(const struct mirror *m, const char *source, const char *path, struct arena *mem)
{
	const char *entry = path_join(source, path_base(path), mem);
	const char *target = target_of(entry, mem);

	if (!target)
		return entry;
	if (*target != '/')
		return path_clean(path_join(path_dir(path, mem), target, mem), mem) ? target
										    : entry;
	target = path_clean(target, mem);
	for (size_t i = 0; i < m->trees->n; i++) {
		const char *tree = m->trees->v[i];

		if (path_is_below(target, tree) && !path_is_below(target, m->source) &&
			!path_is_below(target, path_join(tree, m->path, mem)))
			return target[strlen(tree)]
				       ? path_join(m->root, target + strlen(tree) + 1, mem)
				       : m->root;
	}
	return entry;
}

/* A folder that we can read and write, and no link. */
static int
make_folder(const char *path, struct error *err)
{
	struct stat st;

	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
		((st.st_mode & 0700) == 0700 || chmod(path, 0755) == 0))
		return 0;
	if (fs_remove_tree(path, err) < 0)
		return -1;
	return mkdir(path, 0755) < 0 ? error_errno(err, "cannot make '%s'", path) : 0;
}

static bool
is_own(const struct content *there, const char *name)
{
	return (name[0] == '@' || strcmp(name, ".bin") == 0) &&
	       strs_has_sorted(&there->folders, name);
}

/* sub: "" or the name of a folder in it. */
static int
bring(const struct mirror *m, const char *sub, struct strs *subs, struct arena *mem,
	struct error *err)
{
	const char *source = path_join(m->source, sub, mem), *path = path_join(m->path, sub, mem);
	const char *to = path_join(m->root, path, mem);
	struct content there, here;

	if (look(&there, source, mem, err) < 0 || make_folder(to, err) < 0 ||
		look(&here, to, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < here.names.n; i++) {
		const char *name = here.names.v[i];

		if ((!strs_has_sorted(&there.names, name) || is_cache(name)) &&
			!keep_covers(m->keep, path_join(path, name, mem), mem) &&
			fs_remove_tree(path_join(to, name, mem), err) < 0)
			return -1;
	}
	for (size_t i = 0; i < there.names.n; i++) {
		const char *name = there.names.v[i], *entry = path_join(path, name, mem);

		if (is_cache(name) || keep_covers(m->keep, entry, mem))
			continue;
		if (!*sub && is_own(&there, name))
			strs_add(subs, name, mem);
		else if (mirror_link(path_join(m->root, entry, mem), wanted(m, source, entry, mem),
				 mem, err) < 0)
			return -1;
	}
	return 0;
}

struct seen { /* how folders look */
	struct buf data;
	int64_t latest_ns; /* when a source changed last */
	bool is_whole;
};

static void
see(struct seen *s, const char *path, bool is_source)
{
	struct error ignored;
	struct fs_stamp stamp;

	if (fs_stamp(&stamp, path, &ignored) < 0 || !stamp.ino)
		s->is_whole = false;
	if (is_source && stamp.mtime_ns > s->latest_ns)
		s->latest_ns = stamp.mtime_ns;
	if (is_source && stamp.ctime_ns > s->latest_ns)
		s->latest_ns = stamp.ctime_ns;
	buf_add(&s->data, &stamp, sizeof(stamp));
}

static void
see_text(struct seen *s, const char *text)
{
	buf_add(&s->data, text, strlen(text) + 1);
}

/* The digest of how all looks now; NULL where it does not look well. */
static const char *
digest_of(int64_t *latest_ns, const struct mirror *m, const struct strs *subs, struct arena *mem)
{
	struct seen s = {.is_whole = true};
	unsigned char digest[HASH_MAX];
	char *hex = arena_alloc(mem, 2 * HASH_MAX + 1, 1);
	struct error ignored;

	buf_init(&s.data, SEEN_MAX);
	see_text(&s, jot_read("/proc/sys/kernel/random/boot_id", mem));
	see_text(&s, m->source);
	see_text(&s, m->path);
	see_text(&s, strs_join(m->keep, "\n", mem));
	for (size_t i = 0; i <= subs->n; i++) {
		const char *sub = i ? subs->v[i - 1] : "";

		see_text(&s, sub);
		see(&s, path_join(m->source, sub, mem), true);
		see(&s, path_join(m->root, path_join(m->path, sub, mem), mem), false);
	}
	s.is_whole = s.is_whole && !s.data.dropped &&
		     hash_bytes(digest, HASH_SHA256, s.data.data, s.data.len, &ignored) == 0;
	buf_release(&s.data);
	*latest_ns = s.latest_ns;
	if (!s.is_whole)
		return NULL;
	hash_hex(hex, digest, hash_size(HASH_SHA256));
	return hex;
}

static bool
is_as_noted(const struct mirror *m, struct arena *mem)
{
	const char *note = jot_read(m->note, mem), *now;
	size_t len = strcspn(note, "/");
	struct strs subs = {0};
	int64_t latest_ns;

	for (const char *p = note + len; *p; p += strcspn(p, "/")) {
		p++;
		strs_add(&subs, arena_strndup(mem, p, strcspn(p, "/")), mem);
	}
	now = len ? digest_of(&latest_ns, m, &subs, mem) : NULL;
	return now && strlen(now) == len && memcmp(now, note, len) == 0;
}

static int
note_it(const struct mirror *m, const struct strs *subs, struct arena *mem, struct error *err)
{
	const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = LONG_AGO}};
	struct timespec now;
	const char *text;
	int64_t latest_ns;

	for (size_t i = 0; i <= subs->n; i++) {
		const char *path = path_join(m->path, i ? subs->v[i - 1] : "", mem);

		if (utimensat(AT_FDCWD, path_join(m->root, path, mem), times, AT_SYMLINK_NOFOLLOW) <
			0)
			return error_errno(err, "cannot touch '%s'", path);
	}
	text = digest_of(&latest_ns, m, subs, mem);
	clock_gettime(CLOCK_REALTIME, &now);
	if (!text || (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - latest_ns < FRESH_NS)
		return 0;
	if (tick_pass(path_dir(m->note, mem), mem, err) < 0)
		return -1;
	for (size_t i = 0; i < subs->n; i++)
		text = arena_printf(mem, "%s/%s", text, subs->v[i]);
	return jot_text(m->note, text, err);
}

int
mirror_update(const struct mirror *m, struct arena *mem, struct error *err)
{
	struct strs subs = {0}, none = {0};

	if (is_as_noted(m, mem))
		return 0;
	if (unlink(m->note) < 0 && errno != ENOENT)
		return error_errno(err, "cannot remove '%s'", m->note);
	if (bring(m, "", &subs, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < subs.n; i++) {
		if (bring(m, subs.v[i], &none, mem, err) < 0)
			return -1;
	}
	return note_it(m, &subs, mem, err);
}
