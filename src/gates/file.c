/* SPDX-License-Identifier: MIT */
/* file -- see file.h.  A blob that is not lent is read into an arena of its own, given back before
 * the next. */
#include "gates/file.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "model/blob_source.h"
#include "model/builtin.h"
#include "model/change.h"
#include "model/plan/filetype.h"

#define HEAD_MAX ((size_t)1024) /* what tells text from binary */

static int
read_file(struct file *out, const struct change *c, const struct blob_source *tree,
	struct arena *mem, struct error *err)
{
	struct blob blob;

	if (tree->read(tree->ctx, &blob, &c->new.id, FILE_MAX, mem, err) < 0) {
		if (err->code == ERR_LIMIT)
			return error_set(err, ERR_LIMIT, "%s is too large to check (over %zu MiB)",
				text_path(c->path, mem), FILE_MAX >> 20);
		return error_wrap(err, "cannot read %s", text_path(c->path, mem));
	}
	*out = (struct file){
		.path = c->path, .mode = c->new.mode, .data = blob.data, .len = blob.len};
	return 0;
}

/* What is binary by its name is not given to those that look at text: what looks like it, is. */
static bool
is_text(const struct file *f)
{
	size_t n = f->len < HEAD_MAX ? f->len : HEAD_MAX;

	return filetype_looks_like_text(f->data, n) ||
	       filetype_matches("text", f->path, f->mode, f->data, n);
}

static int
each(struct findings *found, const struct builtin_input *in, bool wants_text, file_judge judge,
	void *ctx, struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < in->n && found->n < FINDINGS_MAX; i++) {
		struct arena *scratch;
		struct file file;
		int rc;

		if (!mode_is_regular(in->v[i].new.mode))
			continue;
		scratch = arena_new();
		rc = read_file(&file, &in->v[i], in->tree, scratch, err);
		if (rc == 0 && (!wants_text || is_text(&file)))
			judge(found, &file, ctx, mem);
		arena_free(scratch);
		if (rc < 0)
			return -1;
	}
	return 0;
}

int
file_each(struct findings *found, const struct builtin_input *in, file_judge judge, void *ctx,
	struct arena *mem, struct error *err)
{
	return each(found, in, false, judge, ctx, mem, err);
}

int
file_each_text(struct findings *found, const struct builtin_input *in, file_judge judge, void *ctx,
	struct arena *mem, struct error *err)
{
	return each(found, in, true, judge, ctx, mem, err);
}

void
file_given(struct file *out, const struct builtin_fix_input *in)
{
	*out = (struct file){
		.path = in->file->path,
		.mode = in->file->new.mode,
		.data = in->blob->data,
		.len = in->blob->len,
	};
}

bool
file_is_fixable(struct file *out, const struct builtin_fix_input *in)
{
	file_given(out, in);
	return out->len <= FILE_MAX && is_text(out);
}

void
file_finding(struct findings *found, const char *path, int line, int column, const char *text,
	struct arena *mem)
{
	const struct finding f = {.path = path, .line = line, .column = column, .text = text};

	if (found->n < FINDINGS_MAX)
		finding_add(found, &f, mem);
}

void
file_finding_at(struct findings *found, const struct file *f, size_t at, const char *text,
	struct arena *mem)
{
	const char *p = f->data, *end = p + (at < f->len ? at : f->len), *newline;
	int line = 1;

	if (found->n >= FINDINGS_MAX)
		return;
	while ((newline = memchr(p, '\n', (size_t)(end - p)))) {
		p = newline + 1;
		line++;
	}
	file_finding(found, f->path, line, (int)(end - p) + 1, arena_strdup(mem, text), mem);
}

size_t
file_search(const char *data, size_t len, size_t from, const char *needle)
{
	size_t n = strlen(needle);

	while (from < len && len - from >= n) {
		const char *p = memchr(data + from, needle[0], len - from - n + 1);

		if (!p)
			break;
		if (memcmp(p, needle, n) == 0)
			return (size_t)(p - data);
		from = (size_t)(p - data) + 1;
	}
	return SIZE_MAX;
}
