/* SPDX-License-Identifier: MIT */
/*
 * message -- see message.h.  The header is read from left to right; the first thing that is wrong
 * is what is said, with the header as it could be where that is plain.
 */
#include "gates/message.h"

#include <string.h>

#include "base/arena.h"
#include "base/strs.h"
#include "base/text.h"

#define SCISSORS " ------------------------ >8 ------------------------"

struct heading { /* what comes of it */
	bool is_refused;
	const char *rule, *header, *text, *hint;
	size_t column, width;
};

struct parts { /* of a header: type(scope)!: description */
	const char *header;
	size_t type;        /* length of the type */
	size_t colon;       /* where ':' is; SIZE_MAX: nowhere */
	size_t scope;       /* where '(' is; SIZE_MAX: nowhere */
	size_t scope_end;   /* where its ')' is; SIZE_MAX: nowhere */
	size_t description; /* behind ':' and blanks */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static bool
is_scissors(const char *line, size_t n)
{
	return n == 1 + strlen(SCISSORS) && memcmp(line + 1, SCISSORS, n - 1) == 0;
}

/* The first line that git keeps: no comment, not blank; without blanks at its end. */
static const char *
header_of(const char *text, size_t len, char comment, struct arena *mem)
{
	const char *p = text, *end = text + len, *eol;

	for (; p < end; p = eol + 1) {
		size_t n;

		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			eol = end;
		n = (size_t)(eol - p);
		while (n && is_blank(p[n - 1]))
			n--;
		if (n && comment && p[0] == comment) {
			if (is_scissors(p, n))
				break;
			continue;
		}
		if (n)
			return arena_strndup(mem, p, n);
	}
	return "";
}

static bool
starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* Does git, or what merges for people, write such a header by itself? */
static bool
is_written_by_git(const char *header)
{
	static const char *const starts_of[] = {"fixup! ", "squash! ", "amend! ", "Revert \"",
		"Reapply \"", "Merge branch ", "Merge branches ", "Merge remote-tracking branch",
		"Merge tag ", "Merge tags ", "Merge commit ", "Merge commits ",
		"Merge pull request "};

	for (size_t i = 0; i < countof(starts_of); i++) {
		if (starts(header, starts_of[i]))
			return true;
	}
	return starts(header, "Merge ") && strstr(header, " into ");
}

static void
parts_read(struct parts *out, const char *header)
{
	const char *colon, *close;
	size_t i;

	*out = (struct parts){.header = header,
		.type = strcspn(header, " \t(!:"),
		.colon = SIZE_MAX,
		.scope = SIZE_MAX,
		.scope_end = SIZE_MAX};
	i = out->type + strspn(header + out->type, " \t");
	close = header[i] == '(' ? strchr(header + i, ')') : NULL;
	colon = strchr(close ? close : header + i, ':');
	if (header[i] == '(')
		out->scope = i;
	if (close)
		out->scope_end = (size_t)(close - header);
	if (colon)
		out->colon = (size_t)(colon - header);
	out->description = colon ? out->colon + 1 : strlen(header);
	out->description += strspn(header + out->description, " \t");
}

/* What people write for a type that is called otherwise; only those that the rules know count. */
static const struct {
	const char *word, *type;
} customary[] = {
	{"feature", "feat"},
	{"features", "feat"},
	{"add", "feat"},
	{"bug", "fix"},
	{"bugfix", "fix"},
	{"fixes", "fix"},
	{"fixed", "fix"},
	{"hotfix", "fix"},
	{"doc", "docs"},
	{"documentation", "docs"},
	{"tests", "test"},
	{"testing", "test"},
	{"performance", "perf"},
	{"refactoring", "refactor"},
	{"deps", "build"},
};

static char *
lowered(const char *s, size_t n, struct arena *mem)
{
	char *out = arena_strndup(mem, s, n);

	for (char *p = out; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p | 32);
	}
	return out;
}

/* The type that was meant, or NULL. */
static const char *
type_meant(const struct strs *types, const char *word, struct arena *mem)
{
	const char *low = lowered(word, strlen(word), mem);

	if (strs_has(types, low))
		return low;
	for (size_t i = 0; i < countof(customary); i++) {
		if (strcmp(customary[i].word, low) == 0 && strs_has(types, customary[i].type))
			return customary[i].type;
	}
	return strlen(low) > 1 ? text_nearest(low, types) : NULL;
}

static void
refuse(struct heading *out, size_t column, size_t width, const char *text)
{
	out->is_refused = true;
	out->column = column;
	out->width = width ? width : 1;
	out->text = text;
}

/* No colon, or no word before it: there is no type. */
static void
refuse_shape(
	struct heading *out, const struct parts *p, const struct strs *types, struct arena *mem)
{
	const char *word = arena_strndup(mem, p->header, p->type);
	const char *low = lowered(word, p->type, mem);

	refuse(out, 0, p->type,
		"no type: a header reads 'type: what changed' or "
		"'type(scope): what changed'");
	if (p->scope == SIZE_MAX && p->type && strs_has(types, low) && p->header[p->type] == ' ' &&
		p->header[p->type + 1]) {
		out->column = p->type;
		out->width = 1;
		out->text = arena_printf(mem, "no ':' behind the type '%s'", word);
		out->hint = arena_printf(mem, "%s: %s", low, p->header + p->type + 1);
	}
}

static void
refuse_type(struct heading *out, const struct parts *p, const struct strs *types, struct arena *mem)
{
	const char *word = arena_strndup(mem, p->header, p->type);
	const char *meant = type_meant(types, word, mem);

	if (meant && strcmp(meant, lowered(word, p->type, mem)) == 0)
		refuse(out, 0, p->type,
			arena_printf(mem, "the type '%s' is written '%s'", word, meant));
	else if (meant)
		refuse(out, 0, p->type,
			arena_printf(mem, "unknown type '%s'; did you mean '%s'?", word, meant));
	else
		refuse(out, 0, p->type,
			arena_printf(mem, "unknown type '%s'; known are %s", word,
				strs_join(types, " ", mem)));
	if (meant)
		out->hint = arena_printf(mem, "%s%s", meant, p->header + p->type);
}

/* The header put together anew from its parts. */
static const char *
tidy(const struct parts *p, struct arena *mem)
{
	size_t head = p->scope == SIZE_MAX ? p->type : p->scope_end + 1;
	const char *scope = "", *bang = "";

	if (p->scope != SIZE_MAX && p->scope_end > p->scope + 1)
		scope = arena_strndup(mem, p->header + p->scope, p->scope_end + 1 - p->scope);
	if (memchr(p->header + head, '!', p->colon - head))
		bang = "!";
	return arena_printf(mem, "%.*s%s%s: %s", (int)p->type, p->header, scope, bang,
		p->header + p->description);
}

static void
judge_scope(struct heading *out, const struct parts *p, struct arena *mem)
{
	size_t inside;

	if (p->scope == SIZE_MAX)
		return;
	if (p->scope_end == SIZE_MAX) {
		refuse(out, p->scope, p->colon - p->scope, "the scope has no ')'");
		out->hint = arena_printf(
			mem, "%.*s)%s", (int)p->colon, p->header, p->header + p->colon);
		return;
	}
	inside = strspn(p->header + p->scope + 1, " \t");
	if (p->scope + 1 + inside == p->scope_end) {
		refuse(out, p->scope, p->scope_end - p->scope + 1, "the scope is empty");
		out->hint = arena_printf(
			mem, "%.*s%s", (int)p->type, p->header, p->header + p->scope_end + 1);
	}
}

/* From behind type or scope to the description: `!: `, `: `. */
static void
judge_colon(struct heading *out, const struct parts *p, struct arena *mem)
{
	size_t head = p->scope == SIZE_MAX ? p->type : p->scope_end + 1;
	size_t mark = head + (p->header[head] == '!');

	if (p->header[p->description] == '\0') {
		refuse(out, p->colon, 1, "nothing behind ':'; say what changed");
	} else if (mark != p->colon || (p->scope != SIZE_MAX && p->scope != p->type)) {
		size_t from = p->scope != SIZE_MAX && p->scope != p->type ? p->type : mark;
		size_t to = from == mark ? p->colon : p->scope;

		refuse(out, from, to - from, "nothing may stand between type, scope and ':'");
		if (strspn(p->header + from, " \t!") >= to - from)
			out->hint = tidy(p, mem);
	} else if (p->description != p->colon + 2 || p->header[p->colon + 1] != ' ') {
		refuse(out, p->colon, p->description - p->colon, "one blank follows ':'");
		out->hint = tidy(p, mem);
	}
}

static void
judge_header(struct heading *out, const struct strs *types, struct arena *mem)
{
	struct parts p;

	out->rule = "type-empty";
	if (out->header[0] == '\0') {
		refuse(out, 0, 1, "the message is empty");
		return;
	}
	parts_read(&p, out->header);
	if (p.colon == SIZE_MAX || p.type == 0 ||
		(p.scope == SIZE_MAX && p.type + strspn(p.header + p.type, " \t!") != p.colon)) {
		refuse_shape(out, &p, types, mem);
		return;
	}
	if (types->n && !strs_has(types, arena_strndup(mem, p.header, p.type))) {
		out->rule = "type-enum";
		refuse_type(out, &p, types, mem);
		return;
	}
	judge_scope(out, &p, mem);
	if (!out->is_refused)
		judge_colon(out, &p, mem);
}

int
message_judge(struct message_verdict *out, const struct message_input *in,
	struct rule_settings *settings, struct arena *mem, struct error *err)
{
	char comment = in->comment ? in->comment[0] : '#';
	struct heading h = {.header = header_of(in->text, in->len, comment, mem)};

	(void)err;
	*out = (struct message_verdict){
		.is_valid = true, .text = h.header, .len = strlen(h.header)};
	out->parts.header = h.header;
	if (is_written_by_git(h.header)) {
		out->is_ignored = true;
		out->why_ignored = "git wrote it";
		return 0;
	}
	judge_header(&h, &rule_setting(settings, "type-enum")->words, mem);
	if (!h.is_refused)
		return 0;
	out->is_valid = false;
	out->n = 1;
	out->v = arena_alloc(mem, 1, sizeof(*out->v));
	out->v[0] = (struct message_problem){
		.rule = h.rule,
		.level = LEVEL_FAIL,
		.text = h.text,
		.hint = h.hint,
		.line = 1,
		.column = h.column,
		.width = h.width,
	};
	return 0;
}
