/* SPDX-License-Identifier: MIT */
/*
 * secret_machine -- see secret_machine.h.  A trie, its failure links breadth first, then the states
 * in an order that puts those at which a word ends last: the walk asks with one comparison.
 */
#include "gates/secret/secret_machine.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

#define STATES_MAX UINT16_MAX

struct trie {
	const struct secret_word *words;
	size_t nwords;
	unsigned char classes[256];
	uint32_t nclasses, n;
	uint16_t *next; /* 0: none, until links are laid */
	uint16_t *fail, *order;
	uint32_t *nends; /* of a state, its failure chain's among them */
	uint16_t *last;  /* the state in which a word ends, a row a word */
};

static unsigned char
fold(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : c;
}

static void
classify(struct trie *t)
{
	bool is_used[256] = {false};

	for (size_t i = 0; i < t->nwords; i++) {
		for (const char *p = t->words[i].text; *p; p++)
			is_used[fold((unsigned char)*p)] = true;
	}
	t->nclasses = 1;
	for (unsigned c = 0; c < 256; c++) {
		if (is_used[c])
			t->classes[c] = (unsigned char)t->nclasses++;
	}
	for (unsigned c = 'A'; c <= 'Z'; c++)
		t->classes[c] = t->classes[fold((unsigned char)c)];
}

static int
add_word(struct trie *t, size_t word, struct error *err)
{
	uint16_t state = 0;

	for (const char *p = t->words[word].text; *p; p++) {
		uint16_t *to = &t->next[state * t->nclasses + t->classes[(unsigned char)*p]];

		if (*to == 0) {
			if (t->n == STATES_MAX)
				return error_set(err, ERR_LIMIT, "too many keywords of secrets");
			*to = (uint16_t)t->n++;
		}
		state = *to;
	}
	t->last[word] = state;
	t->nends[state]++;
	return 0;
}

/* Breadth first, so that a state's failure state is whole before it is. */
static void
link_states(struct trie *t)
{
	size_t head = 0, tail = 1;

	while (head < tail) {
		uint16_t state = t->order[head++];
		uint16_t *row = &t->next[state * t->nclasses];
		const uint16_t *other = &t->next[t->fail[state] * t->nclasses];

		for (uint32_t c = 0; c < t->nclasses; c++) {
			if (row[c] == 0) {
				row[c] = state ? other[c] : 0;
				continue;
			}
			t->fail[row[c]] = state ? other[c] : 0;
			t->nends[row[c]] += t->nends[t->fail[row[c]]];
			t->order[tail++] = row[c];
		}
	}
}

/* New numbers: in each half the order stays as it was. */
static uint32_t
renumber(uint16_t *to, const struct trie *t)
{
	uint32_t n = 0, first_end;

	for (uint32_t i = 0; i < t->n; i++) {
		if (t->nends[i] == 0)
			to[i] = (uint16_t)n++;
	}
	first_end = n;
	for (uint32_t i = 0; i < t->n; i++) {
		if (t->nends[i] != 0)
			to[i] = (uint16_t)n++;
	}
	return first_end;
}

static void
fill_ends(struct secret_end *ends, const uint32_t *lists, const uint16_t *to, uint32_t first_end,
	const struct trie *t)
{
	for (uint32_t i = 0; i < t->n; i++) {
		struct secret_end *put;

		if (t->nends[i] == 0)
			continue;
		put = &ends[lists[to[i] - first_end]];
		for (uint32_t s = i; s != 0; s = t->fail[s]) {
			for (size_t w = 0; w < t->nwords && t->nends[s]; w++) {
				if (t->last[w] == s)
					*put++ = (struct secret_end){t->words[w].owner,
						(uint16_t)strlen(t->words[w].text)};
			}
		}
	}
}

static void
emit(struct secret_machine *out, const struct trie *t, struct arena *mem)
{
	uint16_t *to = arena_alloc(mem, t->n, sizeof(*to));
	uint16_t *next = arena_alloc(mem, (size_t)t->n * t->nclasses, sizeof(*next));
	uint32_t first_end = renumber(to, t), *lists, total = 0;
	struct secret_end *ends;

	lists = arena_alloc(mem, t->n - first_end + 1, sizeof(*lists));
	for (uint32_t i = 0; i < t->n; i++) {
		for (uint32_t c = 0; c < t->nclasses; c++)
			next[to[i] * t->nclasses + c] = to[t->next[i * t->nclasses + c]];
		if (t->nends[i] != 0) {
			lists[to[i] - first_end] = total;
			total += t->nends[i];
		}
	}
	lists[t->n - first_end] = total;
	ends = arena_alloc(mem, total + 1, sizeof(*ends));
	fill_ends(ends, lists, to, first_end, t);
	*out = (struct secret_machine){
		.classes = arena_dup(mem, t->classes, sizeof(t->classes)),
		.next = next,
		.lists = lists,
		.ends = ends,
		.nclasses = t->nclasses,
		.nstates = t->n,
		.first_end = first_end,
		.nends = total,
	};
}

int
secret_machine_build(struct secret_machine *out, const struct secret_word *words, size_t n,
	struct arena *mem, struct error *err)
{
	struct trie t = {.words = words, .nwords = n, .n = 1};
	size_t most = 1;

	for (size_t i = 0; i < n; i++)
		most += strlen(words[i].text);
	if (most > STATES_MAX)
		most = STATES_MAX;
	classify(&t);
	t.next = arena_alloc(mem, most * t.nclasses, sizeof(*t.next));
	t.fail = arena_alloc(mem, most, sizeof(*t.fail));
	t.order = arena_alloc(mem, most, sizeof(*t.order));
	t.nends = arena_alloc(mem, most, sizeof(*t.nends));
	t.last = arena_alloc(mem, n + 1, sizeof(*t.last));
	for (size_t i = 0; i < n; i++) {
		if (add_word(&t, i, err) < 0)
			return -1;
	}
	link_states(&t);
	emit(out, &t, mem);
	return 0;
}
