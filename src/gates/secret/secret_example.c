/* SPDX-License-Identifier: MIT */
/* secret_example -- see secret_example.h. */
#include "gates/secret/secret_example.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "gates/secret/secret_scan.h"

#define EXAMPLE_MAX ((size_t)64 << 10)

static const struct {
	const char *kind, *bytes;
} kinds[] = {
	{"digits", "4712905836"},
	{"hex", "9b4e02d7fa6158c3"},
	{"HEX", "9B4E02D7FA6158C3"},
	{"lower", "k4w9zq1vn7xg3mt0bh8rj5ycf2pdl6s"},
	{"upper", "K4W5ZQ3VN7XG2MT6BHRJYCFPDLSE"},
	{"letters", "kWzQvNxGmTbHrJyCfPdLsEqKwZ"},
	{"alnum", "k4W9zQ1vN7xG3mT0bH8rJ5yCf2PdL6s"},
	{"base64", "k4W9zQ1vN7xG/3mT0bH8rJ+5yCf2PdL6s"},
	{"url", "k4W9zQ1vN7xG3mT0bH8r5J_yCf2PdL6s"},
};

/* Steps that visit every byte, and another one each round. */
static void
add_bytes(struct buf *out, const char *bytes, size_t n, uint32_t *seed)
{
	size_t len = strlen(bytes);

	for (size_t i = 0; i < n; i++) {
		*seed = *seed * 1664525 + 1013904223;
		buf_addc(out, bytes[(*seed >> 16) % len]);
	}
}

/* How many bytes of text the placeholder takes; 0: it is none. */
static size_t
add_placeholder(struct buf *out, const char *text, uint32_t *seed)
{
	static const size_t uuid[] = {8, 4, 4, 4, 12};

	if (strncmp(text, "<nl>", 4) == 0) {
		buf_addc(out, '\n');
		return 4;
	}
	for (size_t i = 0; strncmp(text, "<uuid>", 6) == 0; i++) {
		if (i == countof(uuid))
			return 6;
		buf_adds(out, i ? "-" : "");
		add_bytes(out, kinds[1].bytes, uuid[i], seed);
	}
	for (size_t i = 0; text[0] == '<' && i < countof(kinds); i++) {
		size_t n = strlen(kinds[i].kind);
		unsigned long count;
		char *end;

		if (strncmp(text + 1, kinds[i].kind, n) != 0 || text[1 + n] != ':')
			continue;
		count = strtoul(text + n + 2, &end, 10);
		if (*end != '>' || count > EXAMPLE_MAX / 4)
			return 0;
		add_bytes(out, kinds[i].bytes, count, seed);
		return (size_t)(end - text) + 1;
	}
	return 0;
}

const char *
secret_example(const char *text, struct arena *mem)
{
	uint32_t seed = 2463534242U;
	const char *whole;
	struct buf b;

	buf_init(&b, EXAMPLE_MAX);
	while (*text) {
		size_t n = add_placeholder(&b, text, &seed);

		if (n == 0)
			buf_addc(&b, *text++);
		text += n;
	}
	whole = arena_strndup(mem, b.data, b.len);
	buf_release(&b);
	return whole;
}

/* Is it found by this very rule? */
static int
is_found(bool *out, struct secret_scanner *s, const struct secret *rule, const char *text,
	struct arena *mem, struct error *err)
{
	const char *path = "example", *data = secret_example(text, mem);
	struct secret_hits hits;

	if (rule->files.n) /* one of its own: *.tf is taken as x.tf */
		path = rule->files.v[0].text[0] == '*'
			       ? arena_printf(mem, "x%s", rule->files.v[0].text + 1)
			       : rule->files.v[0].text;
	*out = false;
	if (secret_scan(&hits, s, path, data, strlen(data), mem, err) < 0)
		return -1;
	for (size_t i = 0; i < hits.n; i++)
		*out |= strcmp(hits.v[i].rule->id, rule->name) == 0;
	return 0;
}

static int
check_each(struct secret_scanner *s, const struct secret *rule, const struct strs *examples,
	bool is_good, struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < examples->n; i++) {
		bool found;

		if (is_found(&found, s, rule, examples->v[i], mem, err) < 0)
			return -1;
		if (found != is_good)
			return error_set(err, ERR_CONFIG, "[secret %s] %s its own example %s '%s'",
				rule->name, is_good ? "does not find" : "finds",
				is_good ? "good" : "bad", examples->v[i]);
	}
	return 0;
}

int
secret_examples_check(const struct secret_rules *rules, const struct secret *v, size_t n,
	struct arena *mem, struct error *err)
{
	const struct secret_options options = {
		.own = rules, .is_own_only = true, .tier = SECRET_WEAK};
	struct secret_scanner *s = NULL;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (!v[i].good.n && !v[i].bad.n)
			continue;
		if (!s)
			s = secret_scanner_new(&options, mem);
		if (check_each(s, &v[i], &v[i].good, true, mem, err) < 0 ||
			check_each(s, &v[i], &v[i].bad, false, mem, err) < 0)
			rc = -1;
	}
	secret_scanner_free(s);
	return rc;
}
