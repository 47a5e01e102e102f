/* SPDX-License-Identifier: MIT */
/* command_test -- how commands are read, what is refused, and what values become. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/strs.h"
#include "model/command.h"

static const char *const names[] = {"files", "source", "dir", "report", "none"};

static struct strs
known(void)
{
	return (struct strs){.v = (const char **)names, .n = countof(names)};
}

/* The words, each as [literal<placeholder>...]. */
static const char *
shown(const struct command *c, struct arena *mem)
{
	const char *text = "";

	for (size_t i = 0; i < c->n; i++) {
		text = arena_printf(mem, "%s[", text);
		for (size_t j = 0; j < c->v[i].n; j++) {
			const struct command_part *p = &c->v[i].v[j];

			text = p->text ? arena_printf(mem, "%s%s", text, p->text)
				       : arena_printf(mem, "%s<%s>", text, p->placeholder);
		}
		text = arena_printf(mem, "%s]", text);
	}
	return text;
}

static void
split_as_a_shell_does(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{"", ""},
		{"  \t ", ""},
		{"ruff check {files}", "[ruff][check][<files>]"},
		{"  a\tb  ", "[a][b]"},
		{"a\r", "[a]"},
		{"a 'b c' d", "[a][b c][d]"},
		{"a \"b c\" d", "[a][b c][d]"},
		{"a b'c d'e\"f g\"h", "[a][bc def gh]"},
		{"a '' \"\"", "[a][][]"},
		{"a ''b", "[a][b]"},
		{"a 'b\"c' \"d'e\"", "[a][b\"c][d'e]"},
		{"a \"b\\\"c\\\\d\\e\"", "[a][b\"c\\d\\e]"},
		{"a 'b\\'", "[a][b\\]"},
		{"a b\\ c \\'d \\\\", "[a][b c]['d][\\]"},
		{"a \\|\\&\\;\\<\\>\\(\\)\\$\\`\\\n", "[a][|&;<>()$`\n]"},
		{"a '|&;<>()$`\n'", "[a][|&;<>()$`\n]"},
		{"a \"|&;<>()$`\n\"", "[a][|&;<>()$`\n]"},
		{"a * ? ~ # ! % ^ = []", "[a][*][?][~][#][!][%][^][=][[]]"},
		{"a --f={files} x{source}y{dir}", "[a][--f=<files>][x<source>y<dir>]"},
		{"a {files}{files}", "[a][<files><files>]"},
		{"a \"{files}\" \"x {dir} y\"", "[a][<files>][x <dir> y]"},
		{"a '{files}' '{nope}'", "[a][{files}][{nope}]"},
		{"a \\{files\\} \\{files} {files\\}", "[a][{files}][{files}][{files}]"},
		{"a { } {} {a {files", "[a][{][}][{}][{a][{files]"},
		{"a {1} {A} {a-b} {a_b} {a,b} {a.b}", "[a][{1}][{A}][{a-b}][{a_b}][{a,b}][{a.b}]"},
		{"a {{files}} {'{'", "[a][{<files>}][{{]"},
		{"a \"{fi\"les} {'files'}", "[a][{files}][{files}]"},
		{"env A=b c", "[env][A=b][c]"},
		{"./A=b c", "[./A=b][c]"},
		{"1=2", "[1=2]"},
		{"=x", "[=x]"},
		{"{dir}/bin/x", "[<dir>/bin/x]"},
		{"caf\xe9 \xc3\xa9", "[caf\xe9][\xc3\xa9]"},
		{"pytest -m \"not integration and not neo4j\"",
			"[pytest][-m][not integration and not neo4j]"},
	};
	struct arena *mem = arena_new();
	struct strs list = known();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct command c;
		struct error err = {0};

		if (command_parse(&c, rows[i].text, &list, mem, &err) < 0)
			fail_msg("%s: %s", rows[i].text, err.msg);
		assert_string_equal(shown(&c, mem), rows[i].words);
		assert_string_equal(c.text, rows[i].text);
	}
	arena_free(mem);
}

static void
refuse_what_needs_a_shell_or_is_broken(void **state)
{
	static const struct {
		const char *text, *says;
	} rows[] = {
		{"a | b", "'|': no shell here"},
		{"a && b", "'&': no shell here"},
		{"a; b", "';': no shell here"},
		{"a >b", "'>': no shell here"},
		{"a <b", "'<': no shell here"},
		{"(a)", "'(': no shell here"},
		{"a)", "')': no shell here"},
		{"a $HOME", "'$': no shell here"},
		{"a `b`", "'`': no shell here"},
		{"a\nb", "newline: no shell here"},
		{"a 'b'|c", "'|': no shell here"},
		{"a 'b", "unclosed single quote"},
		{"a 'b' '", "unclosed single quote"},
		{"a \"b", "unclosed double quote"},
		{"a \"b\\\"", "unclosed double quote"},
		{"a \"{files", "unclosed double quote"},
		{"a \\", "backslash at the end"},
		{"'' a", "name is empty"},
		{"\"\"", "name is empty"},
		{"A=b c", "'A=b': no shell here"},
		{"_a1=", "no shell here"},
		{"a {file}", "unknown placeholder '{file}'; did you mean '{files}'?"},
		{"a \"{sorce}\"", "did you mean '{source}'?"},
		{"a {nothing}", "unknown placeholder '{nothing}'; put it in single quotes"},
		{"a {{x}}", "unknown placeholder '{x}'"},
	};
	struct arena *mem = arena_new();
	struct strs list = known();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct command c;
		struct error err = {0};

		if (command_parse(&c, rows[i].text, &list, mem, &err) == 0)
			fail_msg("taken: %s", rows[i].text);
		assert_int_equal(err.code, ERR_CONFIG);
		if (!strstr(err.msg, rows[i].says))
			fail_msg("%s: %s", rows[i].text, err.msg);
	}
	arena_free(mem);
}

static void
put_values_in_place(void **state)
{
	static const char *files[] = {"a b", "-x", "c'd", "{dir}", "$x"};
	static const char *two[] = {"s", "t"};
	const struct strs file_list = {.v = files, .n = countof(files)};
	const struct strs source = {.v = two, .n = 2}, none = {0};
	const struct placeholder values[] = {
		{.name = "files", .list = &file_list},
		{.name = "source", .list = &source},
		{.name = "none", .list = &none},
		{.name = "dir", .scalar = "-d e"},
		{.name = "report"},
		{0},
	};
	static const struct {
		const char *text, *words;
	} rows[] = {
		{"lint {files}", "lint|a b|./-x|c'd|{dir}|$x"},
		{"lint --f={source}", "lint|--f=s|--f=t"},
		{"lint --f={files}", "lint|--f=a b|--f=-x|--f=c'd|--f={dir}|--f=$x"},
		{"lint {files}.o", "lint|a b.o|./-x.o|c'd.o|{dir}.o|$x.o"},
		{"lint \"{source} {dir}\" ''", "lint|s -d e|t -d e|"},
		{"lint {dir} x{dir}y", "lint|-d e|x-d ey"},
		{"lint {source}:{source}", "lint|s:s|s:t|t:s|t:t"},
		{"lint {none} --f={none} ''{none}", "lint"},
		{"", ""},
	};
	struct arena *mem = arena_new();
	struct strs list = known();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct command c;
		struct strs words = {0};
		struct error err;

		assert_int_equal(command_parse(&c, rows[i].text, &list, mem, &err), 0);
		assert_int_equal(command_expand(&words, &c, values, mem, &err), 0);
		assert_string_equal(strs_join(&words, "|", mem), rows[i].words);
	}
	arena_free(mem);
}

static void
need_a_value_for_every_placeholder(void **state)
{
	static const struct placeholder values[] = {
		{.name = "dir", .scalar = "d"}, {.name = "report"}, {0}};
	static const char *const texts[] = {"a {report}", "a x{files}"};
	struct arena *mem = arena_new();
	struct strs list = known();

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		struct command c;
		struct strs words = {0};
		struct error err;

		assert_int_equal(command_parse(&c, texts[i], &list, mem, &err), 0);
		assert_int_equal(command_expand(&words, &c, values, mem, &err), -1);
		assert_non_null(strstr(err.msg, "has no value here"));
	}
	arena_free(mem);
}

static void
do_not_multiply_without_end(void **state)
{
	struct arena *mem = arena_new();
	struct strs list = known(), files = {0}, words = {0};
	const struct placeholder values[] = {{.name = "files", .list = &files}, {0}};
	struct command c;
	struct error err;

	(void)state;
	for (int i = 0; i < 101; i++)
		strs_add(&files, "f", mem);
	assert_int_equal(command_parse(&c, "a {files}{files}", &list, mem, &err), 0);
	assert_int_equal(command_expand(&words, &c, values, mem, &err), 0);
	assert_int_equal(words.n, 1 + 101 * 101);
	assert_int_equal(command_parse(&c, "a {files}{files}{files}", &list, mem, &err), 0);
	assert_int_equal(command_expand(&words, &c, values, mem, &err), -1);
	assert_int_equal(err.code, ERR_LIMIT);
	arena_free(mem);
}

static void
know_what_they_use(void **state)
{
	struct arena *mem = arena_new();
	struct strs list = known();
	struct command c, nothing = {0};
	struct error err;

	(void)state;
	assert_int_equal(command_parse(&c, "a '{dir}' x={files}", &list, mem, &err), 0);
	assert_true(command_uses(&c, "files"));
	assert_false(command_uses(&c, "dir"));
	assert_false(command_uses(&c, "file"));
	assert_false(command_uses(&nothing, "files"));
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(split_as_a_shell_does),
		cmocka_unit_test(refuse_what_needs_a_shell_or_is_broken),
		cmocka_unit_test(put_values_in_place),
		cmocka_unit_test(need_a_value_for_every_placeholder),
		cmocka_unit_test(do_not_multiply_without_end),
		cmocka_unit_test(know_what_they_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
