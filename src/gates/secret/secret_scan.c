/* SPDX-License-Identifier: MIT */
/*
 * secret_scan -- see secret_scan.h.
 *
 * One pass of the machine over the file; where a keyword ends, the rules that own it are asked
 * there and nowhere else, so that cost follows the keywords that are met and not rules times bytes.
 * Expressions begin at the keyword (or `back` before it) and are never searched for ahead; a
 * subject ends SECRET_AHEAD bytes on, so that no line is too long.
 */
#include "gates/secret/secret_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "gates/secret/secret_value.h"

#define SECRET_AHEAD ((size_t)24 << 10)

/* The work of one file, in steps of matching: what goes beyond is not looked at any further, and
 * that is an error. */
#define SECRET_WORK ((size_t)24 << 20)
#define SECRET_WORK_PER_BYTE 24
#define SECRET_TRY_FIRST 256U
#define SECRET_TRY_LAST (SECRET_TRY_FIRST << 12)

struct rule_state {
	struct regex *re, *allow;
	struct patterns files;
	size_t done; /* what lies before it was matched already, in this file */
	bool is_off, is_off_here;
};

struct rule_set {
	const struct secret_rules *rules;
	struct rule_state *states;
};

struct secret_scanner {
	struct rule_set sets[2];
	size_t nsets;
	enum secret_tier tier;
	struct arena *mem;
};

struct scan { /* of one file */
	struct secret_hits *out;
	const char *data;
	size_t len;
	size_t work; /* steps that may still be taken */
	struct arena *mem;
	struct error *err;
};

static bool
is_named(const char *const *ids, const char *id)
{
	for (; ids && *ids; ids++) {
		if (strcmp(*ids, id) == 0)
			return true;
	}
	return false;
}

static void
add_set(struct secret_scanner *s, const struct secret_rules *rules,
	const struct secret_options *options)
{
	struct rule_set *set = &s->sets[s->nsets++];

	set->rules = rules;
	set->states = arena_alloc(s->mem, rules->n + 1, sizeof(*set->states));
	for (size_t i = 0; i < rules->n; i++) {
		const struct secret_rule *rule = &rules->v[i];
		struct rule_state *state = &set->states[i];

		state->is_off = rule->tier > options->tier || is_named(options->off, rule->id);
	}
}

struct secret_scanner *
secret_scanner_new(const struct secret_options *options, struct arena *mem)
{
	struct secret_scanner *s = arena_alloc(mem, 1, sizeof(*s));

	s->mem = mem;
	s->tier = options->tier;
	if (!options->is_own_only)
		add_set(s, &secret_shipped, options);
	if (options->own && options->own->n)
		add_set(s, options->own, options);
	return s;
}

enum secret_tier
secret_scanner_tier(const struct secret_scanner *s)
{
	return s->tier;
}

void
secret_scanner_free(struct secret_scanner *s)
{
	for (size_t i = 0; s && i < s->nsets; i++) {
		struct rule_set *set = &s->sets[i];

		for (size_t k = 0; k < set->rules->n; k++) {
			regex_free(set->states[k].re);
			regex_free(set->states[k].allow);
			patterns_release(&set->states[k].files);
		}
	}
}

/* Patterns of `files` are made when they are first asked for. */
static bool
is_for_path(const struct secret_rule *rule, struct rule_state *state, const char *path,
	struct arena *mem)
{
	struct error ignored = {0};

	if (!rule->files)
		return true;
	for (const char *const *f = rule->files; *f && !state->files.n; f++) {
		for (const char *const *g = f; *g; g++) /* they were checked when they were read */
			if (patterns_add(&state->files, *g, PATTERN_BASENAME, mem, &ignored) < 0)
				return true;
	}
	return patterns_match(&state->files, path) != NULL;
}

static int
compile(const struct secret_rule *rule, struct rule_state *state, struct error *err)
{
	unsigned flags = REGEX_BYTES | (rule->back ? REGEX_WINDOW : REGEX_ANCHORED);

	if (!state->re && regex_compile(&state->re, rule->pattern, flags, err) < 0)
		return -1;
	if (rule->allow && !state->allow &&
		regex_compile(&state->allow, rule->allow, REGEX_BYTES | REGEX_ICASE, err) < 0)
		return -1;
	return 0;
}

/*
 * The library does not tell how many steps it took: a match is tried with few, then with eight
 * times as many, and what the try before it used up is counted.
 */
static int
match_within(enum regex_answer *out, struct scan *scan, const struct secret_rule *rule,
	struct regex *re, size_t from, size_t end, struct regex_span *whole)
{
	size_t reach = (size_t)rule->back * 4; /* it may begin at any byte of these */

	for (unsigned limit = SECRET_TRY_FIRST; limit <= SECRET_TRY_LAST; limit *= 8) {
		if (scan->work < limit / 8 + reach)
			return error_set(scan->err, ERR_LIMIT,
				"it takes too much work: the limit was hit at byte %zu by rule %s",
				from, rule->id);
		scan->work -= limit / 8 + reach;
		regex_limit(re, limit);
		*out = regex_match(re, scan->data, end, from, whole);
		if (*out != REGEX_GAVE_UP)
			return 0;
	}
	return error_set(scan->err, ERR_LIMIT, "a match limit was hit by rule %s at byte %zu",
		rule->id, from);
}

static int
is_secret(bool *out, const struct secret_rule *rule, struct rule_state *state, const char *s,
	size_t n, struct error *err)
{
	enum regex_answer answer;

	*out = false;
	if (n == 0 || secret_entropy(s, n) * 1000 < rule->entropy_milli)
		return 0;
	if ((rule->checks & SECRET_MIXED) && !secret_is_mixed(s, n))
		return 0;
	if (!(rule->checks & SECRET_ANY) && secret_is_placeholder(s, n))
		return 0;
	if ((rule->checks & SECRET_VALUE) && !secret_is_generated(s, n))
		return 0;
	if (state->allow) {
		answer = regex_match(state->allow, s, n, 0, NULL);
		if (answer == REGEX_GAVE_UP)
			return error_set(err, ERR_LIMIT,
				"a match limit was hit by `allow` of rule %s", rule->id);
		if (answer == REGEX_YES)
			return 0;
	}
	*out = true;
	return 0;
}

static void
add_hit(struct scan *scan, const struct secret_rule *rule, struct regex_span at)
{
	struct secret_hits *out = scan->out;

	for (size_t i = out->n; i-- > 0 && i + 64 > out->n;) {
		if (out->v[i].rule == rule && out->v[i].start == at.start)
			return;
	}
	out->v = arena_grow(scan->mem, out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = (struct secret_hit){rule, at.start, at.end};
}

/* What a keyword at `at` gives away.  Behind a match that was no secret there may be another. */
static int
ask(struct scan *scan, const struct secret_rule *rule, struct rule_state *state, size_t at)
{
	size_t from = at > rule->back ? at - rule->back : 0;
	size_t end = scan->len - at > SECRET_AHEAD ? at + SECRET_AHEAD : scan->len;
	struct regex_span whole, secret;
	enum regex_answer answer;
	bool counts = false;

	if (from < state->done)
		from = rule->back ? state->done : from;
	if (at < state->done || compile(rule, state, scan->err) < 0)
		return at < state->done ? 0 : -1;
	if (rule->back)
		regex_window(state->re, at);
	while (from <= at && !counts) {
		if (match_within(&answer, scan, rule, state->re, from, end, &whole) < 0)
			return -1;
		if (answer == REGEX_NO || whole.start > at)
			return 0;
		secret = whole;
		for (unsigned g = 1; g < 8 && regex_numbered(state->re, g, &secret) < 0; g++)
			continue;
		scan->work -= secret.end - secret.start < scan->work ? secret.end - secret.start
								     : scan->work;
		if (is_secret(&counts, rule, state, scan->data + secret.start,
			    secret.end - secret.start, scan->err) < 0)
			return -1;
		if (counts)
			add_hit(scan, rule, secret);
		if (counts && secret.end > state->done)
			state->done = secret.end;
		from = rule->back ? whole.start + 1 : at + 1;
	}
	return 0;
}

/* The rules whose keywords end before `end`. */
static int
ask_owners(struct scan *scan, struct rule_set *set, uint32_t state, size_t end)
{
	const struct secret_machine *m = &set->rules->machine;
	const uint32_t *list = &m->lists[state - m->first_end];

	for (uint32_t e = list[0]; e < list[1]; e++) {
		uint16_t owner = m->ends[e].owner;
		struct rule_state *s = &set->states[owner];

		if (s->is_off_here || scan->out->n >= SECRET_HITS_MAX)
			continue;
		if (ask(scan, &set->rules->v[owner], s, end - m->ends[e].len) < 0)
			return -1;
	}
	return 0;
}

static int
scan_set(struct scan *scan, struct rule_set *set)
{
	const struct secret_machine m = set->rules->machine; /* in registers */
	const unsigned char *p = (const unsigned char *)scan->data, *const begin = p,
			    *const end = p + scan->len;
	uint32_t state = 0;

	while (p < end) {
		do
			state = secret_machine_step(&m, state, *p++);
		while (state < m.first_end && p < end);
		if (state >= m.first_end && ask_owners(scan, set, state, (size_t)(p - begin)) < 0)
			return -1;
	}
	return 0;
}

static int
by_place(const void *a, const void *b)
{
	const struct secret_hit *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->rule->tier != y->rule->tier)
		return x->rule->tier < y->rule->tier ? -1 : 1;
	return strcmp(x->rule->id, y->rule->id);
}

static bool
is_vague(const struct secret_rule *rule)
{
	return rule->checks & SECRET_VALUE || rule->tier == SECRET_WEAK;
}

/* Whoever knows less about the same bytes is silent. */
static void
drop_vague(struct secret_hits *hits)
{
	size_t kept = 0;

	for (size_t i = 0; i < hits->n; i++) {
		const struct secret_hit *h = &hits->v[i];
		bool is_known = false;

		for (size_t k = i; k-- > 0 && i - k < 16;)
			is_known |= is_vague(h->rule) && hits->v[k].end > h->start &&
				    hits->v[k].rule != h->rule;
		for (size_t k = i + 1; k < hits->n && hits->v[k].start < h->end; k++)
			is_known |= is_vague(h->rule) && !is_vague(hits->v[k].rule);
		if (!is_known)
			hits->v[kept++] = *h;
	}
	hits->n = kept;
}

int
secret_scan(struct secret_hits *out, struct secret_scanner *s, const char *path, const char *data,
	size_t len, struct arena *mem, struct error *err)
{
	struct scan scan = {.out = out, .data = data, .len = len, .mem = mem, .err = err};

	*out = (struct secret_hits){0};
	scan.work = SECRET_WORK + len * SECRET_WORK_PER_BYTE;
	for (size_t i = 0; i < s->nsets; i++) {
		struct rule_set *set = &s->sets[i];

		for (size_t k = 0; k < set->rules->n; k++) {
			const struct secret_rule *rule = &set->rules->v[k];
			struct rule_state *state = &set->states[k];

			state->done = 0;
			state->is_off_here = state->is_off || !rule->pattern ||
					     !is_for_path(rule, state, path, s->mem);
		}
		if (scan_set(&scan, set) < 0)
			return -1;
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_place);
	drop_vague(out);
	return 0;
}

const struct secret_rule *
secret_scan_path(struct secret_scanner *s, const char *path)
{
	for (size_t i = 0; i < s->nsets; i++) {
		struct rule_set *set = &s->sets[i];

		for (size_t k = 0; k < set->rules->n; k++) {
			if (!set->rules->v[k].pattern && !set->states[k].is_off &&
				is_for_path(&set->rules->v[k], &set->states[k], path, s->mem))
				return &set->rules->v[k];
		}
	}
	return NULL;
}
