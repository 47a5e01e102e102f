/* SPDX-License-Identifier: MIT */
/* sibling -- see sibling.h.  Nothing else in the snapshot's folder is a symlink. */
#include "git/carry/sibling.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/strs.h"

/* snapshot.c, shadow.c, mirror.c; what ends in a number or in random letters begins like these. */
static const char *const taken[] = {"tree", "index", "lock", "settings", "attributes"};
static const char *const begun[] = {"tta-", "carried-", "index."};

const char *
sibling_name(const char *given, struct arena *mem, struct error *err)
{
	const char *name = strncmp(given, "../", 3) == 0 ? given + 3 : given;
	bool is_taken = false;

	name = path_clean(name, mem);
	if (!name || !*name || strchr(name, '/') || strcmp(name, ".") == 0) {
		error_set(err, ERR_CONFIG, "siblings: '%s' is no folder beside the repository",
			given);
		return NULL;
	}
	for (size_t i = 0; i < countof(taken); i++)
		is_taken = is_taken || strcmp(name, taken[i]) == 0;
	for (size_t i = 0; i < countof(begun); i++)
		is_taken = is_taken || strncmp(name, begun[i], strlen(begun[i])) == 0;
	if (!is_taken)
		return name;
	error_set(err, ERR_CONFIG,
		"siblings: '%s' is a name that the snapshot's folder needs itself", name);
	return NULL;
}

void
sibling_remove_others(const char *dir, const struct strs *names, struct arena *mem)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)) != NULL) {
		const char *path = path_join(dir, e->d_name, mem);
		struct stat st;

		if (strs_has(names, e->d_name) || lstat(path, &st) < 0 || !S_ISLNK(st.st_mode))
			continue;
		if (unlink(path) < 0)
			break; /* a link too many does no harm, and the next run tries again */
	}
	if (d)
		closedir(d);
}
