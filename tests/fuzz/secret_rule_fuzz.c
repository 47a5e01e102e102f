/* SPDX-License-Identifier: MIT */
/* secret_rule_fuzz -- any bytes as a file of rules: what can be made of it is put to its examples
 * and to the file itself. */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "gates/secret/secret_example.h"
#include "gates/secret/secret_scan.h"
#include "gates/secret/secret_source.h"
#include "model/config/problem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	const char *text = arena_strndup(mem, (const char *)data, size);
	struct problems problems = {.mem = mem};
	struct secret_source source = {0};
	struct secret_rules rules;
	struct secret_hits hits;
	struct error err;

	if (size < 4096 &&
		secret_source_read(&source, "f", text, size, &problems, mem, &err) == 0 &&
		!problems_refuse(&problems) &&
		secret_rules_make(&rules, source.v, source.n, mem, &err) == 0) {
		const struct secret_options options = {
			.own = &rules, .is_own_only = true, .tier = SECRET_WEAK};
		struct secret_scanner *s = secret_scanner_new(&options, mem);

		if (secret_scan(&hits, s, "f", text, size, mem, &err) == 0 &&
			secret_examples_check(&rules, source.v, source.n, mem, &err) < 0)
			hits.n = 0;
		secret_scanner_free(s);
	}
	secret_source_release(&source);
	arena_free(mem);
	return 0;
}
