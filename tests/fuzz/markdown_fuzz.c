/* SPDX-License-Identifier: MIT */
/*
 * markdown_fuzz -- any bytes as a document, a specification and a checklist: places lie in the
 * file, headings nest, and nothing is read twice.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/paper/checklist.h"
#include "gates/paper/markdown.h"
#include "gates/paper/spec.h"
#include "model/blob_source.h"
#include "model/config/config.h"
#include "model/config/problem.h"
#include "model/finding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct markdown *m)
{
	for (size_t i = 0; i < m->nheadings; i++) {
		const struct markdown_heading *h = &m->headings[i];

		if (h->line < 1 || (size_t)h->line > m->nlines || h->end <= i ||
			h->end > m->nheadings || (h->parent != MARKDOWN_TOP && h->parent >= i))
			abort();
	}
	for (size_t i = 0; i < m->nblocks; i++) {
		const struct markdown_block *b = &m->blocks[i];

		if (b->line < 1 || (size_t)b->line > m->nlines || !b->text || !b->prose ||
			(b->heading != MARKDOWN_TOP && b->heading >= m->nheadings))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char ini[] = "[component app]\nsource = src/\n[component db]\nsource = db/\n";
	struct arena *mem = arena_new();
	const struct blob text = {
		.data = arena_strndup(mem, (const char *)data, size), .len = size};
	const struct config_input in = {.file = "tta.ini", .text = ini, .len = sizeof(ini) - 1};
	struct problems problems = {0};
	struct spec_rules rules;
	struct findings found = {0};
	struct config config;
	struct checklist list;
	struct strs none = {0};
	struct error err;

	if (config_read(&config, &in, &problems, mem, &err) < 0 ||
		spec_rules_read(&rules, &none, mem, &err) < 0)
		abort();
	struct spec spec = {.path = "a.md",
		.rules = &rules,
		.config = &config,
		.component = &config.components.v[1],
		.target = 1,
		.found = &found,
		.mem = mem};

	if (spec_judge(&spec, &text, &text, &err) == 0)
		check(&spec.m);
	if (checklist_read(&list, &text, &config.stages, &none, mem, &err) == 0)
		check(&list.m);
	config_release(&config);
	arena_free(mem);
	return 0;
}
