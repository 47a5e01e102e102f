/* SPDX-License-Identifier: MIT */
/*
 * ini -- see ini.h.
 *
 * Two passes.  The first takes whole lines, says what is wrong with them, and keeps a row for each
 * header and each key with its joined value.  The second hands the rows to libinih as `[N]` and
 * `key=N`, so that none of its limits is ever met, and takes text and line from the row again.
 */
#include "model/config/ini.h"

#include <ini.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/iniline.h"
#include "model/config/problem.h"

struct row { /* what inih is handed */
	size_t section;
	const struct ini_entry *entry; /* NULL for a header */
};

enum open { OPEN_NOTHING, OPEN_KEY, OPEN_BAD_KEY };

struct reader {
	struct ini *out;
	struct problems *problems;
	struct arena *mem;
	struct row *rows;
	size_t nrows, crows;
	int line;
	bool is_begun; /* there was a header, if a broken one */
	bool is_lost;  /* no header yet, or a broken one: keys belong nowhere */
	enum open open;
	size_t indent;         /* of the key that may be continued */
	struct ini_entry *now; /* OPEN_KEY: it, its value still in text */
	struct buf text;
};

#define COMPLAIN(r, ...)                                                                           \
	problem_add((r)->problems, PROBLEM_ERROR, (r)->out->file, (r)->line, __VA_ARGS__)

static void
keep_row(struct reader *r, const struct ini_entry *entry)
{
	r->rows = arena_grow(r->mem, r->rows, r->nrows, &r->crows, sizeof(*r->rows));
	r->rows[r->nrows++] = (struct row){.section = r->out->n - 1, .entry = entry};
}

/* The key being read is complete. */
static void
close_key(struct reader *r)
{
	if (r->open == OPEN_KEY) {
		struct ini_text value = {r->text.data, r->text.len};

		r->now->value = iniline_unquote(value, &r->now->is_quoted, r->mem);
		if (!r->is_lost)
			keep_row(r, r->now);
	}
	r->open = OPEN_NOTHING;
	r->now = NULL;
	buf_clear(&r->text);
}

/* The bytes between the brackets, or a problem. */
static bool
header_inside(struct ini_text *inside, struct reader *r, struct ini_text line)
{
	size_t depth = 0, end = SIZE_MAX;
	bool is_unclosed;

	line.n = iniline_content(line, false, &is_unclosed);
	line = iniline_trim(line);
	for (size_t i = 0; i < line.n && end == SIZE_MAX; i++) {
		if (line.s[i] == '[')
			depth++;
		else if (line.s[i] == ']' && --depth == 0)
			end = i;
	}
	if (end == SIZE_MAX) {
		COMPLAIN(r, "a section header without ']'");
		return false;
	}
	if (end + 1 != line.n) {
		COMPLAIN(r, "text behind the ']' of a section header");
		return false;
	}
	*inside = iniline_trim((struct ini_text){line.s + 1, end - 1});
	return true;
}

static char *
single_blanks(struct ini_text t, struct arena *mem)
{
	char *text = arena_strndup(mem, t.s, t.n), *to = text;

	for (const char *from = text; *from; from++) {
		bool is_blank = *from == ' ' || *from == '\t';

		if (!is_blank || (to > text && to[-1] != ' '))
			*to++ = is_blank ? ' ' : *from;
	}
	*to = '\0';
	return text;
}

static void
read_header(struct reader *r, struct ini_text line)
{
	struct ini *out = r->out;
	struct ini_text inside, name;
	size_t kind = 0;

	close_key(r);
	r->is_begun = r->is_lost = true;
	if (!header_inside(&inside, r, line))
		return;
	while (kind < inside.n && inside.s[kind] != ' ' && inside.s[kind] != '\t')
		kind++;
	name = iniline_trim((struct ini_text){inside.s + kind, inside.n - kind});
	if (kind == 0) {
		COMPLAIN(r, "a section without a name");
		return;
	}
	if (kind > INI_NAME_BYTES || name.n > INI_NAME_BYTES) {
		COMPLAIN(r, "a section name of more than %d bytes", INI_NAME_BYTES);
		return;
	}
	out->v = arena_grow(r->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct ini_section){
		.kind = arena_strndup(r->mem, inside.s, kind),
		.name = single_blanks(name, r->mem),
		.line = r->line,
	};
	r->is_lost = false;
	keep_row(r, NULL);
}

static void
say_no_equals(struct reader *r, struct ini_text line)
{
	bool is_unclosed;
	struct ini_text content = {line.s, iniline_content(line, false, &is_unclosed)};

	if (memchr(content.s, ':', content.n))
		COMPLAIN(r, "a line without '='; only '=' parts a key from its value, not ':'");
	else
		COMPLAIN(r, "a line without '='; a continuation is indented deeper than its key");
}

static void
read_key(struct reader *r, struct ini_text line)
{
	size_t equals = iniline_equals(line);
	bool is_unclosed, is_add;
	struct ini_text key, value;
	const char *why;

	close_key(r);
	r->open = OPEN_BAD_KEY;
	r->indent = iniline_indent(line);
	if (equals == SIZE_MAX) {
		say_no_equals(r, line);
		return;
	}
	is_add = equals > 0 && line.s[equals - 1] == '+';
	key = iniline_trim((struct ini_text){line.s, equals - (is_add ? 1 : 0)});
	why = iniline_bad_name(key);
	if (why) {
		COMPLAIN(r, "%s", why);
		return;
	}
	line.n = iniline_content(line, iniline_is_command_key(key), &is_unclosed);
	if (is_unclosed)
		COMPLAIN(r, "an unclosed quote");
	value = iniline_trim((struct ini_text){line.s + equals + 1, line.n - equals - 1});
	r->open = OPEN_KEY;
	r->now = arena_alloc(r->mem, 1, sizeof(*r->now));
	*r->now = (struct ini_entry){.is_add = is_add, .line = r->line};
	r->now->key = arena_strndup(r->mem, key.s, key.n);
	buf_add(&r->text, value.s, value.n);
}

static void
read_continuation(struct reader *r, struct ini_text line)
{
	bool is_unclosed;
	struct ini_text key;

	if (r->open != OPEN_KEY)
		return;
	if (iniline_looks_like_key(line, r->now->key)) {
		struct ini_text t = iniline_trim(line);

		COMPLAIN(r,
			"key '%.*s' is indented like a continuation of '%s'; put it below that key",
			(int)strcspn(t.s, " \t+="), t.s, r->now->key);
		return;
	}
	key = (struct ini_text){r->now->key, strlen(r->now->key)};
	line.n = iniline_content(line, iniline_is_command_key(key), &is_unclosed);
	if (is_unclosed)
		COMPLAIN(r, "an unclosed quote");
	line = iniline_trim(line);
	if (r->text.len && line.n)
		buf_addc(&r->text, ' ');
	buf_add(&r->text, line.s, line.n);
}

/* A line that cannot be read takes what would continue it along, and what a header would head. */
static void
skip_bad(struct reader *r, struct ini_text line, const char *why)
{
	COMPLAIN(r, "%s", why);
	close_key(r);
	r->open = OPEN_BAD_KEY;
	r->indent = iniline_indent(line);
	line = iniline_trim(line);
	if (line.n && line.s[0] == '[')
		r->is_begun = r->is_lost = true;
}

static void
read_line(struct reader *r, struct ini_text line)
{
	const char *why = iniline_bad_bytes(line);
	struct ini_text t = iniline_trim(line);

	if (why) {
		skip_bad(r, line, why);
	} else if (t.n == 0 || t.s[0] == ';' || t.s[0] == '#') {
		return;
	} else if (r->open != OPEN_NOTHING && iniline_indent(line) > r->indent) {
		if (!iniline_looks_like_header(t)) {
			read_continuation(r, line);
			return;
		}
		COMPLAIN(r, "a section header that is indented like a continuation");
		read_header(r, t);
	} else if (t.s[0] == '[') {
		read_header(r, t);
	} else {
		if (!r->is_begun)
			COMPLAIN(r, "a key before the first section");
		r->is_begun = true;
		read_key(r, line);
	}
}

static void
read_lines(struct reader *r, const char *text, size_t len)
{
	const char *end = text + len;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		struct ini_text line = {text, (size_t)((newline ? newline : end) - text)};

		text = newline ? newline + 1 : end;
		r->line++;
		if (line.n && line.s[line.n - 1] == '\r')
			line.n--;
		read_line(r, line);
	}
	close_key(r);
}

struct feed {
	struct reader *reader;
	size_t next, taken;
	bool is_broken;
};

static char *
feed_line(char *str, int num, void *stream)
{
	struct feed *f = stream;
	const struct row *row = &f->reader->rows[f->next];
	int n;

	if (f->next == f->reader->nrows || num <= 0)
		return NULL;
	if (row->entry)
		n = snprintf(str, (size_t)num, "%s=%zu\n", row->entry->key, f->next);
	else
		n = snprintf(str, (size_t)num, "[%zu]\n", row->section);
	f->is_broken |= n < 0 || n >= num;
	f->next++;
	return f->is_broken ? NULL : str;
}

static int
take_pair(void *user, const char *section, const char *name, const char *value)
{
	struct feed *f = user;
	size_t s = strtoul(section, NULL, 10), i = strtoul(value, NULL, 10);
	const struct row *row = &f->reader->rows[i];
	struct ini_section *to;

	if (i >= f->reader->nrows || !row->entry || row->section != s ||
		strcmp(row->entry->key, name) != 0) {
		f->is_broken = true;
		return 0;
	}
	to = &f->reader->out->v[s];
	to->v = arena_grow(f->reader->mem, to->v, to->n, &to->cap, sizeof(*to->v));
	to->v[to->n++] = *row->entry;
	f->taken++;
	return 1;
}

static int
hand_to_inih(struct reader *r, struct error *err)
{
	struct feed f = {.reader = r};
	size_t entries = r->nrows - r->out->n;
	int rc = r->nrows ? ini_parse_stream(feed_line, &f, take_pair, &f) : 0;

	if (rc != 0 || f.is_broken || f.taken != entries)
		return error_set(err, ERR_SYSTEM, "%s: the INI parser took %zu of %zu keys",
			r->out->file, f.taken, entries);
	return 0;
}

struct named { /* for finding what is there twice */
	const char *kind, *name;
	int line;
};

static int
compare_named(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int order = strcmp(a->kind, b->kind);

	if (order == 0)
		order = strcmp(a->name, b->name);
	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void
find_repeats(struct reader *r, struct named *v, size_t n)
{
	size_t first = 0;

	if (n < 2)
		return;
	qsort(v, n, sizeof(*v), compare_named);
	for (size_t i = 1; i < n; i++) {
		bool is_key = v[i].kind[0] == '\0';

		if (strcmp(v[i].kind, v[first].kind) || strcmp(v[i].name, v[first].name)) {
			first = i;
			continue;
		}
		r->line = v[i].line;
		if (is_key)
			COMPLAIN(r, "key '%s' is given twice in one section; first in line %d",
				v[i].name, v[first].line);
		else
			COMPLAIN(r, "section '[%s%s%s]' is there twice; first in line %d",
				v[i].kind, v[i].name[0] ? " " : "", v[i].name, v[first].line);
	}
}

static void
refuse_repeats(struct reader *r)
{
	const struct ini *ini = r->out;
	struct named *v = arena_alloc(r->mem, r->nrows + 1, sizeof(*v));

	for (size_t i = 0; i < ini->n; i++)
		v[i] = (struct named){ini->v[i].kind, ini->v[i].name, ini->v[i].line};
	find_repeats(r, v, ini->n);
	for (size_t i = 0; i < ini->n; i++) {
		const struct ini_section *s = &ini->v[i];

		for (size_t k = 0; k < s->n; k++)
			v[k] = (struct named){"", s->v[k].key, s->v[k].line};
		find_repeats(r, v, s->n);
	}
}

int
ini_read(struct ini *out, const char *file, const char *text, size_t len, struct problems *problems,
	struct arena *mem, struct error *err)
{
	struct reader r = {.out = out, .problems = problems, .mem = mem, .is_lost = true};
	int rc;

	*out = (struct ini){.file = file};
	if (len > INI_FILE_BYTES) {
		problem_add(problems, PROBLEM_ERROR, file, 0, "the file is longer than 4 MiB");
		return 0;
	}
	buf_init(&r.text, INI_FILE_BYTES);
	if (len)
		read_lines(&r, text, len);
	rc = hand_to_inih(&r, err);
	if (rc == 0)
		refuse_repeats(&r);
	buf_release(&r.text);
	return rc;
}

static bool
reads_back(const char *key, const char *value, struct arena *mem)
{
	struct ini_text k = {key, strlen(key)}, v = {value, strlen(value)};
	char *line = arena_printf(mem, "= %s", value);
	bool is_unclosed, is_quoted;
	size_t n = iniline_content(
		(struct ini_text){line, v.n + 2}, iniline_is_command_key(k), &is_unclosed);

	if (n != v.n + 2 || is_unclosed || iniline_trim(v).n != v.n)
		return false;
	iniline_unquote(v, &is_quoted, mem);
	return !is_quoted;
}

const char *
ini_written(const char *key, const char *value, struct arena *mem)
{
	char *text, *to;

	if (reads_back(key, value, mem))
		return value;
	to = text = arena_alloc(mem, 2 * strlen(value) + 3, 1);
	*to++ = '"';
	for (; *value; value++) {
		if (*value == '"')
			*to++ = '\\';
		*to++ = *value;
	}
	*to++ = '"';
	return text;
}
