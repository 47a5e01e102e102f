/* SPDX-License-Identifier: MIT */
/*
 * pieces -- parts of a file that are put into another order.
 */
#ifndef TTA_GATES_PIECES_H
#define TTA_GATES_PIECES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct blob;

struct piece {
	const char *s;
	size_t n;
	size_t order; /* in which it was added */
};

struct pieces {
	struct piece *v;
	size_t n, cap;
};

void piece_add(struct pieces *list, const struct piece *p, struct arena *mem);
bool piece_is_blank(const struct piece *p);
int piece_compare(const struct piece *a, const struct piece *b);
int piece_compare_folded(const struct piece *a, const struct piece *b); /* ASCII letters alike */

/* Each with its LF. */
void pieces_of_lines(struct pieces *out, const char *data, size_t len, struct arena *mem);
/* One after the other, each with end behind it. */
void pieces_join(struct blob *out, const struct pieces *list, const char *end, struct arena *mem);
/* What sort-simple-yaml makes of a file; itself where nothing moves. */
void pieces_sort_blocks(struct blob *out, const char *data, size_t len, struct arena *mem);

#endif
