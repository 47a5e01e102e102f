/* SPDX-License-Identifier: MIT */
/*
 * naming -- check-illegal-windows-names, name-tests-test and check-case-conflict: a path that
 * another one of the tree equals but for the case of its letters cannot be checked out beside it on
 * every system.  The case of ASCII letters is what counts.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/gate.h"

#define DEPTH_MAX 64 /* folders whose names are kept; deeper ones are read each time */

struct name {
	const char *as_is, *lower;
};

struct folder { /* the names in one folder, by their lower case */
	const char *path;
	size_t path_len;
	struct name *v;
	size_t n;
	struct arena *mem;
};

static char *
lower(const char *s, size_t n, struct arena *mem)
{
	char *out = arena_strndup(mem, s, n);

	for (char *p = out; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 32);
	}
	return out;
}

static int
compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = strcmp(x->lower, y->lower);

	return order ? order : strcmp(x->as_is, y->as_is);
}

/* Makes *f the folder of the first n bytes of path; nothing to do where it is that already. */
static int
open_folder(struct folder *f, const char *path, size_t n, const struct blob_source *tree,
	struct error *err)
{
	struct tree_entries entries = {0};

	if (f->mem && f->path_len == n && memcmp(f->path, path, n) == 0)
		return 0;
	arena_free(f->mem);
	*f = (struct folder){.path_len = n, .mem = arena_new()};
	f->path = arena_strndup(f->mem, path, n);
	if (tree->list(tree->ctx, &entries, f->path, f->mem, err) < 0)
		return error_wrap(err, "cannot list %s", n ? text_path(f->path, f->mem) : "/");
	f->v = arena_alloc(f->mem, entries.n, sizeof(*f->v));
	f->n = entries.n;
	for (size_t i = 0; i < f->n; i++) {
		f->v[i].as_is = entries.v[i].name;
		f->v[i].lower = lower(f->v[i].as_is, strlen(f->v[i].as_is), f->mem);
	}
	if (f->n)
		qsort(f->v, f->n, sizeof(*f->v), compare);
	return 0;
}

/* Another name that equals this one but for case, or NULL. */
static const char *
rival(const struct folder *f, const char *name, size_t n)
{
	const char *low = lower(name, n, f->mem);
	size_t from = 0, to = f->n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strcmp(f->v[mid].lower, low) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	for (; from < f->n && strcmp(f->v[from].lower, low) == 0; from++) {
		const char *other = f->v[from].as_is;

		if (strlen(other) != n || memcmp(other, name, n) != 0)
			return other;
	}
	return NULL;
}

static int
judge_path(struct findings *out, struct folder *folders, const char *path,
	const struct blob_source *tree, struct arena *mem, struct error *err)
{
	const char *name = path;

	for (size_t depth = 0;; depth++) {
		struct folder *f = &folders[depth < DEPTH_MAX ? depth : DEPTH_MAX];
		size_t n = strcspn(name, "/"), above = (size_t)(name - path);
		const char *other;

		if (open_folder(f, path, above ? above - 1 : 0, tree, err) < 0)
			return -1;
		other = rival(f, name, n);
		if (other) {
			file_finding(out, path, 0, 0,
				arena_printf(mem, "'%.*s%s' differs from it only in case",
					(int)above, path, other),
				mem);
			return 0;
		}
		if (name[n] == '\0')
			return 0;
		name += n + 1;
	}
}

int
naming_case_conflict(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct folder *folders;
	int rc = 0;

	if (args_none(in->args, "check-case-conflict", mem, err) < 0)
		return -1;
	folders = arena_alloc(mem, DEPTH_MAX + 1, sizeof(*folders));
	for (size_t i = 0; rc == 0 && i < in->n && out->n < FINDINGS_MAX; i++)
		rc = judge_path(out, folders, in->v[i].path, in->tree, mem, err);
	for (size_t i = 0; i <= DEPTH_MAX; i++)
		arena_free(folders[i].mem);
	return rc;
}

/* A device of DOS, whatever its case, and whatever follows a dot. */
static bool
is_device(const char *name, size_t n)
{
	static const char *const words[] = {"con", "prn", "aux", "nul"};
	static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
		"\xc2\xb9", "\xc2\xb2", "\xc2\xb3"};

	for (size_t i = 0; i < n; i++) {
		if (name[i] == '.')
			n = i;
	}
	for (size_t i = 0; n == 3 && i < countof(words); i++) {
		if (strncasecmp(name, words[i], 3) == 0)
			return true;
	}
	if (n < 4 || (strncasecmp(name, "com", 3) != 0 && strncasecmp(name, "lpt", 3) != 0))
		return false;
	for (size_t i = 0; i < countof(digits); i++) {
		if (strlen(digits[i]) == n - 3 && memcmp(name + 3, digits[i], n - 3) == 0)
			return true;
	}
	return false;
}

/* What Windows has against a path, or NULL. */
static const char *
illegal(const char *path, struct arena *mem)
{
	for (const char *name = path;;) {
		size_t n = strcspn(name, "/");

		if (is_device(name, n))
			return arena_printf(mem, "Windows has a device called '%.*s'",
				(int)strcspn(name, "./"), name);
		for (size_t i = 0; i < n; i++) {
			if ((unsigned char)name[i] < ' ' || strchr("<>:\"\\|?*", name[i]))
				return "Windows allows no < > : \" \\ | ? * and control characters "
				       "in names";
		}
		if (n && (name[n - 1] == '.' || name[n - 1] == ' '))
			return "Windows allows no dot or blank at the end of a name";
		if (!name[n])
			return NULL;
		name += n + 1;
	}
}

int
naming_windows(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "check-illegal-windows-names", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < in->n; i++) {
		const char *why = illegal(in->v[i].path, mem);

		if (why)
			file_finding(out, in->v[i].path, 0, 0, why, mem);
	}
	return 0;
}

/* The names that test files have, by option; the last one given counts. */
static const struct {
	const char *option, *start, *end;
} test_names[] = {
	{"--pytest", "", "_test.py"},
	{"--pytest-test-first", "test_", ".py"},
	{"--django", "test", ".py"},
	{"--unittest", "test", ".py"},
};

static bool
is_named(const char *name, const char *start, const char *end)
{
	size_t n = strlen(name);

	return n >= strlen(start) + strlen(end) && strncmp(name, start, strlen(start)) == 0 &&
	       strcmp(name + n - strlen(end), end) == 0;
}

/* Below a folder called tests, where the gate does not say otherwise. */
static bool
is_test(const char *path, const struct gate *gate)
{
	bool is_below = strncmp(path, "tests/", 6) == 0 || strstr(path, "/tests/");

	return (gate && gate->files.n) || (is_below && is_named(path, "", ".py"));
}

int
naming_tests(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	bool given[countof(test_names)] = {false};
	struct args_row rows[countof(test_names) + 1] = {{.name = NULL}};
	size_t chosen = 0;

	for (size_t i = 0; i < countof(test_names); i++)
		rows[i] = (struct args_row){.name = test_names[i].option, .flag = &given[i]};
	if (args_parse(in->args, rows, "name-tests-test", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < countof(test_names); i++)
		chosen = given[i] ? i : chosen;
	for (size_t i = 0; i < in->n; i++) {
		const char *path = in->v[i].path, *name = path_base(path);

		if (!is_test(path, in->gate) || strcmp(name, "__init__.py") == 0 ||
			strcmp(name, "conftest.py") == 0 ||
			is_named(name, test_names[chosen].start, test_names[chosen].end))
			continue;
		file_finding(out, path, 0, 0,
			arena_printf(mem, "is not named %s*%s", test_names[chosen].start,
				test_names[chosen].end),
			mem);
	}
	return 0;
}
