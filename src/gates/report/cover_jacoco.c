/* SPDX-License-Identifier: MIT */
/*
 * cover_jacoco -- JaCoCo's XML.
 *
 * A <sourcefile> of a <package> holds <line nr mi ci mb cb>: instructions and branches, missed and
 * covered.  A line is covered where any instruction of it is.  Folders are not told: the file that
 * counts is the one whose path ends in package and name.
 */
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "gates/report/cover.h"
#include "gates/report/xml.h"

#define PACKAGE_MAX 4096

struct jacoco {
	struct cover *cover;
	struct coverage_file *file;
	char package[PACKAGE_MAX];
};

static void
read_line(struct jacoco *j, const char *const *attributes)
{
	int64_t line = xml_number(attributes, "nr", 0);
	int64_t missed = xml_number(attributes, "mb", 0), taken = xml_number(attributes, "cb", 0);

	if (line <= 0)
		return;
	coverage_line(
		j->cover->coverage, j->file, (uint64_t)line, xml_number(attributes, "ci", 0) > 0);
	if (missed >= 0 && taken >= 0 && missed + taken > 0)
		coverage_branches(j->cover->coverage, j->file, (uint64_t)line, (uint64_t)taken,
			(uint64_t)(missed + taken));
}

static void
on_open(void *ctx, const char *name, const char *const *attributes)
{
	struct jacoco *j = ctx;
	const char *value = xml_attribute(attributes, "name");

	if (strcmp(name, "line") == 0 && j->file) {
		read_line(j, attributes);
	} else if (strcmp(name, "package") == 0) {
		size_t n = value ? strnlen(value, PACKAGE_MAX - 1) : 0;

		if (n)
			memcpy(j->package, value, n);
		j->package[n] = '\0';
	} else if (strcmp(name, "sourcefile") == 0 && value && *value) {
		struct arena *scratch = arena_new();

		j->file = cover_file_ending(j->cover, path_join(j->package, value, scratch));
		arena_free(scratch);
	}
}

static void
on_close(void *ctx, const char *name)
{
	struct jacoco *j = ctx;

	if (strcmp(name, "sourcefile") == 0)
		j->file = NULL;
}

int
cover_read_jacoco(struct cover *c, struct stream *in, struct error *err)
{
	struct jacoco state = {.cover = c};
	const struct xml_reader reader = {.ctx = &state, .open = on_open, .close = on_close};

	return xml_read(&reader, in, err);
}
