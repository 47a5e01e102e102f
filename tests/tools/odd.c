/* SPDX-License-Identifier: MIT */
/*
 * odd -- a gate whose verdict depends on all that it sees, and on nothing else.
 *
 *	odd                 a no where the sum over all files below is divisible by three
 *	odd -c              the same with venv/RECORD, which is carried
 *	odd -f FILE...      the same of each by itself: of its folder and of those above
 *
 * The sum is over paths, modes and contents, a link's being where it leads, and what lies there
 *where that is named from the root; then ODD, if it is set.
 */
#define _XOPEN_SOURCE 700
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NO_MODULUS 3

static uint64_t
mixed(uint64_t sum, const void *data, size_t n)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < n; i++)
		sum = (sum ^ p[i]) * 1099511628211u;
	return sum;
}

static uint64_t
of_text(uint64_t sum, const char *text)
{
	return mixed(sum, text, strlen(text) + 1);
}

static uint64_t
of_contents(uint64_t sum, const char *path)
{
	FILE *f = fopen(path, "rb");
	char data[4096];
	size_t n;

	while (f && (n = fread(data, 1, sizeof(data), f)) > 0)
		sum = mixed(sum, data, n);
	if (f)
		fclose(f);
	return sum;
}

static uint64_t
of_file(uint64_t sum, const char *path, const struct stat *st)
{
	char to[4096] = "";

	sum = of_text(sum, path);
	if (S_ISLNK(st->st_mode)) {
		if (readlink(path, to, sizeof(to) - 1) < 0)
			return sum;
		return *to == '/' ? of_contents(of_text(sum, to), to) : of_text(sum, to);
	}
	sum = of_text(sum, st->st_mode & S_IXUSR ? "x" : "-");
	return of_contents(sum, path);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool
is_apart(const char *folder, const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       (!*folder && (strcmp(name, ".git") == 0 || strcmp(name, "venv") == 0));
}

/* Of the files of a folder ("" is the current one), and of those below where it is deep. */
static uint64_t
of_folder(uint64_t sum, const char *folder, bool is_deep)
{
	struct dirent **list;
	int n = scandir(*folder ? folder : ".", &list, NULL, by_name);

	for (int i = 0; i < n; i++) {
		char path[4096];
		struct stat st;

		snprintf(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", list[i]->d_name);
		if (!is_apart(folder, list[i]->d_name) && lstat(path, &st) == 0) {
			if (!S_ISDIR(st.st_mode))
				sum = of_file(sum, path, &st);
			else if (is_deep)
				sum = of_folder(sum, path, true);
		}
		free(list[i]);
	}
	if (n >= 0)
		free(list);
	return sum;
}

static uint64_t
of_above(uint64_t sum, const char *file)
{
	char folder[4096];

	snprintf(folder, sizeof(folder), "%s", file);
	for (char *slash; (slash = strrchr(folder, '/'));) {
		*slash = '\0';
		sum = of_folder(sum, folder, false);
	}
	return of_text(of_folder(sum, "", false), file);
}

static bool
is_no(uint64_t sum)
{
	const char *odd = getenv("ODD");

	sum = odd ? of_text(sum, odd) : sum;
	return (sum ^ sum >> 32) % NO_MODULUS == 0;
}

int
main(int argc, char *argv[])
{
	const uint64_t start = 14695981039346656037u;
	int status = 0;

	if (argc == 1)
		return is_no(of_folder(start, "", true));
	if (strcmp(argv[1], "-c") == 0)
		return is_no(of_contents(of_folder(start, "", true), "venv/RECORD"));
	if (strcmp(argv[1], "-f") != 0)
		return 2;
	for (int i = 2; i < argc; i++)
		status |= is_no(of_above(start, argv[i]));
	return status;
}
