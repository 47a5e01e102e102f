/* SPDX-License-Identifier: MIT */
/* held_test -- what several built-ins are to read is read before their workers are forked, and
 * where it is kept. */
#include "test.h"

#include "git/judged/held.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/change.h"
#include "run_fixture.h"

static int
judge_nothing(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	(void)out;
	(void)in;
	(void)mem;
	(void)err;
	return 0;
}

static const struct builtin *
find_nothing(const char *id)
{
	static const struct builtin nothing = {.id = "nothing", .judge = judge_nothing};

	(void)id;
	return &nothing;
}

static size_t
count_held(void *ctx, const struct oid *id, size_t max)
{
	size_t *n = ctx;

	(void)id;
	assert_true(max > 0);
	++*n;
	return max;
}

/* Of the one with the most files, and no more bytes than there is room for. */
static void
several_built_ins_have_their_files_held_once(void **state)
{
	static const struct {
		size_t files[3]; /* of each job; 0: there is none */
		size_t held;
	} rows[] = {{{5}, 0}, {{5, 3}, 5}, {{2, 7, 4}, 7}, {{1, 500}, 64}};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		size_t held = 0;
		const struct blob_source tree = {.ctx = &held, .hold = count_held};
		struct run_fixture f;

		run_open(&f);
		f.o.tree = &tree;
		f.o.builtin = find_nothing;
		for (size_t k = 0; k < countof(rows[i].files) && rows[i].files[k]; k++) {
			size_t n = rows[i].files[k];
			struct job *j = run_job(&f, "nothing", NULL);

			j->builtin = "nothing";
			j->changes = arena_alloc(f.mem, n, sizeof(*j->changes));
			for (size_t c = 0; c < n; c++) {
				j->changes[c].new.mode = MODE_FILE;
				strs_add(&j->files, "file", f.mem);
			}
		}
		run_now(&f);
		for (size_t k = 0; k < f.plan.njobs; k++)
			run_expect(&f, k, VERDICT_PASS, NULL);
		if (held != rows[i].held)
			fail_msg("row %zu: %zu held", i, held);
		run_close(&f);
	}
}

/* Ids that share a bucket, one that is the beginning of another, none at all. */
static void
blobs_are_found_by_their_whole_id(void **state)
{
	static const struct {
		struct oid id;
		const char *data; /* NULL: not held */
	} rows[] = {
		{{.size = 20, .bytes = {1, 2, 3}}, "one"},
		{{.size = 20, .bytes = {1, 2, 4}}, "two"},
		{{.size = 32, .bytes = {1, 2, 3}}, ""},
		{{.size = 20, .bytes = {1, 2, 5}}, NULL},
		{{.size = 20, .bytes = {0}}, NULL},
		{{.size = 0}, NULL},
	};
	struct arena *mem = arena_new();
	struct held *held = arena_alloc(mem, 1, sizeof(*held));

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		char bytes[] = "one ";
		struct blob b = {.data = bytes, .len = rows[i].data ? strlen(rows[i].data) : 0};

		if (!rows[i].data)
			continue;
		memcpy(bytes, rows[i].data, b.len);
		held_add(held, &rows[i].id, &b, mem);
	}
	for (size_t i = 0; i < countof(rows); i++) {
		const struct blob *b = held_find(held, &rows[i].id);

		assert_int_equal(b != NULL, rows[i].data != NULL);
		if (b) {
			assert_string_equal(b->data, rows[i].data);
			assert_int_equal(b->len, strlen(rows[i].data));
		}
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_built_ins_have_their_files_held_once),
		cmocka_unit_test(blobs_are_found_by_their_whole_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
