/* SPDX-License-Identifier: MIT */
/*
 * document -- the papers of a component: what built-ins that judge it as a whole read, wherever in
 * the tree it lies and whoever owns it.
 */
#ifndef TTA_MODEL_DOCUMENT_H
#define TTA_MODEL_DOCUMENT_H

#include <stdbool.h>

struct change_set;
struct component;

#define DOCUMENT_APPROVALS ".tta/approvals.ini"

/* Has it any?  What nobody owns, component `.`, often has none, and owes none then. */
bool document_has_any(const struct component *c);
/* Its specification, checklist, one of `docs` or `api`, or where approvals are recorded? */
bool document_is_of(const struct component *c, const char *path);
/* The first of them that changed; NULL: none did. */
const char *document_changed(const struct component *c, const struct change_set *changes);

#endif
