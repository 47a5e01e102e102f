/* SPDX-License-Identifier: MIT */
/*
 * cover_json -- the JSON of coverage.py and of Istanbul (nyc, jest, c8).
 *
 * coverage.py: lines that were executed and are not excluded, and those that are missing; branches
 * as pairs of lines.  Docstrings are among the executed lines and are no statements; where the
 * summary says that there are some, its numbers are what counts.  Istanbul: a line is executed as
 * often as the statement on it that was executed most; each way of a branch counts.
 */
#include <string.h>

#include "gates/report/cover.h"

static bool
has_number(const json_t *list, json_int_t n)
{
	const json_t *item;
	size_t i;

	json_array_foreach((json_t *)(uintptr_t)list, i, item)
	{
		if (json_integer_value(item) == n)
			return true;
	}
	return false;
}

static json_int_t
add_lines(struct cover *c, struct coverage_file *f, const json_t *list, const json_t *excluded,
	bool is_hit)
{
	json_int_t n = 0;

	for (size_t i = 0; i < json_array_size(list); i++) {
		json_int_t line = json_integer_value(json_array_get(list, i));

		if (line <= 0 || has_number(excluded, line))
			continue;
		coverage_line(c->coverage, f, (uint64_t)line, is_hit);
		n++;
	}
	return n;
}

/* found: of the executed lines, those that may be statements. */
static void
add_summary(struct cover *c, struct coverage_file *f, const json_t *summary, json_int_t found)
{
	json_int_t hit = json_integer_value(json_object_get(summary, "covered_lines")),
		   all = json_integer_value(json_object_get(summary, "num_statements"));
	struct coverage_block b = {.line = 1, .statements = (uint32_t)hit, .is_hit = true};

	if (!summary || hit == found || hit < 0 || all < hit || all > COVERAGE_LINE_MAX)
		return;
	coverage_statements(c->coverage, f, &b);
	b = (struct coverage_block){.line = 1, .id = 1, .statements = (uint32_t)(all - hit)};
	coverage_statements(c->coverage, f, &b);
}

static void
add_arcs(struct cover *c, struct coverage_file *f, const json_t *list, bool is_hit)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *pair = json_array_get(list, i);
		json_int_t from = json_integer_value(json_array_get(pair, 0)),
			   to = json_integer_value(json_array_get(pair, 1));

		if (from > 0)
			coverage_branch(c->coverage, f, (uint64_t)from, (uint32_t)(to & UINT32_MAX),
				is_hit);
	}
}

int
cover_read_coveragepy(struct cover *c, const json_t *root, struct error *err)
{
	json_t *files = json_object_get(root, "files");
	const char *name;
	json_t *value;

	if (json_is_true(json_object_get(json_object_get(root, "meta"), "branch_coverage")))
		c->coverage->has_branches = true;
	json_object_foreach(files, name, value)
	{
		const json_t *executed = json_object_get(value, "executed_lines"),
			     *missing = json_object_get(value, "missing_lines"),
			     *excluded = json_object_get(value, "excluded_lines");
		struct coverage_file *f;

		if (!json_is_array(executed) || !json_is_array(missing))
			return error_set(err, ERR_SYSTEM, "'%s' has no executed_lines", name);
		f = cover_file(c, name);
		if (!f)
			continue;
		add_summary(c, f, json_object_get(value, "summary"),
			add_lines(c, f, executed, excluded, true));
		add_lines(c, f, missing, NULL, false);
		add_arcs(c, f, json_object_get(value, "executed_branches"), true);
		add_arcs(c, f, json_object_get(value, "missing_branches"), false);
	}
	return 0;
}

static json_int_t
start_line(const json_t *location)
{
	return json_integer_value(json_object_get(json_object_get(location, "start"), "line"));
}

static void
add_statements(struct cover *c, struct coverage_file *f, json_t *map, const json_t *counts)
{
	const char *id;
	json_t *where;

	json_object_foreach(map, id, where)
	{
		json_int_t line = start_line(where);

		if (line > 0)
			coverage_line(c->coverage, f, (uint64_t)line,
				json_number_value(json_object_get(counts, id)) > 0);
	}
}

static void
add_branches(struct cover *c, struct coverage_file *f, const json_t *map, json_t *counts)
{
	const char *id;
	json_t *ways;

	json_object_foreach(counts, id, ways)
	{
		const json_t *branch = json_object_get(map, id);
		json_int_t line = start_line(json_object_get(branch, "loc"));
		uint32_t base = cover_id(id, strlen(id));

		if (line <= 0)
			line = json_integer_value(json_object_get(branch, "line"));
		if (line <= 0)
			line = start_line(json_array_get(json_object_get(branch, "locations"), 0));
		for (size_t i = 0; i < json_array_size(ways) && line > 0; i++)
			coverage_branch(c->coverage, f, (uint64_t)line, base + (uint32_t)i,
				json_number_value(json_array_get(ways, i)) > 0);
	}
}

int
cover_read_istanbul(struct cover *c, const json_t *root, struct error *err)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)root, name, value)
	{
		json_t *data = json_object_get(value, "data");
		json_t *of = data ? data : value, *map = json_object_get(of, "statementMap"),
		       *counts = json_object_get(of, "s");
		const char *path = json_string_value(json_object_get(of, "path"));
		struct coverage_file *f;

		if (!json_is_object(map) || !json_is_object(counts))
			return error_set(err, ERR_SYSTEM, "'%s' has no statementMap", name);
		c->coverage->has_branches |= json_is_object(json_object_get(of, "b"));
		f = cover_file(c, path ? path : name);
		if (!f)
			continue;
		add_statements(c, f, map, counts);
		add_branches(c, f, json_object_get(of, "branchMap"), json_object_get(of, "b"));
	}
	return 0;
}
