/* SPDX-License-Identifier: MIT */
/*
 * report_sarif -- the outcome as SARIF 2.1.0, which code hosts and editors read.  A rule is a gate
 * with what its tool calls the rule; what could not be judged is a notification of the invocation,
 * which then was not successful.
 */
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/outcome.h"
#include "report/remark.h"
#include "report/report.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* A path from the root as a relative reference of RFC 3986. */
static const char *
uri(const char *path, struct arena *mem)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~/!$&'()*+,;=@";
	char *out = arena_alloc(mem, 3 * strlen(path) + 1, 1), *to = out;
	static const char digits[] = "0123456789ABCDEF";

	for (; *path; path++) {
		if (strchr(plain, *path)) {
			*to++ = *path;
			continue;
		}
		*to++ = '%';
		*to++ = digits[(unsigned char)*path >> 4];
		*to++ = digits[(unsigned char)*path & 15];
	}
	return out;
}

static json_t *
message(const char *text)
{
	json_t *object = json_object();

	json_object_set_new(object, "text", json_string(text));
	return object;
}

static json_t *
locations(const struct remark *r, struct arena *mem)
{
	json_t *artifact = json_object(), *physical = json_object(), *one = json_object();
	json_t *array = json_array();

	json_object_set_new(artifact, "uri", json_string(uri(r->file, mem)));
	json_object_set_new(artifact, "uriBaseId", json_string("%SRCROOT%"));
	json_object_set_new(physical, "artifactLocation", artifact);
	if (r->line) {
		json_t *region = json_object();

		json_object_set_new(region, "startLine", json_integer(r->line));
		if (r->column)
			json_object_set_new(region, "startColumn", json_integer(r->column));
		json_object_set_new(physical, "region", region);
	}
	json_object_set_new(one, "physicalLocation", physical);
	json_array_append_new(array, one);
	return array;
}

static const char *
rule_id(const struct remark *r, struct arena *mem)
{
	return r->rule ? arena_printf(mem, "%s/%s", r->check, r->rule) : r->check;
}

static json_t *
result(const struct remark *r, struct arena *mem)
{
	json_t *object = json_object(), *properties = json_object();

	json_object_set_new(object, "ruleId", json_string(rule_id(r, mem)));
	json_object_set_new(
		object, "level", json_string(r->weight == REMARK_WARNING ? "warning" : "error"));
	json_object_set_new(object, "message", message(r->text));
	json_object_set_new(object, "locations", r->file ? locations(r, mem) : json_array());
	json_object_set_new(properties, "job", json_string(r->by));
	json_object_set_new(object, "properties", properties);
	return object;
}

/* Each rule once, in the order in which they come. */
static json_t *
rules(const struct remarks *list, struct arena *mem)
{
	json_t *array = json_array(), *seen = json_object();

	for (size_t i = 0; i < list->n; i++) {
		const char *id = rule_id(&list->v[i], mem);
		json_t *object;

		if (list->v[i].weight == REMARK_UNKNOWN || json_object_get(seen, id))
			continue;
		json_object_set_new(seen, id, json_true());
		object = json_object();
		json_object_set_new(object, "id", json_string(id));
		json_array_append_new(array, object);
	}
	json_decref(seen);
	return array;
}

static json_t *
driver(const struct remarks *list, struct arena *mem)
{
	json_t *tool = json_object(), *object = json_object();

	json_object_set_new(object, "name", json_string("tta-check"));
	json_object_set_new(object, "rules", rules(list, mem));
	json_object_set_new(tool, "driver", object);
	return tool;
}

static json_t *
invocations(const struct remarks *list, const struct outcome *o, struct arena *mem)
{
	json_t *notes = json_array(), *object = json_object(), *array = json_array();
	int status = outcome_exit(o);

	for (size_t i = 0; i < list->n; i++) {
		const struct remark *r = &list->v[i];
		json_t *note;

		if (r->weight != REMARK_UNKNOWN)
			continue;
		note = json_object();
		json_object_set_new(note, "level", json_string("error"));
		json_object_set_new(
			note, "message", message(arena_printf(mem, "%s: %s", r->by, r->text)));
		json_array_append_new(notes, note);
	}
	json_object_set_new(object, "executionSuccessful",
		json_boolean(status == EXIT_YES || status == EXIT_NO));
	json_object_set_new(object, "exitCode", json_integer(status));
	json_object_set_new(object, "toolExecutionNotifications", notes);
	json_array_append_new(array, object);
	return array;
}

static json_t *
run_of(const struct remarks *list, const struct outcome *o, struct arena *mem)
{
	json_t *run = json_object(), *results = json_array();

	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].weight != REMARK_UNKNOWN)
			json_array_append_new(results, result(&list->v[i], mem));
	}
	json_object_set_new(run, "tool", driver(list, mem));
	json_object_set_new(run, "invocations", invocations(list, o, mem));
	json_object_set_new(run, "results", results);
	return run;
}

static int
add_bytes(const char *data, size_t n, void *out)
{
	buf_add(out, data, n);
	return 0;
}

void
report_sarif(struct buf *out, const struct outcome *o, const struct report_style *style,
	struct arena *mem)
{
	json_t *root = json_object(), *runs = json_array();
	struct remarks list;

	(void)style;
	remarks_collect(&list, o, mem);
	json_array_append_new(runs, run_of(&list, o, mem));
	json_object_set_new(root, "$schema", json_string(SCHEMA));
	json_object_set_new(root, "version", json_string("2.1.0"));
	json_object_set_new(root, "runs", runs);
	json_dump_callback(root, add_bytes, out, JSON_INDENT(1));
	buf_addc(out, '\n');
	json_decref(root);
}
