/* SPDX-License-Identifier: MIT */
/*
 * approval -- what humans vouch for: `.tta/approvals.ini`, committed.
 *
 * Approval:    of a specification, bound to its blob: another content is another specification.
 * Attestation: that a component meets a criterion which no tool can measure, until it expires.
 *
 *     [approval narrative-engine]
 *     spec = specs/narrative-engine.spec.md
 *     blob = 8a1f…
 *     by = Ada Lovelace <ada@example.org>
 *     at = 2026-01-31T12:00:00Z
 *     signature = U1NIU0lH…            ; SSHSIG without its armour, over approval_statement()
 *
 *     [attestation narrative-engine security-review]
 *     criterion = security review
 *     by, at, signature; expires = 2026-04-30T12:00:00Z
 *
 * Times are UTC and of one length, so that texts compare as times do.  Sections are written sorted
 * and one a subject: two people who approve different things meet in no line.
 */
#ifndef TTA_MODEL_APPROVAL_H
#define TTA_MODEL_APPROVAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;
struct buf;

#define APPROVAL_NAMESPACE "tta-check" /* of SSH signatures */
#define APPROVALS_MAX ((size_t)4 << 20)

enum approval_kind { APPROVAL_SPEC, APPROVAL_ATTESTED };

struct approval {
	enum approval_kind kind;
	const char *component;
	const char *spec, *blob;       /* APPROVAL_SPEC: path, and object id in hex */
	const char *slug, *criterion;  /* APPROVAL_ATTESTED: as in the header; in words */
	const char *by, *at, *expires; /* expires: NULL for never */
	const char *signature;         /* NULL: unsigned */
	int line;                      /* of its section */
};

struct approvals {
	struct approval *v;
	size_t n, cap;
};

/* Errors: what is wrong, with file and line (ERR_CONFIG): who cannot read must not say yes. */
int approvals_read(struct approvals *out, const char *file, const char *text, size_t len,
	struct arena *mem, struct error *err) TTA_MUST_USE;
/* In place of the one about the same, or as a new one. */
void approvals_put(struct approvals *list, const struct approval *a, struct arena *mem);
void approvals_write(struct buf *out, const struct approvals *list, struct arena *mem);

/* Borrowed, or NULL. */
const struct approval *approval_find(const struct approvals *list, const char *component);
const struct approval *approval_attested(const struct approvals *list, const char *component,
	const char *criterion, struct arena *mem);

/* A criterion as a word: "Security Review" is "security-review". */
char *approval_slug(const char *criterion, struct arena *mem);
/* The very bytes that are signed: all that the record says but the signature. */
char *approval_statement(const struct approval *a, struct arena *mem);
/* The mail address of `by`; "" where there is none. */
char *approval_mail(const struct approval *a, struct arena *mem);
/* "2026-01-31T12:00:00Z" */
char *approval_time(int64_t ms, struct arena *mem);

#endif
