/* SPDX-License-Identifier: MIT */
/* index_root_test -- indexes made by hand: what is not exactly right gives no answer. */
#include "test.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "git/judged/index.h"

static const char id_bytes[] = "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24";

static void
add_be32(struct buf *b, unsigned long n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(b, (char)(n >> shift & 0xff));
}

static void
add_header(struct buf *b, unsigned version, unsigned entries)
{
	buf_init(b, (size_t)1 << 20);
	buf_adds(b, "DIRC");
	add_be32(b, version);
	add_be32(b, entries);
}

static void
add_padded(struct buf *b, const char *name, unsigned flags)
{
	char zeros[62] = {0};
	size_t n = strlen(name), extra = flags & 0x4000 ? 2 : 0;

	flags |= n < 0xfff ? (unsigned)n : 0xfff;
	zeros[60] = (char)(flags >> 8 & 0xff);
	zeros[61] = (char)(flags & 0xff);
	buf_add(b, zeros, 62);
	memset(zeros, 0, sizeof(zeros));
	buf_add(b, zeros, extra);
	buf_add(b, name, n);
	buf_add(b, zeros, 8 - (62 + extra + n) % 8);
}

static void
add_compressed(struct buf *b, const char *cut, const char *rest)
{
	char zeros[62] = {0};

	buf_add(b, zeros, 62);
	buf_adds(b, cut);
	buf_add(b, rest, strlen(rest) + 1);
}

static void
add_extension(struct buf *b, const char *name, const void *data, size_t n)
{
	buf_adds(b, name);
	add_be32(b, n);
	buf_add(b, data, n);
}

static void
add_tree(struct buf *b, const char *counts)
{
	struct buf tree;

	buf_init(&tree, 1000);
	buf_addc(&tree, '\0');
	buf_adds(&tree, counts);
	buf_add(&tree, id_bytes, 20);
	add_extension(b, "TREE", tree.data, tree.len);
	buf_release(&tree);
}

static void
add_trailer(struct buf *b)
{
	unsigned char digest[HASH_MAX];
	struct error err;

	assert_int_equal(hash_bytes(digest, HASH_SHA1, b->data, b->len, &err), 0);
	buf_add(b, digest, 20);
}

static bool
root(const struct buf *b)
{
	struct oid id = {0};
	bool found = index_root(&id, (const unsigned char *)b->data, b->len);

	if (found) {
		assert_int_equal(id.size, 20);
		assert_memory_equal(id.bytes, id_bytes, 20);
	}
	return found;
}

/* One entry "f" and a TREE extension with these counts. */
static bool
root_of(unsigned version, unsigned entries, const char *counts)
{
	struct buf b;
	bool found;

	add_header(&b, version, entries);
	for (unsigned i = 0; i < entries; i++)
		add_padded(&b, "f", 0);
	add_tree(&b, counts);
	add_trailer(&b);
	found = root(&b);
	buf_release(&b);
	return found;
}

static void
counts_decide(void **state)
{
	(void)state;
	assert_true(root_of(2, 1, "1 0\n"));
	assert_true(root_of(3, 2, "2 0\n"));
	assert_true(root_of(2, 0, "0 0\n"));
	assert_true(root_of(2, 1, "1 12\n"));
	assert_false(root_of(2, 1, "-1 0\n")); /* invalid: something was added */
	assert_false(root_of(2, 1, "2 0\n"));  /* of another index */
	assert_false(root_of(2, 2, "1 0\n"));
	assert_false(root_of(2, 1, " 0\n"));
	assert_false(root_of(2, 1, "1 \n"));
	assert_false(root_of(2, 1, "1 0"));
	assert_false(root_of(2, 1, "1\n"));
	assert_false(root_of(2, 1, "00000000001 0\n"));
	assert_false(root_of(1, 1, "1 0\n"));
	assert_false(root_of(5, 1, "1 0\n"));
}

static void
names_of_all_lengths(void **state)
{
	char name[4200];

	(void)state;
	for (size_t n = 1; n < sizeof(name); n += n < 20 || n > 4085 ? 1 : 97) {
		struct buf b;

		memset(name, 'n', n);
		name[n] = '\0';
		add_header(&b, 3, 2);
		add_padded(&b, name, 0);
		add_padded(&b, name, 0x4000);
		add_tree(&b, "2 0\n");
		add_trailer(&b);
		assert_true(root(&b));
		buf_release(&b);
	}
}

static void
version_four(void **state)
{
	struct buf b;

	(void)state;
	add_header(&b, 4, 3);
	buf_add(&b, (char[62]){0}, 62);
	buf_add(&b, "\0src/a", 7);
	add_compressed(&b, "\1", "b");
	add_compressed(&b, "\201\1", "c"); /* a number of two bytes */
	add_tree(&b, "3 0\n");
	add_trailer(&b);
	assert_true(root(&b));
	buf_release(&b);
}

/* An index whose entries are not what they should be, but whose EOIE says where they end. */
static bool
root_by_eoie(unsigned offset_error, char hash_error, const char *end_name)
{
	struct buf b, headers;
	unsigned char digest[HASH_MAX];
	struct error err;
	size_t offset;
	bool found;

	add_header(&b, 2, 1);
	buf_adds(&b, "junk");
	offset = b.len;
	add_tree(&b, "1 0\n");
	buf_init(&headers, 100);
	buf_add(&headers, b.data + offset, 8);
	assert_int_equal(hash_bytes(digest, HASH_SHA1, headers.data, headers.len, &err), 0);
	digest[0] = (unsigned char)(digest[0] ^ hash_error);
	buf_clear(&headers);
	add_be32(&headers, offset + offset_error);
	buf_add(&headers, digest, 20);
	add_extension(&b, end_name, headers.data, headers.len);
	add_trailer(&b);
	found = root(&b);
	buf_release(&headers);
	buf_release(&b);
	return found;
}

static void
end_of_entries(void **state)
{
	(void)state;
	assert_true(root_by_eoie(0, 0, "EOIE"));
	assert_false(root_by_eoie(1, 0, "EOIE"));
	assert_false(root_by_eoie(4000000000U, 0, "EOIE"));
	assert_false(root_by_eoie(0, 1, "EOIE"));
	assert_false(root_by_eoie(0, 0, "XXXX"));
}

static void
other_extensions(void **state)
{
	struct buf b;

	(void)state;
	add_header(&b, 2, 0);
	add_extension(&b, "REUC", "abc", 3);
	add_tree(&b, "7 0\n");
	add_extension(&b, "link", id_bytes, 20);
	add_trailer(&b);
	assert_true(root(&b)); /* split: most entries are elsewhere */
	b.data[12 + 4 + 3] = 100;
	assert_false(root(&b)); /* a length that leads nowhere */
	buf_release(&b);
	add_header(&b, 2, 0);
	add_extension(&b, "REUC", "abc", 3);
	add_trailer(&b);
	assert_false(root(&b));
	buf_release(&b);
}

/* No cut of a whole one is believed, by either check. */
static void
cuts(void **state)
{
	struct error err;
	struct buf b;

	(void)state;
	add_header(&b, 2, 2);
	add_padded(&b, "a", 0);
	add_padded(&b, "b", 0x4000);
	add_tree(&b, "2 0\n");
	add_trailer(&b);
	assert_int_equal(index_check((const unsigned char *)b.data, b.len, &err), 0);
	for (size_t n = 0; n < b.len; n++) {
		struct oid id;
		char *part = test_malloc(n + 1); /* so that sanitizers see a step too far */

		memcpy(part, b.data, n);
		assert_false(index_root(&id, (unsigned char *)part, n));
		assert_int_equal(index_check((unsigned char *)part, n, &err), -1);
		test_free(part);
	}
	memset(b.data + b.len - 20, 0, 20); /* index.skipHash */
	assert_int_equal(index_check((const unsigned char *)b.data, b.len, &err), 0);
	b.data[b.len - 1] = 1;
	assert_int_equal(index_check((const unsigned char *)b.data, b.len, &err), -1);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_decide),
		cmocka_unit_test(names_of_all_lengths),
		cmocka_unit_test(version_four),
		cmocka_unit_test(end_of_entries),
		cmocka_unit_test(other_extensions),
		cmocka_unit_test(cuts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
