/* SPDX-License-Identifier: MIT */
/* amend -- see amend.h. */
#include "model/config/amend.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

struct splice { /* bytes of the text that others take the place of */
	size_t from, to;
	const char *in;
};

static int
read_text(struct ini *out, const char *text, size_t len, struct arena *mem, struct error *err)
{
	struct problems problems = {.mem = mem};

	if (ini_read(out, "tta.ini", text, len, &problems, mem, err) < 0)
		return -1;
	if (problems_refuse(&problems))
		return error_set(err, ERR_CONFIG, "%s:%d: %s", problems.v[0].origin.file,
			problems.v[0].origin.line, problems.v[0].text);
	return 0;
}

static const struct ini_section *
find_section(const struct ini *ini, const struct amendment *what)
{
	for (size_t i = 0; i < ini->n; i++) {
		if (strcmp(ini->v[i].kind, what->kind) == 0 &&
			strcmp(ini->v[i].name, what->name) == 0)
			return &ini->v[i];
	}
	return NULL;
}

static const struct ini_entry *
find_entry(const struct ini_section *s, const char *key)
{
	for (size_t i = 0; i < s->n; i++) {
		if (strcmp(s->v[i].key, key) == 0)
			return &s->v[i];
	}
	return NULL;
}

/* Where line n (from 1) begins. */
static size_t
line_start(const char *text, size_t len, int n)
{
	size_t at = 0;

	for (int i = 1; i < n && at < len; i++) {
		const char *eol = memchr(text + at, '\n', len - at);

		at = eol ? (size_t)(eol - text) + 1 : len;
	}
	return at;
}

static size_t
find(const char *text, size_t len, size_t from, const char *needle)
{
	size_t n = strlen(needle);

	for (size_t i = from; n && i + n <= len; i++) {
		if (memcmp(text + i, needle, n) == 0)
			return i;
	}
	return len;
}

static const char *
newline_of(const char *text, size_t len)
{
	const char *eol = memchr(text, '\n', len);

	return eol && eol > text && eol[-1] == '\r' ? "\r\n" : "\n";
}

static void
place(struct splice *out, int *line, const struct ini *ini, const char *text, size_t len,
	const struct amendment *what, struct arena *mem)
{
	const struct ini_section *s = find_section(ini, what);
	const struct ini_entry *e = s ? find_entry(s, what->key) : NULL;
	const char *nl = newline_of(text, len);

	if (e) {
		size_t equals = find(text, len, line_start(text, len, e->line), "=");

		*line = e->line;
		out->from = find(text, len, equals, e->value);
		out->to = out->from + (out->from < len ? strlen(e->value) : 0);
		out->in = what->value;
	} else if (s) {
		*line = s->line + 1;
		out->from = out->to = line_start(text, len, s->line + 1);
		out->in = arena_printf(mem, "%s%s = %s%s",
			out->from && text[out->from - 1] != '\n' ? nl : "", what->key, what->value,
			nl);
	} else {
		out->from = out->to = len;
		out->in = arena_printf(mem, "%s%s[%s %s]%s%s = %s%s",
			len && text[len - 1] != '\n' ? nl : "", nl, what->kind, what->name, nl,
			what->key, what->value, nl);
	}
}

/* The same sections and values in the same order, but for the one. */
static bool
is_as_wanted(const struct ini *before, const struct ini *after, const struct amendment *what)
{
	const struct ini_section *s = find_section(after, what);
	const struct ini_entry *e = s ? find_entry(s, what->key) : NULL;

	if (!e || strcmp(e->value, what->value) != 0 || e->is_add)
		return false;
	for (size_t i = 0; i < after->n; i++) {
		const struct ini_section *old, *now = &after->v[i];
		size_t k = 0;

		if (i >= before->n)
			return now == s && now->n == 1 && i + 1 == after->n;
		old = &before->v[i];
		if (strcmp(old->kind, now->kind) != 0 || strcmp(old->name, now->name) != 0)
			return false;
		for (size_t m = 0; m < now->n; m++) {
			if (&now->v[m] == e && !find_entry(old, what->key))
				continue;
			if (k >= old->n || strcmp(old->v[k].key, now->v[m].key) != 0 ||
				(&now->v[m] != e && strcmp(old->v[k].value, now->v[m].value) != 0))
				return false;
			k++;
		}
		if (k != old->n)
			return false;
	}
	return after->n >= before->n;
}

int
amend_text(const char **out, size_t *out_len, int *line, const char *text, size_t len,
	const struct amendment *what, struct arena *mem, struct error *err)
{
	struct ini before, after;
	struct splice splice;
	char *made;
	size_t n;

	if (read_text(&before, text, len, mem, err) < 0)
		return -1;
	place(&splice, line, &before, text, len, what, mem);
	n = strlen(splice.in);
	made = arena_alloc(mem, len + n + 1, 1);
	memcpy(made, text, splice.from);
	memcpy(made + splice.from, splice.in, n);
	memcpy(made + splice.from + n, text + splice.to, len - splice.to);
	*out = made;
	*out_len = len - (splice.to - splice.from) + n;
	made[*out_len] = '\0';
	if (read_text(&after, made, *out_len, mem, err) < 0 || !is_as_wanted(&before, &after, what))
		return error_set(err, ERR_CONFIG,
			"[%s %s] cannot be changed safely; write `%s = %s` there by hand",
			what->kind, what->name, what->key, what->value);
	for (size_t i = 0; !find_section(&before, what) && i < after.n; i++)
		*line = after.v[i].line + 1;
	return 0;
}
