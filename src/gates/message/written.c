/* SPDX-License-Identifier: MIT */
/*
 * written -- see written.h.  By our own rules only the header counts, and a merge is one when it
 * has two parents; where nobody knows its parents, when its header looks so.
 */
#include "gates/message/written.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/regex.h"
#include "gates/message/commitlint.h"

static const struct {
	const char *start;
	bool is_merge; /* only a merge is called so */
	const char *why;
} starts[] = {
	{"fixup! ", false, "for `rebase --autosquash`"},
	{"squash! ", false, "for `rebase --autosquash`"},
	{"amend! ", false, "for `rebase --autosquash`"},
	{"Revert \"", false, "a revert"},
	{"Reapply \"", false, "a reapplied commit"},
	{"Merged PR ", false, "a pull request"},
	{"Merge pull request ", true, "a merge"},
	{"Merge branch ", true, "a merge"},
	{"Merge branches ", true, "a merge"},
	{"Merge remote-tracking branch", true, "a merge"},
	{"Merge tag ", true, "a merge"},
	{"Merge tags ", true, "a merge"},
	{"Merge commit ", true, "a merge"},
	{"Merge commits ", true, "a merge"},
	{"Merged in ", true, "a merge"},
	{"Auto-merged ", true, "a merge"},
	{"Automatic merge", true, "a merge"},
};

static const char *
by_header(const struct message_text *m, const struct message_input *in, struct arena *mem)
{
	struct span h = m->header;

	if (in->merge == MERGE_IS)
		return "a merge";
	for (size_t i = 0; i < countof(starts); i++) {
		if (span_starts(h, starts[i].start) &&
			!(starts[i].is_merge && in->merge == MERGE_NOT))
			return starts[i].why;
	}
	if (in->merge == MERGE_UNKNOWN && span_starts(h, "Merge ") &&
		span_find(h, " into ", 6) != SIZE_MAX)
		return "a merge";
	return commitlint_is_version(h, mem) ? "a version" : NULL;
}

static int
by_expression(const char **why, const struct message_text *m, struct rule_settings *s,
	struct arena *mem, struct error *err)
{
	if (s->ignore.n && !s->ignore_re)
		s->ignore_re = arena_alloc(s->mem, s->ignore.n, sizeof(*s->ignore_re));
	for (size_t i = 0; !*why && i < s->ignore.n; i++) {
		if (!s->ignore_re[i] &&
			regex_compile(&s->ignore_re[i], s->ignore.v[i], REGEX_UTF, err) < 0)
			return -1;
		switch (regex_match(s->ignore_re[i], m->header.s, m->header.n, 0, NULL)) {
		case REGEX_YES:
			*why = arena_printf(mem, "'%s' matches", s->ignore.v[i]);
			break;
		case REGEX_NO:
			break;
		case REGEX_GAVE_UP:
			return error_set(err, ERR_LIMIT,
				"cannot judge the message: '%s' is too much work", s->ignore.v[i]);
		}
	}
	return 0;
}

/* `*` stands for anything, also nothing. */
static bool
matches(struct span t, const char *pattern)
{
	const char *star = NULL;
	size_t at = 0, from = 0;

	while (at < t.n) {
		if (*pattern == '*') {
			star = pattern++;
			from = at;
		} else if (*pattern == t.s[at]) {
			pattern++;
			at++;
		} else if (star) {
			pattern = star + 1;
			at = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* `*[bot]`, `bot@example.org`, `A <a@b>`: the whole name, address or both. */
static bool
is_left_alone(const char *author, const struct strs *patterns)
{
	struct span all = span_of(author), name = all, mail = {"", 0};
	size_t open = span_find(all, "<", 0);

	if (open != SIZE_MAX) {
		name = units_trim((struct span){all.s, open});
		mail = span_from(all, open + 1);
		mail.n -= mail.n && mail.s[mail.n - 1] == '>';
	}
	for (size_t i = 0; i < patterns->n; i++) {
		if (matches(all, patterns->v[i]) || matches(name, patterns->v[i]) ||
			(mail.n && matches(mail, patterns->v[i])))
			return true;
	}
	return false;
}

int
written_ignored(const char **why, const struct message_text *m, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err)
{
	*why = NULL;
	if (in->author && is_left_alone(in->author, &settings->ignore_authors))
		*why = "its author is left alone";
	else if (m->mode != MESSAGE_OWN && !settings->judges_all)
		*why = commitlint_ignored(m->raw, m->mode, mem);
	else if (m->mode == MESSAGE_OWN && !settings->judges_all && m->header.n)
		*why = by_header(m, in, mem);
	if (*why || !m->header.n)
		return 0;
	return by_expression(why, m, settings, mem, err);
}
