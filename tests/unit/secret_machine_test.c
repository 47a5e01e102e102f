/* SPDX-License-Identifier: MIT */
/* secret_machine_test -- words that are part of each other, in any case; and against plain search.
 */
#include "test.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "gates/secret/secret_machine.h"

static const struct secret_word words[] = {
	{"he", 0}, {"she", 1}, {"his", 2}, {"hers", 3}, {"she", 4}, {"://", 5}, {"s", 6}};

/* How often each owner is told, by the machine and by looking everywhere. */
static void
compare(const struct secret_machine *m, const char *text)
{
	size_t told[countof(words)] = {0}, there[countof(words)] = {0};
	uint32_t state = 0;

	for (const char *p = text; *p; p++) {
		state = secret_machine_step(m, state, (unsigned char)*p);
		assert_true(state < m->nstates);
		for (uint32_t e = state < m->first_end ? 0 : m->lists[state - m->first_end];
			state >= m->first_end && e < m->lists[state - m->first_end + 1]; e++) {
			assert_true(p - text + 1 >= m->ends[e].len);
			assert_int_equal(m->ends[e].len, strlen(words[m->ends[e].owner].text));
			told[m->ends[e].owner]++;
		}
		for (size_t i = 0; i < countof(words); i++)
			there[i] += strncasecmp(p, words[i].text, strlen(words[i].text)) == 0;
	}
	for (size_t i = 0; i < countof(words); i++) {
		if (told[i] != there[i])
			fail_msg("'%s' in '%s': %zu, not %zu", words[i].text, text, told[i],
				there[i]);
	}
}

static void
all_ends_are_told(void **state)
{
	struct arena *mem = arena_new();
	struct secret_machine m;
	struct error err;
	char text[64];
	uint32_t seed = 1;

	(void)state;
	assert_int_equal(secret_machine_build(&m, words, countof(words), mem, &err), 0);
	compare(&m, "uSHErs HIS hishers ://s:/:// \xff");
	for (int round = 0; round < 2000; round++) {
		for (size_t i = 0; i < sizeof(text) - 1; i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = "hersiSHE:/x"[(seed >> 16) % 11];
		}
		text[sizeof(text) - 1] = '\0';
		compare(&m, text);
	}
	arena_free(mem);
}

static void
no_words_end_nowhere(void **state)
{
	struct arena *mem = arena_new();
	struct secret_machine m;
	struct error err;

	(void)state;
	assert_int_equal(secret_machine_build(&m, NULL, 0, mem, &err), 0);
	assert_int_equal(secret_machine_step(&m, 0, 'a'), 0);
	assert_true(m.first_end > 0);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_ends_are_told),
		cmocka_unit_test(no_words_end_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
