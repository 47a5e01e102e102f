/* SPDX-License-Identifier: MIT */
/* wording_test -- settings of the command line as git hands them on, and texts of other encodings.
 */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "git/commit/wording.h"

static const struct {
	const char *text, *pairs; /* joined by '|' */
} parameters[] = {
	{"", ""},
	{"'a.b'='c'", "a.b|c"},
	{"'a.b'='c' 'd.e'='f g'", "a.b|c|d.e|f g"},
	{"'a.b=c=d'", "a.b|c=d"},
	{"'a.b'=", "a.b|true"},
	{"'a.b'", "a.b|true"},
	{"'core.commentchar'=';'", "core.commentchar|;"},
	{"'a.b'='it'\\''s'", "a.b|it's"},
	{"'a.b'='x'\\!''", "a.b|x!"},
	{"'a.b'='c", ""},
	{"'a.b'='c' junk", "a.b|c"},
	{"junk", ""},
	{"'", ""},
	{"'a'\\", "a|true"},
};

static void
parameters_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(parameters); i++) {
		struct arena *mem = arena_new();
		struct strs out = {0};

		wording_parameters(&out, parameters[i].text, mem);
		assert_string_equal(strs_join(&out, "|", mem), parameters[i].pairs);
		arena_free(mem);
	}
}

static void
latin1_becomes_utf8(void **state)
{
	static const struct {
		const char *text, *encoding, *utf8;
	} rows[] = {
		{"\344x", "ISO-8859-1", "\303\244x"},
		{"\377", "latin1", "\303\277"},
		{"\303\244", "ISO-8859-1", "\303\244"}, /* is UTF-8: the label is wrong */
		{"\344", "EUC-JP", "\344"},
		{"\344", NULL, "\344"},
		{"x", "latin1", "x"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		size_t len = strlen(rows[i].text);
		const char *out = wording_utf8(rows[i].text, &len, rows[i].encoding, mem);

		assert_int_equal(len, strlen(rows[i].utf8));
		assert_memory_equal(out, rows[i].utf8, len);
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters_are_read), cmocka_unit_test(latin1_becomes_utf8)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
