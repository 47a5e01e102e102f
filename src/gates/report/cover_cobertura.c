/* SPDX-License-Identifier: MIT */
/*
 * cover_cobertura -- Cobertura's XML, as coverage.py, gcovr, cargo-tarpaulin and others write it.
 *
 * <source> says what file names are relative to; a <class> names a file, and its lines stand in it.
 * Lines of its methods are left out: all stand in the class as well, but for those of Istanbul,
 * which are declarations and no lines that it counts.  A line with condition-coverage="50% (1/2)"
 * has branches.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/report/cover.h"
#include "gates/report/xml.h"

#define SOURCE_MAX 4096

struct cobertura {
	struct cover *cover;
	struct coverage_file *file;
	bool is_in_source, is_in_methods;
	char source[SOURCE_MAX];
	size_t nsource;
};

static void
read_conditions(struct cobertura *c, int64_t line, const char *text)
{
	const char *open = text ? strchr(text, '(') : NULL;
	unsigned long long hit, total;
	char *end;

	if (!open)
		return;
	hit = strtoull(open + 1, &end, 10);
	if (*end != '/')
		return;
	total = strtoull(end + 1, &end, 10);
	if (*end == ')')
		coverage_branches(c->cover->coverage, c->file, (uint64_t)line, hit, total);
}

static void
read_line(struct cobertura *c, const char *const *attributes)
{
	int64_t line = xml_number(attributes, "number", 0);

	if (line <= 0)
		return;
	coverage_line(
		c->cover->coverage, c->file, (uint64_t)line, xml_number(attributes, "hits", 0) > 0);
	read_conditions(c, line, xml_attribute(attributes, "condition-coverage"));
}

static void
on_open(void *ctx, const char *name, const char *const *attributes)
{
	struct cobertura *c = ctx;

	if (strcmp(name, "line") == 0) {
		if (c->file && !c->is_in_methods)
			read_line(c, attributes);
	} else if (strcmp(name, "methods") == 0) {
		c->is_in_methods = true;
	} else if (strcmp(name, "class") == 0) {
		const char *file = xml_attribute(attributes, "filename");

		c->file = file && *file ? cover_file(c->cover, file) : NULL;
	} else if (strcmp(name, "source") == 0) {
		c->is_in_source = true;
		c->nsource = 0;
	}
}

static void
on_close(void *ctx, const char *name)
{
	struct cobertura *c = ctx;

	if (strcmp(name, "class") == 0) {
		c->file = NULL;
	} else if (strcmp(name, "methods") == 0) {
		c->is_in_methods = false;
	} else if (strcmp(name, "source") == 0 && c->is_in_source) {
		c->is_in_source = false;
		if (c->nsource < SOURCE_MAX && c->nsource)
			strs_add(&c->cover->roots,
				arena_strndup(c->cover->mem, c->source, c->nsource), c->cover->mem);
	}
}

static void
on_text(void *ctx, const char *text, size_t len)
{
	struct cobertura *c = ctx;

	if (!c->is_in_source)
		return;
	for (size_t i = 0; i < len && c->nsource < SOURCE_MAX; i++) {
		if (text[i] != '\n' && text[i] != '\r')
			c->source[c->nsource++] = text[i];
	}
}

int
cover_read_cobertura(struct cover *c, struct stream *in, struct error *err)
{
	struct cobertura state = {.cover = c};
	const struct xml_reader reader = {
		.ctx = &state, .open = on_open, .close = on_close, .text = on_text};

	return xml_read(&reader, in, err);
}
