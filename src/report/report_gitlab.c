/* SPDX-License-Identifier: MIT */
/*
 * report_gitlab -- a code quality report as GitLab reads it from an artifact: an array of issues,
 * each with a path, a line and a fingerprint that stays the same while lines above it move.
 */
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/hex.h"
#include "model/outcome.h"
#include "report/remark.h"
#include "report/report.h"

#define SOURCE "tta.ini" /* what is about no file is about what asked for it */

static const char *
hash_of(const char *text, struct arena *mem)
{
	unsigned char digest[HASH_MAX];
	char *hex = arena_alloc(mem, 2 * HASH_MAX + 1, 1);
	struct error ignored;

	if (hash_bytes(digest, HASH_SHA256, text, strlen(text), &ignored) < 0)
		return text; /* long, and as good a name */
	hex_write(hex, digest, HASH_MAX);
	return hex;
}

/* seen: how often each came before, since some differ in their line alone. */
static const char *
fingerprint(const struct remark *r, json_t *seen, struct arena *mem)
{
	const char *text = arena_printf(mem, "%s\n%s\n%s\n%s", r->by, r->path ? r->path : "",
		r->rule ? r->rule : "", r->text);
	json_int_t nth = json_integer_value(json_object_get(seen, text));

	json_object_set_new(seen, text, json_integer(nth + 1));
	return hash_of(arena_printf(mem, "%lld\n%s", (long long)nth, text), mem);
}

static json_t *
location(const struct remark *r)
{
	json_t *lines = json_object(), *where = json_object();

	json_object_set_new(lines, "begin", json_integer(r->line ? r->line : 1));
	json_object_set_new(where, "path", json_string(r->path ? r->path : SOURCE));
	json_object_set_new(where, "lines", lines);
	return where;
}

static json_t *
issue(const struct remark *r, json_t *seen, struct arena *mem)
{
	static const char *const severities[] = {
		[REMARK_WARNING] = "minor", [REMARK_ERROR] = "major", [REMARK_UNKNOWN] = "blocker"};
	const char *fp = fingerprint(r, seen, mem);
	json_t *object = json_object();
	const char *check = r->rule ? arena_printf(mem, "%s/%s", r->check, r->rule) : r->check;

	json_object_set_new(object, "description", json_string(r->text));
	json_object_set_new(object, "check_name", json_string(check));
	json_object_set_new(object, "fingerprint", json_string(fp));
	json_object_set_new(object, "severity", json_string(severities[r->weight]));
	json_object_set_new(object, "location", location(r));
	return object;
}

static int
add_bytes(const char *data, size_t n, void *out)
{
	buf_add(out, data, n);
	return 0;
}

void
report_gitlab(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	struct remarks list;
	json_t *root = json_array(), *seen = json_object();

	(void)style;
	remarks_collect(&list, o, mem);
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(root, issue(&list.v[i], seen, mem));
	json_dump_callback(root, add_bytes, out, JSON_INDENT(1));
	buf_addc(out, '\n');
	json_decref(seen);
	json_decref(root);
}
