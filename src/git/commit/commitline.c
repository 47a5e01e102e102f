/* SPDX-License-Identifier: MIT */
/* commitline -- see commitline.h.  The tables hold what git-commit(1) lists; long options may be
 * cut short as far as one alone begins so, of which only whole ones are known here. */
#include "git/commit/commitline.h"

#include <string.h>

#include "base/arena.h"
#include "base/path.h"

/* With a value of their own, in the word or in the next one. */
static const char *const valued[] = {"--message", "--file", "--reuse-message", "--reedit-message",
	"--fixup", "--squash", "--template", "--author", "--date", "--cleanup", "--trailer",
	"--pathspec-from-file"};
/* Of the message: not said again. */
static const char *const of_message[] = {"--message", "--file", "--reuse-message",
	"--reedit-message", "--fixup", "--squash", "--template", "--edit", "--no-edit",
	"--no-verify", "--verify"};
static const char valued_letters[] = "mFcCt", message_letters[] = "mFcCten";

static bool
has(const char *const *list, size_t n, const char *word, size_t len)
{
	for (size_t i = 0; i < n; i++) {
		if (strlen(list[i]) == len && memcmp(list[i], word, len) == 0)
			return true;
	}
	return false;
}

/* Where the words behind `commit` begin; 0: it is no such line. */
static size_t
find_command(const struct strs *words)
{
	static const char *const two[] = {"-C", "-c", "--git-dir", "--work-tree", "--namespace"};
	size_t i = 1;

	if (words->n && strcmp(path_base(words->v[0]), "git-commit") == 0)
		return 1;
	if (words->n < 2 || strcmp(path_base(words->v[0]), "git") != 0)
		return 0;
	while (i < words->n && words->v[i][0] == '-')
		i += has(two, countof(two), words->v[i], strlen(words->v[i])) ? 2 : 1;
	return i < words->n && strcmp(words->v[i], "commit") == 0 ? i + 1 : 0;
}

/* What is known of the editor on the way; the last word counts. */
enum edit { EDIT_UNSAID, EDIT_YES, EDIT_NO };

struct reading {
	struct commitline *out;
	bool has_message;
	enum edit edit;
};

static void
look_long(struct reading *r, const char *word, size_t len, const char *value)
{
	static const char *const given[] = {"--message", "--file", "--reuse-message"};
	static const char *const seen[] = {"--edit", "--reedit-message"};

	if (has(given, countof(given), word, len))
		r->has_message = true;
	else if (has(seen, countof(seen), word, len))
		r->edit = EDIT_YES;
	else if (strcmp(word, "--no-edit") == 0)
		r->edit = EDIT_NO;
	else if (has((const char *const[]){"--fixup"}, 1, word, len))
		r->has_message |= value && strncmp(value, "amend:", 6) != 0 &&
				  strncmp(value, "reword:", 7) != 0;
}

/* Returns how many words it took. */
static size_t
take_long(struct reading *r, const struct strs *words, size_t at, struct arena *mem)
{
	struct commitline *out = r->out;
	const char *word = words->v[at], *equals = strchr(word, '=');
	size_t len = equals ? (size_t)(equals - word) : strlen(word);
	bool is_valued = has(valued, countof(valued), word, len);
	const char *value = equals                           ? equals + 1
			    : is_valued && at + 1 < words->n ? words->v[at + 1]
							     : NULL;
	size_t took = is_valued && !equals && value ? 2 : 1;

	look_long(r, word, len, value);
	if (strcmp(word, "--amend") == 0)
		out->is_amend = true;
	else if (strcmp(word, "--verbose") == 0)
		out->is_verbose = true;
	else if (strcmp(word, "--no-verbose") == 0)
		out->is_not_verbose = true;
	else if (value && has((const char *const[]){"--cleanup"}, 1, word, len))
		out->cleanup = value;
	for (size_t i = 0; i < took && !has(of_message, countof(of_message), word, len); i++)
		strs_add(&out->again, words->v[at + i], mem);
	return took;
}

/* -am "text", -av, -S<key>: letters up to one that takes the rest. */
static size_t
take_letters(struct reading *r, const struct strs *words, size_t at, struct arena *mem)
{
	struct commitline *out = r->out;
	const char *word = words->v[at];
	char *kept = arena_strdup(mem, word);
	size_t n = 1, took = 1;

	for (const char *p = word + 1; *p; p++) {
		if (*p == 'v')
			out->is_verbose = true;
		if (*p == 'e' || *p == 'c')
			r->edit = EDIT_YES;
		if (strchr("mFC", *p))
			r->has_message = true;
		if (!strchr(message_letters, *p))
			kept[n++] = *p;
		if (strchr(valued_letters, *p)) {
			if (!p[1] && at + 1 < words->n)
				took = 2;
			break;
		}
		if (*p == 'S' || *p == 'u') { /* the rest, if any, is its value */
			memcpy(kept + n, p + 1, strlen(p + 1));
			n += strlen(p + 1);
			break;
		}
	}
	kept[n] = '\0';
	if (n > 1)
		strs_add(&out->again, kept, mem);
	return took;
}

void
commitline_read(struct commitline *out, const struct strs *words, struct arena *mem)
{
	size_t at = find_command(words);
	struct reading r = {.out = out};

	*out = (struct commitline){.is_known = at > 0};
	if (!at)
		return;
	while (at < words->n) {
		const char *word = words->v[at];

		if (strcmp(word, "--") == 0) {
			while (at < words->n)
				strs_add(&out->again, words->v[at++], mem);
		} else if (strncmp(word, "--", 2) == 0) {
			at += take_long(&r, words, at, mem);
		} else if (word[0] == '-' && word[1]) {
			at += take_letters(&r, words, at, mem);
		} else {
			strs_add(&out->again, word, mem);
			at++;
		}
	}
	out->is_given = r.edit != EDIT_YES && (r.has_message || r.edit == EDIT_NO);
}
