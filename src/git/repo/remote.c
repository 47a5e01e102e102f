/* SPDX-License-Identifier: MIT */
/* remote -- see remote.h. */
#include "git/repo/remote.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "git/repo/repo.h"

static bool
ends_with(const char *s, size_t n, const char *tail)
{
	size_t ntail = strlen(tail);

	return n >= ntail && memcmp(s + n - ntail, tail, ntail) == 0;
}

/* The name in "remote.NAME.url" and "remote.NAME.pushurl"; NULL for any other setting. */
static const char *
name_in(const char *setting, struct arena *mem)
{
	static const char prefix[] = "remote.";
	size_t n = strlen(setting), skip = sizeof(prefix) - 1, tail;

	if (strncmp(setting, prefix, skip) != 0)
		return NULL;
	if (ends_with(setting, n, ".pushurl"))
		tail = strlen(".pushurl");
	else if (ends_with(setting, n, ".url"))
		tail = strlen(".url");
	else
		return NULL;
	return n > skip + tail ? arena_strndup(mem, setting + skip, n - skip - tail) : NULL;
}

int
remote_names(struct strs *out, struct repo *r, struct arena *mem, struct error *err)
{
	git_config *cfg = NULL;
	git_config_iterator *each = NULL;
	git_config_entry *entry;
	int code = -1;

	*out = (struct strs){0};
	if (git_repository_config(&cfg, r->git) == 0 && git_config_iterator_new(&each, cfg) == 0) {
		while ((code = git_config_next(&entry, each)) == 0) {
			const char *name = name_in(entry->name, mem);

			if (name)
				strs_add(out, name, mem);
		}
	}
	git_config_iterator_free(each);
	git_config_free(cfg);
	if (code != GIT_ITEROVER)
		return repo_error(err, "cannot read which remotes there are");
	strs_sort_unique(out);
	return 0;
}

/* Where one fetch refspec puts ref; NULL: it is not about it. */
static const char *
transform(const char *refspec, const char *ref, struct arena *mem)
{
	git_refspec *spec = NULL;
	git_buf local = {0};
	const char *out = NULL;

	if (git_refspec_parse(&spec, refspec, 1) == 0 && git_refspec_src_matches(spec, ref) &&
		git_refspec_transform(&local, spec, ref) == 0 && *local.ptr)
		out = arena_strdup(mem, local.ptr);
	git_buf_dispose(&local);
	git_refspec_free(spec);
	return out;
}

static void
read_specs(struct strs *out, const struct repo *r, const char *setting, struct arena *mem)
{
	git_config *cfg = NULL;
	git_config_iterator *each = NULL;
	git_config_entry *entry;

	*out = (struct strs){0};
	if (git_repository_config(&cfg, r->git) == 0 &&
		git_config_multivar_iterator_new(&each, cfg, setting, NULL) == 0) {
		while (git_config_next(&entry, each) == 0)
			strs_add(out, arena_strdup(mem, entry->value), mem);
	}
	git_config_iterator_free(each);
	git_config_free(cfg);
}

const char *
remote_tracking_ref(struct repo *r, const char *remote, const char *ref, struct arena *mem)
{
	const char *out = NULL;
	struct strs specs;

	read_specs(&specs, r, arena_printf(mem, "remote.%s.fetch", remote), mem);
	for (size_t i = 0; !out && i < specs.n; i++)
		out = transform(specs.v[i], ref, mem);
	return out;
}

void
remote_push_specs(struct strs *out, struct repo *r, const char *remote, struct arena *mem)
{
	read_specs(out, r, arena_printf(mem, "remote.%s.push", remote), mem);
}
