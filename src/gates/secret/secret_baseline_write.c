/* SPDX-License-Identifier: MIT */
/*
 * secret_baseline -- see secret_baseline.h; here what changes a baseline, and its text.
 *
 * Results are put together anew and compared with those that were there: where they are equal
 * nothing is touched, generated_at least of all.  The text is json.dumps(indent=2) of Python: other
 * tools write the same file.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/secret/secret_baseline.h"

#define VERSION_WRITTEN "1.5.0" /* of the format */

static const char *const plugins[] = {"ArtifactoryDetector", "AWSKeyDetector",
	"AzureStorageKeyDetector", "Base64HighEntropyString", "BasicAuthDetector",
	"CloudantDetector", "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector",
	"HexHighEntropyString", "IbmCloudIamDetector", "IbmCosHmacDetector", "IPPublicDetector",
	"JwtTokenDetector", "KeywordDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector",
	"PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector",
	"SoftlayerDetector", "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector",
	"TwilioKeyDetector"};

static const char *const filters[] = {"allowlist.is_line_allowlisted",
	"heuristic.is_indirect_reference", "heuristic.is_likely_id_string",
	"heuristic.is_lock_file", "heuristic.is_not_alphanumeric_string",
	"heuristic.is_potential_uuid", "heuristic.is_prefixed_with_dollar_sign",
	"heuristic.is_sequential_string", "heuristic.is_swagger_file",
	"heuristic.is_templated_secret"};

/* What detect-secrets would write beside the same results, so that it can go on from there. */
static json_t *
plugins_used(void)
{
	json_t *list = json_array();

	for (size_t i = 0; i < countof(plugins); i++) {
		json_t *one = json_pack("{s:s}", "name", plugins[i]);

		if (strcmp(plugins[i], "Base64HighEntropyString") == 0)
			json_object_set_new(one, "limit", json_real(4.5));
		if (strcmp(plugins[i], "HexHighEntropyString") == 0)
			json_object_set_new(one, "limit", json_real(3.0));
		if (strcmp(plugins[i], "KeywordDetector") == 0)
			json_object_set_new(one, "keyword_exclude", json_string(""));
		json_array_append_new(list, one);
	}
	return list;
}

static json_t *
filters_used(struct arena *mem)
{
	json_t *list = json_array();

	for (size_t i = 0; i < countof(filters); i++)
		json_array_append_new(
			list, json_pack("{s:s}", "path",
				      arena_printf(mem, "detect_secrets.filters.%s", filters[i])));
	return list;
}

int
secret_baseline_new(struct secret_baseline *out, bool is_full, struct arena *mem, struct error *err)
{
	*out = (struct secret_baseline){.json = json_pack("{s:s, s:o, s:o, s:{}}", "version",
						VERSION_WRITTEN, "plugins_used", plugins_used(),
						"filters_used", filters_used(mem), "results")};
	if (out->json && is_full)
		json_object_set_new(out->json, "generated_at", json_string(""));
	return out->json ? 0 : error_set(err, ERR_SYSTEM, "cannot make a baseline");
}

static bool
is_slim(const struct secret_baseline *b)
{
	return !json_object_get(b->json, "generated_at");
}

/* A full one that has no time yet. */
static bool
is_unwritten(const struct secret_baseline *b)
{
	const char *at = json_string_value(json_object_get(b->json, "generated_at"));

	return at && !*at;
}

/* What we found; of what was known all that is not about its place stays. */
static json_t *
entry_of(const struct secret_found *f, const struct secret_known *known, const char *path,
	bool with_line)
{
	json_t *one;

	if (known) {
		one = json_copy(known->json);
		if (with_line && f->line && json_object_get(one, "line_number"))
			json_object_set_new(one, "line_number", json_integer(f->line));
		if (strcmp(known->sha1, f->sha1) != 0 && strcmp(known->type, f->rule->type) == 0)
			json_object_set_new(one, "hashed_secret", json_string(f->sha1));
		return one;
	}
	one = json_pack("{s:s, s:s, s:s, s:b}", "type", f->rule->type, "filename", path,
		"hashed_secret", f->sha1, "is_verified", 0);
	if (one && with_line && f->line)
		json_object_set_new(one, "line_number", json_integer(f->line));
	return one;
}

static int
by_place(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	json_int_t i = json_integer_value(json_object_get(x, "line_number")),
		   k = json_integer_value(json_object_get(y, "line_number"));
	int order;

	if (i != k)
		return i < k ? -1 : 1;
	order = strcmp(json_string_value(json_object_get(x, "hashed_secret")),
		json_string_value(json_object_get(y, "hashed_secret")));
	return order ? order
		     : strcmp(json_string_value(json_object_get(x, "type")),
			       json_string_value(json_object_get(y, "type")));
}

static void
sort_list(json_t *list, struct arena *mem)
{
	size_t n = json_array_size(list);
	json_t **v = arena_alloc(mem, n + 1, sizeof(*v));

	for (size_t i = 0; i < n; i++)
		v[i] = json_incref(json_array_get(list, i));
	qsort(v, n, sizeof(*v), by_place);
	json_array_clear(list);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, v[i]);
}

static bool
has_same(const json_t *list, const json_t *entry)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *other = json_array_get(list, i);

		if (json_equal(json_object_get(other, "hashed_secret"),
			    json_object_get(entry, "hashed_secret")) &&
			json_equal(json_object_get(other, "type"), json_object_get(entry, "type")))
			return true;
	}
	return false;
}

/* The entries of one file, each identity once, as detect-secrets keeps them. */
static json_t *
list_of(struct secret_baseline *b, const struct secret_baseline_file *file, size_t *added,
	struct arena *mem)
{
	json_t *list = json_array();
	bool with_line = !is_slim(b);

	for (size_t i = 0; i < file->n; i++) {
		const struct secret_known *known = secret_baseline_find(b, file->path, &file->v[i]);
		json_t *one = entry_of(&file->v[i], known, file->path, with_line);

		if (has_same(list, one)) {
			json_decref(one);
			continue;
		}
		*added += !known;
		json_array_append_new(list, one);
	}
	sort_list(list, mem);
	return list;
}

/* Entries differ in their identity or in what they say of it, not only in their lines. */
static bool
is_same_but_lines(const json_t *a, const json_t *b)
{
	if (json_array_size(a) != json_array_size(b))
		return false;
	for (size_t i = 0; i < json_array_size(a); i++) {
		if (!has_same(b, json_array_get(a, i)))
			return false;
	}
	return true;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* As sort_keys would. */
void *
secret_baseline_sorted(void *object, struct arena *mem)
{
	json_t *results = object;
	size_t n = json_object_size(results), i = 0;
	const char **paths = arena_alloc(mem, n + 1, sizeof(*paths)), *path;
	json_t *out = json_object(), *list;

	json_object_foreach(results, path, list) paths[i++] = path;
	qsort(paths, n, sizeof(*paths), compare_texts);
	for (i = 0; i < n; i++) {
		list = json_object_get(results, paths[i]);
		sort_list(list, mem);
		json_object_set(out, paths[i], list);
	}
	return out;
}

static void
put_results(struct secret_baseline *b, json_t *results, int64_t now_s, struct arena *mem)
{
	time_t now = (time_t)now_s;
	char text[32];
	struct tm tm;

	json_object_set_new(b->json, "results", secret_baseline_sorted(results, mem));
	if (!is_slim(b) && gmtime_r(&now, &tm) &&
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		json_object_set_new(b->json, "generated_at", json_string(text));
}

static size_t
count_entries(const json_t *results)
{
	size_t n = 0;
	const char *path;
	json_t *list;

	json_object_foreach((json_t *)(uintptr_t)results, path, list) n += json_array_size(list);
	return n;
}

int
secret_baseline_update(struct secret_baseline_change *out, struct secret_baseline *b,
	const struct secret_baseline_file *files, size_t n, bool is_all, int64_t now_s,
	struct arena *mem, struct error *err)
{
	json_t *before = json_object_get(b->json, "results"), *after;
	size_t nbefore = count_entries(before);

	*out = (struct secret_baseline_change){0};
	after = is_all ? json_object() : json_copy(before);
	if (!after)
		return error_set(err, ERR_SYSTEM, "cannot make a baseline");
	for (size_t i = 0; i < n; i++) {
		json_t *list = list_of(b, &files[i], &out->added, mem),
		       *was = json_object_get(before, files[i].path);

		if (was && is_same_but_lines(list, was))
			json_object_set(after, files[i].path, was);
		else if (json_array_size(list))
			json_object_set(after, files[i].path, list);
		else
			json_object_del(after, files[i].path);
		json_decref(list);
	}
	out->removed = nbefore + out->added - count_entries(after);
	if (!json_equal(before, after) || is_unwritten(b))
		put_results(b, after, now_s, mem);
	json_decref(after);
	return 0;
}

int
secret_baseline_label(struct secret_known *k, enum secret_label label, struct error *err)
{
	int rc = label == SECRET_UNLABELLED ? json_object_del(k->json, "is_secret")
					    : json_object_set_new(k->json, "is_secret",
						      json_boolean(label == SECRET_TRUE));

	k->label = label;
	return rc < 0 && label != SECRET_UNLABELLED
		       ? error_set(err, ERR_SYSTEM, "cannot label an entry")
		       : 0;
}

/* jansson writes \u00E9 and a bare DEL, Python \u00e9 and \u007f. */
static void
as_python(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == 0x7f) {
			buf_adds(out, "\\u007f");
			continue;
		}
		buf_addc(out, *s);
		if (*s != '\\' || !s[1])
			continue;
		buf_addc(out, *++s);
		for (int i = 0; *s == 'u' && i < 4 && s[1 + i]; i++) {
			char c = s[1 + i];

			buf_addc(out, c >= 'A' && c <= 'F' ? (char)(c + ('a' - 'A')) : c);
			if (i == 3) {
				s += 4;
				break;
			}
		}
	}
}

void
secret_baseline_text(struct buf *out, const struct secret_baseline *b)
{
	char *text =
		json_dumps(b->json, JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(15));

	if (!text)
		arena_die_nomem();
	as_python(out, text);
	buf_addc(out, '\n');
	free(text);
}
