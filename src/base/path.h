/* SPDX-License-Identifier: MIT */
/*
 * path -- paths as bytes.  Nothing here touches a disk.
 */
#ifndef TTA_BASE_PATH_H
#define TTA_BASE_PATH_H

#include <stdbool.h>

struct arena;

const char *path_base(const char *path);             /* behind the last '/' */
char *path_dir(const char *path, struct arena *mem); /* "" for a top-level name */
char *path_join(const char *dir, const char *name,
	struct arena *mem); /* an absolute name wins; "" joins to name */
bool path_is_below(const char *path,
	const char *dir); /* dir itself counts; "" holds all; a trailing '/' on dir is fine */
/* Without ".", "..", doubled and trailing slashes; NULL where ".." climbs out of a relative path.
 */
char *path_clean(const char *path, struct arena *mem);

#endif
