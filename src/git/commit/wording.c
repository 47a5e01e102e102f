/* SPDX-License-Identifier: MIT */
/* wording -- see wording.h. */
#include "git/commit/wording.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/arena.h"
#include "base/text.h"
#include "git/repo/gitenv.h"
#include "git/repo/repo.h"

#define PAIRS_MAX 10000 /* of GIT_CONFIG_COUNT that are looked at */

static bool
is_true(const char *value)
{
	int number = 0;

	if (!value) /* a key alone */
		return true;
	return git_config_parse_bool(&number, value) == 0 && number;
}

/* One setting over those before it. */
static void
take(struct wording *w, const char *name, const char *value, struct arena *mem)
{
	const char *text = value ? arena_strdup(mem, value) : NULL;

	if (strcasecmp(name, "core.commentchar") == 0)
		w->comment = w->comment_char = text;
	else if (strcasecmp(name, "core.commentstring") == 0)
		w->comment = text;
	else if (strcasecmp(name, "commit.cleanup") == 0)
		w->cleanup = text;
	else if (strcasecmp(name, "i18n.commitencoding") == 0)
		w->encoding = text;
	else if (strcasecmp(name, "commit.verbose") == 0)
		w->is_verbose = is_true(value);
}

static void
take_files(struct wording *w, const struct repo *r, struct arena *mem)
{
	git_config_iterator *each = NULL;
	git_config_entry *entry;
	git_config *config = NULL;

	if (git_repository_config(&config, r->git) == 0 &&
		git_config_iterator_new(&each, config) == 0) {
		while (git_config_next(&entry, each) == 0)
			take(w, entry->name, entry->value, mem);
	}
	git_config_iterator_free(each);
	git_config_free(config);
}

/* 'it'\''s' as git writes it; NULL: it is not. */
static const char *
unquote(char **out, const char *p, struct arena *mem)
{
	char *to = *out = arena_alloc(mem, strlen(p) + 1, 1);

	if (*p != '\'')
		return NULL;
	for (p++; *p; p++) {
		if (*p != '\'') {
			*to++ = *p;
		} else if (p[1] == '\\' && p[2] && p[3] == '\'') {
			*to++ = p[2];
			p += 3;
		} else {
			return p + 1;
		}
	}
	return NULL;
}

/* 'key'='value' of newer gits, 'key=value' of older ones; a key alone is true. */
void
wording_parameters(struct strs *out, const char *text, struct arena *mem)
{
	const char *p = text + strspn(text, " ");

	while (*p) {
		char *name, *value = NULL;

		p = unquote(&name, p, mem);
		if (p && *p == '=' && p[1] == '\'') {
			p = unquote(&value, p + 1, mem);
		} else if (p && *p == '=') {
			p++;
		} else if (p) {
			value = strchr(name, '=');
			if (value)
				*value++ = '\0';
		}
		if (!p)
			return;
		strs_add(out, name, mem);
		strs_add(out, value ? value : "true", mem);
		p += strspn(p, " ");
	}
}

static void
take_environment(struct wording *w, const struct repo *r, struct arena *mem)
{
	const char *count = gitenv_find(r->environ, "GIT_CONFIG_COUNT"),
		   *given = gitenv_find(r->environ, "GIT_CONFIG_PARAMETERS");
	long n = count ? strtol(count, NULL, 10) : 0;
	struct strs pairs = {0};

	for (long i = 0; i < n && i < PAIRS_MAX; i++) {
		const char *name =
			gitenv_find(r->environ, arena_printf(mem, "GIT_CONFIG_KEY_%ld", i));
		const char *value =
			gitenv_find(r->environ, arena_printf(mem, "GIT_CONFIG_VALUE_%ld", i));

		if (name && value)
			take(w, name, value, mem);
	}
	if (given)
		wording_parameters(&pairs, given, mem);
	for (size_t i = 0; i + 1 < pairs.n; i += 2)
		take(w, pairs.v[i], pairs.v[i + 1], mem);
}

void
wording_read(struct wording *out, const struct repo *r, struct arena *mem)
{
	*out = (struct wording){0};
	take_files(out, r, mem);
	if (r->environ)
		take_environment(out, r, mem);
}

const char *
wording_utf8(const char *text, size_t *len, const char *encoding, struct arena *mem)
{
	static const char *const latin1[] = {
		"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1"};
	bool is_latin1 = false;
	char *out, *to;

	for (size_t i = 0; encoding && i < countof(latin1); i++)
		is_latin1 |= strcasecmp(encoding, latin1[i]) == 0;
	if (!is_latin1 || text_is_utf8(text, *len))
		return text;
	out = to = arena_alloc(mem, 2 * *len + 1, 1);
	for (size_t i = 0; i < *len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < 0x80) {
			*to++ = (char)c;
		} else {
			*to++ = (char)(0xC0 | c >> 6);
			*to++ = (char)(0x80 | (c & 0x3F));
		}
	}
	*len = (size_t)(to - out);
	return out;
}
