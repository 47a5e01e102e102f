/* SPDX-License-Identifier: MIT */
/*
 * text -- see text.h.  Keeps true that what is shown never moves a cursor, hides a byte or reads
 * from right to left: such paths are shown in quotes with escapes.
 */
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/strs.h"

#define PATH_SHOWN_MAX ((size_t)64 << 10)
#define NAME_USUAL 32 /* few that are compared are longer */

/* The bytes that the UTF-8 character at s takes, 0 where there is none; its number in *point. */
static size_t
utf8_next(const char *s, size_t n, uint32_t *point)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char lead = (unsigned char)s[0];
	size_t size = lead < 0x80         ? 1
		      : lead >> 5 == 0x06 ? 2
		      : lead >> 4 == 0x0e ? 3
		      : lead >> 3 == 0x1e ? 4
					  : 0;
	uint32_t c;

	if (size == 0 || size > n)
		return 0;
	c = size == 1 ? lead : lead & (0x7fu >> size);
	for (size_t i = 1; i < size; i++) {
		unsigned char next = (unsigned char)s[i];

		if ((next & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (next & 0x3fu);
	}
	if (c < least[size] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*point = c;
	return size;
}

bool
text_has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; *p; p++) {
		if (strncasecmp(p, word, n) == 0 && (p == text || !isalnum((unsigned char)p[-1])) &&
			!isalnum((unsigned char)p[n]))
			return true;
	}
	return false;
}

/* The bytes at the start that are ASCII, as far as eight at a time tell. */
static size_t
ascii_run(const char *s, size_t n)
{
	uint64_t eight;
	size_t run = 0;

	for (; n - run >= sizeof(eight); run += sizeof(eight)) {
		memcpy(&eight, s + run, sizeof(eight));
		if (eight & 0x8080808080808080u)
			break;
	}
	return run;
}

bool
text_is_utf8(const char *s, size_t n)
{
	uint32_t point;

	for (size_t i = 0, size; i < n; i += size) {
		size = ascii_run(s + i, n - i);
		if (size == 0)
			size = utf8_next(s + i, n - i, &point);
		if (size == 0)
			return false;
	}
	return true;
}

/* What differs between two names, without what they begin and end with in common. */
struct differing {
	const char *a, *b;
	size_t n, m; /* n <= m */
};

static struct differing
trim(const char *a, const char *b)
{
	struct differing d = {a, b, strlen(a), strlen(b)};

	while (d.n && d.m && *d.a == *d.b) {
		d.a++, d.b++;
		d.n--, d.m--;
	}
	while (d.n && d.m && d.a[d.n - 1] == d.b[d.m - 1])
		d.n--, d.m--;
	if (d.n > d.m)
		d = (struct differing){d.b, d.a, d.m, d.n};
	return d;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The cell (i, j) of the table of distances; rows[0] is row i - 1, rows[1] row i - 2. */
static size_t
cell(const struct differing *d, size_t *const rows[3], size_t i, size_t j)
{
	bool same = d->b[i - 1] == d->a[j - 1];
	size_t best = rows[0][j - 1] + (same ? 0 : 1);

	best = least(best, least(rows[0][j], rows[2][j - 1]) + 1);
	if (i > 1 && j > 1 && d->b[i - 1] == d->a[j - 2] && d->b[i - 2] == d->a[j - 1])
		best = least(best, rows[1][j - 2] + 1);
	return best;
}

/* Row by row, only the cells that can lie within limit of the diagonal. */
static size_t
distance(const struct differing *d, size_t *table, size_t limit)
{
	const size_t width = d->n + 1, far = limit + 1;
	size_t *rows[3] = {table, table + width, table + 2 * width};

	for (size_t j = 0; j < width; j++)
		rows[0][j] = least(j, far);
	for (size_t i = 1; i <= d->m; i++) {
		size_t from = i > limit ? i - limit : 0, to = least(d->n, i + limit);
		size_t *row = rows[2], smallest = far;

		if (from) /* those beside are looked at by the next row */
			row[from - 1] = far;
		if (to < d->n)
			row[to + 1] = far;
		for (size_t j = from; j <= to; j++) {
			row[j] = j == 0 ? least(i, far) : least(cell(d, rows, i, j), far);
			smallest = least(smallest, row[j]);
		}
		if (smallest == far)
			return far;
		rows[2] = rows[1];
		rows[1] = rows[0];
		rows[0] = row;
	}
	return rows[0][d->n];
}

size_t
text_distance(const char *a, const char *b, size_t limit)
{
	struct differing d = trim(a, b);
	size_t small[3 * NAME_USUAL], *table = small, result;

	if (d.m - d.n > limit)
		return limit + 1;
	if (d.n == 0)
		return d.m;
	if (d.n >= NAME_USUAL)
		table = calloc(d.n + 1, 3 * sizeof(*table));
	if (!table)
		arena_die_nomem();
	result = distance(&d, table, limit);
	if (table != small)
		free(table);
	return result;
}

static const char *
only_one_beginning_with(const char *prefix, const struct strs *known)
{
	const char *found = NULL;
	size_t n = strlen(prefix);

	if (n < 3)
		return NULL;
	for (size_t i = 0; i < known->n; i++) {
		if (strncmp(known->v[i], prefix, n) != 0)
			continue;
		if (found && strcmp(found, known->v[i]) != 0)
			return NULL;
		found = known->v[i];
	}
	return found;
}

const char *
text_nearest(const char *name, const struct strs *known)
{
	size_t n = strlen(name), limit = n < 5 ? 1 : n < 9 ? 2 : 3;
	const char *found = NULL;

	if (n <= limit) /* everything of its length would be near */
		return NULL;
	for (size_t i = 0; i < known->n; i++) {
		size_t far = text_distance(name, known->v[i], limit);

		if (far > limit || (found && far == limit))
			continue;
		found = known->v[i];
		if (far == 0)
			break;
		limit = far;
	}
	return found ? found : only_one_beginning_with(name, known);
}

/* Characters that a terminal acts on or shows as nothing. */
static bool
is_shown(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} hidden[] = {
		{0, 0x1f}, {0x7f, 0x9f}, {0xad, 0xad},
		{0x200b, 0x200f},   /* of no width, direction marks */
		{0x2028, 0x202e},   /* line separators, directions */
		{0x2060, 0x206f},   /* of no width, directions */
		{0xfeff, 0xfeff},   /* byte order mark */
		{0xe0000, 0xe007f}, /* tags */
	};

	for (size_t i = 0; i < countof(hidden); i++) {
		if (c >= hidden[i].from && c <= hidden[i].to)
			return false;
	}
	return true;
}

static bool
is_plain_path(const char *path)
{
	size_t n = strlen(path);
	uint32_t c;

	for (size_t i = 0, size; i < n; i += size) {
		size = utf8_next(path + i, n - i, &c);
		if (size == 0 || c == '"' || c == '\\' || !is_shown(c))
			return false;
	}
	return true;
}

static void
add_escaped(struct buf *out, char byte)
{
	static const char bytes[] = "\a\b\t\n\v\f\r\"\\", letters[] = "abtnvfr\"\\";
	const char *known = memchr(bytes, byte, sizeof(bytes) - 1);

	if (known)
		buf_addf(out, "\\%c", letters[known - bytes]);
	else
		buf_addf(out, "\\%03o", (unsigned)(unsigned char)byte);
}

void
text_add_line(struct buf *out, const char *text)
{
	size_t n = strlen(text);
	uint32_t c = 0;

	for (size_t i = 0, size; i < n; i += size) {
		size = utf8_next(text + i, n - i, &c);
		if (size && is_shown(c)) {
			buf_add(out, text + i, size);
			continue;
		}
		size += size == 0;
		for (size_t k = 0; k < size; k++)
			add_escaped(out, text[i + k]);
	}
}

void
text_add_utf8(struct buf *out, const char *text, size_t len)
{
	uint32_t c;

	for (size_t i = 0; i < len;) {
		size_t size = utf8_next(text + i, len - i, &c);

		if (size)
			buf_add(out, text + i, size);
		else
			buf_adds(out, "\xef\xbf\xbd");
		i += size ? size : 1;
	}
}

void
text_add_path(struct buf *out, const char *path)
{
	if (is_plain_path(path)) {
		buf_adds(out, path);
		return;
	}
	buf_addc(out, '"');
	for (const char *p = path; *p; p++) {
		if (*p == '"' || *p == '\\' || (unsigned char)*p < 0x20 ||
			(unsigned char)*p >= 0x7f)
			add_escaped(out, *p);
		else
			buf_addc(out, *p);
	}
	buf_addc(out, '"');
}

char *
text_path(const char *path, struct arena *mem)
{
	struct buf out;
	char *text;

	if (is_plain_path(path))
		return arena_strdup(mem, path);
	buf_init(&out, PATH_SHOWN_MAX);
	text_add_path(&out, path);
	text = arena_strndup(mem, out.data, out.len);
	buf_release(&out);
	return text;
}

void
text_add_shell(struct buf *out, const char *word)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789_@%+:,./-=";
	/* A word with '=' that is no option could be read as an assignment. */
	bool is_safe =
		*word && word[strspn(word, safe)] == '\0' && (*word == '-' || !strchr(word, '='));

	if (is_safe) {
		buf_adds(out, word);
		return;
	}
	buf_addc(out, '\'');
	for (const char *p = word; *p; p++) {
		if (*p == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, *p);
	}
	buf_addc(out, '\'');
}

/* Rounded to the last digit shown, before the unit is chosen: never "60.0s" or "60m". */
char *
text_duration(int64_t ms, struct arena *mem)
{
	long long tenths, seconds, minutes;

	if (ms < 100)
		return arena_printf(mem, "%lld ms", ms > 0 ? (long long)ms : 0);
	tenths = ms / 100 + (ms % 100 >= 50);
	if (tenths < 600)
		return arena_printf(mem, "%lld.%llds", tenths / 10, tenths % 10);
	seconds = ms / 1000 + (ms % 1000 >= 500);
	if (seconds < 3600)
		return arena_printf(mem, "%lldm%02llds", seconds / 60, seconds % 60);
	minutes = ms / 60000 + (ms % 60000 >= 30000);
	return arena_printf(mem, "%lldh%02lldm", minutes / 60, minutes % 60);
}

char *
text_about(int64_t ms, struct arena *mem)
{
	long long seconds = ms > 0 ? (ms + 500) / 1000 : 0, minutes;

	if (ms > 0 && seconds == 0)
		seconds = 1;
	if (seconds < 60)
		return arena_printf(mem, "%llds", seconds);
	if (seconds < 600)
		seconds = (seconds + 5) / 10 * 10;
	else
		seconds = (seconds + 30) / 60 * 60;
	minutes = seconds / 60;
	if (minutes >= 60)
		return arena_printf(mem, "%lldh%02lldm", minutes / 60, minutes % 60);
	if (seconds % 60)
		return arena_printf(mem, "%lldm%02llds", minutes, seconds % 60);
	return arena_printf(mem, "%lldm", minutes);
}

char *
text_count(size_t n, const char *noun, struct arena *mem)
{
	return arena_printf(mem, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}
