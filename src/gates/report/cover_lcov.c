/* SPDX-License-Identifier: MIT */
/*
 * cover_lcov -- LCOV's tracefiles, as geninfo, llvm-cov, c8, nyc, coverage.py and others write
 * them.
 *
 * SF names a file, DA a line and how often it was executed, BRDA a branch of a line; end_of_record
 * ends what is said of the file.  What sums up (LF, LH, ...) is not needed.  A count may be
 * negative, a fraction, or "-" for a branch that was never reached; line 0 is compilers' own.
 */
#include <stdlib.h>
#include <string.h>

#include "gates/report/cover.h"
#include "gates/report/stream.h"

struct lcov {
	struct cover *cover;
	struct coverage_file *file;
	bool is_open; /* SF was there, end_of_record was not */
};

static bool
is_count(const char *s)
{
	char *end;

	(void)strtod(s, &end);
	return end != s || *s == '-' || *s == '=';
}

static bool
is_hit(const char *s)
{
	return strtod(s, NULL) > 0;
}

static bool
read_line(struct lcov *l, const char *p)
{
	char *end;
	unsigned long long line = strtoull(p, &end, 10);

	if (end == p || *end != ',' || !is_count(end + 1))
		return false;
	if (l->file && line)
		coverage_line(l->cover->coverage, l->file, line, is_hit(end + 1));
	return true;
}

/* LINE,BLOCK,BRANCH,TAKEN; the branch may be an expression with commas in it. */
static bool
read_branch(struct lcov *l, const char *p)
{
	const char *taken = strrchr(p, ',');
	char *end;
	unsigned long long line = strtoull(p, &end, 10);

	if (end == p || *end != ',' || !taken || taken == end || !is_count(taken + 1))
		return false;
	if (l->file && line)
		coverage_branch(l->cover->coverage, l->file, line,
			cover_id(end, (size_t)(taken - end)), is_hit(taken + 1));
	return true;
}

static bool
is_tag(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	return (n && (s[n] == ':' || s[n] == '\0')) || *s == '#' || !*s;
}

static bool
take(struct lcov *l, const char *s)
{
	if (strncmp(s, "DA:", 3) == 0)
		return l->is_open && read_line(l, s + 3);
	if (strncmp(s, "BRDA:", 5) == 0)
		return l->is_open && read_branch(l, s + 5);
	if (strncmp(s, "SF:", 3) == 0) {
		bool was_open = l->is_open;

		l->is_open = true;
		l->file = cover_file(l->cover, s + 3);
		return !was_open;
	}
	if (strcmp(s, "end_of_record") == 0) {
		l->is_open = false;
		l->file = NULL;
		return true;
	}
	return is_tag(s);
}

int
cover_read_lcov(struct cover *c, struct stream *in, struct error *err)
{
	struct lcov l = {.cover = c};
	char *line;
	size_t len;

	for (;;) {
		if (stream_line(in, &line, &len, err) < 0)
			return -1;
		if (!line)
			break;
		if (!take(&l, line))
			return error_set(err, ERR_SYSTEM, "line %zu is no LCOV", in->nline);
	}
	if (l.is_open)
		return error_set(err, ERR_SYSTEM, "it is cut off: no end_of_record at its end");
	return 0;
}
