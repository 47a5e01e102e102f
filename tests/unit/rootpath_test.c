/* SPDX-License-Identifier: MIT */
/*
 * rootpath -- the folder that gates run in is nowhere in what they printed.
 */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "engine/rootpath.h"

static void
the_root_is_taken_out(void **state)
{
	static const struct {
		const char *text, *wanted;
	} rows[] = {
		{"/r/root/a.py:1", "a.py:1"},
		{"in '/r/root/a' and /r/root/b/", "in 'a' and b/"},
		{"/r/root", "."},
		{"/r/rootx/a", "/r/rootx/a"},
		{"/x/r/root/a", "/x/r/root/a"},
		{"x/r/root/a", "x/r/root/a"},
		{"=/r/root/a:/r/root/b", "=a:b"},
		{"/r/root/", ""},
		{"", ""},
		{"RUN /r/root", "RUN ."},
		{"in '/r/root': /r/root, /r/root.", "in '.': ., .."},
		{"/r/root.bak /r/root... /r/root-2", "/r/root.bak .... /r/root-2"},
		{"at file:///r/root/a.mjs:3", "at a.mjs:3"},
		{"file:///r/root", "."},
		{"file:///x/r/root/a", "file:///x/r/root/a"},
		{"file:\\/\\/\\/r\\/root\\/a", "a"},
		{"\"\\/r\\/root\\/b\\/c\" \"\\/r\\/root\"", "\"b\\/c\" \".\""},
		{"\"x\\n/r/root/a\\t/r/root/b\"", "\"x\\na\\tb\""},
		{"\33[4m/r/root/a\33[24m \33[1;31m/r/root\33[m", "\33[4ma\33[24m \33[1;31m.\33[m"},
		{"cc -I/r/root/i '-L/r/root/l' -isystem/r/root/s", "cc -Ii '-Ll' -isystems"},
		{"a-I/r/root/i x/-I/r/root I/r/root", "a-I/r/root/i x/-I/r/root I/r/root"},
	};
	static const char url[] = "file:///h%20o/%C3%a9/a /h%20o/%C3%A9/a";
	struct arena *mem = arena_new();
	size_t len;

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		len = strlen(rows[i].text);
		assert_string_equal(
			rootpath_remove(rows[i].text, &len, "/r/root", mem), rows[i].wanted);
		assert_int_equal(len, strlen(rows[i].wanted));
	}
	len = strlen(url);
	assert_string_equal(rootpath_remove(url, &len, "/h o/\303\251", mem), "a /h%20o/%C3%A9/a");
	len = 3;
	assert_string_equal(rootpath_remove("/a/", &len, "/", mem), "/a/");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_root_is_taken_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
