/* SPDX-License-Identifier: MIT */
/* secret_wish -- see secret_wish.h. */
#include "gates/secret/secret_wish.h"

#include <string.h>

#include "base/arena.h"
#include "gates/args.h"

int
secret_tier_read(enum secret_tier *out, const char *word, struct error *err)
{
	static const char *const words[] = {"sure", "likely", "weak"};

	for (size_t i = 0; i < countof(words); i++) {
		if (strcmp(words[i], word) == 0) {
			*out = (enum secret_tier)i;
			return 0;
		}
	}
	return error_set(
		err, ERR_CONFIG, "secrets: --tier takes sure, likely or weak, not '%s'", word);
}

int
secret_wish_read(
	struct secret_wish *out, const struct strs *args, struct arena *mem, struct error *err)
{
	struct strs tiers = {0}, off = {0}, baselines = {0};
	const struct args_row rows[] = {
		{.name = "--tier", .values = &tiers},
		{.name = "--no-rule", .values = &off},
		{.name = "--baseline", .values = &baselines},
		{.name = "--whole", .flag = &out->is_whole},
		{.name = "--audited", .flag = &out->is_audited},
		{.name = "--fail-on-unscannable", .flag = &out->is_strict},
		{.name = NULL},
	};

	*out = (struct secret_wish){.options = {.tier = SECRET_LIKELY}};
	if (args_parse(args, rows, "secrets", mem, err) < 0)
		return -1;
	for (size_t i = 0; i < tiers.n; i++) {
		if (secret_tier_read(&out->options.tier, tiers.v[i], err) < 0)
			return -1;
	}
	if (off.n)
		out->options.off = strs_argv(&off, mem);
	if (baselines.n)
		out->baseline = baselines.v[baselines.n - 1];
	return 0;
}
