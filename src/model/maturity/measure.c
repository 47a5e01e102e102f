/* SPDX-License-Identifier: MIT */
/* measure -- see measure.h. */
#include "model/maturity/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/stage.h"

#define TEXT_MAX ((size_t)1 << 20)
#define SLACK 1e-9 /* of numbers that went through a double */

#define KEY(name) offsetof(struct thresholds, name)
const struct measure_info measure_infos[MEASURE_KINDS] = {
	[MEASURE_COVERAGE] = {"coverage", "coverage", "coverage", "line", KEY(coverage),
		MEASURE_LEAST, true, true},
	[MEASURE_BRANCHES] = {"branch-coverage", "branch-coverage", "coverage", "branch",
		KEY(branch_coverage), MEASURE_LEAST, true, true},
	[MEASURE_DIFF] = {"diff-coverage", "diff-coverage", "coverage", "added line",
		KEY(diff_coverage), MEASURE_LEAST, true, false},
	[MEASURE_PASSED] = {"pass-rate", "pass-rate", "junit", "test", KEY(pass_rate),
		MEASURE_LEAST, true, true},
	[MEASURE_CRITICAL] = {"critical", "max-critical", "sarif", NULL, KEY(max_critical),
		MEASURE_MOST, false, true},
	[MEASURE_HIGH] = {"high", "max-high", "sarif", NULL, KEY(max_high), MEASURE_MOST, false,
		true},
	[MEASURE_MEDIUM] = {"medium", "max-medium", "sarif", NULL, KEY(max_medium), MEASURE_MOST,
		false, true},
	[MEASURE_VALUE] = {"metric", NULL, NULL, NULL, 0, MEASURE_ANY, false, true},
};

void
measure_add(struct measures *list, const struct measure *m, struct arena *mem)
{
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = *m;
}

double
measure_percent(int64_t part, int64_t whole)
{
	return whole > 0 ? 100.0 * (double)part / (double)whole : 100.0;
}

void
measure_want(struct measure *m, double wanted, enum measure_sense sense, double tolerance)
{
	double slack = (isnan(tolerance) ? 0 : tolerance) + SLACK * (1 + fabs(wanted));

	if (isnan(wanted))
		return;
	m->wanted = wanted;
	m->sense = sense;
	m->is_short = sense == MEASURE_LEAST  ? m->value < wanted - slack
		      : sense == MEASURE_MOST ? m->value > wanted + slack
					      : false;
}

enum measure_kind
measure_find(const char *name)
{
	for (int i = 0; i < MEASURE_KINDS; i++) {
		if (strcmp(measure_infos[i].name, name) == 0)
			return (enum measure_kind)i;
	}
	return MEASURE_KINDS;
}

/* To two decimals; a short one never looks like what is wanted. */
static double
shown(const struct measure *m)
{
	double value = round(m->value * 100) / 100;

	if (m->is_short && m->sense == MEASURE_LEAST && value >= m->wanted)
		return floor(m->value * 100) / 100;
	if (m->is_short && m->sense == MEASURE_MOST && value <= m->wanted)
		return ceil(m->value * 100) / 100;
	return value;
}

static void
add_number(struct buf *out, double value)
{
	size_t at = out->len;

	buf_addf(out, "%.2f", value);
	while (out->len > at + 1 && out->data[out->len - 1] == '0' && strchr(out->data + at, '.'))
		out->data[--out->len] = '\0';
	if (out->data[out->len - 1] == '.')
		out->data[--out->len] = '\0';
}

static void
add_text(struct buf *out, const struct measure *m, bool names)
{
	const struct measure_info *info = &measure_infos[m->kind];

	if (names && m->component)
		buf_addf(out, "%s: ", m->component);
	buf_addf(out, "%s ", info->name);
	add_number(out, shown(m));
	if (info->is_percent)
		buf_adds(out, " %");
	if (isnan(m->wanted) || m->sense == MEASURE_ANY)
		return;
	buf_adds(out, m->sense == MEASURE_LEAST ? " (needs " : " (at most ");
	add_number(out, m->wanted);
	if (m->is_ratchet)
		buf_adds(out, ", its best");
	buf_addc(out, ')');
}

const char *
measure_text(const struct measure *m, bool names, struct arena *mem)
{
	const char *text;
	struct buf b;

	buf_init(&b, TEXT_MAX);
	add_text(&b, m, names);
	text = arena_strdup(mem, b.data);
	buf_release(&b);
	return text;
}

/* Are they of more than one component? */
static bool
has_several(const struct measures *list)
{
	const char *first = NULL;

	for (size_t i = 0; i < list->n; i++) {
		const char *c = list->v[i].component;

		if (c && first && strcmp(c, first) != 0)
			return true;
		first = c ? c : first;
	}
	return false;
}

const char *
measures_text(const struct measures *list, bool only_short, struct arena *mem)
{
	bool names = has_several(list);
	const char *text = NULL;

	for (size_t i = 0; i < list->n; i++) {
		const char *one;

		if (only_short && !list->v[i].is_short)
			continue;
		one = measure_text(&list->v[i], names, mem);
		text = text ? arena_printf(mem, "%s; %s", text, one) : one;
	}
	return text;
}

const char *
measures_write(const struct measures *list, struct arena *mem)
{
	static const char senses[] = "-<>";
	const char *text;
	struct buf b;

	buf_init(&b, TEXT_MAX);
	for (size_t i = 0; i < list->n; i++) {
		const struct measure *m = &list->v[i];

		buf_addf(&b, "%s %.17g %lld %lld %c", measure_infos[m->kind].name, m->value,
			(long long)m->part, (long long)m->whole, senses[m->sense]);
		if (isnan(m->wanted))
			buf_adds(&b, " -");
		else
			buf_addf(&b, " %.17g", m->wanted);
		buf_addf(&b, " %c%c %s\n", m->is_short ? 's' : '-', m->is_ratchet ? 'r' : '-',
			m->component ? m->component : "");
	}
	text = arena_strdup(mem, b.data);
	buf_release(&b);
	return text;
}

/* The word at *p, which moves behind the blank that ends it; NULL: there is none. */
static const char *
take_word(const char **p, const char *end, struct arena *mem)
{
	const char *from = *p, *blank = memchr(from, ' ', (size_t)(end - from));

	if (!blank || blank == from)
		return NULL;
	*p = blank + 1;
	return arena_strndup(mem, from, (size_t)(blank - from));
}

static bool
take_double(double *out, const char *word)
{
	char *end;

	if (!word)
		return false;
	*out = NAN;
	if (strcmp(word, "-") == 0)
		return true;
	*out = strtod(word, &end);
	return end != word && !*end && isfinite(*out);
}

static bool
take_count(int64_t *out, const char *word)
{
	char *end;

	if (!word)
		return false;
	*out = strtoll(word, &end, 10);
	return end != word && !*end && *out >= 0;
}

static bool
read_line(struct measure *m, const char *p, const char *end, struct arena *mem)
{
	const char *name = take_word(&p, end, mem), *sense, *flags;

	*m = (struct measure){.kind = name ? measure_find(name) : MEASURE_KINDS};
	if (m->kind == MEASURE_KINDS || !take_double(&m->value, take_word(&p, end, mem)) ||
		isnan(m->value) || !take_count(&m->part, take_word(&p, end, mem)) ||
		!take_count(&m->whole, take_word(&p, end, mem)))
		return false;
	sense = take_word(&p, end, mem);
	if (!sense || !take_double(&m->wanted, take_word(&p, end, mem)))
		return false;
	flags = take_word(&p, end, mem);
	if (!flags || strlen(flags) != 2)
		return false;
	m->sense = *sense == '<' ? MEASURE_LEAST : *sense == '>' ? MEASURE_MOST : MEASURE_ANY;
	m->is_short = flags[0] == 's';
	m->is_ratchet = flags[1] == 'r';
	m->component = p < end ? arena_strndup(mem, p, (size_t)(end - p)) : NULL;
	return true;
}

int
measures_read(struct measures *out, const char *text, struct arena *mem, struct error *err)
{
	*out = (struct measures){0};
	while (*text) {
		const char *end = strchr(text, '\n');
		struct measure m;

		if (!end || !read_line(&m, text, end, mem))
			return error_set(err, ERR_SYSTEM, "what was measured cannot be read");
		measure_add(out, &m, mem);
		text = end + 1;
	}
	return 0;
}
