/* SPDX-License-Identifier: MIT */
/* setting -- see gitsetting.h. */
#include "git/repo/gitsetting.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "git/repo/gitenv.h"
#include "git/repo/repo.h"

const char *
gitsetting_find(const struct repo *r, const char *name, struct arena *mem)
{
	git_config *config = NULL;
	git_buf value = {0};
	const char *found = NULL;

	if (git_repository_config(&config, r->git) == 0 &&
		git_config_get_string_buf(&value, config, name) == 0)
		found = arena_strdup(mem, value.ptr);
	git_buf_dispose(&value);
	git_config_free(config);
	return found;
}

const char *
gitsetting_committer(const struct repo *r, struct arena *mem)
{
	const char *given = r->environ ? gitenv_find(r->environ, "GIT_COMMITTER_EMAIL") : NULL;

	return given && *given ? given : gitsetting_find(r, "user.email", mem);
}

char
gitsetting_comment_char(const struct repo *r, struct arena *mem)
{
	const char *value = gitsetting_find(r, "core.commentchar", mem);

	return value && *value && strcmp(value, "auto") != 0 ? *value : '#';
}
