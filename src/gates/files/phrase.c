/* SPDX-License-Identifier: MIT */
/*
 * phrase -- deny-pattern, require-pattern, deny-filename-pattern, require-filename-pattern, todo
 * and check-vcs-permalinks: what expressions say about lines, files and names.
 *
 * An expression that gives up on a line is an error: who cannot tell must not say yes.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/regex.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/builtin.h"
#include "model/gate.h"

#define SHOWN_MAX 80 /* bytes of what matched */

struct phrase {
	const char *id;
	struct strs patterns;
	struct regex **v; /* one a pattern */
	bool is_whole;    /* files are searched as a whole */
	bool is_required;
	bool is_unplaced; /* a match may span lines of which only some are new: it names none */
	const char *say;  /* of a match, after the words that matched; NULL: by pattern */
	const char *lost; /* the file in which an expression gave up */
};

static void
release(struct phrase *w)
{
	for (size_t i = 0; w->v && i < w->patterns.n; i++)
		regex_free(w->v[i]);
}

static int
compile(struct phrase *w, unsigned flags, struct arena *mem, struct error *err)
{
	w->v = arena_alloc(mem, w->patterns.n, sizeof(struct regex *));
	for (size_t i = 0; i < w->patterns.n; i++) {
		const char *text = w->is_whole ? arena_printf(mem, "(?s)%s", w->patterns.v[i])
					       : w->patterns.v[i];

		if (regex_compile(&w->v[i], text, flags, err) < 0)
			return error_wrap(err, "%s", w->id);
	}
	return 0;
}

/* The first of the patterns that matches, and where; -1: none. */
static int
search(struct regex_span *span, struct phrase *w, const char *s, size_t n, size_t from,
	const char *path)
{
	for (size_t i = 0; i < w->patterns.n; i++) {
		enum regex_answer a = regex_match(w->v[i], s, n, from, span);

		if (a == REGEX_GAVE_UP && !w->lost)
			w->lost = path;
		if (a == REGEX_YES)
			return (int)i;
	}
	return -1;
}

static void
tell(struct findings *found, const struct phrase *w, const struct file *f, size_t start, size_t end,
	int pattern, struct arena *mem)
{
	size_t n = end - start < SHOWN_MAX ? end - start : SHOWN_MAX;
	const char *newline = memchr(f->data + start, '\n', n), *text;

	if (newline)
		n = (size_t)(newline - f->data) - start;
	text = w->say ? arena_printf(mem, "'%.*s' %s", (int)n, f->data + start, w->say)
		      : arena_printf(mem, "'%.*s' is denied by '%s'", (int)n, f->data + start,
				w->patterns.v[pattern]);
	if (w->is_unplaced)
		file_finding(found, f->path, 0, 0, text, mem);
	else
		file_finding_at(found, f, start, text, mem);
}

/* Each line by itself, without its end.  True: one matched. */
static bool
judge_lines(struct findings *found, struct phrase *w, const struct file *f, struct arena *mem)
{
	struct regex_span span;
	size_t next;

	for (size_t at = 0; at < f->len && !w->lost; at = next) {
		const char *line = f->data + at, *newline = memchr(line, '\n', f->len - at);
		size_t n = newline ? (size_t)(newline - line) : f->len - at;
		int pattern;

		next = at + n + 1;
		n -= n && line[n - 1] == '\r';
		pattern = search(&span, w, line, n, 0, f->path);
		if (pattern < 0)
			continue;
		if (w->is_required || found->n >= FINDINGS_MAX)
			return true;
		tell(found, w, f, at + span.start, at + span.end, pattern, mem);
	}
	return false;
}

static void
judge_content(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	struct phrase *w = ctx;
	struct regex_span span;
	bool is_there;
	int pattern;

	if (w->lost)
		return;
	if (w->is_whole) {
		pattern = search(&span, w, f->data, f->len, 0, f->path);
		is_there = pattern >= 0;
		if (is_there && !w->is_required)
			tell(found, w, f, span.start, span.end, pattern, mem);
	} else {
		is_there = judge_lines(found, w, f, mem);
	}
	if (w->is_required && !is_there && !w->lost)
		file_finding(found, f->path, 0, 0,
			arena_printf(mem, "nothing in it matches '%s'",
				strs_join(&w->patterns, "' or '", mem)),
			mem);
}

static int
lost(const struct phrase *w, struct arena *mem, struct error *err)
{
	if (!w->lost)
		return 0;
	return error_set(err, ERR_LIMIT, "%s: an expression takes too long on %s", w->id,
		text_path(w->lost, mem));
}

static int
judge_patterns(struct findings *out, struct phrase *w, const struct builtin_input *in,
	struct arena *mem, struct error *err)
{
	bool is_caseless = false;
	const struct args_row rows[] = {
		{.name = "--ignore-case", .brief = "-i", .flag = &is_caseless},
		{.name = "--multiline", .brief = "-m", .flag = &w->is_whole},
		{.name = "PATTERN", .values = &w->patterns}, {.name = NULL}};
	unsigned flags;
	int rc = -1;

	if (args_parse(in->args, rows, w->id, mem, err) < 0)
		return -1;
	if (w->patterns.n == 0)
		return error_set(err, ERR_CONFIG, "%s needs a pattern in 'args'", w->id);
	w->is_unplaced = w->is_whole && in->gate && in->gate->new_only == NEW_ONLY_LINES;
	flags = (is_caseless ? REGEX_ICASE : 0U) | (w->is_whole ? REGEX_MULTILINE : 0U);
	if (compile(w, flags, mem, err) == 0)
		rc = file_each_text(out, in, judge_content, w, mem, err);
	release(w);
	return rc < 0 ? -1 : lost(w, mem, err);
}

int
phrase_deny(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct phrase w = {.id = "deny-pattern"};

	return judge_patterns(out, &w, in, mem, err);
}

int
phrase_require(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct phrase w = {.id = "require-pattern", .is_required = true};

	return judge_patterns(out, &w, in, mem, err);
}

static void
judge_names(
	struct findings *out, struct phrase *w, const struct builtin_input *in, struct arena *mem)
{
	const char *patterns = strs_join(&w->patterns, "' or '", mem);
	struct regex_span span;

	for (size_t i = 0; i < in->n && !w->lost; i++) {
		const char *path = in->v[i].path, *name = path_base(path);
		int pattern = search(&span, w, name, strlen(name), 0, path);

		if (w->lost || (pattern >= 0) == w->is_required)
			continue;
		file_finding(out, path, 0, 0,
			w->is_required ? arena_printf(mem, "its name does not match '%s'", patterns)
				       : arena_printf(mem, "its name is denied by '%s'",
						 w->patterns.v[pattern]),
			mem);
	}
}

static int
judge_name_patterns(struct findings *out, struct phrase *w, const struct builtin_input *in,
	struct arena *mem, struct error *err)
{
	bool is_caseless = false;
	const struct args_row rows[] = {
		{.name = "--ignore-case", .brief = "-i", .flag = &is_caseless},
		{.name = "PATTERN", .values = &w->patterns}, {.name = NULL}};
	int rc;

	if (args_parse(in->args, rows, w->id, mem, err) < 0)
		return -1;
	if (w->patterns.n == 0)
		return error_set(err, ERR_CONFIG, "%s needs a pattern in 'args'", w->id);
	rc = compile(w, is_caseless ? REGEX_ICASE : 0U, mem, err);
	if (rc == 0)
		judge_names(out, w, in, mem);
	release(w);
	return rc < 0 ? -1 : lost(w, mem, err);
}

int
phrase_deny_name(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct phrase w = {.id = "deny-filename-pattern"};

	return judge_name_patterns(out, &w, in, mem, err);
}

int
phrase_require_name(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct phrase w = {.id = "require-filename-pattern", .is_required = true};

	return judge_name_patterns(out, &w, in, mem, err);
}

/* Words of which each must be followed by an issue in parentheses: TODO(#123). */
static const char *
todo_pattern(const struct strs *words, const char *issue, struct arena *mem)
{
	struct strs quoted = {0};

	for (size_t i = 0; i < words->n; i++)
		strs_add(&quoted, arena_printf(mem, "\\Q%s\\E", words->v[i]), mem);
	return arena_printf(mem, "(?<![\\w-])(?:%s)(?!\\w)(?!\\([^()]*(?:%s)[^()]*\\))",
		strs_join(&quoted, "|", mem), issue);
}

int
phrase_todo(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	static const char *const usual[] = {"TODO", "FIXME", "XXX"};
	struct phrase w = {.id = "todo", .say = "names no issue; as in TODO(#123)"};
	struct strs words = {0}, issue = {0};
	const struct args_row rows[] = {{.name = "--word", .values = &words},
		{.name = "--issue", .values = &issue}, {.name = NULL}};
	int rc = -1;

	if (args_parse(in->args, rows, w.id, mem, err) < 0)
		return -1;
	for (size_t i = 0; issue.n == 0 && i < 1; i++)
		strs_add(&issue, "#\\d+|[A-Z][A-Z0-9]+-\\d+", mem);
	for (size_t i = 0, given = words.n; given == 0 && i < countof(usual); i++)
		strs_add(&words, usual[i], mem);
	strs_add(&w.patterns, todo_pattern(&words, issue.v[issue.n - 1], mem), mem);
	if (compile(&w, 0, mem, err) == 0)
		rc = file_each_text(out, in, judge_content, &w, mem, err);
	release(&w);
	return rc < 0 ? -1 : lost(&w, mem, err);
}

/* All of them, without a look at each line. */
static void
judge_links(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	struct phrase *w = ctx;
	struct regex_span span;

	if (file_search(f->data, f->len, 0, "/blob/") == SIZE_MAX)
		return;
	for (size_t i = 0; i < w->patterns.n && !w->lost; i++) {
		size_t at = 0;
		enum regex_answer a;

		while ((a = regex_match(w->v[i], f->data, f->len, at, &span)) == REGEX_YES &&
			found->n < FINDINGS_MAX) {
			tell(found, w, f, span.start, span.end, (int)i, mem);
			at = span.end;
		}
		if (a == REGEX_GAVE_UP)
			w->lost = f->path;
	}
}

int
phrase_permalinks(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct phrase w = {.id = "check-vcs-permalinks",
		.say = "points to a line of what changes; press y on the page for a permalink"};
	struct strs domains = {0};
	const struct args_row rows[] = {
		{.name = "--additional-github-domain", .values = &domains}, {.name = NULL}};
	int rc = -1;

	if (args_parse(in->args, rows, w.id, mem, err) < 0)
		return -1;
	strs_add(&domains, "github.com", mem);
	for (size_t i = 0; i < domains.n; i++)
		strs_add(&w.patterns,
			arena_printf(mem,
				"https://\\Q%s\\E/[^/ \\n]+/[^/ \\n]+/blob/"
				"(?![a-fA-F0-9]{4,64}/)[^/. \\n]+/[^# \\n]+#L\\d+",
				domains.v[i]),
			mem);
	if (compile(&w, 0, mem, err) == 0)
		rc = file_each_text(out, in, judge_links, &w, mem, err);
	release(&w);
	return rc < 0 ? -1 : lost(&w, mem, err);
}
