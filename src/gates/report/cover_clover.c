/* SPDX-License-Identifier: MIT */
/*
 * cover_clover -- Clover's XML, as OpenClover, Istanbul and PHPUnit write it.
 *
 * <file path="..."> (PHPUnit: name) holds <line num count>, of type stmt, cond, or method, which is
 * no line of its own.  Of a cond Istanbul (clover="3.2.0") says how many branches were taken and
 * how many were not, others how often each of two was.
 */
#include <string.h>

#include "gates/report/cover.h"
#include "gates/report/xml.h"

struct clover {
	struct cover *cover;
	struct coverage_file *file;
	bool is_istanbul;
};

static void
read_condition(struct clover *c, int64_t line, const char *const *attributes, bool *is_hit)
{
	int64_t yes = xml_number(attributes, "truecount", 0),
		no = xml_number(attributes, "falsecount", 0);

	if (yes < 0 || no < 0)
		return;
	if (c->is_istanbul)
		coverage_branches(c->cover->coverage, c->file, (uint64_t)line, (uint64_t)yes,
			(uint64_t)(yes + no));
	else
		coverage_branches(c->cover->coverage, c->file, (uint64_t)line,
			(uint64_t)(yes > 0) + (uint64_t)(no > 0), 2);
	if (!xml_attribute(attributes, "count"))
		*is_hit = yes > 0 || no > 0;
}

static void
read_line(struct clover *c, const char *const *attributes)
{
	const char *type = xml_attribute(attributes, "type");
	int64_t line = xml_number(attributes, "num", 0);
	bool is_hit = xml_number(attributes, "count", 0) > 0;

	if (line <= 0 || (type && strcmp(type, "method") == 0))
		return;
	if (type && strcmp(type, "cond") == 0)
		read_condition(c, line, attributes, &is_hit);
	coverage_line(c->cover->coverage, c->file, (uint64_t)line, is_hit);
}

static void
on_open(void *ctx, const char *name, const char *const *attributes)
{
	struct clover *c = ctx;

	if (strcmp(name, "line") == 0 && c->file) {
		read_line(c, attributes);
	} else if (strcmp(name, "file") == 0) {
		const char *path = xml_attribute(attributes, "path");

		if (!path)
			path = xml_attribute(attributes, "name");
		c->file = path && *path ? cover_file(c->cover, path) : NULL;
	} else if (strcmp(name, "coverage") == 0) {
		const char *version = xml_attribute(attributes, "clover");

		c->is_istanbul = version && strcmp(version, "3.2.0") == 0;
	}
}

static void
on_close(void *ctx, const char *name)
{
	struct clover *c = ctx;

	if (strcmp(name, "file") == 0)
		c->file = NULL;
}

int
cover_read_clover(struct cover *c, struct stream *in, struct error *err)
{
	struct clover state = {.cover = c};
	const struct xml_reader reader = {.ctx = &state, .open = on_open, .close = on_close};

	return xml_read(&reader, in, err);
}
