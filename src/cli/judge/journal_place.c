/* SPDX-License-Identifier: MIT */
/* journal_place -- see journal_place.h. */
#include "cli/judge/journal_place.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "store/journal.h"

static bool
is_writable(const char *dir, struct arena *mem)
{
	const char *file = path_join(dir, JOURNAL_FILE, mem);

	if (fs_exists(file))
		return access(dir, W_OK) == 0 && access(file, W_OK) == 0;
	if (fs_exists(dir))
		return access(dir, W_OK) == 0;
	return access(path_dir(dir, mem), W_OK) == 0;
}

static const char *
of_repository(const struct session *s)
{
	return path_join(s->repo.common_dir, "tta", s->cli->mem);
}

static const char *
folder(struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	const char *ours = of_repository(s), *cache;

	if (is_writable(ours, mem))
		return ours;
	cache = repo_cache_dir(&s->repo, s->cli->environ, mem, err);
	return cache ? path_dir(cache, mem) : NULL;
}

int
journal_place_open(struct journal **out, const char **said, struct session *s, struct error *err)
{
	const char *dir = folder(s, err);

	*out = NULL;
	*said = NULL;
	return dir ? journal_open(out, said, dir, s->cli->mem, err) : -1;
}

int
journal_place_open_existing(
	struct journal **out, const char **said, struct session *s, struct error *err)
{
	const char *dir = folder(s, err);

	*out = NULL;
	*said = NULL;
	return dir ? journal_open_existing(out, said, dir, s->cli->mem, err) : -1;
}

/* Runs of ours that could not be written into the repository are in the cache folder; without any,
 * those of others are what there is to see. */
int
journal_place_look(struct journal **out, const char **said, struct session *s, struct error *err)
{
	if (journal_place_open_existing(out, said, s, err) < 0)
		return -1;
	if (*out || is_writable(of_repository(s), s->cli->mem))
		return 0;
	return journal_open_reading(out, of_repository(s), s->cli->mem, err);
}
