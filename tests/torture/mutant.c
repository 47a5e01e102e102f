/* SPDX-License-Identifier: MIT */
/* mutant -- hooks that take it for granted that the index is still the one judged. */
#include "git/commit/note.h"
#include "git/judged/judged.h"

int __wrap_judged_still(const struct judged *j, struct repo *r, const char *const *environ,
	struct arena *mem, struct error *err);
bool __wrap_note_still(const struct note *note, const struct oid *tree);

int
__wrap_judged_still(const struct judged *j, struct repo *r, const char *const *environ,
	struct arena *mem, struct error *err)
{
	(void)j;
	(void)r;
	(void)environ;
	(void)mem;
	(void)err;
	return 1;
}

bool
__wrap_note_still(const struct note *note, const struct oid *tree)
{
	(void)note;
	(void)tree;
	return true;
}
