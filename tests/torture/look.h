/* SPDX-License-Identifier: MIT */
/*
 * look -- everything of the user's in a scene, as it is now: each file with bytes, mode, time and
 * inode; each entry of the index with its flags; HEAD, refs, stash, configuration.
 */
#ifndef TTA_TORTURE_LOOK_H
#define TTA_TORTURE_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct scene;

struct look_item {
	const char *path;
	const char *text; /* of a file: its bytes or its target */
	size_t len;
	const char *about;    /* all else in a line: kind, mode, time, inode */
	const char *tag, *id; /* of an entry: mode and tag with flags, blob */
};

struct look_items {
	struct look_item *v; /* sorted by path */
	size_t n, cap;
};

struct look {
	struct look_items files, entries;
	const char *head;  /* 40 digits */
	const char *state; /* HEAD's name, configuration */
	const char *refs;  /* with the stash */
};

void look_at(struct look *out, const struct scene *s, struct arena *mem);
const struct look_item *look_find(const struct look_items *items, const char *path); /* or NULL */
bool look_same_file(const struct look_item *a, const struct look_item *b); /* either may be NULL */
bool look_same_entry(const struct look_item *a, const struct look_item *b);

/* Is there anything below the work tree or in tta/ that only we would have made? */
const char *look_litter(const struct scene *s, const struct look *now, struct arena *mem);

#endif
