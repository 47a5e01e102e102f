/* SPDX-License-Identifier: MIT */
/* patterns_fixture -- lists of patterns out of words. */
#ifndef TTA_PATTERNS_FIXTURE_H
#define TTA_PATTERNS_FIXTURE_H

#include "test.h"

#include "base/strs.h"
#include "model/plan/pattern.h"

/* words NULL: none. */
static inline void
add_patterns(struct patterns *out, const char *words, struct arena *mem)
{
	struct strs texts = {0};
	struct error err = {0};

	strs_split(&texts, words ? words : "", mem);
	for (size_t i = 0; i < texts.n; i++)
		assert_int_equal(patterns_add(out, texts.v[i], 0, mem, &err), 0);
}

#endif
