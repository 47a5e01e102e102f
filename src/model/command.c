/* SPDX-License-Identifier: MIT */
/*
 * command -- see command.h.
 *
 * Keeps true: what reaches execve is exactly what was written and what was given; no value is ever
 * split, unquoted or looked at for operators again.
 */
#include "model/command.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

#define COMMAND_WORDS_MAX 1000000 /* out of one that holds several lists */

struct reader {
	const char *p;
	const struct strs *known;
	struct arena *mem;
	struct command *out;
	struct command_word word;
	struct buf literal; /* of the part being read */
	bool is_word;       /* a word has begun; quotes begin an empty one */
};

static void
part_add(struct reader *r, struct command_part part)
{
	struct command_word *w = &r->word;

	w->v = arena_grow(r->mem, w->v, w->n, &w->cap, sizeof(*w->v));
	w->v[w->n++] = part;
}

static void
literal_end(struct reader *r)
{
	if (r->literal.len == 0)
		return;
	part_add(r, (struct command_part){.text = arena_strdup(r->mem, r->literal.data)});
	buf_clear(&r->literal);
}

static void
literal_add(struct reader *r, char c)
{
	r->is_word = true;
	buf_addc(&r->literal, c);
}

static void
word_end(struct reader *r)
{
	struct command *c = r->out;

	if (!r->is_word)
		return;
	literal_end(r);
	c->v = arena_grow(r->mem, c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = r->word;
	r->word = (struct command_word){0};
	r->is_word = false;
}

static int
refuse_name(const char *name, const struct strs *known, struct error *err)
{
	const char *near = text_nearest(name, known);

	if (near)
		return error_set(err, ERR_CONFIG,
			"unknown placeholder '{%s}'; did you mean '{%s}'?", name, near);
	return error_set(err, ERR_CONFIG,
		"unknown placeholder '{%s}'; put it in single quotes if it is none", name);
}

/* At '{': 1 and past it if it was a placeholder, 0 if it is just a brace. */
static int
read_placeholder(struct reader *r, struct error *err)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
	size_t n = strcspn(r->p + 1, "{}'\" \t\r\n");
	const char *name;

	if (n == 0 || r->p[n + 1] != '}')
		return 0;
	name = arena_strndup(r->mem, r->p + 1, n);
	if (!strs_has(r->known, name)) {
		if (strspn(name, lower) == n)
			return refuse_name(name, r->known, err);
		return 0;
	}
	literal_end(r);
	part_add(r, (struct command_part){.placeholder = name});
	r->is_word = true;
	r->p += n + 2;
	return 1;
}

/* A byte that may begin a placeholder; moves past what it took. */
static int
read_plain(struct reader *r, struct error *err)
{
	int is_placeholder = *r->p == '{' ? read_placeholder(r, err) : 0;

	if (is_placeholder == 0)
		literal_add(r, *r->p++);
	return is_placeholder < 0 ? -1 : 0;
}

static int
read_single_quoted(struct reader *r, struct error *err)
{
	const char *from = ++r->p;
	size_t n = strcspn(from, "'");

	if (from[n] == '\0')
		return error_set(err, ERR_CONFIG, "unclosed single quote");
	r->is_word = true;
	buf_add(&r->literal, from, n);
	r->p = from + n + 1;
	return 0;
}

static int
read_double_quoted(struct reader *r, struct error *err)
{
	r->is_word = true;
	r->p++;
	while (*r->p != '"') {
		if (*r->p == '\0')
			return error_set(err, ERR_CONFIG, "unclosed double quote");
		if (*r->p == '\\' && (r->p[1] == '"' || r->p[1] == '\\')) {
			literal_add(r, r->p[1]);
			r->p += 2;
		} else if (read_plain(r, err) < 0) {
			return -1;
		}
	}
	r->p++;
	return 0;
}

static int
read_escaped(struct reader *r, struct error *err)
{
	if (r->p[1] == '\0')
		return error_set(err, ERR_CONFIG, "a backslash at the end escapes nothing");
	literal_add(r, r->p[1]);
	r->p += 2;
	return 0;
}

static int
refuse_operator(const struct reader *r, struct error *err)
{
	if (*r->p == '\n')
		return error_set(err, ERR_CONFIG, "a newline: no shell here, one command only");
	return error_set(err, ERR_CONFIG,
		"'%c': no shell here; quote it if it is meant, or call a script of yours", *r->p);
}

static int
read_next(struct reader *r, struct error *err)
{
	switch (*r->p) {
	case ' ':
	case '\t':
	case '\r':
		word_end(r);
		r->p++;
		return 0;
	case '\'':
		return read_single_quoted(r, err);
	case '"':
		return read_double_quoted(r, err);
	case '\\':
		return read_escaped(r, err);
	default:
		if (strchr("|&;<>()$`\n", *r->p))
			return refuse_operator(r, err);
		return read_plain(r, err);
	}
}

/* What a shell would take for an assignment before the command. */
static bool
is_assignment(const struct command_word *w)
{
	static const char name[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	const char *text = w->n ? w->v[0].text : NULL;
	size_t n = text ? strspn(text, name) : 0;

	return n && text[n] == '=' && !(*text >= '0' && *text <= '9');
}

static int
check(const struct command *c, struct error *err)
{
	if (c->n && c->v[0].n == 0)
		return error_set(err, ERR_CONFIG, "the command's name is empty");
	if (c->n && is_assignment(&c->v[0]))
		return error_set(err, ERR_CONFIG,
			"'%.100s': no shell here; variables are set by 'set' of an [env]",
			c->v[0].v[0].text);
	return 0;
}

int
command_parse(struct command *out, const char *text, const struct strs *known, struct arena *mem,
	struct error *err)
{
	struct reader r = {.p = text, .known = known, .mem = mem, .out = out};
	int rc = 0;

	*out = (struct command){.text = arena_strdup(mem, text)};
	buf_init(&r.literal, strlen(text) + 1);
	while (rc == 0 && *r.p)
		rc = read_next(&r, err);
	word_end(&r);
	if (rc == 0)
		rc = check(out, err);
	buf_release(&r.literal);
	return rc;
}

bool
command_uses(const struct command *c, const char *placeholder)
{
	for (size_t i = 0; i < c->n; i++) {
		for (size_t j = 0; j < c->v[i].n; j++) {
			const char *name = c->v[i].v[j].placeholder;

			if (name && strcmp(name, placeholder) == 0)
				return true;
		}
	}
	return false;
}

static const struct placeholder *
value_find(const struct placeholder *values, const char *name)
{
	for (; values->name; values++) {
		if (strcmp(values->name, name) == 0)
			return values->list || values->scalar ? values : NULL;
	}
	return NULL;
}

static const char *
append(const char *head, const char *tail, struct arena *mem)
{
	size_t n = strlen(head), m = strlen(tail);
	char *text;

	if (n == 0)
		return tail;
	text = arena_alloc(mem, n + m + 1, 1);
	memcpy(text, head, n);
	memcpy(text + n, tail, m);
	return text;
}

/* Every word so far, once for each value of the list. */
static int
multiply(struct strs *words, const struct strs *list, struct arena *mem, struct error *err)
{
	struct strs more = {0};

	if (list->n && words->n > COMMAND_WORDS_MAX / list->n)
		return error_set(
			err, ERR_LIMIT, "one word becomes more than %d", COMMAND_WORDS_MAX);
	for (size_t i = 0; i < words->n; i++) {
		for (size_t j = 0; j < list->n; j++) {
			const char *value = list->v[j];

			if (words->v[i][0] == '\0' && *value == '-')
				value = append("./", value, mem);
			strs_add(&more, append(words->v[i], value, mem), mem);
		}
	}
	*words = more;
	return 0;
}

static int
expand_word(struct strs *out, const struct command_word *w, const struct placeholder *values,
	struct arena *mem, struct error *err)
{
	struct strs words = {0};

	strs_add(&words, "", mem);
	for (size_t i = 0; i < w->n; i++) {
		const struct command_part *part = &w->v[i];
		const struct placeholder *value = NULL;

		if (part->placeholder)
			value = value_find(values, part->placeholder);
		if (part->placeholder && !value)
			return error_set(
				err, ERR_CONFIG, "'{%s}' has no value here", part->placeholder);
		if (value && value->list) {
			if (multiply(&words, value->list, mem, err) < 0)
				return -1;
			continue;
		}
		for (size_t j = 0; j < words.n; j++)
			words.v[j] = append(words.v[j], value ? value->scalar : part->text, mem);
	}
	strs_add_all(out, &words, mem);
	return 0;
}

int
command_expand(struct strs *out, const struct command *c, const struct placeholder *values,
	struct arena *mem, struct error *err)
{
	for (size_t i = 0; i < c->n; i++) {
		if (expand_word(out, &c->v[i], values, mem, err) < 0)
			return -1;
	}
	return 0;
}

int
command_words(struct strs *out, const struct command *c, struct arena *mem, struct error *err)
{
	static const struct placeholder none = {0};

	return command_expand(out, c, &none, mem, err);
}
