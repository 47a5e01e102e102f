/* SPDX-License-Identifier: MIT */
/*
 * torture -- a repository with our hooks, again and again in a state that somebody could have left,
 * while commits and fixes are killed, run out of disk, or find somebody typing.
 *
 *	torture [--rounds N] [--seed S] [--first N] [--kind NAME]... [--demand-caught] [--keep]
 *
 * What must hold afterwards is in check.c.  The seed is printed; a round depends on it and on its
 * own number alone, so `--seed S --first N --rounds 1` is round N again.  --demand-caught turns the
 * answer round: a mutant of the hooks must not pass.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

#include "act.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "gate.h"
#include "look.h"
#include "round.h"
#include "scene.h"

#define LOG_ROUNDS 200 /* then small file systems begin anew */

struct options {
	unsigned rounds, first;
	uint64_t seed;
	struct strs kinds;
	bool demands_caught, keeps;
};

struct play {
	struct options options;
	struct scene plain, small;
	bool has_small;
	const char *top, *self;
	unsigned counts[32], done;
	struct round_tally tally;
	struct arena *mem;
};

static int
usage(void)
{
	fprintf(stderr, "usage: torture [--rounds N] [--seed S] [--first N] [--kind NAME]... "
			"[--demand-caught] [--keep]\n");
	return 2;
}

static bool
read_options(struct options *o, int argc, char *argv[], struct arena *mem)
{
	*o = (struct options){
		.rounds = 40, .seed = (uint64_t)time(NULL) * 1000003U + (uint64_t)getpid()};
	o->seed %= 100000000U;
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "--demand-caught") == 0) {
			o->demands_caught = true;
			continue;
		}
		if (strcmp(argv[i], "--keep") == 0) {
			o->keeps = true;
			continue;
		}
		if (!value)
			return false;
		if (strcmp(argv[i], "--rounds") == 0)
			o->rounds = (unsigned)strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--first") == 0)
			o->first = (unsigned)strtoul(value, NULL, 10);
		else if (strcmp(argv[i], "--seed") == 0)
			o->seed = strtoull(value, NULL, 10);
		else if (strcmp(argv[i], "--kind") == 0)
			strs_add(&o->kinds, value, mem);
		else
			return false;
		i++;
	}
	return true;
}

static void
settle_environment(const struct play *p, const char *name, const char *value)
{
	setenv(name, path_join(p->top, value, p->mem), 1);
}

static void
set_up(struct play *p)
{
	static const char *const config[] = {"user.name=t", "user.email=t@example.org", "gc.auto=0",
		"init.defaultBranch=main", "advice.detachedHead=false"};
	struct error err;

	p->top = fs_temp_dir(getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", p->mem, &err);
	if (!p->top || fs_mkdirs(path_join(p->top, "tmp", p->mem), 0755, &err) < 0 ||
		fs_mkdirs(path_join(p->top, "home", p->mem), 0755, &err) < 0) {
		fprintf(stderr, "torture: %s\n", err.msg);
		exit(3);
	}
	settle_environment(p, "HOME", "home");
	settle_environment(p, "TMPDIR", "tmp");
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("LC_ALL", "C", 1);
	unsetenv("XDG_CONFIG_HOME");
	for (size_t i = 0; i < countof(config); i++) {
		const char *equals = strchr(config[i], '=');
		const char *const argv[] = {"git", "config", "--global",
			arena_strndup(p->mem, config[i], (size_t)(equals - config[i])), equals + 1,
			NULL};

		if (act_run(argv, path_join(p->top, "out", p->mem)) != 0)
			exit(3);
	}
}

static void
choose_scene(struct play *p, struct scene *s)
{
	setenv("TORTURE_LOG", s->log, 1);
	setenv("XDG_CACHE_HOME", path_join(s->top, "cache", p->mem), 1);
}

static void
make_small(struct play *p)
{
	const char *top = path_join(p->top, arena_printf(p->mem, "small-%u", p->done), p->mem);

	p->small.log = path_join(top, "judged", p->mem);
	p->small.top = top;
	choose_scene(p, &p->small);
	p->has_small = scene_make(&p->small, top, p->self, true, p->mem);
}

static void
make_scenes(struct play *p)
{
	const char *top = path_join(p->top, "plain", p->mem);

	p->plain.log = path_join(top, "judged", p->mem);
	p->plain.top = top;
	choose_scene(p, &p->plain);
	scene_make(&p->plain, top, p->self, false, p->mem);
	if (geteuid() == 0 && unshare(CLONE_NEWNS) == 0 &&
		mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
		make_small(p);
	if (!p->has_small)
		printf("torture: no small file systems here, so no full disks\n");
}

static bool
is_wanted(const struct play *p, const struct round_kind *kind)
{
	if (kind->is_small && !p->has_small)
		return false;
	return p->options.kinds.n ? strs_has(&p->options.kinds, kind->name) : kind->weight > 0;
}

static const struct round_kind *
choose_kind(const struct play *p, struct dice *d)
{
	unsigned sum = 0, roll;

	for (const struct round_kind *k = round_kinds; k->name; k++)
		sum += is_wanted(p, k) ? k->weight + (p->options.kinds.n > 0) : 0;
	roll = sum ? dice_below(d, sum) : 0;
	for (const struct round_kind *k = round_kinds; k->name; k++) {
		unsigned weight = is_wanted(p, k) ? k->weight + (p->options.kinds.n > 0) : 0;

		if (roll < weight)
			return k;
		roll -= weight;
	}
	fprintf(stderr, "torture: no such kind\n");
	exit(2);
}

/* NULL, or what is wrong. */
static const char *
play_round(struct play *p, unsigned n, struct arena *mem)
{
	struct round r = {.dice.state = p->options.seed * 1000003U + n,
		.n = n,
		.mem = mem,
		.what = "",
		.tally = &p->tally};
	const struct round_kind *kind = choose_kind(p, &r.dice);
	bool on_small = kind->is_small || (p->has_small && dice_percent(&r.dice, 20));
	const char *wrong;

	p->counts[kind - round_kinds]++;
	r.scene = on_small ? &p->small : &p->plain;
	choose_scene(p, r.scene);
	scene_reset(r.scene, dice_percent(&r.dice, 25), mem);
	wrong = kind->run(&r);
	if (wrong)
		wrong = arena_printf(mem, "round %u (%s%s: %s): %s", n, kind->name,
			on_small ? ", small" : "", r.what, wrong);
	return wrong;
}

static void
tell(const struct play *p)
{
	printf("torture: %u rounds with seed %llu:", p->done, (unsigned long long)p->options.seed);
	for (size_t i = 0; round_kinds[i].name; i++) {
		if (p->counts[i])
			printf(" %s %u", round_kinds[i].name, p->counts[i]);
	}
	printf("\ntorture: done %u, not done %u, killed %u; fixes for the next one to finish %u\n",
		p->tally.made, p->tally.refused, p->tally.ended, p->tally.between);
}

static int
fail(const struct play *p, const char *wrong)
{
	if (p->options.demands_caught) {
		printf("torture: caught after %u rounds: %s\n", p->done + 1, wrong);
		return 0;
	}
	printf("torture: FAILED: %s\ntorture: again: torture --seed %llu --first %u --rounds 1",
		wrong, (unsigned long long)p->options.seed, p->options.first + p->done);
	for (size_t i = 0; i < p->options.kinds.n; i++)
		printf(" --kind %s", p->options.kinds.v[i]);
	printf("\ntorture: left in %s\n", p->top);
	return 1;
}

static const char *
check_objects(const struct play *p)
{
	const char *const argv[] = {
		"git", "-C", p->plain.main, "fsck", "--no-progress", "--no-dangling", NULL};

	return act_run(argv, p->plain.out) == 0 ? NULL : "git fsck finds something";
}

static int
play(struct play *p)
{
	const char *wrong = NULL;
	int status;

	printf("torture: seed %llu\n", (unsigned long long)p->options.seed);
	fflush(stdout);
	for (p->done = 0; p->done < p->options.rounds && !wrong; p->done += !wrong) {
		struct arena *mem = arena_new();

		if (p->has_small && p->done % LOG_ROUNDS == LOG_ROUNDS - 1) {
			scene_unmake(&p->small);
			make_small(p);
		}
		wrong = play_round(p, p->options.first + p->done, mem);
		if (wrong)
			wrong = arena_strdup(p->mem, wrong);
		arena_free(mem);
	}
	if (!wrong)
		wrong = check_objects(p);
	status = wrong ? fail(p, wrong) : 0;
	if (!wrong) {
		tell(p);
		status = p->options.demands_caught;
	}
	return status;
}

static void
clear_up(struct play *p)
{
	struct error ignored;

	if (p->has_small)
		scene_unmake(&p->small);
	if (!p->options.keeps && fs_remove_tree(p->top, &ignored) < 0)
		fprintf(stderr, "torture: left behind: %s\n", p->top);
}

int
main(int argc, char *argv[])
{
	struct play p = {.mem = NULL};
	int status;

	if (argc > 1 && strcmp(argv[1], "gate") == 0)
		return gate_run(argc - 2, argv + 2);
	p.mem = arena_new();
	if (!read_options(&p.options, argc, argv, p.mem))
		return usage();
	p.self = fs_real("/proc/self/exe", p.mem);
	act_adopt();
	set_up(&p);
	make_scenes(&p);
	status = play(&p);
	fflush(stdout);
	if (status == 0 || p.options.demands_caught)
		clear_up(&p);
	arena_free(p.mem);
	return status;
}
