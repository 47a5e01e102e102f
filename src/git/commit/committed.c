/* SPDX-License-Identifier: MIT */
/* committed -- see committed.h. */
#include "git/commit/committed.h"

#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/arena.h"
#include "git/judged/walk.h"
#include "git/repo/gitenv.h"
#include "git/repo/gitoid.h"
#include "git/repo/gitsetting.h"
#include "git/repo/object.h"
#include "git/repo/repo.h"

const char *
committed_own(struct repo *r, struct arena *mem)
{
	const char *own = gitenv_find(r->environ, "GIT_AUTHOR_EMAIL");

	if (!own || !*own)
		own = gitsetting_find(r, "user.email", mem);
	return own ? own : gitenv_find(r->environ, "EMAIL");
}

/* What is still to be read of a commit. */
struct rest {
	const char *at, *end;
};

/* The next line, where it is one of those called so: what stands behind its name. */
static bool
take(const char **value, size_t *n, struct rest *rest, const char *name)
{
	size_t skip = strlen(name), left = (size_t)(rest->end - rest->at);
	const char *newline;

	if (left < skip || memcmp(rest->at, name, skip) != 0)
		return false;
	newline = memchr(rest->at, '\n', left);
	if (!newline)
		return false;
	*value = rest->at + skip;
	*n = (size_t)(newline - *value);
	rest->at = newline + 1;
	return true;
}

static int
take_parents(struct oids *out, struct rest *rest, struct arena *mem)
{
	struct rest ahead = *rest;
	const char *value;
	size_t n;

	*out = (struct oids){0};
	while (take(&value, &n, &ahead, "parent "))
		out->cap++;
	out->v = arena_alloc(mem, out->cap, sizeof(*out->v));
	for (; take(&value, &n, rest, "parent "); out->n++) {
		if (oid_parse(&out->v[out->n], value, n) < 0)
			return -1;
	}
	return 0;
}

static int
take_author(struct committed *out, struct rest *rest, struct arena *mem)
{
	git_signature *author = NULL;
	const char *value;
	size_t n;

	if (!take(&value, &n, rest, "author ") ||
		git_signature_from_buffer(&author, arena_strndup(mem, value, n)) < 0)
		return -1;
	out->author = arena_strdup(mem, author->name);
	out->email = arena_strdup(mem, author->email);
	out->authored_s = author->when.time;
	git_signature_free(author);
	return 0;
}

/* By hand: libgit2's own way makes four copies of each, and keeps them. */
static int
fill(struct committed *out, struct rest rest, struct arena *mem)
{
	const char *value;
	size_t n;

	if (!take(&value, &n, &rest, "tree ") || oid_parse(&out->tree, value, n) < 0 ||
		take_parents(&out->parents, &rest, mem) < 0 || take_author(out, &rest, mem) < 0)
		return -1;
	while (rest.at < rest.end && *rest.at != '\n') {
		if (take(&value, &n, &rest, "encoding "))
			out->encoding = arena_strndup(mem, value, n);
		else if (!take(&value, &n, &rest, ""))
			return -1;
	}
	n = rest.at < rest.end ? (size_t)(rest.end - rest.at) - 1 : 0;
	out->message = arena_strndup(mem, rest.end - n, n);
	out->message_len = strlen(out->message);
	return 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Is the line empty that text begins with? */
static bool
begins_empty(const char *text)
{
	while (*text != '\n' && is_blank(*text))
		text++;
	return *text == '\0' || *text == '\n';
}

/* Blanks stay as they are unless a line ends among them; none stands at the end. */
char *
committed_subject(const struct committed *c, struct arena *mem)
{
	const char *p = c->message + strspn(c->message, "\n");
	char *out = arena_alloc(mem, strlen(p) + 1, 1), *to = out;

	while (*p && !(*p == '\n' && begins_empty(p + 1))) {
		const char *gap = p;
		bool has_newline = false;

		for (; is_blank(*p) && !(*p == '\n' && begins_empty(p + 1)); p++)
			has_newline |= *p == '\n';
		if (!*p || *p == '\n')
			break;
		if (has_newline) {
			*to++ = ' ';
		} else {
			memcpy(to, gap, (size_t)(p - gap));
			to += p - gap;
		}
		*to++ = *p++;
	}
	return out;
}

int
committed_read(struct committed *out, const struct repo *r, const struct oid *id, const char *own,
	const char *what, struct arena *mem, struct error *err)
{
	git_odb_object *stored = NULL;
	struct rest rest;
	int rc;

	if (object_commit_raw(&stored, r, id, what, err) < 0)
		return -1;
	*out = (struct committed){.id = *id};
	rest.at = git_odb_object_data(stored);
	rest.end = rest.at + git_odb_object_size(stored);
	rc = fill(out, rest, mem);
	git_odb_object_free(stored);
	if (rc < 0)
		return error_set(err, ERR_GIT,
			"%s: commit %s is malformed; git fsck tells what is damaged", what,
			oid_hex(id, mem));
	out->is_own = own && strcasecmp(own, out->email) == 0;
	return 0;
}

int
committed_range(struct committed **out, size_t *n, struct repo *r, const struct oid *tip,
	const struct oids *hidden, struct arena *mem, struct error *err)
{
	struct oids tips = {0}, ids;

	oids_add(&tips, tip, mem);
	if (walk_range(&ids, r, &tips, hidden, mem, err) < 0)
		return -1;
	*n = ids.n;
	*out = arena_alloc(mem, ids.n, sizeof(**out));
	for (size_t i = 0; i < ids.n; i++) {
		if (committed_read(&(*out)[i], r, &ids.v[i], NULL, "the range", mem, err) < 0)
			return -1;
	}
	return 0;
}
