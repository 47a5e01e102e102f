/* SPDX-License-Identifier: MIT */
/*
 * oracle -- see oracle.h.  Git trusts a truncated index (it printed a wrong tree for one cut at 200
 * of 337 bytes), so the copy's checksum is verified before git sees it.  A run that is killed
 * leaves its folder behind; whoever comes by a day later removes it.
 */
#include "git/judged/oracle.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <git2.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/judged/index.h"
#include "git/repo/gitenv.h"
#include "git/repo/plumbing.h"
#include "git/repo/repo.h"

#define STALE_SECONDS (24 * 60 * 60)
#define TEMP_PREFIX "tta-" /* of fs_temp_dir() */

int
oracle_copy(const char *to, const struct index_map *index, struct error *err)
{
	const int64_t second = 1000000000;
	struct timespec times[2] = {
		{.tv_nsec = UTIME_NOW},
		{
			.tv_sec = (time_t)(index->stamp.mtime_ns / second),
			.tv_nsec = (long)(index->stamp.mtime_ns % second),
		},
	};
	int fd, rc = 0;

	if (index_check(index->data, index->len, err) < 0)
		return -1;
	fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_errno(err, "cannot make '%s'", to);
	if (fs_write_fd(fd, index->data, index->len) < 0 || futimens(fd, times) < 0)
		rc = error_errno(err, "cannot write '%s'", to);
	if (close(fd) < 0 && rc == 0)
		rc = error_errno(err, "cannot write '%s'", to);
	return rc;
}

/* What killed runs left. */
static void
sweep(const char *parent, struct arena *mem)
{
	DIR *dir = opendir(parent);
	time_t now = time(NULL);
	struct error ignored;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *path;
		struct stat st;

		if (strncmp(entry->d_name, TEMP_PREFIX, strlen(TEMP_PREFIX)) != 0)
			continue;
		path = path_join(parent, entry->d_name, mem);
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
			now - st.st_mtime > STALE_SECONDS && fs_remove_tree(path, &ignored) < 0)
			continue; /* not ours to remove: the next run tries again */
	}
	if (dir)
		closedir(dir);
}

char *
oracle_folder(
	const struct repo *r, const char *const *environ, struct arena *mem, struct error *err)
{
	char *cache = repo_cache_dir(r, environ, mem, err);

	if (!cache)
		return NULL;
	sweep(cache, mem);
	/* in a folder between them, were it root's, its owner could make none later */
	return fs_temp_dir(cache, mem, err);
}

void
oracle_discard(const char *folder)
{
	struct error ignored;

	if (folder && fs_remove_tree(folder, &ignored) < 0)
		return; /* swept a day later */
}

/* The object folders git reads besides: the repository's own first, then the user's. */
static char *
alternates(const struct repo *r, const char *const *environ, struct arena *mem)
{
	const char *own = gitenv_find(environ, "GIT_OBJECT_DIRECTORY");
	const char *more = gitenv_find(environ, "GIT_ALTERNATE_OBJECT_DIRECTORIES");
	const char *objects = own && *own ? path_join(r->root ? r->root : r->git_dir, own, mem)
					  : path_join(r->common_dir, "objects", mem);

	return arena_printf(mem, "GIT_ALTERNATE_OBJECT_DIRECTORIES=%s%s%s",
		gitenv_quote_folder(objects, mem), more && *more ? ":" : "", more ? more : "");
}

static int
parse(struct oid *out, const struct plumbing_text *text, struct error *err)
{
	size_t n = text->len && text->data[text->len - 1] == '\n' ? text->len - 1 : text->len;

	if (oid_parse(out, text->data, n) < 0)
		return error_set(err, ERR_GIT, "git write-tree printed no object id");
	return 0;
}

static int
write_tree(struct oid *out, struct repo *r, const char *folder, const char *const *environ,
	struct arena *mem, struct error *err)
{
	const char *const args[] = {"write-tree", NULL};
	const char *const set[] = {
		arena_printf(mem, "GIT_INDEX_FILE=%s/index", folder),
		arena_printf(mem, "GIT_OBJECT_DIRECTORY=%s/objects", folder),
		alternates(r, environ, mem),
		"LC_ALL=C",
		NULL,
	};
	const struct plumbing what = {.args = args, .set = set};
	struct plumbing_text text;

	if (plumbing_run(&text, r, &what, mem, err) < 0)
		return error_wrap(err, "cannot tell what would be committed");
	return parse(out, &text, err);
}

static int
read_from_now_on(struct repo *r, const char *objects, struct error *err)
{
	git_odb *odb = NULL;
	int rc = 0;

	if (git_repository_odb(&odb, r->git) < 0 || git_odb_add_disk_alternate(odb, objects) < 0)
		rc = repo_error(err, "cannot read the private objects");
	git_odb_free(odb);
	return rc;
}

int
oracle_tree(struct oid *out, const char **folder, struct repo *r, const struct index_map *index,
	const char *const *environ, struct arena *mem, struct error *err)
{
	const char *objects;

	*folder = oracle_folder(r, environ, mem, err);
	if (!*folder)
		return -1;
	objects = path_join(*folder, "objects", mem);
	if (fs_mkdirs(objects, 0700, err) < 0 ||
		oracle_copy(path_join(*folder, "index", mem), index, err) < 0 ||
		write_tree(out, r, *folder, environ, mem, err) < 0)
		return -1;
	return read_from_now_on(r, objects, err);
}
