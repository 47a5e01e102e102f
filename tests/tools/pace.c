/* SPDX-License-Identifier: MIT */
/*
 * pace -- how long commands take and how much memory they want, taken turn by turn.
 *
 *	pace RUNS [-- PREPARATION... :] [@FOLDER] COMMAND... [: [@FOLDER] COMMAND...]...
 *
 * Each round runs every command once, A B A B, so that what the machine does meanwhile falls on all
 * alike; the first round warms up and does not count.  The preparation is run before each of them
 * and does not count either.  Prints a line a command: median and minimum
 * in microseconds from fork to the end of the child, peak resident memory in KiB, the median as
 * a ratio to that of the first command, and the median of the processor time of it and its
 * children, which the machine's other work does not lengthen much.
 * A command that ends otherwise than with status 0 ends the measuring: what failed was not
 * measured.  Its streams are /dev/null; environment and, without @FOLDER, folder are those of pace.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 16

struct command {
	const char *dir; /* NULL: ours */
	char **argv;
	int64_t *us, *cpu_us;
	long peak_kib;
};

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
cpu_us(const struct rusage *used)
{
	return ((int64_t)used->ru_utime.tv_sec + used->ru_stime.tv_sec) * 1000000 +
	       used->ru_utime.tv_usec + used->ru_stime.tv_usec;
}

static void
become(const struct command *c)
{
	int null = open("/dev/null", O_RDWR);

	if (null >= 0 && dup2(null, 0) == 0 && dup2(null, 1) == 1 && dup2(null, 2) == 2 &&
		(!c->dir || chdir(c->dir) == 0))
		execvp(c->argv[0], c->argv);
	_exit(127);
}

/* One run of c; -1 where it did not end with status 0. */
static int
run(struct command *c, int64_t *us, int64_t *cpu)
{
	int64_t start = now_us();
	pid_t pid = fork();
	struct rusage used;
	int status;

	if (pid == 0)
		become(c);
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		return -1;
	*us = now_us() - start;
	*cpu = cpu_us(&used);
	if (used.ru_maxrss > c->peak_kib)
		c->peak_kib = used.ru_maxrss;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	fprintf(stderr, "pace: %s: ended with %s %d\n", c->argv[0],
		WIFEXITED(status) ? "status" : "signal",
		WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	return -1;
}

static int
compare(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* The commands that stand between colons; their words are lent by argv. */
static size_t
split(struct command *out, char **argv, size_t runs)
{
	size_t n = 0;

	for (char **word = argv; *word; n++) {
		if (n == COMMANDS_MAX)
			return 0;
		out[n] = (struct command){.us = calloc(runs, sizeof(int64_t)),
			.cpu_us = calloc(runs, sizeof(int64_t))};
		if (**word == '@')
			out[n].dir = *word++ + 1;
		out[n].argv = word;
		while (*word && strcmp(*word, ":") != 0)
			word++;
		if (word == out[n].argv || !out[n].us || !out[n].cpu_us)
			return 0;
		if (*word)
			*word++ = NULL;
	}
	return n;
}

static int
run_prepared(struct command *preparation, struct command *c, int64_t *us, int64_t *cpu)
{
	int64_t ignored;

	if (preparation && run(preparation, &ignored, &ignored) < 0)
		return -1;
	return run(c, us, cpu);
}

int
main(int argc, char *argv[])
{
	struct command all[COMMANDS_MAX] = {0}, *commands = all, *preparation = NULL;
	long asked = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	size_t runs = asked > 0 && asked < 100000 ? (size_t)asked : 0;
	size_t n = runs ? split(all, argv + 2, runs) : 0;

	if (n > 1 && strcmp(all[0].argv[0], "--") == 0 && all[0].argv[1]) {
		preparation = commands++;
		preparation->argv++;
		n--;
	}
	if (n == 0) {
		fprintf(stderr, "usage: pace RUNS [-- PREPARATION... :] COMMAND... [: "
				"COMMAND...]...\n");
		return 2;
	}
	for (size_t round = 0; round <= runs; round++) {
		for (size_t i = 0; i < n; i++) {
			size_t at = round ? round - 1 : 0; /* the first is written over */

			if (run_prepared(preparation, &commands[i], &commands[i].us[at],
				    &commands[i].cpu_us[at]) < 0)
				return 1;
		}
	}
	for (size_t i = 0; i < n; i++) {
		qsort(commands[i].us, runs, sizeof(int64_t), compare);
		qsort(commands[i].cpu_us, runs, sizeof(int64_t), compare);
		printf("%lld %lld %ld %.3f %lld\n", (long long)commands[i].us[runs / 2],
			(long long)commands[i].us[0], commands[i].peak_kib,
			(double)commands[i].us[runs / 2] / (double)commands[0].us[runs / 2],
			(long long)commands[i].cpu_us[runs / 2]);
	}
	return 0;
}
