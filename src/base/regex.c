/* SPDX-License-Identifier: MIT */
/*
 * regex -- see regex.h.
 *
 * Keeps true: a match that hit a limit is never "no".  Machine code is made once an expression has
 * been used often enough to pay for it (making it costs as much as some hundred short matches);
 * where the code's own small stack runs out, the interpreter, which has a heap, answers instead.
 *
 * What PCRE2's glob conversion does differently from our rules is put right before it: there a
 * doubled star crosses '/' wherever it stands, here only as a whole component.
 */
#include "base/regex.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"

#define REGEX_MATCH_LIMIT 1000000
#define REGEX_DEPTH_LIMIT 100000
#define REGEX_HEAP_LIMIT_KIB (64 * 1024)
#define REGEX_USES_BEFORE_JIT 64

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	unsigned uses;
};

static int
set_error(struct error *err, const char *pattern, int code, size_t offset)
{
	PCRE2_UCHAR text[128];

	if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		return error_set(err, ERR_CONFIG, "error %d in '%s'", code, pattern);
	return error_set(
		err, ERR_CONFIG, "%s at byte %zu of '%s'", (const char *)text, offset + 1, pattern);
}

static struct regex *
wrap(pcre2_code *code)
{
	struct regex *re = calloc(1, sizeof(*re));

	if (!re)
		arena_die_nomem();
	re->code = code;
	re->data = pcre2_match_data_create_from_pattern(code, NULL);
	re->limits = pcre2_match_context_create(NULL);
	if (!re->data || !re->limits)
		arena_die_nomem();
	pcre2_set_match_limit(re->limits, REGEX_MATCH_LIMIT);
	pcre2_set_depth_limit(re->limits, REGEX_DEPTH_LIMIT);
	pcre2_set_heap_limit(re->limits, REGEX_HEAP_LIMIT_KIB);
	return re;
}

int
regex_compile(struct regex **out, const char *pattern, unsigned flags, struct error *err)
{
	pcre2_compile_context *context = NULL;
	uint32_t options = 0;
	pcre2_code *code;
	size_t offset;
	int why;

	if (flags & REGEX_ANCHORED)
		options |= PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE;
	if (flags & REGEX_WINDOW)
		options |= PCRE2_USE_OFFSET_LIMIT;
	if (flags & REGEX_BYTES) {
		options |= PCRE2_DOLLAR_ENDONLY;
		context = pcre2_compile_context_create(NULL);
		if (!context)
			arena_die_nomem();
		pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	}
	if (flags & REGEX_ICASE)
		options |= PCRE2_CASELESS;
	if (flags & REGEX_MULTILINE)
		options |= PCRE2_MULTILINE;
	if (flags & REGEX_UTF)
		options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
	code = pcre2_compile(
		(PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &why, &offset, context);
	pcre2_compile_context_free(context);
	if (!code)
		return set_error(err, pattern, why, offset);
	*out = wrap(code);
	return 0;
}

/* The byte behind a bracket expression that starts at p, or NULL where it does not end. */
static const char *
skip_class(const char *p)
{
	p++;
	if (*p == '!' || *p == '^')
		p++;
	if (*p == ']')
		p++;
	while (*p && *p != ']') {
		if (*p == '\\' && p[1])
			p++;
		if (*p == '[' && p[1] == ':' && strstr(p, ":]"))
			p = strstr(p, ":]") + 1;
		p++;
	}
	return *p ? p + 1 : NULL;
}

/* The glob with every run of stars that is no doubled star of its own component made one star. */
static char *
tame_stars(const char *glob)
{
	char *tame = malloc(strlen(glob) + 1), *w = tame;
	const char *p = glob;

	if (!tame)
		arena_die_nomem();
	while (*p) {
		const char *end = p + 1;

		if (*p == '*') {
			size_t n = strspn(p, "*");
			bool is_alone = (p == glob || p[-1] == '/') && (p[n] == '/' || !p[n]);

			end = p + n;
			p = end - (n == 2 && is_alone ? 2 : 1);
		} else if (*p == '[' && skip_class(p)) {
			end = skip_class(p);
		} else if (*p == '\\' && p[1]) {
			end = p + 2;
		}
		memcpy(w, p, (size_t)(end - p));
		w += end - p;
		p = end;
	}
	*w = '\0';
	return tame;
}

int
regex_glob(struct regex **out, const char *glob, struct error *err)
{
	char *tame = tame_stars(glob);
	PCRE2_UCHAR *pattern = NULL;
	pcre2_code *code = NULL;
	size_t len = 0, offset = 0;
	int why;

	why = pcre2_pattern_convert(
		(PCRE2_SPTR)tame, strlen(tame), PCRE2_CONVERT_GLOB, &pattern, &len, NULL);
	if (why != 0)
		offset = len;
	else
		code = pcre2_compile(pattern, len, 0, &why, &offset, NULL);
	pcre2_converted_pattern_free(pattern);
	free(tame);
	if (!code)
		return set_error(err, glob, why, offset);
	*out = wrap(code);
	return 0;
}

void
regex_free(struct regex *re)
{
	if (!re)
		return;
	pcre2_match_context_free(re->limits);
	pcre2_match_data_free(re->data);
	pcre2_code_free(re->code);
	free(re);
}

enum regex_answer
regex_match(struct regex *re, const char *s, size_t n, size_t offset, struct regex_span *span)
{
	const PCRE2_SPTR subject = (PCRE2_SPTR)s;
	const PCRE2_SIZE *ends;
	int rc;

	if (offset > n)
		return REGEX_NO;
	if (re->uses < REGEX_USES_BEFORE_JIT && ++re->uses == REGEX_USES_BEFORE_JIT)
		(void)pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE); /* slower without */
	rc = pcre2_match(re->code, subject, n, offset, 0, re->data, re->limits);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(re->code, subject, n, offset, PCRE2_NO_JIT, re->data, re->limits);
	if (rc == PCRE2_ERROR_NOMATCH)
		return REGEX_NO;
	if (rc < 0)
		return REGEX_GAVE_UP;
	ends = pcre2_get_ovector_pointer(re->data);
	if (span)
		*span = (struct regex_span){ends[0], ends[1]};
	return REGEX_YES;
}

int
regex_group(struct regex *re, const char *name, struct regex_span *span)
{
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(re->data);
	PCRE2_SPTR first, last;
	int size = pcre2_substring_nametable_scan(re->code, (PCRE2_SPTR)name, &first, &last);

	/* With (?J) several groups bear one name: the one that took part. */
	for (PCRE2_SPTR row = first; size > 0 && row <= last; row += size) {
		size_t group = (size_t)row[0] << 8 | row[1];

		if (ends[2 * group] == PCRE2_UNSET)
			continue;
		*span = (struct regex_span){ends[2 * group], ends[2 * group + 1]};
		return 0;
	}
	return -1;
}

int
regex_numbered(struct regex *re, unsigned n, struct regex_span *span)
{
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(re->data);

	if (n >= pcre2_get_ovector_count(re->data) || ends[2 * n] == PCRE2_UNSET)
		return -1;
	*span = (struct regex_span){ends[2 * n], ends[2 * n + 1]};
	return 0;
}

void
regex_limit(struct regex *re, unsigned matches)
{
	pcre2_set_match_limit(re->limits, matches);
}

void
regex_window(struct regex *re, size_t last)
{
	pcre2_set_offset_limit(re->limits, last);
}

bool
regex_has_group(const struct regex *re, const char *name)
{
	return pcre2_substring_number_from_name(re->code, (PCRE2_SPTR)name) > 0 ||
	       pcre2_substring_number_from_name(re->code, (PCRE2_SPTR)name) ==
		       PCRE2_ERROR_NOUNIQUESUBSTRING;
}
