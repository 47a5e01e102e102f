/* SPDX-License-Identifier: MIT */
/* commitline_test -- command lines of git commit, as its hooks find them. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "git/commit/commitline.h"

static const struct {
	const char *line;  /* words apart at '|' */
	const char *flags; /* k known, a amend, v verbose, V not verbose, g given */
	const char *cleanup, *again;
} cases[] = {
	{"git|commit", "k", NULL, ""},
	{"/usr/lib/git-core/git-commit|-m|x", "kg", NULL, ""},
	{"git|commit|-m|x", "kg", NULL, ""},
	{"git|-c|a.b=c|-C|dir|commit|-am|x", "kg", NULL, "-a"},
	{"git|--git-dir=x|commit|--amend", "ka", NULL, "--amend"},
	{"git|commit|--amend|--no-edit", "kag", NULL, "--amend"},
	{"git|commit|-qm|--amend", "kg", NULL, "-q"},
	{"git|commit|-F|-|-v", "kgv", NULL, "-v"},
	{"git|commit|-ve|-mx", "kv", NULL, "-v"},
	{"git|commit|--no-verbose|--message=x", "kgV", NULL, "--no-verbose"},
	{"git|commit|--cleanup=strip|--message|x", "kg", "strip", "--cleanup=strip"},
	{"git|commit|--cleanup|verbatim", "k", "verbatim", "--cleanup verbatim"},
	{"git|commit|--author|A <a>|-m|x|--|-m|--amend", "kg", NULL,
		"--author A <a> -- -m --amend"},
	{"git|commit|--fixup=HEAD", "kg", NULL, ""},
	{"git|commit|--fixup|amend:HEAD", "k", NULL, ""},
	{"git|commit|--squash|HEAD", "k", NULL, ""},
	{"git|commit|-c|HEAD", "k", NULL, ""},
	{"git|commit|-CHEAD|-n", "kg", NULL, ""},
	{"git|commit|-Sme|-m|x|path", "kg", NULL, "-Sme path"},
	{"git|commit|-m", "kg", NULL, ""},
	{"git|commit|--message", "kg", NULL, ""},
	{"git|ci|--amend", "", NULL, ""},
	{"git|merge|commit", "", NULL, ""},
	{"git", "", NULL, ""},
	{"vim|commit", "", NULL, ""},
	{"", "", NULL, ""},
};

static struct strs
words_of(const char *line, struct arena *mem)
{
	char *text = arena_strdup(mem, line), *bar;
	struct strs out = {0};

	for (; text && *text; text = bar) {
		bar = strchr(text, '|');
		if (bar)
			*bar++ = '\0';
		strs_add(&out, text, mem);
	}
	return out;
}

static void
lines_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct arena *mem = arena_new();
		struct strs words = words_of(cases[i].line, mem);
		const char *flags = cases[i].flags;
		struct commitline c;

		commitline_read(&c, &words, mem);
		assert_int_equal(c.is_known, strchr(flags, 'k') != NULL);
		assert_int_equal(c.is_amend, strchr(flags, 'a') != NULL);
		assert_int_equal(c.is_verbose, strchr(flags, 'v') != NULL);
		assert_int_equal(c.is_not_verbose, strchr(flags, 'V') != NULL);
		assert_int_equal(c.is_given, strchr(flags, 'g') != NULL);
		assert_int_equal(c.cleanup != NULL, cases[i].cleanup != NULL);
		if (c.cleanup)
			assert_string_equal(c.cleanup, cases[i].cleanup);
		assert_string_equal(strs_join(&c.again, " ", mem), cases[i].again);
		arena_free(mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lines_are_read)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
