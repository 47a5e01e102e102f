/* SPDX-License-Identifier: MIT */
/*
 * pattern -- see pattern.h: reading patterns and asking them about paths.  pattern_walk.c asks them
 * about trees.
 *
 * Keeps true: whatever is wrong with a pattern is found when it is added, so that asking it cannot
 * fail; and no regular expression is asked, or even compiled, before the bytes that every match
 * begins and ends with were compared.
 */
#include "model/plan/pattern.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/regex.h"

static const char special[] = "*?[\\";

/* text with one '/' where several follow each other and none at its end */
static char *
without_spare_slashes(const char *text, struct arena *mem)
{
	char *copy = arena_alloc(mem, strlen(text) + 1, 1), *w = copy;

	for (const char *p = text; *p; p++) {
		if (*p != '/' || (p[1] != '/' && p[1] != '\0'))
			*w++ = *p;
	}
	return copy;
}

/* The literal that glob stands for, or NULL where it has a wildcard. */
static const char *
as_literal(const char *glob, struct arena *mem)
{
	char *literal, *w;

	if (!strpbrk(glob, special))
		return glob;
	if (!strchr(glob, '\\'))
		return NULL;
	literal = w = arena_alloc(mem, strlen(glob) + 1, 1);
	for (const char *p = glob; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (strchr(special, *p))
			return NULL;
		*w++ = *p;
	}
	return literal;
}

static int
check_component(const char *name, size_t n, bool is_plain, struct arena *mem, struct error *err)
{
	struct regex *re = NULL;

	if (n && n <= 2 && memcmp(name, "..", n) == 0)
		return error_set(
			err, ERR_CONFIG, "'%.*s' names no place in the repository", (int)n, name);
	if (is_plain || !(memchr(name, '[', n) || memchr(name, '\\', n)))
		return 0;
	if (regex_glob(&re, arena_strndup(mem, name, n), err) < 0)
		return -1;
	regex_free(re);
	return 0;
}

static int
check(const char *text, const char *glob, struct arena *mem, struct error *err)
{
	bool is_plain;

	if (*text == '\0')
		return error_set(err, ERR_CONFIG, "it is empty");
	if (*text == '/')
		return error_set(err, ERR_CONFIG,
			"it is absolute; patterns start at the root of the repository, without "
			"'/'");
	if (strlen(text) > PATTERN_BYTES)
		return error_set(err, ERR_CONFIG, "it is longer than %d bytes", PATTERN_BYTES);
	is_plain = !strpbrk(glob, "[\\");
	while (*glob) {
		size_t n = strcspn(glob, "/");

		if (check_component(glob, n, is_plain, mem, err) < 0)
			return -1;
		glob += n;
		glob += *glob == '/';
	}
	return 0;
}

static size_t
tail_length(const char *glob)
{
	size_t n = strlen(glob), tail = 0;

	while (tail < n && !strchr("*?[]\\", glob[n - tail - 1]))
		tail++;
	if (tail && glob[n - tail] == '/') /* a doubled star before it matches nothing, too */
		tail--;
	return tail;
}

int
patterns_add(struct patterns *list, const char *text, unsigned flags, struct arena *mem,
	struct error *err)
{
	struct pattern p = {.is_negated = *text == '!'};
	const char *literal;

	p.text = arena_strdup(mem, text + p.is_negated);
	p.glob = without_spare_slashes(p.text, mem);
	if (check(p.text, p.glob, mem, err) < 0)
		return error_wrap(err, "pattern '%.200s'", text);
	p.is_folder = p.text[strlen(p.text) - 1] == '/';
	p.is_basename = (flags & PATTERN_BASENAME) && !strchr(p.text, '/');
	literal = as_literal(p.glob, mem);
	p.is_literal = literal != NULL;
	if (p.is_literal)
		p.glob = literal;
	p.literal_len = p.is_literal ? strlen(p.glob) : strcspn(p.glob, special);
	p.tail_len = p.is_literal ? 0 : tail_length(p.glob);
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = p;
	return 0;
}

void
patterns_release(struct patterns *list)
{
	for (size_t i = 0; i < list->n; i++) {
		regex_free(list->v[i].re);
		list->v[i].re = NULL;
	}
}

/* A folder's expression is that of all below it; a doubled star alone would be no folder, too. */
static bool
compile(struct pattern *p)
{
	static const char below[] = "/**", below_deep[] = "/*/**";
	char glob[PATTERN_BYTES + sizeof(below_deep)];
	size_t n = strlen(p->glob);
	struct error ignored;

	memcpy(glob, p->glob, n + 1);
	if (p->is_folder && strcmp(path_base(p->glob), "**") == 0)
		memcpy(glob + n, below_deep, sizeof(below_deep));
	else if (p->is_folder)
		memcpy(glob + n, below, sizeof(below));
	return regex_glob(&p->re, glob, &ignored) == 0;
}

static bool
literal_matches(const struct pattern *p, const char *subject)
{
	char next;

	if (strncmp(subject, p->glob, p->literal_len) != 0)
		return false;
	next = subject[p->literal_len];
	return next == '\0' || (next == '/' && !p->is_basename);
}

/* Are the bytes there that every match begins with, and those that the glob ends in? */
static bool
is_likely(const struct pattern *p, const char *subject, size_t n)
{
	const char *tail = p->glob + strlen(p->glob) - p->tail_len;

	if (strncmp(subject, p->glob, p->literal_len) != 0 || n < p->tail_len)
		return false;
	return p->is_folder ? strstr(subject, tail) != NULL
			    : memcmp(subject + n - p->tail_len, tail, p->tail_len) == 0;
}

bool
pattern_matches(struct pattern *p, const char *path)
{
	const char *subject = p->is_basename ? path_base(path) : path;
	size_t n = strlen(subject);

	if (p->is_literal)
		return literal_matches(p, subject);
	if (!is_likely(p, subject, n))
		return false;
	/* Neither can fail for what patterns_add() took; if one did, the gates had better look. */
	if (!p->re && !compile(p))
		return true;
	return regex_match(p->re, subject, n, 0, NULL) != REGEX_NO;
}

const struct pattern *
patterns_match(const struct patterns *list, const char *path)
{
	for (size_t i = list->n; i-- > 0;) {
		if (pattern_matches(&list->v[i], path))
			return list->v[i].is_negated ? NULL : &list->v[i];
	}
	return NULL;
}
