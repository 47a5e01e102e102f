/* SPDX-License-Identifier: MIT */
/*
 * cover_go -- the profile of `go test -coverprofile`.
 *
 * A line a block: "import/path/file.go:LINE.COLUMN,LINE.COLUMN STATEMENTS COUNT".  Go counts
 * statements, so those are what counts as lines; the lines of a block are executed where one block
 * on them was.  The same block may stand there once for each package that was tested.
 */
#include <stdlib.h>
#include <string.h>

#include "gates/report/cover.h"
#include "gates/report/stream.h"

struct block {
	unsigned long long from, to, statements, count;
	const char *id;
	size_t id_len;
};

static bool
take_number(unsigned long long *out, char **p, char until)
{
	char *end;

	*out = strtoull(*p, &end, 10);
	if (end == *p || *end != until)
		return false;
	*p = until ? end + 1 : end;
	return true;
}

static bool
parse(struct block *b, char *p)
{
	unsigned long long column;

	b->id = p;
	if (!take_number(&b->from, &p, '.') || !take_number(&column, &p, ',') ||
		!take_number(&b->to, &p, '.') || !take_number(&column, &p, ' '))
		return false;
	b->id_len = (size_t)(p - b->id);
	return take_number(&b->statements, &p, ' ') && take_number(&b->count, &p, '\0') &&
	       b->from >= 1 && b->to >= b->from && b->to <= COVERAGE_LINE_MAX &&
	       b->statements <= UINT32_MAX;
}

static bool
take(struct cover *c, char *line)
{
	char *colon = strrchr(line, ':');
	struct coverage_file *f;
	struct block b;

	if (!colon || colon == line || !parse(&b, colon + 1))
		return false;
	*colon = '\0';
	f = cover_file(c, line);
	if (!f)
		return true;
	coverage_statements(c->coverage, f,
		&(struct coverage_block){.line = b.from,
			.id = cover_id(b.id, b.id_len),
			.statements = (uint32_t)b.statements,
			.is_hit = b.count > 0});
	for (unsigned long long i = b.from; i <= b.to; i++)
		coverage_line(c->coverage, f, i, b.count > 0);
	return true;
}

int
cover_read_go(struct cover *c, struct stream *in, struct error *err)
{
	char *line;
	size_t len;

	c->is_statements = true;
	for (;;) {
		if (stream_line(in, &line, &len, err) < 0)
			return -1;
		if (!line)
			return 0;
		if (len && strncmp(line, "mode:", 5) != 0 && !take(c, line))
			return error_set(err, ERR_SYSTEM,
				"line %zu is none of a cover profile; it may be cut off",
				in->nline);
	}
}
