/* SPDX-License-Identifier: MIT */
/* hash_test -- the published examples. */
#include "test.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/hex.h"

static void
hashes_are_the_published_ones(void **state)
{
	static const struct {
		enum hash_kind kind;
		const char *data;
		size_t len;
		const char *hex;
	} rows[] = {
		{HASH_SHA1, "", 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
		{HASH_SHA1, NULL, 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
		{HASH_SHA1, "abc", 3, "a9993e364706816aba3e25717850c26c9cd0d89d"},
		{HASH_SHA1, "blob 0", 7, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"},
		{HASH_SHA256, "", 0,
			"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{HASH_SHA256, "abc", 3,
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		unsigned char bytes[HASH_MAX];
		char hex[2 * HASH_MAX + 1];
		struct error err;

		assert_int_equal(
			hash_bytes(bytes, rows[i].kind, rows[i].data, rows[i].len, &err), 0);
		hex_write(hex, bytes, hash_size(rows[i].kind));
		assert_string_equal(hex, rows[i].hex);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(hashes_are_the_published_ones)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
