/* SPDX-License-Identifier: MIT */
/*
 * fs -- files and folders: read whole, written whole or not at all.
 *
 * Errors:  -1 with *err naming the path.
 * Limits:  reading states a maximum; a longer file is ERR_LIMIT.  Only regular files are read
 *          (a FIFO or a device is an error, never a hang).
 */
#ifndef TTA_BASE_FS_H
#define TTA_BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

struct arena;
struct stat;

struct fs_stamp { /* what changes when a file is written; all zero: there is no such file */
	uint64_t dev, ino, size;
	int64_t mtime_ns, ctime_ns;
	uint64_t mode; /* so wide that no byte is left over: stamps are hashed and stored whole */
};
_Static_assert(sizeof(struct fs_stamp) == 6 * sizeof(uint64_t), "every byte of a stamp is told");

/* The whole file with a NUL behind it; *len without the NUL. */
int fs_read(char **out, size_t *len, const char *path, size_t max, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* A descriptor for reading a regular file, or -1; never waits.  *st is its fstat(). */
int fs_open_regular(const char *path, struct stat *st, struct error *err) TTA_MUST_USE;
/* All that a descriptor gives, a pipe for instance. */
int fs_read_fd(char **out, size_t *len, int fd, size_t max, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* A temporary beside path, fsync, rename.  The mode is set before the name appears, whatever the
 * umask.  A symlink at path is replaced, not followed. */
int fs_write(const char *path, const void *data, size_t len, mode_t mode,
	struct error *err) TTA_MUST_USE;
/* The same for a name that a user gave: a symlink is followed, and what is no regular file (a pipe,
 * a device) is written into and stays what it is. */
int fs_write_given(const char *path, const void *data, size_t len, mode_t mode, struct arena *mem,
	struct error *err) TTA_MUST_USE;
/* All of it into a descriptor that blocks; -1 and errno. */
int fs_write_fd(int fd, const void *data, size_t len) TTA_MUST_USE;
int fs_copy(const char *to, const char *from, mode_t mode, struct error *err) TTA_MUST_USE;
int fs_mkdirs(const char *path, mode_t mode, struct error *err) TTA_MUST_USE;
/* As root: what we made becomes theirs to whom the folder belongs that it lies in.  Only a folder,
 * or a file that has no other name. */
void fs_give(const char *path);
/* Also a file, also what is not there.  Never follows a symlink, never enters a mount,
 * makes folders writable that are not; stops at the first thing that cannot be removed. */
int fs_remove_tree(const char *path, struct error *err) TTA_MUST_USE;

/* A folder to go into, whatever is done there: no symlink, and nothing that is mounted there or, of
 * the second, on the way from fd (EXDEV).  -1 with errno, which the third puts in words. */
int fs_enter(const char *path);
int fs_enter_at(int fd, const char *path);
int fs_enter_error(struct error *err, const char *path);
/* Does the file system of fd give a folder another ctime whenever a name comes or goes in it?
 * false: not one of those known to. */
bool fs_dates_folders(int fd);

bool fs_exists(const char *path); /* lstat: a dangling symlink exists */
bool fs_is_dir(const char *path);
bool fs_is_file(const char *path);
bool fs_is_full(const char *path); /* the disk it is on; false where that cannot be told */
int fs_stamp(struct fs_stamp *out, const char *path, struct error *err) TTA_MUST_USE;
/* The same of what a symlink leads to. */
int fs_stamp_target(struct fs_stamp *out, const char *path, struct error *err) TTA_MUST_USE;
struct fs_stamp fs_stamp_of(const struct stat *st);
bool fs_stamp_equal(const struct fs_stamp *a, const struct fs_stamp *b);
char *fs_real(const char *path, struct arena *mem); /* realpath(3), NULL where it fails */

char *fs_running(struct arena *mem); /* the program that runs, NULL where its file is gone */

/* The absolute path of the program that execvp would run, or NULL.  dirs is a PATH value; a name
 * with a slash and relative folders are resolved against cwd (NULL: ours).  dirs NULL: as execvp,
 * /bin and /usr/bin. */
char *fs_find_program(const char *name, const char *dirs, const char *cwd, struct arena *mem);

/* A new private folder below parent (made as needed), removed by fs_remove_tree() of the owner. */
char *fs_temp_dir(const char *parent, struct arena *mem, struct error *err);

#endif
