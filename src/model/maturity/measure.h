/* SPDX-License-Identifier: MIT */
/*
 * measure -- numbers that a gate was judged by: what was measured, what was wanted, and whose.
 *
 * They are part of a verdict, are shown with it, kept with a pass that may be served again, and
 * written into the history.
 * Text:    measures_write() gives a line each, "NAME VALUE PART WHOLE SENSE WANTED FLAGS
 *          COMPONENT", that measures_read()
 *          takes back; a value that is not there is "-".
 * Percent: is shown to two decimals, cut off rather than rounded where rounding would say that a
 *          short one is enough.
 */
#ifndef TTA_MODEL_MEASURE_H
#define TTA_MODEL_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;

enum measure_kind {
	MEASURE_COVERAGE,
	MEASURE_BRANCHES,
	MEASURE_DIFF,
	MEASURE_PASSED, /* share of the tests that ran */
	MEASURE_CRITICAL,
	MEASURE_HIGH,
	MEASURE_MEDIUM,
	MEASURE_VALUE, /* of `metric` */
	MEASURE_KINDS,
};

enum measure_sense { MEASURE_ANY, MEASURE_LEAST, MEASURE_MOST };

struct measure_info {
	const char *name;         /* "coverage", for data and people */
	const char *key;          /* of the threshold in tta.ini; NULL: min and max */
	const char *report;       /* the word of `report` that it comes from; NULL: none */
	const char *noun;         /* what is counted: "line"; NULL: nothing */
	size_t field;             /* of the key in struct thresholds */
	enum measure_sense sense; /* of the key */
	bool is_percent;
	bool is_kept; /* a ratchet holds it */
};
extern const struct measure_info measure_infos[MEASURE_KINDS];

struct measure {
	const char *component; /* NULL: of the job as a whole */
	enum measure_kind kind;
	double value;
	int64_t part, whole; /* "71 of 100 lines"; whole 0: value is all there is */
	double wanted;       /* NAN: nothing was asked */
	enum measure_sense sense;
	bool is_short;   /* it is not what is wanted */
	bool is_ratchet; /* wanted is the best that it was, not a threshold */
};

struct measures {
	struct measure *v;
	size_t n, cap;
};

void measure_add(struct measures *list, const struct measure *m, struct arena *mem);
/* Of counts: nothing to count is 100. */
double measure_percent(int64_t part, int64_t whole);
/* Sets wanted, sense and is_short.  wanted NAN: nothing is asked. */
void measure_want(struct measure *m, double wanted, enum measure_sense sense, double tolerance);

/* "coverage 71.3 % (needs 80)", with the component in front where names is true. */
const char *measure_text(const struct measure *m, bool names, struct arena *mem);
/* Those that are short, or all of them, with "; " between; NULL: none. */
const char *measures_text(const struct measures *list, bool only_short, struct arena *mem);

const char *measures_write(const struct measures *list, struct arena *mem);
int measures_read(
	struct measures *out, const char *text, struct arena *mem, struct error *err) TTA_MUST_USE;
/* The kind of that name; MEASURE_KINDS: none. */
enum measure_kind measure_find(const char *name);

#endif
