/* SPDX-License-Identifier: MIT */
/* junit_read -- see junit_read.h. */
#include "gates/report/junit_read.h"

#include <string.h>

#include "base/arena.h"
#include "gates/report/xml.h"

#define NAME_MAX_BYTES 500
#define TEXT_MAX_BYTES 500

struct test_case {
	char suite[NAME_MAX_BYTES], group[NAME_MAX_BYTES], name[NAME_MAX_BYTES];
	char file[NAME_MAX_BYTES], text[TEXT_MAX_BYTES];
	size_t ntext;
	int line;
	bool is_open, is_failed, is_error, is_skipped, is_flaky;
	bool wants_text; /* the element at hand says why, in its body */
};

struct junit {
	struct test_results *out;
	struct test_case now;
	int64_t shown;    /* failures and errors seen, each */
	int64_t admitted; /* that the outermost suites speak of */
	size_t nsuites;   /* open */
	int64_t declared; /* tests that the outermost suites speak of */
	int64_t seen;
	struct arena *mem;
};

static void
copy(char *out, size_t size, const char *from)
{
	size_t n = from ? strnlen(from, size - 1) : 0;

	if (n)
		memcpy(out, from, n);
	out[n] = '\0';
}

static int64_t
at_least_none(int64_t n)
{
	return n > 0 ? n : 0;
}

/* What an outermost suite says covers all inside. */
static void
open_suite(struct junit *j, const char *const *attributes)
{
	const char *name = xml_attribute(attributes, "name");

	if (j->nsuites++ == 0) {
		j->admitted += at_least_none(xml_number(attributes, "failures", 0)) +
			       at_least_none(xml_number(attributes, "errors", 0));
		j->declared += at_least_none(xml_number(attributes, "tests", 0));
	}
	copy(j->now.suite, sizeof(j->now.suite), name);
}

static bool
did_not_run(const char *const *attributes)
{
	const char *status = xml_attribute(attributes, "status");
	const char *result = xml_attribute(attributes, "result");

	if (result && (strcmp(result, "suppressed") == 0 || strcmp(result, "skipped") == 0))
		return true;
	return status && (strcmp(status, "notrun") == 0 || strcmp(status, "disabled") == 0 ||
				 strcmp(status, "skipped") == 0);
}

static void
open_case(struct junit *j, const char *const *attributes)
{
	const char *group = xml_attribute(attributes, "classname");
	int64_t line = xml_number(attributes, "line", 0);
	char suite[NAME_MAX_BYTES];

	memcpy(suite, j->now.suite, sizeof(suite));
	j->now = (struct test_case){.is_open = true, .is_skipped = did_not_run(attributes)};
	memcpy(j->now.suite, suite, sizeof(suite));
	copy(j->now.group, sizeof(j->now.group),
		group ? group : xml_attribute(attributes, "class"));
	copy(j->now.name, sizeof(j->now.name), xml_attribute(attributes, "name"));
	copy(j->now.file, sizeof(j->now.file), xml_attribute(attributes, "file"));
	j->now.line = line > 0 && line < INT32_MAX ? (int)line : 0;
}

static void
open_outcome(struct junit *j, const char *name, const char *const *attributes)
{
	struct test_case *t = &j->now;
	bool is_failure = strcmp(name, "failure") == 0, is_error = strcmp(name, "error") == 0;

	t->is_skipped |= strcmp(name, "skipped") == 0;
	t->is_flaky |= strcmp(name, "flakyFailure") == 0 || strcmp(name, "flakyError") == 0;
	if (!is_failure && !is_error)
		return;
	t->is_failed |= is_failure;
	t->is_error |= is_error;
	j->shown++;
	if (t->text[0])
		return;
	copy(t->text, sizeof(t->text), xml_attribute(attributes, "message"));
	t->ntext = strlen(t->text);
	t->wants_text = t->ntext == 0;
}

static void
on_open(void *ctx, const char *name, const char *const *attributes)
{
	struct junit *j = ctx;

	if (strcmp(name, "testsuite") == 0 || strcmp(name, "testsuites") == 0)
		open_suite(j, attributes);
	else if (strcmp(name, "testcase") == 0 && !j->now.is_open)
		open_case(j, attributes);
	else if (j->now.is_open)
		open_outcome(j, name, attributes);
	else if (strcmp(name, "failure") == 0 || strcmp(name, "error") == 0)
		j->admitted++; /* of a suite itself */
}

static bool
is_same(const struct test_failure *f, const struct test_case *t)
{
	return !f->is_over && strcmp(f->name, t->name) == 0 && strcmp(f->group, t->group) == 0 &&
	       strcmp(f->suite, t->suite) == 0;
}

/* It passed this time: was it another attempt? */
static void
forgive(struct test_results *r, const struct test_case *t, int64_t *forgiven)
{
	for (size_t i = 0; i < r->nfailures; i++) {
		if (!is_same(&r->failures[i], t))
			continue;
		r->failures[i].is_over = true;
		++*forgiven;
	}
}

static void
remember(struct junit *j, const struct test_case *t)
{
	struct test_results *r = j->out;

	if (r->nfailures >= JUNIT_FAILURES_MAX)
		return;
	r->failures =
		arena_grow(j->mem, r->failures, r->nfailures, &r->cfailures, sizeof(*r->failures));
	r->failures[r->nfailures++] = (struct test_failure){
		.suite = arena_strdup(j->mem, t->suite),
		.group = arena_strdup(j->mem, t->group),
		.name = arena_strdup(j->mem, t->name),
		.file = t->file[0] ? arena_strdup(j->mem, t->file) : NULL,
		.text = arena_strdup(j->mem, t->text),
		.line = t->line,
	};
}

static void
close_case(struct junit *j)
{
	struct test_results *r = j->out;
	struct test_case *t = &j->now;
	int64_t forgiven = 0;

	t->is_open = false;
	j->seen++;
	r->tests++;
	if (t->is_error || t->is_failed) {
		*(t->is_error && !t->is_failed ? &r->errors : &r->failed) += 1;
		remember(j, t);
		return;
	}
	if (t->is_skipped) {
		r->skipped++;
		return;
	}
	forgive(r, t, &forgiven);
	r->tests -= forgiven;
	r->flaky += t->is_flaky || forgiven;
	for (; forgiven > 0; forgiven--)
		*(r->failed ? &r->failed : &r->errors) -= 1;
}

static void
on_close(void *ctx, const char *name)
{
	struct junit *j = ctx;

	if (strcmp(name, "testsuite") == 0 || strcmp(name, "testsuites") == 0)
		j->nsuites--;
	else if (strcmp(name, "testcase") == 0 && j->now.is_open)
		close_case(j);
	j->now.wants_text = false;
}

static void
on_text(void *ctx, const char *text, size_t len)
{
	struct test_case *t = &((struct junit *)ctx)->now;

	if (!t->wants_text)
		return;
	for (size_t i = 0; i < len && t->ntext + 1 < sizeof(t->text); i++) {
		if (t->ntext || !strchr(" \t\r\n", text[i]))
			t->text[t->ntext++] = text[i];
	}
	t->text[t->ntext] = '\0';
}

int
junit_read(struct test_results *out, struct stream *in, struct arena *mem, struct error *err)
{
	struct junit j = {.out = out, .mem = mem};
	const struct xml_reader reader = {
		.ctx = &j, .open = on_open, .close = on_close, .text = on_text};

	if (xml_read(&reader, in, err) < 0)
		return -1;
	if (j.admitted > j.shown)
		return error_set(err, ERR_SYSTEM,
			"it speaks of %lld failures and errors, and shows %lld",
			(long long)j.admitted, (long long)j.shown);
	if (j.declared > 0 && j.seen == 0)
		return error_set(err, ERR_SYSTEM, "it speaks of %lld tests, and shows none",
			(long long)j.declared);
	return 0;
}

int64_t
test_results_passed(const struct test_results *r)
{
	return r->tests - r->failed - r->errors - r->skipped;
}
