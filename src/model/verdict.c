/* SPDX-License-Identifier: MIT */
/* verdict -- the words for what came of a job; see verdict.h. */
#include "model/verdict.h"

static const struct {
	const char *word, *name;
} words[] = {
	[VERDICT_NONE] = {"Not run", "none"},
	[VERDICT_PASS] = {"Passed", "pass"},
	[VERDICT_FAIL] = {"Failed", "fail"},
	[VERDICT_WARN] = {"Warned", "warn"},
	[VERDICT_SKIP] = {"Skipped", "skip"},
	[VERDICT_BROKEN] = {"Broken", "broken"},
	[VERDICT_DEFERRED] = {"Deferred", "deferred"},
};

const char *
verdict_word(enum verdict_kind kind)
{
	return words[kind].word;
}

const char *
verdict_name(enum verdict_kind kind)
{
	return words[kind].name;
}
