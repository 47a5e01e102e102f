/* SPDX-License-Identifier: MIT */
/* installed -- see installed.h. */
#include "git/repo/installed.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/repo/repo.h"

#define INSTALLED_MAX ((size_t)1 << 20)

static const char of_hooks[] = "hooks ", of_path[] = "path ";

static const char *
folder_of(const struct repo *r, struct arena *mem)
{
	return path_join(r->common_dir, "tta", mem);
}

const char *
installed_file(const struct repo *r, struct arena *mem)
{
	return path_join(folder_of(r, mem), "installed", mem);
}

bool
installed_parse(struct installed *out, char *text, size_t len, struct arena *mem)
{
	char *path;

	*out = (struct installed){0};
	if (strlen(text) != len || len == 0 || text[len - 1] != '\n' ||
		strncmp(text, of_hooks, strlen(of_hooks)) != 0)
		return false;
	text[len - 1] = '\0';
	path = strchr(text, '\n');
	if (!path || strncmp(path + 1, of_path, strlen(of_path)) != 0)
		return false;
	*path = '\0';
	strs_split(&out->hooks, text + strlen(of_hooks), mem);
	out->path = path + 1 + strlen(of_path);
	return out->hooks.n > 0;
}

bool
installed_read(struct installed *out, const struct repo *r, struct arena *mem)
{
	struct error ignored;
	char *text;
	size_t len;

	*out = (struct installed){0};
	return fs_read(&text, &len, installed_file(r, mem), INSTALLED_MAX, mem, &ignored) == 0 &&
	       installed_parse(out, text, len, mem);
}

int
installed_write(
	const struct installed *what, const struct repo *r, struct arena *mem, struct error *err)
{
	const char *text = arena_printf(mem, "%s%s\n%s%s\n", of_hooks,
		strs_join(&what->hooks, " ", mem), of_path, what->path);

	if (fs_mkdirs(folder_of(r, mem), 0755, err) < 0)
		return -1;
	return fs_write(installed_file(r, mem), text, strlen(text), 0644, err);
}

int
installed_remove(const struct repo *r, struct arena *mem, struct error *err)
{
	const char *file = installed_file(r, mem);

	if (unlink(file) < 0 && errno != ENOENT && errno != ENOTDIR)
		return error_errno(err, "cannot remove '%s'", file);
	rmdir(folder_of(r, mem)); /* where nothing else is in it */
	return 0;
}
