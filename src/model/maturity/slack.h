/* SPDX-License-Identifier: MIT */
/*
 * slack -- does a value of a key ask for less than another value of it?
 *
 * By the key's `looser`: less, more, or, where nobody can tell, merely another.  In a list that is
 * an element that went, or came; lists that mean "all" where they are empty ask for less as soon as
 * they are not.  Stages are compared by their names.
 */
#ifndef TTA_MODEL_SLACK_H
#define TTA_MODEL_SLACK_H

struct arena;
struct key;
struct stages;
struct strs;

enum slack { SLACK_NONE, SLACK_LOOSER, SLACK_CHANGED };

/* before and after are the structs of their sections, of two configurations. */
enum slack slack_find(const struct key *key, const void *before, const struct stages *stages_before,
	const void *after, const struct stages *stages_after);
/* Of a list that asks for less: the elements that went, or came ("!x": one that takes away).  None
 * where it is about the value as a whole. */
void slack_elements(struct strs *out, const struct key *key, const void *before, const void *after,
	struct arena *mem);
/* The value as people write it. */
const char *slack_text(
	const struct key *key, const void *object, const struct stages *stages, struct arena *mem);

#endif
