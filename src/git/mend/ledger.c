/* SPDX-License-Identifier: MIT */
/* ledger -- see ledger.h.  A text of fields that each end with a NUL: the name of the format, HEAD,
 * "file" and ten fields for each, "end". */
#include "git/mend/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/hex.h"
#include "model/blob_source.h"

#define FORMAT "tta fix 1"
#define LINE "file"
#define END "end"
#define NONE "-"

static void
add(struct buf *out, const char *field)
{
	buf_add(out, field, strlen(field) + 1);
}

static void
add_octal(struct buf *out, unsigned value)
{
	buf_addf(out, "%o", value);
	buf_addc(out, '\0');
}

static void
add_oid(struct buf *out, const struct oid *id, struct arena *mem)
{
	add(out, id->size ? oid_hex(id, mem) : NONE);
}

static void
add_state(struct buf *out, const struct ledger_state *s)
{
	add(out, *s->digest ? s->digest : NONE);
	add_octal(out, (unsigned)s->mode);
}

void
ledger_format(struct buf *out, const struct ledger *l, struct arena *mem)
{
	add(out, FORMAT);
	add_oid(out, &l->head, mem);
	for (size_t i = 0; i < l->n; i++) {
		const struct ledger_line *line = &l->v[i];

		add(out, LINE);
		add(out, line->path);
		add(out, line->temp);
		add_octal(out, line->old.mode);
		add_oid(out, &line->old.id, mem);
		add_octal(out, line->new.mode);
		add_oid(out, &line->new.id, mem);
		add_state(out, &line->before);
		add_state(out, &line->after);
	}
	add(out, END);
}

struct fields { /* what is left to read */
	const char *at, *end;
	bool is_bad;
};

static const char *
take(struct fields *f)
{
	const char *field = f->at;
	const char *nul = f->at < f->end ? memchr(f->at, 0, (size_t)(f->end - f->at)) : NULL;

	if (!nul) {
		f->is_bad = true;
		return "";
	}
	f->at = nul + 1;
	return field;
}

static unsigned
take_octal(struct fields *f)
{
	const char *text = take(f);
	size_t n = strspn(text, "01234567");

	if (n == 0 || n > 7 || text[n])
		f->is_bad = true;
	return (unsigned)strtoul(text, NULL, 8);
}

static struct oid
take_oid(struct fields *f)
{
	const char *text = take(f);
	struct oid id = {0};

	if (strcmp(text, NONE) != 0 && oid_parse(&id, text, strlen(text)) < 0)
		f->is_bad = true;
	return id;
}

static struct ledger_state
take_state(struct fields *f)
{
	const char *text = take(f);
	struct ledger_state s = {0};
	size_t n = strlen(text);

	if (strcmp(text, NONE) != 0) {
		if (n == LEDGER_DIGEST - 1 && strspn(text, "0123456789abcdef") == n)
			memcpy(s.digest, text, n);
		else
			f->is_bad = true;
	}
	s.mode = (mode_t)take_octal(f);
	return s;
}

/* From the root, and staying below it. */
static bool
is_inside(const char *path)
{
	if (*path == '\0' || *path == '/')
		return false;
	for (const char *p = path; p; p = strchr(p, '/') ? strchr(p, '/') + 1 : NULL) {
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return false;
	}
	return true;
}

static void
take_line(struct ledger_line *line, struct fields *f)
{
	line->path = take(f);
	line->temp = take(f);
	line->old.mode = take_octal(f);
	line->old.id = take_oid(f);
	line->new.mode = take_octal(f);
	line->new.id = take_oid(f);
	line->before = take_state(f);
	line->after = take_state(f);
	if (!is_inside(line->path) || *line->temp != '/')
		f->is_bad = true;
}

int
ledger_parse(struct ledger *out, const char *text, size_t len, struct arena *mem, struct error *err)
{
	const char *copy = arena_dup(mem, text, len);
	struct fields f = {.at = copy, .end = copy + len};
	const char *word;
	size_t cap = 0;

	*out = (struct ledger){0};
	if (strcmp(take(&f), FORMAT) != 0)
		return error_set(err, ERR_GIT, "it is of another version, or none of ours");
	out->head = take_oid(&f);
	for (word = take(&f); !f.is_bad && strcmp(word, LINE) == 0; word = take(&f)) {
		out->v = arena_grow(mem, out->v, out->n, &cap, sizeof(*out->v));
		take_line(&out->v[out->n++], &f);
	}
	if (f.is_bad || strcmp(word, END) != 0 || f.at != f.end)
		return error_set(err, ERR_GIT, "it is cut short or damaged");
	return 0;
}

int
ledger_digest(struct ledger_state *out, const struct blob *bytes, struct error *err)
{
	unsigned char digest[HASH_MAX];

	if (hash_bytes(digest, HASH_SHA256, bytes->data, bytes->len, err) < 0)
		return -1;
	hex_write(out->digest, digest, hash_size(HASH_SHA256));
	return 0;
}

static bool
has_bytes(const struct ledger_state *a, const struct ledger_state *b)
{
	return strcmp(a->digest, b->digest) == 0;
}

static bool
is_equal(const struct ledger_state *a, const struct ledger_state *b)
{
	return has_bytes(a, b) && (!*a->digest || a->mode == b->mode);
}

unsigned
ledger_decide(const struct ledger_line *line, const struct ledger_state *file,
	const struct ledger_state *temp)
{
	bool is_after = is_equal(file, &line->after), is_left = *temp->digest;

	if (!is_left)
		return is_after ? LEDGER_STAGE : LEDGER_NOTHING;
	if (!*line->before.digest) /* there was none: what lies aside is ours */
		return is_after ? LEDGER_STAGE | LEDGER_DROP : LEDGER_DROP;
	if (has_bytes(temp, &line->before)) /* it is the one that was replaced, or a copy */
		return is_after ? LEDGER_STAGE | LEDGER_DROP : LEDGER_DROP;
	if (is_after) /* written over what somebody had just typed */
		return LEDGER_RETURN;
	if (*line->after.digest && (is_equal(file, &line->before) || has_bytes(temp, &line->after)))
		return LEDGER_DROP; /* the new one, which never got its name */
	return LEDGER_RESCUE;
}
