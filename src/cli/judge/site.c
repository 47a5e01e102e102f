/* SPDX-License-Identifier: MIT */
/* site -- see site.h. */
#include "cli/judge/site.h"

#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "cli/cli.h"
#include "cli/session.h"
#include "git/judged/judged.h"
#include "model/config/config.h"
#include "model/plan/sees.h"

static void
add_env(struct site *site, const char *env, struct arena *mem)
{
	if (env && !strs_has_sorted(&site->envs, env)) {
		strs_add(&site->envs, env, mem);
		strs_sort_unique(&site->envs);
	}
}

static bool
is_of_env(const struct site *site, const char *env)
{
	return env ? site->envs.n == 1 && strcmp(site->envs.v[0], env) == 0 : site->envs.n == 0;
}

size_t
sites_add(struct sites *list, const struct view *view, const char *env, struct arena *mem)
{
	const char *what = sees_text(view, mem);
	uint64_t sum = hash_quick(what, strlen(what));
	struct view v = *view;
	size_t i, others = 0;

	for (i = 0; i < list->n; i++) {
		const struct site *site = &list->v[i];
		bool is_called = strcmp(site->view.name, v.name) == 0;

		if ((is_called || is_of_env(site, env)) && site->what_sum == sum &&
			strcmp(site->what, what) == 0)
			break;
		if (is_called)
			v.name = arena_printf(mem, "%s-%zu", view->name, ++others);
	}
	if (i == list->n) {
		list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
		list->v[list->n++] = (struct site){
			.view = v, .what = what, .what_sum = sum, .snapshot.lock = -1};
	} else {
		sees_show(&list->v[i].view, &view->shown, mem);
	}
	add_env(&list->v[i], env, mem);
	return i;
}

void
site_widen(struct site *site, const struct view *view, const char *env, struct arena *mem)
{
	sees_widen(&site->view, view, mem);
	add_env(site, env, mem);
}

/* What another one of the same environments has found need not be looked for again. */
static void
find_carried(struct site *site, const struct sites *list, struct session *s)
{
	struct arena *mem = s->cli->mem;
	struct envs asked = {0};

	site->env_key = strs_join(&site->envs, "\n", mem);
	for (size_t i = 0; i < list->n && &list->v[i] != site; i++) {
		if (list->v[i].env_key && strcmp(list->v[i].env_key, site->env_key) == 0) {
			site->carry = carry_found(&list->v[i].carry);
			return;
		}
	}
	for (size_t i = 0; i < site->envs.n; i++) {
		const struct env *env = env_find(&s->config.envs, site->envs.v[i]);

		if (!env)
			continue;
		asked.v = arena_grow(mem, asked.v, asked.n, &asked.cap, sizeof(*asked.v));
		asked.v[asked.n++] = *env;
	}
	carry_find(&site->carry, &s->repo, &s->judged, &asked, mem);
}

static int
failed(const struct site *site, struct error *err, struct arena *mem)
{
	if (site->view.shown.n) /* these are what is most likely not there */
		error_set(err, err->code, "%s; or `git sparse-checkout add` its folder",
			arena_strdup(mem, err->msg));
	return error_wrap(err, "cannot make the snapshot that gates run in");
}

int
site_open(struct site *site, struct sites *list, struct session *s, struct error *err)
{
	struct arena *mem = s->cli->mem;
	struct strs keep = {0};

	for (size_t i = 0; i < s->config.envs.n; i++)
		strs_add_all(&keep, &s->config.envs.v[i].keep, mem);
	find_carried(site, list, s);
	if ((!list->source.cache && snapshot_prepare(&list->source, &s->repo, &s->judged,
					    s->cli->environ, mem, err) < 0) ||
		snapshot_open(&site->snapshot, &list->source, &site->view, &site->carry, &keep, mem,
			err) < 0)
		return failed(site, err, mem);
	site->is_open = true;
	return 0;
}

bool
site_is_still(const struct site *site, const struct sites *list, struct arena *mem)
{
	return snapshot_is_still(&site->snapshot, &list->source, &site->view, mem);
}

int
site_mend(struct site *site, const struct sites *list, struct arena *mem, struct error *err)
{
	return snapshot_mend(&site->snapshot, &list->source, &site->view, &site->carry, mem, err);
}

void
sites_close(struct sites *list, struct arena *mem)
{
	for (size_t i = 0; i < list->n; i++)
		snapshot_close(&list->v[i].snapshot);
	snapshot_finish(&list->source, mem);
	list->n = 0;
}
