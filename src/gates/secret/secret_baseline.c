/* SPDX-License-Identifier: MIT */
/* secret_baseline -- see secret_baseline.h; here reading and matching. */
#include "gates/secret/secret_baseline.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static int
not_one(struct error *err, const char *name, const char *why)
{
	return error_set(err, ERR_CONFIG, "'%s' is no baseline of secrets: %s", name, why);
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static bool
is_sha1(const char *s)
{
	return strlen(s) == SECRET_SHA1_HEX - 1 &&
	       strspn(s, "0123456789abcdefABCDEF") == SECRET_SHA1_HEX - 1;
}

/* Paths written on another system. */
static const char *
with_slashes(const char *path, struct arena *mem)
{
	char *copy = arena_strdup(mem, path);

	if (strncmp(copy, "./", 2) == 0 || strncmp(copy, ".\\", 2) == 0)
		copy += 2;
	if (!strchr(copy, '/')) {
		for (char *p = copy; *p; p++) {
			if (*p == '\\')
				*p = '/';
		}
	}
	return copy;
}

static int
read_entry(struct secret_known *to, const char *path, json_t *entry, const char *name,
	struct error *err)
{
	const json_t *label = json_object_get(entry, "is_secret");
	json_int_t line = json_integer_value(json_object_get(entry, "line_number"));

	*to = (struct secret_known){
		.path = path,
		.type = text_of(entry, "type"),
		.sha1 = text_of(entry, "hashed_secret"),
		.json = entry,
		.line = line > 0 && line < INT32_MAX ? (int)line : 0,
	};
	if (json_is_boolean(label))
		to->label = json_is_true(label) ? SECRET_TRUE : SECRET_FALSE;
	if (!to->type || !to->sha1 || !is_sha1(to->sha1))
		return not_one(err, name, "an entry has no type, or no SHA-1 in hashed_secret");
	return 0;
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(
		((const struct secret_known *)a)->path, ((const struct secret_known *)b)->path);
}

static int
read_results(struct secret_baseline *out, json_t *results, const char *name, struct arena *mem,
	struct error *err)
{
	size_t n = 0;
	const char *path;
	json_t *list;

	json_object_foreach(results, path, list)
	{
		if (!json_is_array(list))
			return not_one(err, name, "`results` holds something that is no list");
		n += json_array_size(list);
	}
	out->v = arena_alloc(mem, n + 1, sizeof(*out->v));
	json_object_foreach(results, path, list)
	{
		const char *known = with_slashes(path, mem);

		for (size_t i = 0; i < json_array_size(list); i++) {
			if (read_entry(&out->v[out->n], known, json_array_get(list, i), name, err) <
				0)
				return -1;
			out->n++;
		}
	}
	qsort(out->v, out->n, sizeof(*out->v), by_path);
	return 0;
}

int
secret_baseline_read(struct secret_baseline *out, const char *name, const char *text, size_t len,
	struct arena *mem, struct error *err)
{
	json_error_t why;
	json_t *results;

	*out = (struct secret_baseline){0};
	out->json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why);
	if (!out->json)
		return error_set(err, ERR_CONFIG, "'%s' is no baseline of secrets: line %d: %s",
			name, why.line, why.text);
	results = json_object_get(out->json, "results");
	if (!json_is_object(results))
		(void)not_one(err, name, "it has no `results`");
	else if (read_results(out, results, name, mem, err) == 0)
		return 0;
	secret_baseline_release(out);
	return -1;
}

void
secret_baseline_release(struct secret_baseline *b)
{
	json_decref(b->json);
	*b = (struct secret_baseline){0};
}

/* These know a value, not what it is for: whichever rule finds it now, it is the same. */
static bool
is_vague(const char *type)
{
	static const char *const types[] = {"Secret Keyword", "Base64 High Entropy String",
		"Hex High Entropy String", "Basic Auth Credentials"};

	for (size_t i = 0; i < countof(types); i++) {
		if (strcmp(type, types[i]) == 0)
			return true;
	}
	return false;
}

static struct secret_known *
first_of(struct secret_baseline *b, const char *path)
{
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(b->v[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return b->v + low;
}

struct secret_known *
secret_baseline_find(struct secret_baseline *b, const char *path, const struct secret_found *f)
{
	struct secret_known *end, *stands_in = NULL;

	if (b->n == 0)
		return NULL;
	end = b->v + b->n;
	for (struct secret_known *k = first_of(b, path); k < end && strcmp(k->path, path) == 0;
		k++) {
		bool is_type = strcmp(k->type, f->rule->type) == 0;

		if ((is_type || is_vague(k->type)) && strcmp(k->sha1, f->sha1) == 0) {
			k->is_used = true;
			return k;
		}
		if (is_type && f->stand_in[0] && !k->is_used && strcmp(k->sha1, f->stand_in) == 0)
			stands_in = k;
	}
	if (stands_in)
		stands_in->is_used = true;
	return stands_in;
}
