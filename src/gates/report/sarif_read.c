/* SPDX-License-Identifier: MIT */
/* sarif_read -- see sarif_read.h. */
#include "gates/report/sarif_read.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hex.h"
#include "base/path.h"

#define TEXT_MAX_BYTES 1000

struct run {
	const json_t *json, *rules; /* rules: of the driver */
	struct issues *out;
	struct arena *mem;
};

static const json_t *
get(const json_t *object, const char *a, const char *b)
{
	const json_t *inside = json_object_get(object, a);

	return b ? json_object_get(inside, b) : inside;
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static const json_t *
rules_of(const struct run *r, const json_t *reference)
{
	const json_t *component = json_object_get(reference, "toolComponent");
	const json_t *index = json_object_get(component, "index");
	const json_t *extensions = get(json_object_get(r->json, "tool"), "extensions", NULL);

	if (!json_is_integer(index))
		return r->rules;
	return json_object_get(
		json_array_get(extensions, (size_t)json_integer_value(index)), "rules");
}

/* By index, else by id; NULL: the report does not describe it. */
static const json_t *
rule_of(const struct run *r, const json_t *result)
{
	const json_t *reference = json_object_get(result, "rule");
	const json_t *rules = rules_of(r, reference), *index = json_object_get(reference, "index");
	const char *id = text_of(result, "ruleId");

	if (!json_is_integer(index))
		index = json_object_get(result, "ruleIndex");
	if (json_is_integer(index) && json_integer_value(index) >= 0)
		return json_array_get(rules, (size_t)json_integer_value(index));
	if (!id)
		id = text_of(reference, "id");
	for (size_t i = 0; id && i < json_array_size(rules); i++) {
		const json_t *rule = json_array_get(rules, i);
		const char *name = text_of(rule, "id");

		if (name && strcmp(name, id) == 0)
			return rule;
	}
	return NULL;
}

/* -1: not said. */
static double
score_of(const json_t *object)
{
	const json_t *value = get(object, "properties", "security-severity");
	const char *text = json_string_value(value);
	double score;
	char *end;

	if (json_is_number(value))
		return json_number_value(value);
	if (!text)
		return -1;
	score = strtod(text, &end);
	return end == text ? -1 : score;
}

static bool
is_suppressed(const json_t *result)
{
	const json_t *list = json_object_get(result, "suppressions");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *status = text_of(json_array_get(list, i), "status");

		if (status && strcmp(status, "accepted") != 0)
			return false;
	}
	return json_array_size(list) > 0;
}

static bool
counts(const json_t *result)
{
	const char *kind = text_of(result, "kind"), *state = text_of(result, "baselineState");

	return (!kind || strcmp(kind, "fail") == 0) && (!state || strcmp(state, "absent") != 0) &&
	       !is_suppressed(result);
}

static bool
severity_of(enum severity *out, const json_t *result, const json_t *rule)
{
	const char *level = text_of(result, "level");
	double score = score_of(result);

	if (score < 0)
		score = score_of(rule);
	if (!level)
		level = json_string_value(get(rule, "defaultConfiguration", "level"));
	if (score > 0)
		*out = score >= 9   ? SEVERITY_CRITICAL
		       : score >= 7 ? SEVERITY_HIGH
		       : score >= 4 ? SEVERITY_MEDIUM
				    : SEVERITY_LOW;
	else if (level && strcmp(level, "none") == 0)
		return false;
	else if (level && strcmp(level, "error") == 0)
		*out = SEVERITY_HIGH;
	else if (level && strcmp(level, "note") == 0)
		*out = SEVERITY_LOW;
	else
		*out = SEVERITY_MEDIUM;
	return true;
}

/* With the base that it is relative to, where the run tells that one. */
static const char *
file_of(const struct run *r, const json_t *artifact)
{
	const json_t *index = json_object_get(artifact, "index");
	const char *uri = text_of(artifact, "uri"), *base = text_of(artifact, "uriBaseId");

	if (!uri && json_is_integer(index) && json_integer_value(index) >= 0) {
		artifact = get(json_array_get(json_object_get(r->json, "artifacts"),
				       (size_t)json_integer_value(index)),
			"location", NULL);
		uri = text_of(artifact, "uri");
		base = text_of(artifact, "uriBaseId");
	}
	if (!uri)
		return NULL;
	if (base && !strstr(uri, "://") && uri[0] != '/')
		base = text_of(get(r->json, "originalUriBaseIds", base), "uri");
	else
		base = NULL;
	if (base)
		uri = path_join(base, uri, r->mem);
	return hex_percents(uri, strlen(uri), r->mem);
}

static int
place_of(const json_t *region, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(region, key));

	return n > 0 && n < INT_MAX ? (int)n : 0;
}

static const char *
words_of(const json_t *result, const json_t *rule, struct arena *mem)
{
	const char *text = json_string_value(get(result, "message", "text"));

	if (!text)
		text = json_string_value(get(rule, "shortDescription", "text"));
	return text ? arena_strndup(mem, text, strnlen(text, TEXT_MAX_BYTES)) : "";
}

static void
add_result(struct run *r, const json_t *result)
{
	const json_t *rule = rule_of(r, result);
	const json_t *location = json_object_get(
		json_array_get(json_object_get(result, "locations"), 0), "physicalLocation");
	const json_t *region = json_object_get(location, "region");
	const char *id = text_of(result, "ruleId");
	struct issue issue;

	if (!counts(result) || !severity_of(&issue.severity, result, rule))
		return;
	id = id ? id : text_of(rule, "id");
	issue.file = file_of(r, json_object_get(location, "artifactLocation"));
	issue.line = place_of(region, "startLine");
	issue.column = place_of(region, "startColumn");
	issue.rule = id ? arena_strdup(r->mem, id) : NULL;
	issue.text = words_of(result, rule, r->mem);
	r->out->v = arena_grow(r->mem, r->out->v, r->out->n, &r->out->cap, sizeof(*r->out->v));
	r->out->v[r->out->n++] = issue;
}

static int
check_run(const json_t *run, struct error *err)
{
	const json_t *list = json_object_get(run, "invocations");

	for (size_t i = 0; i < json_array_size(list); i++) {
		if (json_is_false(json_object_get(json_array_get(list, i), "executionSuccessful")))
			return error_set(err, ERR_SYSTEM, "its run says that it did not succeed");
	}
	return 0;
}

int
sarif_read(struct issues *out, const json_t *root, struct arena *mem, struct error *err)
{
	const json_t *runs = json_object_get(root, "runs");

	if (json_array_size(runs) == 0)
		return error_set(err, ERR_SYSTEM, "it is empty: it holds no run");
	for (size_t i = 0; i < json_array_size(runs); i++) {
		struct run r = {.json = json_array_get(runs, i), .out = out, .mem = mem};
		const json_t *results = json_object_get(r.json, "results");

		r.rules = get(get(r.json, "tool", "driver"), "rules", NULL);
		if (check_run(r.json, err) < 0)
			return -1;
		if (!json_is_array(results))
			return error_set(err, ERR_SYSTEM, "a run of it has no results");
		for (size_t k = 0; k < json_array_size(results); k++)
			add_result(&r, json_array_get(results, k));
	}
	return 0;
}
