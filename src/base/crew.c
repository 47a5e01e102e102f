/* SPDX-License-Identifier: MIT */
/*
 * crew -- see crew.h.  No threads: a fork has no lock that another one could hold, and costs a
 * third of a millisecond, which is why there is none for fewer than LOOKS_A_HAND.
 *
 * Signals: a hand takes none but SIGKILL, ours when we die; it is at its end in milliseconds.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "base/crew.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/processors.h"
#include "base/spawn.h"

#define HANDS_MAX 8
#define LOOKS_A_HAND 2000

void *
crew_room(size_t size)
{
	void *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return room == MAP_FAILED ? NULL : room;
}

void
crew_leave(void *room, size_t size)
{
	if (room)
		munmap(room, size);
}

size_t
crew_hands(size_t looks)
{
	size_t worth = looks / LOOKS_A_HAND, there;

	if (worth < 2)
		return 1;
	there = processors_count();
	if (worth > there)
		worth = there;
	return worth < HANDS_MAX ? worth : HANDS_MAX;
}

static void
take(void (*look)(size_t i, void *ctx), void *ctx, size_t n, atomic_size_t *next)
{
	size_t i;

	while ((i = atomic_fetch_add(next, 1)) < n)
		look(i, ctx);
}

static pid_t
start(void (*look)(size_t i, void *ctx), void *ctx, size_t n, atomic_size_t *next)
{
	pid_t parent = getpid(), pid;
	sigset_t before;

	pid = spawn_fork(&before);
	if (pid == 0) {
		spawn_die_with(parent, SIGKILL);
		take(look, ctx, n, next);
		_exit(0);
	}
	return pid;
}

void
crew_do(void (*look)(size_t i, void *ctx), void *ctx, size_t n, size_t hands)
{
	atomic_size_t alone = 0, *next = hands > 1 ? crew_room(sizeof(*next)) : NULL;
	pid_t pids[HANDS_MAX - 1];
	size_t others = 0;

	while (next && others + 1 < hands && others < HANDS_MAX - 1) {
		pids[others] = start(look, ctx, n, next);
		if (pids[others] < 0)
			break;
		others++;
	}
	take(look, ctx, n, next ? next : &alone);
	while (others > 0) {
		if (waitpid(pids[others - 1], NULL, 0) >= 0 || errno != EINTR)
			others--;
	}
	crew_leave(next, sizeof(*next));
}
