/* SPDX-License-Identifier: MIT */
/*
 * commitlint -- what conventional-commits-parser 6.4 and 7.1 find in a line, and which messages
 * commitlint leaves alone: hand-written scanners for their expressions, linear in the text.
 */
#ifndef TTA_GATES_COMMITLINT_H
#define TTA_GATES_COMMITLINT_H

#include <stdbool.h>

#include "gates/message/message_text.h"

bool commitlint_is_note(struct span line, enum message_mode mode); /* BREAKING CHANGE … */
bool commitlint_is_token(struct span line);                        /* `word: x`, `word #x`: 21 */
bool commitlint_begins_footer(struct span line, enum message_mode mode);
bool commitlint_has_references(const struct message_text *m);
bool commitlint_has_url(struct span line); /* as its rules see it: then a line may be long */

/* Why it is not judged, or NULL. */
const char *commitlint_ignored(struct span text, enum message_mode mode, struct arena *mem);
bool commitlint_is_version(struct span line, struct arena *mem); /* 1.2.3, `chore: v1.2.3-rc.1` */

#endif
