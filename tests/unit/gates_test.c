/* SPDX-License-Identifier: MIT */
/* gates_test -- each built-in over files out of a table: what it finds, and where. */
#include "test.h"

#include "gates_fixture.h"

static void
the_registry_is_sorted_and_described(void **state)
{
	(void)state;
	for (size_t i = 0; i < nbuiltins; i++) {
		assert_true(i == 0 || strcmp(builtins[i - 1].id, builtins[i].id) < 0);
		assert_non_null(builtins[i].summary);
		assert_non_null(builtins[i].judge);
		assert_ptr_equal(builtin_find(builtins[i].id), &builtins[i]);
	}
	assert_null(builtin_find("absent"));
}

#define X64 "a line of eight times eight bytes, of which the end is to come. "
#define X256 X64 X64 X64 X64

static void
trailing_whitespace(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.txt", "", ""},
		{"", "a.txt", "a\nb\r\nc", ""},
		{"", "a.txt", "a \nb\n\t\n",
			"a.txt:1 trailing whitespace; a.txt:3 trailing whitespace"},
		{"", "a.txt", "a \r\n", "a.txt:1 trailing whitespace"},
		{"", "a.txt", "a\v", "a.txt:1 trailing whitespace"},
		{"", "a.txt", "a \rb\nc \n",
			"a.txt:1 trailing whitespace; a.txt:2 trailing whitespace"},
		{"", "a.md", "a  \n", "a.md:1 trailing whitespace"},
		{"--markdown-linebreak-ext=md,txt", "a.md", "a  \n", ""},
		{"--markdown-linebreak-ext .md", "a.md", "a  \r\n", ""},
		{"--markdown-linebreak-ext=*", "a.c", "a  \n", ""},
		{"--markdown-linebreak-ext=md", "a.md", "a   \n", "a.md:1 trailing whitespace"},
		{"--markdown-linebreak-ext=md", "a.md", "  \n", "a.md:1 trailing whitespace"},
		{"--markdown-linebreak-ext=md", "a.c", "a  \n", "a.c:1 trailing whitespace"},
		{"", "a.txt", X256 X64 "\nb\n" X256 "\r" X256 "\r\n" X64 "b\n",
			"a.txt:1 trailing whitespace; a.txt:3 trailing whitespace; "
			"a.txt:3 trailing whitespace"},
		{"--chars=x", "a.txt", "a \nax\n", "a.txt:2 trailing whitespace"},
		{"", "a.bin", "a \n\001\002\n", ""}, /* not text */
		{"--nope", "a.txt", "",
			"error: unknown argument '--nope' of trailing-whitespace; it takes "
			"--markdown-linebreak-ext --chars"},
		{"--char=x", "a.txt", "",
			"error: unknown argument '--char=x' of trailing-whitespace; did you mean "
			"--chars"},
		{"--chars", "a.txt", "", "error: '--chars' of trailing-whitespace needs a value"},
	};

	(void)state;
	expect_all("trailing-whitespace", rows, countof(rows));
}

static void
end_of_file(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.txt", "", ""},
		{"", "a.txt", "a\n", ""},
		{"", "a.txt", "a\r\n", ""},
		{"", "a.txt", "a\r", ""},
		{"", "a.txt", "a", "a.txt:1 no newline at the end of the file"},
		{"", "a.txt", "a\nb\nc", "a.txt:3 no newline at the end of the file"},
		{"", "a.txt", "a\n\n", "a.txt:2 blank lines at the end of the file"},
		{"", "a.txt", "a\r\n\r\n\r\n", "a.txt:2 blank lines at the end of the file"},
		{"", "a.txt", "a\n\r", "a.txt:2 blank lines at the end of the file"},
		{"", "a.txt", "\n\n", "a.txt:1 nothing but line ends"},
		{"x", "a.txt", "", "error: unknown argument 'x'; end-of-file-fixer takes none"},
	};

	(void)state;
	expect_all("end-of-file-fixer", rows, countof(rows));
}

static void
line_endings(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.txt", "a\nb\n", ""},
		{"", "a.txt", "a\r\nb\r\nc", ""},
		{"", "a.txt", "a\nb\r\n", "a.txt:2 ends in CRLF, lines before in LF"},
		{"", "a.txt", "a\r\nb\nc\r",
			"a.txt:2 ends in LF, lines before in CRLF; "
			"a.txt:3 ends in CR, lines before in CRLF"},
		{"--fix=no", "a.txt", "a\nb\r\n", "a.txt:2 ends in CRLF, lines before in LF"},
		{"--fix=lf", "a.txt", "a\r\nb\r\n", "a.txt:1 ends in CRLF, not LF"},
		{"-f crlf", "a.txt", "a\r\nb\n", "a.txt:2 ends in LF, not CRLF"},
		{"-f lf", "a.txt", "a\n", ""},
		{"--fix=dos", "a.txt", "",
			"error: --fix of mixed-line-ending is auto, no, lf, crlf or cr, not 'dos'"},
	};

	(void)state;
	expect_all("mixed-line-ending", rows, countof(rows));
}

static void
byte_order_marks(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.txt", "\xef\xbb\xbfx\n", "a.txt:1 starts with a byte order mark"},
		{"", "a.txt", "x\xef\xbb\xbf\n", ""},
		{"", "a.txt", "\xef\xbb", ""},
	};

	(void)state;
	expect_all("fix-byte-order-marker", rows, countof(rows));
}

/* Put together here, so that this file has none at the start of a line. */
#define OURS "<<<<<<< "
#define BASE "||||||| "
#define MIDDLE "======="
#define THEIRS ">>>>>>> "

static void
conflict_markers(void **state)
{
	static const struct content_row rows[] = {
		{"", "a.txt", "a\n" OURS "x\nb\n" MIDDLE "\nc\n" THEIRS "y\n",
			"a.txt:2 conflict marker '<<<<<<<'; a.txt:4 conflict marker '======='; "
			"a.txt:6 conflict marker '>>>>>>>'"},
		{"", "a.txt", OURS "x\r\n" BASE "b\r\n" MIDDLE "\r\n" THEIRS "y\r\n",
			"a.txt:1 conflict marker '<<<<<<<'; a.txt:2 conflict marker '|||||||'; "
			"a.txt:3 conflict marker '======='; a.txt:4 conflict marker '>>>>>>>'"},
		{"", "a.rst", "Heading\n" MIDDLE "\ntext\n", ""},
		{"", "a.txt", " " OURS "x\n", ""},
		{"", "a.txt", "<<<<<<<<\n>>>>>>>\n", ""},
		{"", "a.txt", OURS "x", "a.txt:1 conflict marker '<<<<<<<'"},
		{"--assume-in-merge", "a.txt", THEIRS "x\n", "a.txt:1 conflict marker '>>>>>>>'"},
		{"--assume-in-merge=1", "a.txt", "",
			"error: '--assume-in-merge' of check-merge-conflict takes no value"},
	};

	(void)state;
	expect_all("check-merge-conflict", rows, countof(rows));
}

static void
private_keys(void **state)
{
	static const struct {
		const char *first, *second;
		bool is_key;
	} rows[] = {
		{"-----BEGIN RSA ", "PRIVATE KEY-----", true},
		{"-----BEGIN ", "PRIVATE KEY-----", true},
		{"x BEGIN OPENSSH ", "PRIVATE KEY", true},
		{"BEGIN SSH2 ENCRYPTED ", "PRIVATE KEY", true},
		{"BEGIN PGP ", "PRIVATE KEY BLOCK", true},
		{"BEGIN PGP ", "PUBLIC KEY BLOCK", false},
		{"PuTTY-User-Key-", "File-2", true},
		{"PuTTY-User-Key-", "File-3: x", true},
		{"BEGIN OpenVPN ", "Static key V1", true},
		{"BEGIN RSA  ", "PRIVATE KEY", false},
		{"BEGIN RSA ", "PRIVATE KE", false},
		{"BEGIN BEGIN EC ", "PRIVATE KEY", true},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct arena *mem = arena_new();
		const struct tree_row tree[] = {
			{"k.txt", arena_printf(mem, "a\n%s%s\nb\n", rows[i].first, rows[i].second),
				0},
			{0}};

		expect("detect-private-key", "", tree,
			rows[i].is_key ? "k.txt:2 holds a private key" : "");
		arena_free(mem);
	}
}

static void
large_files(void **state)
{
	char kb[1026];
	const struct tree_row rows[] = {{"big", kb, 0}, {"link", kb, MODE_SYMLINK}, {0}};
	struct judged j;

	(void)state;
	memset(kb, 'x', sizeof(kb));
	kb[1024] = '\0';
	expect("check-added-large-files", "--maxkb=1", rows, "");
	kb[1024] = 'x';
	kb[1025] = '\0';
	expect("check-added-large-files", "", rows, "");
	expect("check-added-large-files", "--maxkb=1", rows, "big:0 is larger than 1 KB");
	expect("check-added-large-files", "--maxkb x1", rows,
		"error: --maxkb of check-added-large-files is a number, not 'x1'");
	judge_rows(&j, "check-added-large-files", "--maxkb=1", rows, true);
	assert_string_equal(told(&j), "");
	arena_free(j.mem);
	judge_rows(&j, "check-added-large-files", "--maxkb=1 --enforce-all", rows, true);
	assert_string_equal(told(&j), "big:0 is larger than 1 KB");
	arena_free(j.mem);
}

static void
case_conflicts(void **state)
{
	static const struct tree_row fine[] = {{"A/x", "", 0}, {"a-b", "", 0}, {"b/X", "", 0}, {0}};
	static const struct tree_row files[] = {
		{"src/Read.me", "", 0}, {"src/deep/z", "", 0}, {"src/read.ME", "", 0}, {0}};
	static const struct tree_row folders[] = {{"Lib/a", "", 0}, {"lib/b", "", 0}, {0}};

	(void)state;
	expect("check-case-conflict", "", fine, "");
	expect("check-case-conflict", "", files,
		"src/Read.me:0 'src/read.ME' differs from it only in case; "
		"src/read.ME:0 'src/Read.me' differs from it only in case");
	expect("check-case-conflict", "", folders,
		"Lib/a:0 'lib' differs from it only in case; "
		"lib/b:0 'Lib' differs from it only in case");
}

static void
symlinks(void **state)
{
	static const struct {
		const char *path, *target;
		bool is_lost;
	} rows[] = {
		{"l", "src/a.py", false},
		{"l", "./src/../src/a.py", false},
		{"l", "src", false},
		{"src/l", "a.py", false},
		{"src/l", "../top", false},
		{"src/l", "..", false},
		{"src/l", "../folder/a.py", false}, /* folder -> src */
		{"l", "chain", false},              /* chain -> folder/a.py */
		{"l", "src/none", true},
		{"l", "src/a.py/below", true},
		{"l", "l", true},
		{"l", "dead", true},
		{"l", "/etc/passwd", false}, /* outside: not ours to judge */
		{"l", "../elsewhere", false},
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		const struct tree_row tree[] = {{rows[i].path, rows[i].target, MODE_SYMLINK},
			{"src/a.py", "", 0}, {"top", "", 0}, {"folder", "src", MODE_SYMLINK},
			{"chain", "folder/a.py", MODE_SYMLINK}, {"dead", "no/where", MODE_SYMLINK},
			{0}};
		struct judged j;
		bool is_lost = false;

		judge_rows(&j, "check-symlinks", "", tree, false);
		assert_int_equal(j.rc, 0);
		for (size_t k = 0; k < j.found.n; k++)
			is_lost = is_lost || strcmp(j.found.v[k].path, rows[i].path) == 0;
		if (is_lost != rows[i].is_lost)
			fail_msg("%s -> %s", rows[i].path, rows[i].target);
		arena_free(j.mem);
	}
}

static void
shebangs(void **state)
{
	static const struct tree_row rows[] = {{"good", "#!/bin/sh\n", MODE_EXECUTABLE},
		{"bare", "echo\n", MODE_EXECUTABLE}, {"plain", "echo\n", 0},
		{"script", "#!/bin/sh\n", 0}, {"binary", "\177ELF\001\002", MODE_EXECUTABLE},
		{"empty", "", MODE_EXECUTABLE}, {0}};

	(void)state;
	expect("check-executables-have-shebangs", "", rows,
		"bare:1 is executable but has no #! line; empty:1 is executable but has no #! "
		"line");
	expect("check-shebang-scripts-are-executable", "", rows,
		"script:1 has a #! line but is not executable; git add --chmod=+x");
}

static void
what_cannot_be_read_is_an_error(void **state)
{
	static const struct tree_row rows[] = {{"here.txt", "x\n", 0}, {"gone.txt", NULL, 0}, {0}};

	(void)state;
	for (size_t i = 0; i < nbuiltins; i++) {
		if (!builtins[i].types || strcmp(builtins[i].types, "text") != 0)
			continue;
		expect(builtins[i].id, strstr(builtins[i].id, "pattern") ? "x" : "", rows,
			"error: cannot read gone.txt: no such blob");
	}
}

/* A blob source whose blobs are all too large. */
static int
read_too_large(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	(void)ctx, (void)out, (void)id, (void)mem;
	return error_set(err, ERR_LIMIT, "longer than %zu bytes", max);
}

static void
what_is_too_large_is_not_passed(void **state)
{
	const struct blob_source tree = {.read = read_too_large};
	const struct change change = {.path = "big", .new = {.mode = MODE_FILE}};
	const struct strs none = {0};
	const struct builtin_input in = {.v = &change, .n = 1, .tree = &tree, .args = &none};
	struct arena *mem = arena_new();
	struct findings found = {0};
	struct error err;

	(void)state;
	assert_int_equal(builtin_find("trailing-whitespace")->judge(&found, &in, mem, &err), -1);
	assert_string_equal(err.msg, "big is too large to check (over 64 MiB)");
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_registry_is_sorted_and_described),
		cmocka_unit_test(trailing_whitespace),
		cmocka_unit_test(end_of_file),
		cmocka_unit_test(line_endings),
		cmocka_unit_test(byte_order_marks),
		cmocka_unit_test(conflict_markers),
		cmocka_unit_test(private_keys),
		cmocka_unit_test(large_files),
		cmocka_unit_test(case_conflicts),
		cmocka_unit_test(symlinks),
		cmocka_unit_test(shebangs),
		cmocka_unit_test(what_cannot_be_read_is_an_error),
		cmocka_unit_test(what_is_too_large_is_not_passed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
