/* SPDX-License-Identifier: MIT */
/* section -- see section.h. */
#include "gates/paper/section.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "gates/paper/anchor.h"
#include "gates/paper/markdown.h"

static const char *const suffixes[] = {" if applicable", " if any", " optional"};

/* Behind numbers as in "3", "3.1", "a)", which have become words of digits. */
static const char *
without_number(const char *key)
{
	const char *p = key;

	while (isdigit((unsigned char)*p)) {
		size_t n = strspn(p, "0123456789");

		if (p[n] != ' ')
			break;
		p += n + 1;
	}
	return *p ? p : key;
}

/* Numbers with dots between them would run together in an anchor. */
static const char *
prepared(const char *text, struct arena *mem)
{
	char *s = arena_alloc(mem, 3 * strlen(text) + 1, 1), *to = s;

	for (; *text; text++) {
		if (*text == '&') {
			memcpy(to, "and", 3);
			to += 3;
		} else {
			*to++ = strchr("./_()|,:", *text) ? ' ' : *text;
		}
	}
	*to = '\0';
	return s;
}

const char *
section_key(const char *text, struct arena *mem)
{
	char *key = anchor_of(prepared(text, mem), mem), *to = key;
	const char *plain;
	size_t n;

	for (const char *p = key; *p; p++) {
		if (*p != '-')
			*to++ = *p;
		else if (to > key && to[-1] != ' ')
			*to++ = ' ';
	}
	while (to > key && to[-1] == ' ')
		to--;
	*to = '\0';
	for (size_t i = 0; i < countof(suffixes); i++) {
		n = strlen(suffixes[i]);
		if ((size_t)(to - key) > n && strcmp(to - n, suffixes[i]) == 0)
			to[-(ptrdiff_t)n] = '\0';
	}
	plain = without_number(key);
	return plain;
}

void
section_keys_read(struct section_keys *out, const struct markdown *m, struct arena *mem)
{
	out->m = m;
	out->v = arena_alloc(mem, m->nheadings, sizeof(*out->v));
	for (size_t i = 0; i < m->nheadings; i++)
		out->v[i] = section_key(m->headings[i].text, mem);
}

struct name { /* one of the names, its parts from the last to the first */
	struct strs parts;
};

static void
name_read(struct name *out, const char *name, size_t n, struct arena *mem)
{
	const char *end = name + n, *p = end;

	*out = (struct name){0};
	while (p > name) {
		const char *from = p;

		while (from > name && !(end - from >= 2 && from - name >= 1 && from[-1] == ' ' &&
					      from[0] == '/' && from[1] == ' '))
			from--;
		strs_add(&out->parts,
			section_key(arena_strndup(mem, from > name ? from + 2 : from,
					    (size_t)(p - from) - (from > name ? 2 : 0)),
				mem),
			mem);
		if (from == name)
			break;
		p = from - 1;
	}
}

static bool
is_called(const struct section_keys *keys, size_t h, const struct name *name)
{
	if (!name->parts.n || strcmp(keys->v[h], name->parts.v[0]) != 0)
		return false;
	for (size_t i = 1; i < name->parts.n; i++) {
		do {
			h = keys->m->headings[h].parent;
		} while (h != MARKDOWN_TOP && strcmp(keys->v[h], name->parts.v[i]) != 0);
		if (h == MARKDOWN_TOP)
			return false;
	}
	return true;
}

size_t
section_find(const struct section_keys *keys, const char *names, struct arena *mem)
{
	for (const char *p = names; *p; p += *p == '|') {
		size_t n = strcspn(p, "|");
		struct name name;

		name_read(&name, p, n, mem);
		for (size_t h = 0; h < keys->m->nheadings; h++) {
			if (is_called(keys, h, &name))
				return h;
		}
		p += n;
	}
	return MARKDOWN_TOP;
}

bool
section_is(const struct section_keys *keys, size_t h, const char *names, struct arena *mem)
{
	for (const char *p = names; *p; p += *p == '|') {
		size_t n = strcspn(p, "|");
		struct name name;

		name_read(&name, p, n, mem);
		if (is_called(keys, h, &name))
			return true;
		p += n;
	}
	return false;
}

const char *
section_title(const char *names, struct arena *mem)
{
	return arena_strndup(mem, names, strcspn(names, "|"));
}

bool
section_is_empty(const struct markdown *m, size_t h)
{
	for (size_t i = markdown_from(m, h); i < markdown_to(m, h); i++) {
		const char *text = m->blocks[i].text;

		if (text[strspn(text, " \t\r\n")])
			return false;
	}
	return true;
}
