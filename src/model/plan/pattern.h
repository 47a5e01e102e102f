/* SPDX-License-Identifier: MIT */
/*
 * pattern -- the patterns of tta.ini: `source`, `tests`, `ignore`, `files` and their like.
 *
 * Rules:   anchored at the root.  Without a wildcard a pattern names a file, or a folder and all
 *          below.  `*`, `?` and `[]` never match '/'; a doubled star before '/' does, also nothing.
 *          With a wildcard it must match the whole path, or, ending in '/', a folder and all below.
 *          `!p` takes away from its list: the last pattern that matches a path decides.
 *          In a list read with PATTERN_BASENAME (`files`), a pattern without '/' matches the base
 *          name.
 *          A backslash takes away the meaning of the wildcard behind it (pages/\[id].tsx).  `!` in
 *          brackets, as `^`, is "none of"; "**" at the end is all below; where it is not a whole
 *          component it is a single star.
 *          `folder/` takes in the path `folder` itself as well, since that is the path of a
 *          submodule; with a wildcard only what is below.
 * Errors:  an empty pattern, an absolute one, one with "." or ".." or an unclosed bracket, one of
 *          more than PATTERN_BYTES.
 * Ownership: everything lives in the arena; compiled expressions are freed by patterns_release(),
 *          which config_release() calls for those of a configuration.
 */
#ifndef TTA_MODEL_PATTERN_H
#define TTA_MODEL_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strs.h"

struct arena;
struct blob_source;
struct regex;

#define PATTERN_BYTES 4096

enum pattern_flags { PATTERN_BASENAME = 1 << 0 };

struct pattern {
	const char *text;   /* as written, without '!' */
	const char *glob;   /* what is matched: text without its trailing '/', of a literal without
			       its backslashes */
	size_t literal_len; /* bytes of glob before its first wildcard or backslash */
	size_t tail_len;    /* bytes at the end of glob that every match ends in, of a folder's:
			       holds */
	bool is_negated, is_literal, is_folder, is_basename;
	struct regex *re; /* compiled at first use; NULL for literals */
};

struct patterns {
	struct pattern *v;
	size_t n, cap;
};

int patterns_add(struct patterns *list, const char *text, unsigned flags, struct arena *mem,
	struct error *err) TTA_MUST_USE;
void patterns_release(struct patterns *list);

/* Does this one match, whatever its sign? */
bool pattern_matches(struct pattern *p, const char *path);
/* The pattern that decides on path and takes it in, or NULL. */
const struct pattern *patterns_match(const struct patterns *list, const char *path);

/* What of all paths that could be below a folder ("" is the root) a list takes in; SOME wherever
 * that is not certain. */
enum patterns_part { PATTERNS_NONE, PATTERNS_SOME, PATTERNS_ALL };
enum patterns_part patterns_match_below(const struct patterns *list, const char *folder);

/*
 * The paths that a list names in a tree: a folder pattern gives the folder's path once (without a
 * trailing '/'), a file its own.  Sorted, each once, only what exists; reads only the folders that
 * a pattern leads to.  Negated patterns take away what they match.
 */
int patterns_expand(struct strs *out, const struct patterns *list, const struct blob_source *tree,
	struct arena *mem, struct error *err) TTA_MUST_USE;

/*
 * For `[components] each`: the folders (glob ends in '/') or files that glob matches, sorted, with
 * what its first wildcard matched in stem: "src/components/x/" against src/components/[star]/ gives
 * "x", and so does "test_x.py" against test_[star].py.  A star that stands for a whole file name
 * gives the name without its extension; a component with several wildcards, all of itself.
 */
struct pattern_match {
	const char *path, *stem;
};
int pattern_each(struct pattern_match **out, size_t *n, const char *glob,
	const struct blob_source *tree, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
