/* SPDX-License-Identifier: MIT */
/* loosened_message -- see loosened_message.h. */
#include "cli/maturity/loosened_message.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "gates/message/message.h"
#include "gates/message/trailer.h"

#define RULE "loosened"
#define STAND_IN "REASON"

static bool
is_reason(struct span value)
{
	size_t n = sizeof(STAND_IN) - 1;

	value = units_trim(value);
	if (value.n == n && strncasecmp(value.s, STAND_IN, n) == 0)
		return false;
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.s[i];

		if (c >= 0x80 || isalnum(c))
			return true;
	}
	return false;
}

/* Tokens are alike in any case, as git has it. */
static bool
gives_reason(struct span trailers, const char *token)
{
	struct line_walk walk = {.rest = trailers};
	size_t n = strlen(token);
	struct span line;

	while (span_line(&line, &walk)) {
		if (line.n > n && line.s[n] == ':' && strncasecmp(line.s, token, n) == 0 &&
			is_reason(span_from(line, n + 1)))
			return true;
	}
	return false;
}

static void
add_problem(struct message_verdict *v, const struct message_problem *p, struct arena *mem)
{
	struct message_problem *all = arena_alloc(mem, v->n + 1, sizeof(*all));

	if (v->n)
		memcpy(all, v->v, v->n * sizeof(*all));
	all[v->n++] = *p;
	v->v = all;
	v->is_valid = false;
}

static const char *
why(const struct loosenings *list, enum loosening_kind kind, struct arena *mem)
{
	const char *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind == kind && n++ == 0)
			first = list->v[i].text;
	}
	return arena_printf(mem, "%s%s; say why in a trailer `%s: " STAND_IN "`", first,
		n > 1 ? arena_printf(mem, ", and %zu more", n - 1) : "", loosening_trailer(kind));
}

bool
loosened_ask(struct message_verdict *v, const struct loosenings *list, const char *text, size_t len,
	struct arena *mem)
{
	struct span trailers = {0};
	size_t n = v->n;

	if (list->n)
		trailers = trailer_parse((struct span){text, len}, mem);
	for (int i = 0; i < LOOSENING_CHANGE; i++) {
		enum loosening_kind kind = (enum loosening_kind)i;

		if (loosening_needs(list, kind) && !gives_reason(trailers, loosening_trailer(kind)))
			add_problem(v,
				&(struct message_problem){.rule = RULE,
					.level = LEVEL_FAIL,
					.text = why(list, kind, mem)},
				mem);
	}
	return v->n > n;
}

bool
loosened_has_reason(enum loosening_kind kind, const char *text, size_t len, struct arena *mem)
{
	const char *token = loosening_trailer(kind);

	return !token || gives_reason(trailer_parse((struct span){text, len}, mem), token);
}
