/* SPDX-License-Identifier: MIT */
/* note -- see note.h. */
#include "git/commit/note.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/strs.h"
#include "git/repo/jot.h"
#include "git/repo/repo.h"

static const char *const asks_words[] = {[NOTE_ASKS_UNKNOWN] = "unknown",
	[NOTE_ASKS_AS_MUCH] = "as-much",
	[NOTE_ASKS_LESS] = "less"};

#define NOTE_MAX ((size_t)1 << 20)

static char *
place_of(const struct repo *r, struct arena *mem)
{
	return path_join(r->git_dir, "tta", mem);
}

bool
note_leave(const struct note *note, const struct repo *r, struct arena *mem)
{
	const char *folder = place_of(r, mem);
	struct error ignored;
	struct buf text;
	bool left;

	if (!fs_is_dir(folder)) {
		if (fs_mkdirs(folder, 0755, &ignored) < 0)
			return false;
		fs_give(folder);
	}
	buf_init(&text, NOTE_MAX);
	buf_addf(&text, "tree %s\n", oid_hex(&note->tree, mem));
	for (size_t i = 0; i < note->bases.n; i++)
		buf_addf(&text, "base %s\n", oid_hex(&note->bases.v[i], mem));
	buf_addf(&text, "asks %s\n", asks_words[note->asks]);
	buf_addf(&text, "parent %ld\nstart %llu\n", note->parent.pid, note->parent.start);
	left = jot_bytes(path_join(folder, "judged", mem), text.data, text.len, &ignored) == 0;
	fs_give(path_join(folder, "judged", mem));
	buf_release(&text);
	return left;
}

static enum note_asks
asks_of(const char *value)
{
	for (size_t i = 0; i < countof(asks_words); i++) {
		if (strcmp(asks_words[i], value) == 0)
			return (enum note_asks)i;
	}
	return NOTE_ASKS_UNKNOWN;
}

static bool
take(struct note *out, const char *word, const char *value, struct arena *mem)
{
	struct oid id;

	if (strcmp(word, "parent") == 0) {
		out->parent.pid = strtol(value, NULL, 10);
	} else if (strcmp(word, "start") == 0) {
		out->parent.start = strtoull(value, NULL, 10);
	} else if (strcmp(word, "asks") == 0) {
		out->asks = asks_of(value);
	} else if (oid_parse(&id, value, strlen(value)) < 0) {
		return false;
	} else if (strcmp(word, "tree") == 0) {
		out->tree = id;
	} else if (strcmp(word, "base") == 0) {
		oids_add(&out->bases, &id, mem);
	}
	return true;
}

bool
note_read(struct note *out, const struct repo *r, struct arena *mem)
{
	struct strs words = {0};

	*out = (struct note){0};
	strs_split(&words, jot_read(path_join(place_of(r, mem), "judged", mem), mem), mem);
	for (size_t i = 0; i + 1 < words.n; i += 2) {
		if (!take(out, words.v[i], words.v[i + 1], mem))
			return false;
	}
	return out->tree.size > 0 && words.n % 2 == 0;
}

bool
note_still(const struct note *note, const struct oid *tree)
{
	return oid_equal(&note->tree, tree);
}
