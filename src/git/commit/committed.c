/* SPDX-License-Identifier: MIT */
/* committed -- see committed.h. */
#include "git/commit/committed.h"

#include <string.h>
#include <strings.h>

#include <git2.h>

#include "base/arena.h"
#include "git/repo/gitenv.h"
#include "git/repo/gitoid.h"
#include "git/repo/object.h"
#include "git/push/remote.h"
#include "git/repo/repo.h"

const char *
committed_own(struct repo *r, struct arena *mem)
{
	const char *own = gitenv_find(r->environ, "GIT_AUTHOR_EMAIL");

	if (!own || !*own)
		own = remote_setting(r, "user.email", mem);
	return own ? own : gitenv_find(r->environ, "EMAIL");
}

static void
fill(struct committed *out, git_commit *commit, const char *own, struct arena *mem)
{
	const git_signature *author = git_commit_author(commit);
	const char *message = git_commit_message_raw(commit);
	const char *encoding = git_commit_message_encoding(commit);

	*out = (struct committed){
		.id = gitoid_in(git_commit_id(commit)),
		.tree = gitoid_in(git_commit_tree_id(commit)),
		.author = arena_strdup(mem, author && author->name ? author->name : ""),
		.email = arena_strdup(mem, author && author->email ? author->email : ""),
		.message = arena_strdup(mem, message ? message : ""),
		.encoding = encoding ? arena_strdup(mem, encoding) : NULL,
		.authored_s = author ? (int64_t)author->when.time : 0,
	};
	out->message_len = strlen(out->message);
	out->is_own = own && strcasecmp(own, out->email) == 0;
	out->parents.n = out->parents.cap = git_commit_parentcount(commit);
	out->parents.v = arena_alloc(mem, out->parents.n, sizeof(*out->parents.v));
	for (size_t i = 0; i < out->parents.n; i++)
		out->parents.v[i] = gitoid_in(git_commit_parent_id(commit, (unsigned)i));
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
	git_commit *commit = NULL;

	if (object_commit(&commit, r, id, what, err) < 0)
		return -1;
	fill(out, commit, own, mem);
	git_commit_free(commit);
	return 0;
}
