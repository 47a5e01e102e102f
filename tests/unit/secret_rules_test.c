/* SPDX-License-Identifier: MIT */
/*
 * secret_rules_test -- every shipped rule finds its examples and no more, is the same where it is
 * searched for as where it is asked at its keyword, and is described.
 */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/regex.h"
#include "gates/secret/secret_example.h"
#include "gates/secret/secret_scan.h"
#include "gates/secret/secret_source.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

static const char *const files[] = {"config/secrets/clouds.ini", "config/secrets/forges.ini",
	"config/secrets/keys.ini", "config/secrets/messages.ini", "config/secrets/models.ini",
	"config/secrets/payments.ini", "config/secrets/services.ini"};

struct rules {
	struct arena *mem;
	struct secret_source source;
};

static int
read_rules(void **state)
{
	struct arena *mem = arena_new();
	struct rules *r = arena_alloc(mem, 1, sizeof(*r));
	struct problems problems = {.mem = mem};
	struct error err = {0};

	r->mem = mem;
	for (size_t i = 0; i < countof(files); i++) {
		size_t len;
		char *text;

		if (fs_read(&text, &len, files[i], INI_FILE_BYTES, mem, &err) < 0 ||
			secret_source_read(&r->source, files[i], text, len, &problems, mem, &err) <
				0)
			fail_msg("%s", err.msg);
	}
	assert_int_equal(problems.n, 0);
	*state = r;
	return 0;
}

static int
free_rules(void **state)
{
	struct rules *r = *state;

	secret_source_release(&r->source);
	arena_free(r->mem);
	return 0;
}

static void
the_shipped_ones_are_those(void **state)
{
	const struct rules *r = *state;

	assert_int_equal(r->source.n, secret_shipped.n);
	for (size_t i = 0; i < r->source.n; i++)
		assert_string_equal(r->source.v[i].name, secret_shipped.v[i].id);
}

static void
each_is_described_and_shown(void **state)
{
	const struct rules *r = *state;

	for (size_t i = 0; i < r->source.n; i++) {
		const struct secret *s = &r->source.v[i];

		if (!s->about || (s->pattern && !s->good.n))
			fail_msg("[secret %s] has no `about` or no `good`", s->name);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(s->name, r->source.v[k].name);
	}
}

static void
examples_are_found(void **state)
{
	const struct rules *r = *state;
	struct secret_rules made;
	struct error err = {0};
	size_t nwrong = 0;

	for (size_t i = 0; i < r->source.n; i++) {
		const struct secret *one = &r->source.v[i];

		if (secret_rules_make(&made, one, 1, r->mem, &err) == 0 &&
			secret_examples_check(&made, one, 1, r->mem, &err) == 0)
			continue;
		print_error("%s\n", err.msg);
		nwrong++;
	}
	assert_int_equal(nwrong, 0);
}

/* The first place at which a rule matches anywhere in the text. */
static void
check_whole(const struct rules *r, size_t rule, const char *example)
{
	const struct secret_options options = {.tier = SECRET_WEAK};
	const char *text = arena_printf(r->mem, "x = 1;\n  %s\n y = 2;\n", example);
	struct secret_scanner *s = secret_scanner_new(&options, r->mem);
	struct regex_span span;
	struct secret_hits hits;
	struct regex *re = NULL;
	struct error err = {0};
	bool found = false;

	if (regex_compile(&re, secret_shipped.v[rule].pattern, REGEX_BYTES, &err) < 0)
		fail_msg("%s", err.msg);
	if (regex_match(re, text, strlen(text), 0, &span) != REGEX_YES)
		fail_msg("[secret %s] does not match '%s'", secret_shipped.v[rule].id, text);
	for (unsigned g = 1; g < 8 && regex_numbered(re, g, &span) < 0; g++)
		continue;
	assert_int_equal(secret_scan(&hits, s, "x", text, strlen(text), r->mem, &err), 0);
	for (size_t i = 0; i < hits.n; i++)
		found |= hits.v[i].rule == &secret_shipped.v[rule] &&
			 hits.v[i].start == span.start && hits.v[i].end == span.end;
	regex_free(re);
	secret_scanner_free(s);
	if (!found)
		fail_msg("[secret %s] is not found at its keyword in '%s'",
			secret_shipped.v[rule].id, text);
}

static void
at_the_keyword_as_everywhere(void **state)
{
	const struct rules *r = *state;
	size_t n = 0;

	for (size_t i = 0; i < r->source.n; i++) {
		const struct secret *s = &r->source.v[i];

		if (!s->pattern || s->files.n || secret_shipped.v[i].checks & SECRET_VALUE)
			continue;
		for (size_t k = 0; k < s->good.n; k++, n++)
			check_whole(r, i, secret_example(s->good.v[k], r->mem));
	}
	assert_in_range(n, 200, 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_ones_are_those),
		cmocka_unit_test(each_is_described_and_shown),
		cmocka_unit_test(examples_are_found),
		cmocka_unit_test(at_the_keyword_as_everywhere),
	};

	return cmocka_run_group_tests(tests, read_rules, free_rules);
}
