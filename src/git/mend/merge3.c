/* SPDX-License-Identifier: MIT */
/* merge3 -- see merge3.h.  The merge itself is libgit2's, the same that `git merge-file` does. */
#include "git/mend/merge3.h"

#include <string.h>

#include <git2.h>

#include "base/arena.h"
#include "git/repo/repo.h"
#include "model/blob_source.h"

enum ends { ENDS_NONE, ENDS_LF, ENDS_CRLF, ENDS_MIXED };

static bool
is_equal(const struct blob *a, const struct blob *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

static bool
is_binary(const struct blob *b)
{
	return memchr(b->data, '\0', b->len) != NULL;
}

static enum ends
ends_of(const struct blob *b)
{
	enum ends all = ENDS_NONE;

	for (size_t i = 0; i < b->len; i++) {
		enum ends here;

		if (b->data[i] == '\r' && (i + 1 == b->len || b->data[i + 1] != '\n'))
			return ENDS_MIXED;
		if (b->data[i] != '\n')
			continue;
		here = i && b->data[i - 1] == '\r' ? ENDS_CRLF : ENDS_LF;
		if (all != ENDS_NONE && all != here)
			return ENDS_MIXED;
		all = here;
	}
	return all;
}

/* All of one kind made all of the other. */
static struct blob
with_ends(const struct blob *b, enum ends ends, struct arena *mem)
{
	char *to = arena_alloc(mem, 2 * b->len + 1, 1);
	struct blob out = {.data = to};

	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] == '\r' && ends == ENDS_LF)
			continue;
		if (b->data[i] == '\n' && ends == ENDS_CRLF)
			*to++ = '\r';
		*to++ = b->data[i];
	}
	out.len = (size_t)(to - out.data);
	return out;
}

static int
merge_text(struct blob *out, bool *is_clean, const struct merge3 *in, struct arena *mem,
	struct error *err)
{
	const git_merge_file_input base = {.version = GIT_MERGE_FILE_INPUT_VERSION,
					   .ptr = in->base->data,
					   .size = in->base->len},
				   ours = {.version = GIT_MERGE_FILE_INPUT_VERSION,
					   .ptr = in->ours->data,
					   .size = in->ours->len},
				   theirs = {.version = GIT_MERGE_FILE_INPUT_VERSION,
					   .ptr = in->theirs->data,
					   .size = in->theirs->len};
	git_merge_file_result result = {0};

	if (git_merge_file(&result, &base, &ours, &theirs, NULL) < 0)
		return repo_error(err, "cannot merge");
	*is_clean = result.automergeable;
	if (*is_clean) {
		out->data = arena_strndup(mem, result.ptr ? result.ptr : "", result.len);
		out->len = result.len;
	}
	git_merge_file_result_free(&result);
	return 0;
}

static int
merge_once(struct blob *out, bool *is_clean, const struct merge3 *in, struct arena *mem,
	struct error *err)
{
	*is_clean = true;
	*out = is_equal(in->ours, in->base) ? *in->theirs : *in->ours;
	if (is_equal(in->ours, in->base) || is_equal(in->base, in->theirs) ||
		is_equal(in->ours, in->theirs))
		return 0;
	*is_clean = false;
	if (is_binary(in->base) || is_binary(in->ours) || is_binary(in->theirs))
		return 0;
	return merge_text(out, is_clean, in, mem, err);
}

int
merge3(struct blob *out, bool *is_clean, const struct merge3 *in, struct arena *mem,
	struct error *err)
{
	enum ends ours = ends_of(in->ours), base = ends_of(in->base), theirs = ends_of(in->theirs);
	struct blob base_like_ours, theirs_like_ours;

	if ((ours == ENDS_LF && base == ENDS_CRLF && theirs == ENDS_CRLF) ||
		(ours == ENDS_CRLF && base == ENDS_LF && theirs == ENDS_LF)) {
		const struct merge3 alike = {
			.base = &base_like_ours, .ours = in->ours, .theirs = &theirs_like_ours};

		base_like_ours = with_ends(in->base, ours, mem);
		theirs_like_ours = with_ends(in->theirs, ours, mem);
		if (merge_once(out, is_clean, &alike, mem, err) < 0)
			return -1;
		if (*is_clean)
			return 0;
	}
	return merge_once(out, is_clean, in, mem, err);
}
