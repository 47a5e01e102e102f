/* SPDX-License-Identifier: MIT */
/* gate -- see gate.h.  What is judged is told from the files themselves, not by asking git. */
#define _GNU_SOURCE
#include "gate.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/hex.h"
#include "base/path.h"
#include "base/strs.h"

#define LISTING_MAX ((size_t)16 << 20)

static void
find_files(struct strs *out, const char *folder, struct arena *mem)
{
	DIR *dir = opendir(*folder ? folder : ".");
	const struct dirent *e;

	while (dir && (e = readdir(dir))) {
		const char *path = path_join(folder, e->d_name, mem);
		struct stat st;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
			strcmp(path, ".git") == 0 || lstat(path, &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode))
			find_files(out, path, mem);
		else
			strs_add(out, path, mem);
	}
	if (dir)
		closedir(dir);
}

static void
add_file(struct buf *out, const char *path, struct arena *mem)
{
	unsigned char digest[HASH_MAX];
	char hex[2 * HASH_MAX + 1], target[4096];
	struct error err;
	struct buf object;
	struct stat st;
	char *text;
	size_t len;

	if (lstat(path, &st) < 0)
		exit(4);
	if (S_ISLNK(st.st_mode)) {
		ssize_t n = readlink(path, target, sizeof(target));

		text = target;
		len = n > 0 ? (size_t)n : 0;
	} else if (fs_read(&text, &len, path, LISTING_MAX, mem, &err) < 0) {
		exit(4);
	}
	buf_init(&object, LISTING_MAX);
	buf_addf(&object, "blob %zu", len);
	buf_addc(&object, '\0');
	buf_add(&object, text, len);
	if (hash_bytes(digest, HASH_SHA1, object.data, object.len, &err) < 0)
		exit(4);
	buf_release(&object);
	hex_write(hex, digest, hash_size(HASH_SHA1));
	buf_addf(out, "%s %s\t",
		S_ISLNK(st.st_mode)         ? "120000"
		: st.st_mode & (mode_t)0100 ? "100755"
					    : "100644",
		hex);
	buf_add(out, path, strlen(path) + 1);
}

void
gate_digest(char out[GATE_DIGEST], const char *listing, size_t len)
{
	unsigned char digest[HASH_MAX];
	struct error err;

	if (hash_bytes(digest, HASH_SHA1, listing, len, &err) < 0)
		abort();
	hex_write(out, digest, hash_size(HASH_SHA1));
}

static void
take_time(void)
{
	const char *ms = getenv("TORTURE_MS");

	act_nap_us(1000U * (unsigned)(ms ? strtoul(ms, NULL, 10) : 0));
}

static int
judge(struct arena *mem)
{
	const char *log = getenv("TORTURE_LOG");
	char digest[GATE_DIGEST + 1];
	struct strs files = {0};
	struct buf listing;
	int fd;

	find_files(&files, "", mem);
	strs_sort_unique(&files);
	buf_init(&listing, LISTING_MAX);
	for (size_t i = 0; i < files.n; i++)
		add_file(&listing, files.v[i], mem);
	gate_digest(digest, listing.data ? listing.data : "", listing.len);
	take_time();
	buf_release(&listing);
	strcat(digest, "\n");
	fd = log ? open(log, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
	if (fd < 0 || write(fd, digest, GATE_DIGEST) != GATE_DIGEST)
		return 4;
	close(fd);
	return 0;
}

static int
look(int argc, char *argv[], struct arena *mem)
{
	int found = 0;

	take_time();
	for (int i = 0; i < argc; i++) {
		struct error err;
		struct stat st;
		char *text;
		size_t len;

		if (lstat(argv[i], &st) < 0 || !S_ISREG(st.st_mode))
			continue;
		if (fs_read(&text, &len, argv[i], LISTING_MAX, mem, &err) < 0)
			return 4;
		if (memmem(text, len, "BAD", 3)) {
			printf("%s:1: BAD\n", argv[i]);
			found = 1;
		}
	}
	return found;
}

static int
mend(int argc, char *argv[], struct arena *mem)
{
	take_time();
	for (int i = 0; i < argc; i++) {
		struct error err;
		struct stat st;
		char *text, *at;
		size_t len;

		if (lstat(argv[i], &st) < 0 || !S_ISREG(st.st_mode))
			continue;
		if (fs_read(&text, &len, argv[i], LISTING_MAX, mem, &err) < 0)
			return 4;
		for (at = text; (at = memmem(at, len - (size_t)(at - text), "BAD", 3)); at += 3)
			memcpy(at, "FIN", 3);
		if (fs_write(argv[i], text, len, st.st_mode & 07777, &err) < 0)
			return 4;
	}
	return 0;
}

int
gate_run(int argc, char *argv[])
{
	struct arena *mem = arena_new();
	int status = 2;

	if (argc > 0 && strcmp(argv[0], "judge") == 0)
		status = judge(mem);
	else if (argc > 0 && strcmp(argv[0], "look") == 0)
		status = look(argc - 1, argv + 1, mem);
	else if (argc > 0 && strcmp(argv[0], "mend") == 0)
		status = mend(argc - 1, argv + 1, mem);
	arena_free(mem);
	return status;
}
