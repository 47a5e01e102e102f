/* SPDX-License-Identifier: MIT */
/* crowd -- see crowd.h. */
#define _GNU_SOURCE
#include "crowd.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "check.h"
#include "look.h"
#include "round.h"
#include "scene.h"
#include "typist.h"

#define DRAIN_MS 20000

static void
take_time(struct round *r)
{
	setenv("TORTURE_MS", arena_printf(r->mem, "%u", 5 + dice_below(&r->dice, 40)), 1);
}

static pid_t
start_commit(struct round *r, const char *where, const char *message)
{
	const char *const argv[] = {"git", "-C", where, "commit", "-qm", message, NULL};

	return act_start(argv, r->scene->out, -1);
}

static void
stage_more(struct round *r, const char *name)
{
	const char *where = r->scene->where, *text = arena_printf(r->mem, "%u\n", r->n);
	const char *const add[] = {"git", "-C", where, "add", "--", name, NULL};
	struct error err;

	if (fs_write(path_join(where, name, r->mem), text, strlen(text), 0644, &err) < 0)
		abort();
	act_run(add, r->scene->out);
}

const char *
crowd_two_commits(struct round *r)
{
	struct look before, after;
	struct typed none = {0};
	const char *wrong;
	int one, two;
	pid_t first, second;

	r->what = "two commits in one work tree";
	scene_disturb(r->scene, &r->dice, 0, r->n, r->mem);
	take_time(r);
	look_at(&before, r->scene, r->mem);
	first = start_commit(r, r->scene->where, "feat: first");
	act_nap_us(dice_below(&r->dice, 60000));
	stage_more(r, "between.md");
	second = start_commit(r, r->scene->where, "feat: second");
	one = act_wait(first);
	two = act_wait(second);
	r->what = arena_printf(r->mem, "%s, exits %d and %d", r->what, one, two);
	if (!act_drain(DRAIN_MS))
		return "a process is left";
	look_at(&after, r->scene, r->mem);
	for (size_t i = 0; i < before.files.n; i++) {
		if (!look_same_file(
			    &before.files.v[i], look_find(&after.files, before.files.v[i].path)))
			return arena_printf(r->mem, "the file is another: %s",
				text_path(before.files.v[i].path, r->mem));
	}
	(void)none;
	wrong = check_judged(r->scene, before.head, after.head, r->scene->log, r->mem);
	if (!wrong && one != 0 && two != 0 && strcmp(before.head, after.head) != 0)
		wrong = "both failed, and HEAD moved";
	return wrong;
}

const char *
crowd_worktrees(struct round *r)
{
	struct scene here = *r->scene, there = *r->scene;
	struct look before[2], after[2];
	struct typed none = {0};
	const char *wrong;
	pid_t pids[2];
	int status[2];

	r->what = "two worktrees";
	scene_reset(&here, false, r->mem);
	scene_reset(&there, true, r->mem);
	scene_disturb(&here, &r->dice, 0, r->n, r->mem);
	scene_disturb(&there, &r->dice, 0, r->n, r->mem);
	take_time(r);
	look_at(&before[0], &here, r->mem);
	look_at(&before[1], &there, r->mem);
	pids[0] = start_commit(r, here.where, "feat: here");
	act_nap_us(dice_below(&r->dice, 20000));
	pids[1] = start_commit(r, there.where, "feat: there");
	status[0] = act_wait(pids[0]);
	status[1] = act_wait(pids[1]);
	r->what = arena_printf(r->mem, "%s, exits %d and %d", r->what, status[0], status[1]);
	if (!act_drain(DRAIN_MS))
		return "a process is left";
	if (status[0] || status[1])
		return "one of them was refused";
	look_at(&after[0], &here, r->mem);
	look_at(&after[1], &there, r->mem);
	before[0].refs = before[1].refs = after[0].refs = after[1].refs = "";
	for (int i = 0; i < 2; i++) { /* refs of both move: HEAD and what is in it say enough */
		struct look was = before[i], is = after[i];

		wrong = check_judged(i ? &there : &here, was.head, is.head, here.log, r->mem);
		is.head = was.head;
		if (!wrong)
			wrong = check_commit(i ? &there : &here, &was, &is, &none, false, r->mem);
		if (wrong)
			return wrong;
	}
	return NULL;
}

static const char *
remote_of(struct round *r)
{
	const char *remote = path_join(r->scene->top, "remote.git", r->mem);
	const char *const init[] = {"git", "init", "-q", "--bare", remote, NULL};
	const char *const add[] = {
		"git", "-C", r->scene->main, "remote", "add", "origin", remote, NULL};

	if (!fs_exists(remote) &&
		(act_run(init, r->scene->out) != 0 || act_run(add, r->scene->out) != 0))
		abort();
	return remote;
}

const char *
crowd_push(struct round *r)
{
	const char *log = path_join(r->scene->top, "pushed", r->mem), *remote = remote_of(r);
	const char *ref = arena_printf(r->mem, "refs/heads/round-%u", r->n);
	const char *const argv[] = {"env", arena_printf(r->mem, "TORTURE_LOG=%s", log), "git", "-C",
		r->scene->where, "push", "-q", "origin", arena_printf(r->mem, "HEAD:%s", ref),
		NULL};
	const char *const tip[] = {"git", "-C", remote, "rev-parse", ref, NULL};
	const char *arrived;
	struct error err;
	struct look before;
	int commits[2], pushed;
	pid_t push;

	r->what = "commits during a push";
	scene_disturb(r->scene, &r->dice, 0, r->n, r->mem);
	take_time(r);
	if (fs_write(log, "", 0, 0644, &err) < 0)
		abort();
	look_at(&before, r->scene, r->mem);
	if (act_wait(start_commit(r, r->scene->where, "feat: pushed")) != 0)
		return "the first commit was refused";
	push = act_start(argv, r->scene->out, -1);
	for (int i = 0; i < 2; i++) {
		act_nap_us(dice_below(&r->dice, 20000));
		stage_more(r, i ? "later.md" : "during.md");
		commits[i] = act_wait(start_commit(r, r->scene->where, "feat: meanwhile"));
	}
	pushed = act_wait(push);
	r->what =
		arena_printf(r->mem, "%s, exits %d %d %d", r->what, commits[0], commits[1], pushed);
	if (!act_drain(DRAIN_MS))
		return "a process is left";
	if (commits[0] || commits[1] || pushed)
		return "a commit or the push was refused";
	arrived = act_read(tip, NULL, 0, NULL, r->mem);
	if (!arrived)
		return "nothing arrived";
	arrived = arena_strndup(r->mem, arrived, 40);
	return check_judged(r->scene, arena_printf(r->mem, "%s^", arrived), arrived, log, r->mem);
}
