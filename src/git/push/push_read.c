/* SPDX-License-Identifier: MIT */
/*
 * push_read -- the lines git gives pre-push; see push.h.  Read from the right: the local side may
 * be any revision expression, such as "HEAD^{/fix the bug}", with blanks in it.
 */
#include "git/push/push.h"

#include <string.h>

#include "base/arena.h"

static int
refuse(struct error *err, size_t number)
{
	return error_set(err, ERR_GIT,
		"line %zu from git push is none of 'local id remote id'; is the hook given git's "
		"own input?",
		number);
}

/* Cuts the last word off line; NULL where there is none. */
static char *
last_word(char *line)
{
	char *blank = strrchr(line, ' ');

	if (!blank || !blank[1])
		return NULL;
	*blank = '\0';
	return blank + 1;
}

static int
read_line(struct push_ref *out, char *line, size_t number, struct error *err)
{
	const char *remote_id = last_word(line);
	const char *remote = remote_id ? last_word(line) : NULL;
	const char *local_id = remote ? last_word(line) : NULL;

	*out = (struct push_ref){.local = line, .remote = remote};
	if (!local_id || !*line || oid_parse(&out->local_id, local_id, strlen(local_id)) < 0 ||
		oid_parse(&out->remote_id, remote_id, strlen(remote_id)) < 0 ||
		out->local_id.size != out->remote_id.size)
		return refuse(err, number);
	out->is_delete = oid_is_zero(&out->local_id);
	out->is_new = oid_is_zero(&out->remote_id);
	if (out->is_delete != (strcmp(line, "(delete)") == 0))
		return refuse(err, number);
	return 0;
}

int
push_read(struct push_refs *out, const char *text, size_t len, struct arena *mem, struct error *err)
{
	const char *end = text + len;

	*out = (struct push_refs){0};
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((newline ? newline : end) - text);

		if (memchr(text, '\0', n))
			return refuse(err, out->n + 1);
		out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(*out->v));
		if (read_line(&out->v[out->n], arena_strndup(mem, text, n), out->n + 1, err) < 0)
			return -1;
		out->n++;
		text += n + (newline != NULL);
	}
	return 0;
}
