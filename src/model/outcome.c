/* SPDX-License-Identifier: MIT */
/*
 * outcome -- what a whole judgement says, in one number.
 *
 * A job without a verdict is never taken for a pass: where nothing else said no, it is "could not
 * judge".  Deferred is a promise that only pre-commit can give, since the push comes after it.
 */
#include "model/outcome.h"

#include <string.h>

static bool
may_defer(const struct outcome *o)
{
	return o->event && strcmp(o->event->stage, "pre-commit") == 0;
}

static int
status_of(const struct outcome *o, const struct verdict *v)
{
	switch (v->kind) {
	case VERDICT_PASS:
	case VERDICT_WARN:
	case VERDICT_SKIP:
		return EXIT_YES;
	case VERDICT_FAIL:
		return EXIT_NO;
	case VERDICT_DEFERRED:
		return may_defer(o) ? EXIT_YES : EXIT_UNKNOWN;
	case VERDICT_BROKEN:
	case VERDICT_NONE:
		break;
	}
	return EXIT_UNKNOWN;
}

static int
worse(int a, int b)
{
	static const int weight[] = {
		[EXIT_YES] = 0, [EXIT_NO] = 1, [EXIT_UNKNOWN] = 2, [EXIT_WRONG] = 3};

	return weight[a] >= weight[b] ? a : b;
}

int
outcome_exit(const struct outcome *o)
{
	size_t njobs = o->plan ? o->plan->njobs : 0;
	bool is_incomplete = njobs && !o->verdicts;
	int status = EXIT_YES;

	if (o->signal)
		return 128 + o->signal;
	for (size_t i = 0; i < o->nrefusals; i++)
		status = worse(status, o->refusals[i].status);
	for (size_t i = 0; i < njobs && o->verdicts; i++) {
		if (o->verdicts[i].kind == VERDICT_NONE)
			is_incomplete = true;
		else
			status = worse(status, status_of(o, &o->verdicts[i]));
	}
	return status == EXIT_YES && is_incomplete ? EXIT_UNKNOWN : status;
}

void
outcome_tally(struct tally *out, const struct outcome *o)
{
	size_t njobs = o->plan ? o->plan->njobs : 0;

	*out = (struct tally){0};
	for (size_t i = 0; i < njobs; i++) {
		size_t *const of[] = {
			[VERDICT_NONE] = &out->none,
			[VERDICT_PASS] = &out->pass,
			[VERDICT_FAIL] = &out->fail,
			[VERDICT_WARN] = &out->warn,
			[VERDICT_SKIP] = &out->skip,
			[VERDICT_BROKEN] = &out->broken,
			[VERDICT_DEFERRED] = &out->deferred,
		};

		if (o->verdicts && o->verdicts[i].is_served)
			out->served++;
		else
			++*of[o->verdicts ? o->verdicts[i].kind : VERDICT_NONE];
	}
}
