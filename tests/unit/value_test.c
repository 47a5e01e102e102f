/* SPDX-License-Identifier: MIT */
/* value_test -- texts as typed fields, and what is said of those that cannot be. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/config.h"
#include "model/config/problem.h"
#include "model/config/quantity.h"
#include "model/config/value.h"

struct row {
	enum section_kind section;
	const char *key, *text;
	const char *want; /* the value as text, or "!" and what is said */
};

static void
show_strs(struct buf *out, const struct strs *s)
{
	for (size_t i = 0; i < s->n; i++)
		buf_addf(out, "<%s>", s->v[i]);
}

static void
show(struct buf *out, const void *field, enum value_type type)
{
	const struct patterns *p = field;
	const struct retry *r = field;
	const struct budget *b = field;

	switch (type) {
	case TYPE_TEXT:
	case TYPE_WORD:
	case TYPE_LIFETIME:
	case TYPE_REGEX:
		buf_adds(out, *(const char *const *)field ? *(const char *const *)field : "(none)");
		break;
	case TYPE_WORDS:
	case TYPE_PATHS:
	case TYPE_ASSIGN:
		show_strs(out, field);
		break;
	case TYPE_PATTERNS:
	case TYPE_NAMES:
		for (size_t i = 0; i < p->n; i++)
			buf_addf(out, "<%s%s>", p->v[i].is_negated ? "!" : "", p->v[i].text);
		break;
	case TYPE_BOOL:
		buf_adds(out, *(const bool *)field ? "yes" : "no");
		break;
	case TYPE_NUMBER:
	case TYPE_CHOICE:
	case TYPE_STAGE:
		buf_addf(out, "%d", *(const int *)field);
		break;
	case TYPE_THRESHOLD:
		buf_addf(out, "%g", ((const struct threshold *)field)->value);
		break;
	case TYPE_DURATION:
		buf_addf(out, "%lld", (long long)*(const int64_t *)field);
		break;
	case TYPE_COMMAND:
		buf_addf(out, "%zu words", ((const struct command *)field)->n);
		break;
	case TYPE_RETRY:
		buf_addf(out, "%d %s", r->times, r->when ? r->when : "(none)");
		break;
	case TYPE_BUDGET:
		for (size_t i = 0; i < b->n; i++)
			buf_addf(out, "<%s %lld>", b->v[i].event, (long long)b->v[i].ms);
		break;
	}
}

union any {
	struct settings settings;
	struct component component;
	struct env env;
	struct gate gate;
	struct commit_rules commit_rules;
	struct commit_rule commit_rule;
};

static void
expect(const struct row *row)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct stage names[] = {{.name = "development"}, {.name = "production"}};
	struct stages stages = {.v = names, .n = 2};
	struct strs known = {0};
	struct value_context ctx = {
		.stages = &stages, .known = &known, .problems = &problems, .mem = mem};
	const struct key *key = key_find(row->section, row->key);
	struct part part = {.text = row->text, .origin = {.file = "f", .line = 7}};
	struct given s = {.v = &part, .n = row->text ? 1 : 0};
	union any object = {0};
	struct buf got;

	buf_init(&got, 4096);
	strs_add(&known, "files", mem);
	value_read(&object, key, &s, &ctx);
	if (problems.n == 0)
		show(&got, (const char *)&object + key->field, key->type);
	for (size_t i = 0; i < problems.n; i++) {
		assert_int_equal(problems.v[i].origin.line, 7);
		buf_addf(&got, "!%s", problems.v[i].text);
	}
	assert_string_equal(got.data, row->want);
	value_release(&object, row->section);
	buf_release(&got);
	arena_free(mem);
}

#define G SECTION_GATE
#define DURATION "takes a duration such as 500ms, 30s, 4m, 2h or 90d, not "
#define NUMBER "takes a number such as 80, 80% or 72.5, not "

static void
texts_become_values(void **state)
{
	static const struct row rows[] = {
		{G, "timeout", "500ms", "500"},
		{G, "timeout", "30s", "30000"},
		{G, "timeout", "4m", "240000"},
		{G, "timeout", "2h", "7200000"},
		{G, "timeout", "90d", "7776000000"},
		{G, "cache", "yes", "yes"},
		{G, "cache", "no", "no"},
		{G, "cache", "24h", "24h"},
		{G, "coverage", "80", "80"},
		{G, "coverage", "80%", "80"},
		{G, "coverage", "72.5", "72.5"},
		{G, "coverage", "0", "0"},
		{G, "coverage", "100", "100"},
		{G, "max-high", "250", "250"},
		{G, "coverage", NULL, "nan"},
		{G, "coverage", "", "nan"},
		{G, "exclusive", "yes", "yes"},
		{G, "exclusive", "on", "yes"},
		{G, "exclusive", "true", "yes"},
		{G, "exclusive", "1", "yes"},
		{G, "exclusive", "off", "no"},
		{G, "level", "warn", "1"},
		{G, "from", "production", "1"},
		{G, "from", NULL, "-1"},
		{G, "dependants", "", "-1"},
		{G, "run", "ruff check {files}", "3 words"},
		{G, "run", "", "0 words"},
		{G, "in", "python", "python"},
		{G, "types", "a  b\tc", "<a><b><c>"},
		{G, "types", "\"a b\" c", "<a b><c>"},
		{G, "types", "a\\b \\\"c\\\"", "<a\\b><\"c\">"},
		{G, "types", "\"a ; \\\"b\"", "<a ; \"b>"},
		{G, "files", "*.py !*_pb2.py", "<*.py><!*_pb2.py>"},
		{G, "problem", "^(?<file>.*):", "^(?<file>.*):"},
		{G, "problem", "", "(none)"},
		{G, "retry", "2", "2 (none)"},
		{G, "retry", "2 when \"Connection refused|timed out\"",
			"2 Connection refused|timed out"},
		{G, "retry", "2 when refused", "2 refused"},
		{SECTION_TTA, "version", "1", "1"},
		{SECTION_TTA, "budget", "pre-commit 30s, pre-push 4m",
			"<pre-commit 30000><pre-push 240000>"},
		{SECTION_ENV, "set", "PATH={carry}/bin:{PATH} A=\"b c\" X=",
			"<PATH={carry}/bin:{PATH}><A=b c><X=>"},
		{SECTION_ENV, "set", "no_proxy={no_proxy}", "<no_proxy={no_proxy}>"},
		{SECTION_ENV, "carry", ".venv \"my dir/x\"", "<.venv><my dir/x>"},
		{SECTION_ENV, "roots", ". src", "<.><src>"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		expect(&rows[i]);
}

static void
what_cannot_be_is_said(void **state)
{
	static const struct row rows[] = {
		{G, "timeout", "30", "!key 'timeout': " DURATION "'30'"},
		{G, "cache", "maybe",
			"!key 'cache': takes yes, no or a duration (24h), not 'maybe'"},
		{G, "cache", "24", "!key 'cache': takes yes, no or a duration (24h), not '24'"},
		{G, "cache", "0h", "!key 'cache': takes yes, no or a duration (24h), not '0h'"},
		{G, "timeout", "5x", "!key 'timeout': " DURATION "'5x'"},
		{G, "timeout", "-5s", "!key 'timeout': " DURATION "'-5s'"},
		{G, "timeout", "99999999999s", "!key 'timeout': " DURATION "'99999999999s'"},
		{G, "timeout", "0s", "!key 'timeout': takes a duration above zero"},
		{G, "timeout", "", "!key 'timeout' needs a value"},
		{G, "coverage", "101", "!key 'coverage': is a percentage; '101' is over 100"},
		{G, "coverage", "8o", "!key 'coverage': " NUMBER "'8o'"},
		{G, "coverage", "80.", "!key 'coverage': " NUMBER "'80.'"},
		{G, "coverage", "1e3", "!key 'coverage': " NUMBER "'1e3'"},
		{G, "exclusive", "maybe", "!key 'exclusive': takes yes or no, not 'maybe'"},
		{G, "exclusive", "no yes", "!key 'exclusive': takes yes or no, not 'no yes'"},
		{G, "level", "wran",
			"!key 'level': takes one of fail, warn, off, not 'wran'; did you mean "
			"'warn'?"},
		{G, "level", "fail warn",
			"!key 'level': takes one of fail, warn, off, not 'fail warn'"},
		{G, "from", "prodution",
			"!key 'from': unknown stage 'prodution'; did you mean 'production'?"},
		{G, "in", "a b", "!key 'in': takes one word, not 'a b'"},
		{G, "types", "\"a b", "!key 'types': an unclosed quote"},
		{G, "retry", "x",
			"!key 'retry': takes how many further attempts, as in `2` or `2 when "
			"\"REGEX\"`, not 'x'"},
		{G, "retry", "2 if x",
			"!key 'retry': takes how many further attempts, as in `2` or `2 when "
			"\"REGEX\"`, not '2 if x'"},
		{SECTION_TTA, "budget", "pre-commit",
			"!key 'budget': takes events with durations, as in `pre-commit 30s, "
			"pre-push "
			"4m`, not 'pre-commit'"},
		{SECTION_TTA, "budget", "a 1s, a 2s", "!key 'budget': names 'a' twice"},
		{SECTION_TTA, "version", "one", "!key 'version': takes a whole number, not 'one'"},
		{SECTION_ENV, "set", "PATH", "!key 'set': takes NAME=VALUE, not 'PATH'"},
		{SECTION_ENV, "set", "1A=b", "!key 'set': takes NAME=VALUE, not '1A=b'"},
		{SECTION_ENV, "set", "A={cary}/b",
			"!key 'set': unknown placeholder '{cary}'; did you mean '{carry}'?"},
		{SECTION_ENV, "set", "A={b",
			"!key 'set': '{b' names neither {carry} nor a variable"},
		{SECTION_ENV, "carry", "/venv",
			"!key 'carry': '/venv' is absolute; paths are the repository's"},
		{SECTION_ENV, "carry", "../venv",
			"!key 'carry': '../venv' is outside the repository"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++)
		expect(&rows[i]);
}

static void
broken_expressions_are_said(void **state)
{
	static const char *const rows[][2] = {
		{"problem", "(?<file"},
		{"metric", "["},
		{"retry", "1 when \"(\""},
		{"files", "[a"},
		{"files", "/abs"},
		{"inputs", "../x"},
		{"run", "a | b"},
		{"run", "a {fils}"},
		{"run", "a 'b"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		struct problems problems = {.mem = mem};
		struct stages stages = {0};
		struct strs known = {0};
		struct value_context ctx = {
			.stages = &stages, .known = &known, .problems = &problems, .mem = mem};
		struct part part = {.text = rows[i][1], .origin = {.file = "f", .line = 7}};
		struct given s = {.v = &part, .n = 1};
		struct gate gate = {0};

		strs_add(&known, "files", mem);
		value_read(&gate, key_find(G, rows[i][0]), &s, &ctx);
		assert_int_equal(problems.n, 1);
		assert_true(strncmp(problems.v[0].text, "key '", 5) == 0);
		arena_free(mem);
	}
}

static void
parts_add_up(void **state)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct value_context ctx = {.problems = &problems, .mem = mem};
	struct part parts[] = {{"a b", {"f", 1}}, {"../c", {"f", 2}}, {"d", {"f", 3}}};
	struct given low = {.v = parts, .n = 1}, high = {.v = parts + 1, .n = 2, .is_add = true};
	struct given both = given_over(low, high, mem), reset = {.v = parts + 2, .n = 1};
	struct env env = {0};

	(void)state;
	assert_int_equal(both.n, 3);
	assert_false(both.is_add);
	assert_string_equal(given_text(&both, mem), "a b ../c d");
	assert_int_equal(given_origin(&both).line, 3);
	value_read(&env, key_find(SECTION_ENV, "carry"), &both, &ctx);
	assert_int_equal(env.carry.n, 3);
	assert_int_equal(problems.n, 1);
	assert_int_equal(problems.v[0].origin.line, 2); /* the line of the part that is wrong */
	both = given_over(both, reset, mem);
	assert_string_equal(given_text(&both, mem), "d");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_become_values),
		cmocka_unit_test(what_cannot_be_is_said),
		cmocka_unit_test(broken_expressions_are_said),
		cmocka_unit_test(parts_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
