/* SPDX-License-Identifier: MIT */
/*
 * approval_fuzz -- any bytes as .tta/approvals.ini: what is read and written again reads the same,
 * and each record has one subject and a statement of its own.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/maturity/approval.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The statement says all but the signature. */
static void
check_same(const struct approval *a, const struct approval *b, struct arena *mem)
{
	if (a->kind != b->kind || !is_same(a->slug, b->slug) ||
		!is_same(a->signature, b->signature) ||
		strcmp(approval_statement(a, mem), approval_statement(b, mem)) != 0)
		abort();
}

static void
check_found(const struct approvals *list, const struct approval *a, struct arena *mem)
{
	const struct approval *found =
		a->kind == APPROVAL_SPEC ? approval_find(list, a->component)
					 : approval_attested(list, a->component, a->criterion, mem);

	if (found != a)
		abort();
	if (strlen(approval_mail(a, mem)) > strlen(a->by))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct approvals list, again;
	struct error err = {0};
	struct buf text;

	buf_init(&text, 2 * APPROVALS_MAX);
	if (approvals_read(&list, "fuzz", (const char *)data, size, mem, &err) == 0) {
		approvals_write(&text, &list, mem);
		if (approvals_read(&again, "again", text.data, text.len, mem, &err) < 0 ||
			again.n != list.n)
			abort();
		for (size_t i = 0; i < list.n; i++) {
			check_same(&list.v[i], &again.v[i], mem);
			check_found(&list, &list.v[i], mem);
		}
	}
	buf_release(&text);
	arena_free(mem);
	return 0;
}
