/* SPDX-License-Identifier: MIT */
/*
 * touched -- which system calls of a trace would change something below a folder.
 *
 *	strace -f -y -e trace=file,desc,process -o LOG COMMAND
 *	touched CWD FOLDER [EXCEPT...] <LOG
 *
 * CWD is where the traced command began.  Prints a line a call that makes, opens for writing,
 * renames, removes or alters a path that is FOLDER or below it, but neither EXCEPT nor below it;
 * calls that failed count as well, but for a mkdir of what is there.  Then "N elsewhere", so that a
 * trace that shows nothing is told from one that holds nothing.
 * Paths are resolved as the kernel did: against the folder descriptor (-y names it), else the
 * process's own current folder, with links of folders followed as they are now.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"

#define ARGS_MAX 8
#define NONE (-1)

struct place {         /* where a path is in the arguments */
	int dir, path; /* NONE: there is no descriptor; no path, the descriptor itself is meant */
};

struct kind {
	const char *name;
	int flags; /* argument with O_WRONLY and the like, or NONE: it always alters */
	struct place places[2];
	int nplaces;
};

static const struct kind kinds[] = {
	{"open", 1, {{NONE, 0}}, 1},
	{"openat", 2, {{0, 1}}, 1},
	{"openat2", 2, {{0, 1}}, 1},
	{"creat", NONE, {{NONE, 0}}, 1},
	{"mkdir", NONE, {{NONE, 0}}, 1},
	{"mkdirat", NONE, {{0, 1}}, 1},
	{"mknod", NONE, {{NONE, 0}}, 1},
	{"mknodat", NONE, {{0, 1}}, 1},
	{"rmdir", NONE, {{NONE, 0}}, 1},
	{"unlink", NONE, {{NONE, 0}}, 1},
	{"unlinkat", NONE, {{0, 1}}, 1},
	{"rename", NONE, {{NONE, 0}, {NONE, 1}}, 2},
	{"renameat", NONE, {{0, 1}, {2, 3}}, 2},
	{"renameat2", NONE, {{0, 1}, {2, 3}}, 2},
	{"link", NONE, {{NONE, 0}, {NONE, 1}}, 2},
	{"linkat", NONE, {{0, 1}, {2, 3}}, 2},
	{"symlink", NONE, {{NONE, 1}}, 1},
	{"symlinkat", NONE, {{1, 2}}, 1},
	{"chmod", NONE, {{NONE, 0}}, 1},
	{"fchmodat", NONE, {{0, 1}}, 1},
	{"fchmodat2", NONE, {{0, 1}}, 1},
	{"fchmod", NONE, {{0, NONE}}, 1},
	{"chown", NONE, {{NONE, 0}}, 1},
	{"lchown", NONE, {{NONE, 0}}, 1},
	{"fchownat", NONE, {{0, 1}}, 1},
	{"fchown", NONE, {{0, NONE}}, 1},
	{"truncate", NONE, {{NONE, 0}}, 1},
	{"ftruncate", NONE, {{0, NONE}}, 1},
	{"fallocate", NONE, {{0, NONE}}, 1},
	{"utime", NONE, {{NONE, 0}}, 1},
	{"utimes", NONE, {{NONE, 0}}, 1},
	{"futimesat", NONE, {{0, 1}}, 1},
	{"utimensat", NONE, {{0, 1}}, 1},
	{"setxattr", NONE, {{NONE, 0}}, 1},
	{"lsetxattr", NONE, {{NONE, 0}}, 1},
	{"fsetxattr", NONE, {{0, NONE}}, 1},
	{"removexattr", NONE, {{NONE, 0}}, 1},
	{"lremovexattr", NONE, {{NONE, 0}}, 1},
	{"fremovexattr", NONE, {{0, NONE}}, 1},
};
static const char *const writing[] = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE"};

struct process {
	long pid;
	const char *cwd;
	char *begun; /* a call that another process's line interrupted */
	struct process *next;
};

struct reading {
	struct arena *mem;
	struct process *all;
	const char *cwd;
	const char *folder, *const *except;
	int nexcept;
	size_t nelsewhere;
};

struct call {
	char *name, *args[ARGS_MAX], *result;
	int nargs;
};

/* A child's first line may come before the end of the call that made it. */
static const char *
cwd_of_maker(const struct reading *r)
{
	for (const struct process *p = r->all; p; p = p->next) {
		if (p->begun && strstr(p->begun, "fork(") == p->begun + (p->begun[0] == 'v'))
			return p->cwd;
		if (p->begun && strncmp(p->begun, "clone", 5) == 0)
			return p->cwd;
	}
	return r->cwd;
}

/* Where it is new, cwd is its folder; NULL: that of who made it. */
static struct process *
process_of(struct reading *r, long pid, const char *cwd)
{
	struct process *p = r->all;

	while (p && p->pid != pid)
		p = p->next;
	if (p)
		return p;
	if (!cwd)
		cwd = cwd_of_maker(r);
	p = arena_alloc(r->mem, 1, sizeof(*p));
	*p = (struct process){.pid = pid, .cwd = cwd, .next = r->all};
	r->all = p;
	return p;
}

/* The end of an argument: a comma or the closing bracket outside quotes and brackets. */
static char *
argument_end(char *s)
{
	int depth = 0;

	for (bool in_text = false; *s; s++) {
		if (*s == '"')
			in_text = !in_text;
		else if (in_text && *s == '\\' && s[1])
			s++;
		else if (!in_text && strchr("([{<", *s))
			depth++;
		else if (!in_text && strchr(")]}>", *s) && depth-- == 0)
			return s;
		else if (!in_text && *s == ',' && depth == 0)
			return s;
	}
	return s;
}

/* NAME(ARGS) = RESULT, apart in its own bytes; false: it is something else, a signal say. */
static bool
take_apart(struct call *out, char *text)
{
	char *p = strchr(text, '('), last = ',';

	*out = (struct call){.name = text};
	if (!p)
		return false;
	*p++ = '\0';
	while (last == ',' && out->nargs < ARGS_MAX) {
		char *end = argument_end(p += strspn(p, " "));

		out->args[out->nargs++] = p;
		last = *end;
		if (!last)
			return false;
		*end = '\0';
		p = end + 1;
	}
	out->result = strstr(p, "= ");
	if (!out->result)
		return false;
	out->result += 2;
	return true;
}

/* "text" without its quotes; NULL where it is no text. */
static char *
unquoted(char *arg)
{
	char *end;

	if (*arg != '"')
		return NULL;
	end = strrchr(arg + 1, '"');
	if (!end)
		return NULL;
	*end = '\0';
	return arg + 1;
}

/* The path in 5</path> or AT_FDCWD</path>. */
static char *
named(char *arg)
{
	char *start = strchr(arg, '<'), *end = strrchr(arg, '>');

	if (!start || !end)
		return NULL;
	*end = '\0';
	return start + 1;
}

/* With links of folders followed, but not the last part, which may be the one that is meant. */
static const char *
resolved(const char *base, const char *path, struct arena *mem)
{
	char *whole = path_join(base, path, mem);
	size_t n = strlen(whole);

	while (n > 1 && whole[n - 1] == '/')
		whole[--n] = '\0';
	for (char *at = whole + n; at > whole;) { /* up to a folder that is there */
		char *real;

		while (--at > whole && *at != '/')
			continue;
		*at = '\0';
		real = fs_real(*whole ? whole : "/", mem);
		*at = '/';
		if (real)
			return path_join(real, at + 1, mem);
	}
	return whole;
}

/* Where the call reached, or NULL. */
static const char *
reached(const struct reading *r, const struct process *p, const struct call *c,
	const struct place *place)
{
	const char *base = p->cwd, *path;

	if (place->dir >= c->nargs || place->path >= c->nargs)
		return NULL;
	if (place->dir != NONE)
		base = named(c->args[place->dir]);
	if (!base || place->path == NONE)
		return base;
	path = unquoted(c->args[place->path]);
	if (!path && place->dir != NONE) /* NULL: the descriptor itself */
		return base;
	return path ? resolved(base, path, r->mem) : NULL;
}

static bool
is_watched(const struct reading *r, const char *path)
{
	if (!path_is_below(path, r->folder))
		return false;
	for (int i = 0; i < r->nexcept; i++) {
		if (path_is_below(path, r->except[i]))
			return false;
	}
	return true;
}

static void
judge(struct reading *r, const struct kind *kind, const char *path)
{
	if (!path)
		return;
	if (is_watched(r, path))
		printf("%s %s\n", kind->name, path);
	else
		r->nelsewhere++;
}

static bool
is_writing(const struct kind *kind, const struct call *c)
{
	if (kind->flags == NONE)
		return true;
	for (size_t i = 0; kind->flags < c->nargs && i < sizeof(writing) / sizeof(*writing); i++) {
		if (strstr(c->args[kind->flags], writing[i]))
			return true;
	}
	return false;
}

static void
look(struct reading *r, const struct process *p, struct call *c)
{
	bool is_open = strncmp(c->name, "open", 4) == 0;

	if (strncmp(c->name, "mkdir", 5) == 0 && strstr(c->result, "EEXIST"))
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		const struct kind *kind = &kinds[i];

		if (strcmp(kind->name, c->name) != 0 || !is_writing(kind, c))
			continue;
		if (is_open &&
			c->result[0] != '-') { /* the kernel's own word, all links followed */
			judge(r, kind, named(c->result));
			continue;
		}
		for (int k = 0; k < kind->nplaces; k++)
			judge(r, kind, reached(r, p, c, &kind->places[k]));
	}
}

/* A folder that is gone by now, of a run's own, has no links any more that could be followed. */
static const char *
went(struct reading *r, const struct process *p, const char *path)
{
	const char *lexical = path_join(p->cwd, path, r->mem), *real = fs_real(lexical, r->mem);

	return real ? real : lexical;
}

/* What moves a process, or makes one. */
static void
follow(struct reading *r, struct process *p, const struct call *c)
{
	static const char *const making[] = {"fork", "vfork", "clone", "clone3"};
	const char *path;

	if (c->result[0] == '-')
		return;
	if (strcmp(c->name, "chdir") == 0) {
		path = unquoted(c->args[0]);
		if (path)
			p->cwd = went(r, p, path);
	} else if (strcmp(c->name, "fchdir") == 0) {
		p->cwd = named(c->args[0]);
	}
	if (!p->cwd) {
		fprintf(stderr, "touched: a process went where nobody can tell\n");
		exit(2);
	}
	for (size_t i = 0; i < sizeof(making) / sizeof(*making); i++) {
		if (strcmp(c->name, making[i]) == 0)
			process_of(r, strtol(c->result, NULL, 10), p->cwd);
	}
}

/* A call whose end comes in a later line is put together first. */
static char *
joined(struct process *p, char *text, struct arena *mem)
{
	static const char unfinished[] = " <unfinished ...>", resumed[] = " resumed>";
	char *at = strstr(text, unfinished);

	if (at) {
		*at = '\0';
		p->begun = text;
		return NULL;
	}
	at = strncmp(text, "<... ", 5) == 0 ? strstr(text, resumed) : NULL;
	if (!at)
		return text;
	text = p->begun ? arena_printf(mem, "%s%s", p->begun, at + strlen(resumed)) : NULL;
	p->begun = NULL;
	return text;
}

static void
take_line(struct reading *r, const char *line)
{
	char *text, *copy = arena_strdup(r->mem, line);
	struct process *p = process_of(r, strtol(copy, &text, 10), NULL);
	struct call c;

	text[strcspn(text, "\n")] = '\0';
	text = joined(p, text + strspn(text, " "), r->mem);
	if (!text || !take_apart(&c, text))
		return;
	follow(r, p, &c);
	look(r, p, &c);
}

int
main(int argc, char *argv[])
{
	struct reading r = {.mem = arena_new()};
	char *line = NULL;
	size_t cap = 0;

	if (argc < 3) {
		fprintf(stderr, "usage: touched CWD FOLDER [EXCEPT...] <LOG\n");
		return 2;
	}
	r.cwd = argv[1];
	r.folder = argv[2];
	r.except = (const char *const *)argv + 3;
	r.nexcept = argc - 3;
	while (getline(&line, &cap, stdin) >= 0)
		take_line(&r, line);
	printf("%zu elsewhere\n", r.nelsewhere);
	free(line);
	arena_free(r.mem);
	return 0;
}
