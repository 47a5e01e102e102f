/* SPDX-License-Identifier: MIT */
/* ledger_test -- what was written down is read again, whole or not at all; and what is to be done
 * about a file in each state that the end can leave it in. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "git/mend/ledger.h"
#include "model/blob_source.h"

static struct ledger_state
state_of(const char *text, mode_t mode)
{
	struct ledger_state s = {.mode = mode};
	struct error err;
	struct blob bytes;

	if (!text)
		return (struct ledger_state){0};
	bytes = (struct blob){.data = text, .len = strlen(text)};
	assert_int_equal(ledger_digest(&s, &bytes, &err), 0);
	return s;
}

static struct oid
some_oid(void)
{
	struct oid id;

	assert_int_equal(oid_parse(&id, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", 40), 0);
	return id;
}

static void
format(struct buf *out, struct arena *mem)
{
	struct ledger_line lines[] = {
		{.path = "a b\n\377.txt",
			.temp = "/x/1",
			.old = {0100644, some_oid()},
			.new = {0100755, some_oid()},
			.before = state_of("old", 0644),
			.after = state_of("new", 0755)},
		{.path = "end",
			.temp = "/x/2",
			.old = {0100644, some_oid()},
			.before = state_of("", 0600)},
	};
	const struct ledger l = {.v = lines, .n = countof(lines)};

	buf_init(out, 4096);
	ledger_format(out, &l, mem);
}

static void
reads_what_was_written(void **state)
{
	struct arena *mem = arena_new();
	struct error err;
	struct buf text;
	struct ledger l;

	(void)state;
	format(&text, mem);
	assert_int_equal(ledger_parse(&l, text.data, text.len, mem, &err), 0);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.head.size, 0);
	assert_string_equal(l.v[0].path, "a b\n\377.txt");
	assert_string_equal(l.v[0].temp, "/x/1");
	assert_int_equal(l.v[0].new.mode, 0100755);
	assert_true(oid_equal(&l.v[0].old.id, &l.v[1].old.id));
	assert_string_equal(l.v[0].after.digest, state_of("new", 0).digest);
	assert_int_equal(l.v[0].after.mode, 0755);
	assert_string_equal(l.v[1].path, "end");
	assert_string_equal(l.v[1].after.digest, "");
	assert_int_equal(l.v[1].new.id.size, 0);
	buf_release(&text);
	arena_free(mem);
}

static void
refuses_what_is_not_whole(void **state)
{
	static const char *const bad[] = {"", "tta fix 2", "tta fix 1\n-\nend", "nonsense"};
	struct arena *mem = arena_new();
	struct error err;
	struct buf text;
	struct ledger l;

	(void)state;
	format(&text, mem);
	for (size_t n = 0; n < text.len; n++)
		assert_int_equal(ledger_parse(&l, text.data, n, mem, &err), -1);
	buf_addc(&text, 'x');
	assert_int_equal(ledger_parse(&l, text.data, text.len, mem, &err), -1);
	for (size_t i = 0; i < countof(bad); i++)
		assert_int_equal(ledger_parse(&l, bad[i], strlen(bad[i]) + 1, mem, &err), -1);
	buf_release(&text);
	arena_free(mem);
}

static void
keeps_below_the_root(void **state)
{
	static const struct {
		const char *path, *temp;
		int want;
	} rows[] = {
		{"a/b", "/t", 0},
		{"..a/b..", "/t", 0},
		{"../a", "/t", -1},
		{"a/..", "/t", -1},
		{"a/../../b", "/t", -1},
		{"/a", "/t", -1},
		{"", "/t", -1},
		{"a", "t", -1},
	};
	struct arena *mem = arena_new();

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct ledger_line line = {.path = rows[i].path, .temp = rows[i].temp};
		const struct ledger in = {.v = &line, .n = 1};
		struct ledger out;
		struct error err;
		struct buf text;

		buf_init(&text, 4096);
		ledger_format(&text, &in, mem);
		assert_int_equal(ledger_parse(&out, text.data, text.len, mem, &err), rows[i].want);
		buf_release(&text);
	}
	arena_free(mem);
}

static void
decides_by_what_is_found(void **state)
{
	static const struct {
		const char *after, *file, *temp; /* NULL: there is none; before is "old" */
		unsigned want;
	} rows[] = {
		{"new", "old", NULL, LEDGER_NOTHING},
		{"new", "old", "ne", LEDGER_DROP},
		{"new", "old", "new", LEDGER_DROP},
		{"new", "new", "old", LEDGER_STAGE | LEDGER_DROP},
		{"new", "new", NULL, LEDGER_STAGE},
		{"new", "new", "typed", LEDGER_RETURN},
		{"new", "typed", NULL, LEDGER_NOTHING},
		{"new", "typed", "old", LEDGER_DROP},
		{"new", "typed", "new", LEDGER_DROP},
		{"new", "later", "typed", LEDGER_RESCUE},
		{"new", NULL, NULL, LEDGER_NOTHING},
		{"new", NULL, "typed", LEDGER_RESCUE},
		{"old", "old", NULL, LEDGER_STAGE},
		{NULL, "old", NULL, LEDGER_NOTHING},
		{NULL, NULL, "old", LEDGER_STAGE | LEDGER_DROP},
		{NULL, NULL, NULL, LEDGER_STAGE},
		{NULL, NULL, "typed", LEDGER_RETURN},
		{NULL, "again", "old", LEDGER_DROP},
		{NULL, "old", "typed", LEDGER_RESCUE},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct ledger_line line = {.path = "p",
			.temp = "/t",
			.before = state_of("old", 0644),
			.after = state_of(rows[i].after, 0644)};
		const struct ledger_state file = state_of(rows[i].file, 0644),
					  temp = state_of(rows[i].temp, 0600);

		if (ledger_decide(&line, &file, &temp) != rows[i].want)
			fail_msg("row %zu: %u", i, ledger_decide(&line, &file, &temp));
	}
}

static void
decides_about_new_files(void **state)
{
	static const struct {
		const char *file, *temp;
		unsigned want;
	} rows[] = {
		{NULL, NULL, LEDGER_NOTHING},
		{NULL, "ne", LEDGER_DROP},
		{NULL, "new", LEDGER_DROP},
		{"new", NULL, LEDGER_STAGE},
		{"new", "new", LEDGER_STAGE | LEDGER_DROP},
		{"typed", NULL, LEDGER_NOTHING},
		{"typed", "ne", LEDGER_DROP},
		{"typed", "new", LEDGER_DROP},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct ledger_line line = {
			.path = "p", .temp = "/t", .after = state_of("new", 0644)};
		const struct ledger_state file = state_of(rows[i].file, 0644),
					  temp = state_of(rows[i].temp, 0600);

		if (ledger_decide(&line, &file, &temp) != rows[i].want)
			fail_msg("row %zu: %u", i, ledger_decide(&line, &file, &temp));
	}
}

static void
tells_modes_apart(void **state)
{
	const struct ledger_line line = {.path = "p",
		.temp = "/t",
		.before = state_of("same", 0644),
		.after = state_of("same", 0755)};
	const struct ledger_state none = {0}, was = state_of("same", 0644),
				  is = state_of("same", 0755), odd = state_of("same", 0600);

	(void)state;
	assert_int_equal(ledger_decide(&line, &was, &none), LEDGER_NOTHING);
	assert_int_equal(ledger_decide(&line, &is, &none), LEDGER_STAGE);
	assert_int_equal(ledger_decide(&line, &is, &was), LEDGER_STAGE | LEDGER_DROP);
	assert_int_equal(ledger_decide(&line, &odd, &none), LEDGER_NOTHING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_was_written),
		cmocka_unit_test(refuses_what_is_not_whole),
		cmocka_unit_test(keeps_below_the_root),
		cmocka_unit_test(decides_by_what_is_found),
		cmocka_unit_test(decides_about_new_files),
		cmocka_unit_test(tells_modes_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
