/* SPDX-License-Identifier: MIT */
/*
 * findings -- see findings.h.  Output is anybody's bytes: each line is looked at by itself, within
 * its length, and what does not read as a finding is none.
 */
#include "engine/findings.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/regex.h"
#include "base/strs.h"
#include "model/blob_source.h"

#define TRIES_A_LINE 8 /* a path may hold ":1" itself */

struct reader {
	struct findings *out;
	const struct findings_input *in;
	struct strs files; /* sorted */
	struct regex *re;  /* of `problem`; NULL: the default */
	const char *asked; /* the path that was last looked up, */
	const char *known; /* and what it is from the root; NULL: nothing */
	size_t nlines;     /* that are not blank */
	struct arena *mem;
};

struct text { /* a part of a line */
	const char *s;
	size_t n;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct text
trimmed(struct text t)
{
	while (t.n && is_blank(t.s[0])) {
		t.s++;
		t.n--;
	}
	while (t.n && is_blank(t.s[t.n - 1]))
		t.n--;
	return t;
}

/* The number at t.s + *at, which moves behind it; 0 where there is none. */
static int
number(struct text t, size_t *at)
{
	int n = 0;

	for (; *at < t.n && is_digit(t.s[*at]); ++*at) {
		if (n > (INT_MAX - 9) / 10)
			return 0;
		n = n * 10 + (t.s[*at] - '0');
	}
	return n;
}

static bool
exists(const struct reader *r, const char *path)
{
	struct tree_entry entry;
	struct error err;
	bool found = false;

	if (strs_has_sorted(&r->files, path))
		return true;
	if (!r->in->tree || path[0] == '\0')
		return false;
	if (r->in->tree->find(r->in->tree->ctx, &entry, &found, path, r->mem, &err) < 0)
		return false;
	return found && entry.mode != MODE_TREE;
}

/* What a path in the output is from the root, where it names something; else NULL. */
static const char *
known_path(struct reader *r, struct text t)
{
	const char *path, *joined;

	if (t.n == 0 || memchr(t.s, '\0', t.n))
		return NULL;
	if (r->asked && strlen(r->asked) == t.n && memcmp(r->asked, t.s, t.n) == 0)
		return r->known;
	r->asked = arena_strndup(r->mem, t.s, t.n);
	r->known = NULL;
	if (t.s[0] == '/')
		return NULL;
	joined = path_clean(path_join(r->in->dir, r->asked, r->mem), r->mem);
	path = path_clean(r->asked, r->mem);
	if (joined && exists(r, joined))
		r->known = joined;
	else if (path && exists(r, path))
		r->known = path;
	return r->known;
}

static void
add(struct reader *r, const struct finding *f)
{
	if (r->out->n < FINDINGS_MAX)
		finding_add(r->out, f, r->mem);
}

/* Behind LINE[:COLUMN] or LINE[,COLUMN] comes the text. */
static bool
read_default_at(struct reader *r, struct text line, size_t path_len, char between)
{
	struct finding f = {0};
	struct text rest;
	size_t at = path_len + 1;

	f.line = number(line, &at);
	if (f.line == 0)
		return false;
	if (at + 1 < line.n && line.s[at] == between && is_digit(line.s[at + 1])) {
		at++;
		f.column = number(line, &at);
	}
	if (between == ',') {
		if (at >= line.n || line.s[at] != ')')
			return false;
		at++;
	}
	if (at >= line.n || (line.s[at] != ':' && line.s[at] != ' '))
		return false;
	rest = trimmed((struct text){line.s + at + 1, line.n - at - 1});
	if (rest.n > 2 && memcmp(rest.s, "- ", 2) == 0)
		rest = trimmed((struct text){rest.s + 2, rest.n - 2});
	if (rest.n == 0)
		return false;
	f.path = known_path(r, (struct text){line.s, path_len});
	if (!f.path)
		return false;
	f.text = arena_strndup(r->mem, rest.s, rest.n);
	add(r, &f);
	return true;
}

static void
read_default(struct reader *r, struct text line)
{
	int tries = TRIES_A_LINE;

	line = trimmed(line);
	for (size_t i = 1; i + 1 < line.n && tries; i++) {
		if ((line.s[i] != ':' && line.s[i] != '(') || !is_digit(line.s[i + 1]))
			continue;
		if (read_default_at(r, line, i, line.s[i] == ':' ? ':' : ','))
			return;
		tries--;
	}
}

/* What a named group took, trimmed; empty where it took no part. */
static struct text
group(struct reader *r, struct text line, const char *name)
{
	struct regex_span span;

	if (regex_group(r->re, name, &span) < 0 || span.end < span.start)
		return (struct text){line.s, 0};
	return trimmed((struct text){line.s + span.start, span.end - span.start});
}

static const char *
kept(struct reader *r, struct text t)
{
	return t.n ? arena_strndup(r->mem, t.s, t.n) : NULL;
}

/* The path that `problem` found: as it is known, else cleaned; NULL: outside the repository. */
static const char *
told_path(struct reader *r, struct text t)
{
	const char *known = known_path(r, t);
	const char *path = known ? known : kept(r, t);

	if (known || !path || path[0] == '/')
		return known;
	return path_clean(path_join(r->in->dir, path, r->mem), r->mem);
}

static int
read_problem(struct reader *r, struct text line, struct error *err)
{
	enum regex_answer answer = regex_match(r->re, line.s, line.n, 0, NULL);
	struct text message, severity, at_line, at_column;
	struct finding f = {0};
	size_t zero = 0;

	if (answer == REGEX_GAVE_UP)
		return error_set(err, ERR_LIMIT,
			"`problem` took too long on its output, so nobody knows what that says");
	if (answer == REGEX_NO)
		return 0;
	message = group(r, line, "message");
	severity = group(r, line, "severity");
	at_line = group(r, line, "line");
	at_column = group(r, line, "column");
	f.path = told_path(r, group(r, line, "file"));
	f.line = number(at_line, &zero);
	zero = 0;
	f.column = number(at_column, &zero);
	f.rule = kept(r, group(r, line, "rule"));
	if (message.n == 0)
		message = trimmed(line);
	f.text = severity.n ? arena_printf(r->mem, "%.*s: %.*s", (int)severity.n, severity.s,
				      (int)message.n, message.s)
			    : arena_strndup(r->mem, message.s, message.n);
	add(r, &f);
	return 0;
}

/* The line without terminal escapes (ESC [ ... letter). */
static struct text
without_escapes(struct text line, struct arena *mem)
{
	char *out;
	size_t n = 0;

	if (!memchr(line.s, '\033', line.n))
		return line;
	out = arena_alloc(mem, line.n + 1, 1);
	for (size_t i = 0; i < line.n; i++) {
		if (line.s[i] != '\033') {
			out[n++] = line.s[i];
			continue;
		}
		if (i + 1 >= line.n || line.s[i + 1] != '[')
			continue;
		for (i += 2; i < line.n && (line.s[i] < 0x40 || line.s[i] > 0x7e); i++)
			continue;
	}
	return (struct text){out, n};
}

static int
read_lines(struct reader *r, struct error *err)
{
	const char *p = r->in->text, *end = p + r->in->len, *eol;
	struct text line;

	for (; p < end; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		line = (struct text){p, (size_t)(eol - p)};
		r->nlines += trimmed(line).n > 0;
		if (line.n == 0 || line.n > FINDINGS_LINE_MAX)
			continue;
		line = without_escapes(line, r->mem);
		if (!r->re)
			read_default(r, line);
		else if (read_problem(r, line, err) < 0)
			return -1;
	}
	return 0;
}

int
findings_read(
	struct findings *out, const struct findings_input *in, struct arena *mem, struct error *err)
{
	struct reader r = {.out = out, .in = in, .mem = mem};
	int rc;

	strs_add_all(&r.files, in->files, mem);
	strs_sort_unique(&r.files);
	if (in->problem && regex_compile(&r.re, in->problem, 0, err) < 0)
		return error_wrap(err, "its `problem` cannot be used");
	rc = read_lines(&r, err);
	if (!in->problem && out->n * FINDINGS_SHARE < r.nlines)
		out->n = 0;
	regex_free(r.re);
	return rc;
}
