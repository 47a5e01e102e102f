/* SPDX-License-Identifier: MIT */
/* keep_test -- what of gates' additions survives, asked by paths. */
#include "test.h"

#include "base/arena.h"
#include "base/strs.h"
#include "git/snapshot/keep.h"

static void
what_is_kept_can_be_asked(void **state)
{
	static const char *const names[] = {".cache/", "out/kept", "/top", "*.tmp"};
	static const struct {
		const char *path;
		bool is_kept;
	} asked[] = {{".cache", true}, {"a/.cache", true}, {"a/.cache/x", true}, {"out", false},
		{"out/kept", true}, {"b/out/kept", false}, {"top", true}, {"top/x", true},
		{"a/top", false}, {"a/x.tmp", true}, {"a[1]*\\?", false}};
	struct arena *mem = arena_new();
	struct strs keep = {0};

	(void)state;
	for (size_t i = 0; i < countof(names); i++)
		strs_add(&keep, names[i], mem);
	for (size_t i = 0; i < countof(asked); i++) {
		if (keep_covers(&keep, asked[i].path, mem) != asked[i].is_kept)
			fail_msg("%s", asked[i].path);
	}
	strs_add(&keep, keep_pattern("a[1]*\\?", mem), mem);
	assert_true(keep_covers(&keep, "a[1]*\\?", mem));
	assert_false(keep_covers(&keep, "a1x\\y", mem));
	assert_false(keep_covers(&keep, "in/a[1]*\\?", mem));
	arena_free(mem);
}

static void
folders_lead_to_what_is_kept(void **state)
{
	static const char *const names[] = {".cache/", "out/kept/deep", "/top/x", "a*/b"};
	static const struct {
		const char *path;
		bool leads;
	} asked[] = {{"out", true}, {"out/kept", true}, {"out/kept/deep", false}, {"top", true},
		{"abc", true}, {"in/out", false}, {"x", false}};
	struct arena *mem = arena_new();
	struct strs patterns = {0};
	struct keep k;

	(void)state;
	for (size_t i = 0; i < countof(names); i++)
		strs_add(&patterns, names[i], mem);
	keep_init(&k, &patterns, mem);
	for (size_t i = 0; i < countof(asked); i++) {
		if (keep_leads(&k, asked[i].path, mem) != asked[i].leads)
			fail_msg("%s", asked[i].path);
	}
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_can_be_asked),
		cmocka_unit_test(folders_lead_to_what_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
