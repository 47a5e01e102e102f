/* SPDX-License-Identifier: MIT */
/*
 * syntax_yaml -- check-yaml, by libyaml: does it parse, is no key twice in a mapping, is what an
 * alias names there, and would a safe loader know all tags?  With --unsafe only the first.
 *
 * Two keys are the same where they are the same text and both or neither are strings: 1 and "1" are
 * two keys.  Keys that are no scalars are not compared.
 */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/text.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/builtin.h"

#define LEVELS_MAX 1000
#define CORE "tag:yaml.org,2002:"

struct options {
	bool is_multi, is_unsafe;
};

struct name {
	const char *s;
	size_t n, at;
	bool is_text, is_again;
};

struct level {
	bool is_mapping, wants_value;
	bool is_merge; /* the key was <<: no scalar may follow */
	size_t first;  /* of its keys */
};

struct reading {
	const struct options *options;
	struct findings *found;
	const struct file *file;
	struct level levels[LEVELS_MAX];
	size_t depth;
	struct name *keys, *anchors;
	size_t nkeys, ckeys, nanchors, canchors;
	size_t ndocuments;
	struct arena *scratch, *mem;
};

/* libyaml counts characters, and not the byte order mark. */
static size_t
byte_of(const struct reading *r, size_t index)
{
	const char *start = r->file->data, *p = start, *end = p + r->file->len;

	if (r->file->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	for (; index && p < end; index--) {
		for (p++; p < end && ((unsigned char)*p & 0xc0) == 0x80;)
			p++;
	}
	return (size_t)(p - start);
}

static void
complain(struct reading *r, size_t index, const char *text)
{
	file_finding_at(r->found, r->file, byte_of(r, index), text, r->mem);
}

/* Does a plain scalar stand for something that is no string? */
static bool
is_special(const char *s, size_t n)
{
	static const char *const words[] = {"", "~", "null", "Null", "NULL", "true", "True", "TRUE",
		"false", "False", "FALSE", ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN", "-.inf",
		"-.Inf", "-.INF", "+.inf", "+.Inf", "+.INF"};
	size_t i = n && (s[0] == '-' || s[0] == '+');

	for (size_t k = 0; k < countof(words); k++) {
		if (strlen(words[k]) == n && memcmp(words[k], s, n) == 0)
			return true;
	}
	if (i == n || !((s[i] >= '0' && s[i] <= '9') || s[i] == '.'))
		return false;
	return strspn(s + i, "0123456789abcdefABCDEFoxTZtz_.:+- ") == n - i;
}

static int
compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = n ? memcmp(x->s, y->s, n) : 0;

	if (order == 0)
		order = (x->n > y->n) - (x->n < y->n);
	if (order == 0)
		order = x->is_text - y->is_text;
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static int
compare_places(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static void
close_mapping(struct reading *r, size_t first)
{
	size_t n = r->nkeys - first;
	struct name *own;

	r->nkeys = first;
	if (n < 2)
		return;
	own = r->keys + first;
	qsort(own, n, sizeof(*own), compare_names);
	for (size_t i = 1; i < n; i++)
		own[i].is_again = own[i].n == own[i - 1].n &&
				  own[i].is_text == own[i - 1].is_text &&
				  memcmp(own[i].s, own[i - 1].s, own[i].n) == 0;
	qsort(own, n, sizeof(*own), compare_places);
	for (size_t i = 0; i < n; i++) {
		if (own[i].is_again)
			complain(r, own[i].at,
				arena_printf(r->scratch, "duplicate key '%.*s'",
					own[i].n < 200 ? (int)own[i].n : 200, own[i].s));
	}
}

/* A node begins: in a mapping, keys and values take turns.  True: it is a key. */
static bool
is_key(struct reading *r)
{
	struct level *top = r->depth ? &r->levels[r->depth - 1] : NULL;

	if (!top || !top->is_mapping)
		return false;
	top->wants_value = !top->wants_value;
	return top->wants_value;
}

/* Behind the key << . */
static bool
is_merged(const struct reading *r)
{
	return r->depth && r->levels[r->depth - 1].is_mapping && r->levels[r->depth - 1].is_merge;
}

static void
add_name(struct name **v, size_t *n, size_t *cap, struct reading *r, const struct name *name)
{
	*v = arena_grow(r->scratch, *v, *n, cap, sizeof(**v));
	(*v)[*n] = *name;
	(*v)[*n].s = arena_strndup(r->scratch, name->s, name->n);
	++*n;
}

static void
take_anchor(struct reading *r, const yaml_char_t *anchor)
{
	const struct name name = {
		.s = (const char *)anchor, .n = anchor ? strlen((const char *)anchor) : 0};

	if (anchor)
		add_name(&r->anchors, &r->nanchors, &r->canchors, r, &name);
}

static void
take_alias(struct reading *r, const yaml_event_t *e)
{
	const char *name = (const char *)e->data.alias.anchor;

	is_key(r);
	for (size_t i = 0; i < r->nanchors; i++) {
		if (strcmp(r->anchors[i].s, name) == 0)
			return;
	}
	if (!r->options->is_unsafe)
		complain(r, e->start_mark.index,
			arena_printf(r->scratch, "alias '%s' names nothing before it", name));
}

static void
take_tag(struct reading *r, const yaml_char_t *given, const yaml_mark_t *mark)
{
	static const char *const known[] = {"null", "bool", "int", "float", "binary", "timestamp",
		"omap", "pairs", "set", "str", "seq", "map"};
	const char *tag = (const char *)given;

	if (!tag || strcmp(tag, "!") == 0 || r->options->is_unsafe)
		return;
	for (size_t i = 0; i < countof(known); i++) {
		if (strncmp(tag, CORE, strlen(CORE)) == 0 &&
			strcmp(tag + strlen(CORE), known[i]) == 0)
			return;
	}
	complain(r, mark->index,
		arena_printf(r->scratch,
			"no safe loader knows the tag '%.200s'; --unsafe allows it", tag));
}

static void
take_scalar(struct reading *r, const yaml_event_t *e)
{
	const char *tag = (const char *)e->data.scalar.tag, *s = (const char *)e->data.scalar.value;
	size_t n = e->data.scalar.length;
	bool is_plain = e->data.scalar.plain_implicit && !tag;
	const struct name name = {.s = s,
		.n = n,
		.is_text = tag ? strcmp(tag, CORE "str") == 0 || strcmp(tag, "!") == 0
			       : !(is_plain && is_special(s, n))};

	take_anchor(r, e->data.scalar.anchor);
	take_tag(r, e->data.scalar.tag, &e->start_mark);
	if (r->options->is_unsafe || !is_key(r)) {
		if (!r->options->is_unsafe && is_merged(r))
			complain(r, e->start_mark.index,
				"only a mapping, or a list of them, can be "
				"merged by '<<'");
		return;
	}
	r->levels[r->depth - 1].is_merge = is_plain && n == 2 && memcmp(s, "<<", 2) == 0;
	add_name(&r->keys, &r->nkeys, &r->ckeys, r, &name);
	r->keys[r->nkeys - 1].at = e->start_mark.index;
}

static bool
open_level(struct reading *r, const yaml_event_t *e)
{
	bool is_mapping = e->type == YAML_MAPPING_START_EVENT;

	take_anchor(r, is_mapping ? e->data.mapping_start.anchor : e->data.sequence_start.anchor);
	take_tag(r, is_mapping ? e->data.mapping_start.tag : e->data.sequence_start.tag,
		&e->start_mark);
	is_key(r);
	if (r->depth == LEVELS_MAX) {
		complain(r, e->start_mark.index,
			arena_printf(r->scratch, "nested deeper than %d levels", LEVELS_MAX));
		return false;
	}
	r->levels[r->depth++] = (struct level){.is_mapping = is_mapping, .first = r->nkeys};
	return true;
}

/* False: there is nothing more to look at. */
static bool
take_event(struct reading *r, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		r->nanchors = 0;
		if (r->ndocuments++ == 0 || r->options->is_multi || r->options->is_unsafe)
			return true;
		complain(r, e->start_mark.index,
			"a second document; --allow-multiple-documents allows it");
		return false;
	case YAML_ALIAS_EVENT:
		take_alias(r, e);
		return true;
	case YAML_SCALAR_EVENT:
		take_scalar(r, e);
		return true;
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return open_level(r, e);
	case YAML_MAPPING_END_EVENT:
		close_mapping(r, r->levels[r->depth - 1].first);
		r->depth--;
		return true;
	case YAML_SEQUENCE_END_EVENT:
		r->depth--;
		return true;
	default:
		return e->type != YAML_STREAM_END_EVENT;
	}
}

static void
take_fault(struct reading *r, const yaml_parser_t *parser)
{
	const char *what = parser->problem ? parser->problem : "cannot be read";
	const char *where = parser->context ? parser->context : "";
	const char *text = arena_printf(r->scratch, "%s%s%s", what, *where ? " " : "", where);

	if (parser->error == YAML_MEMORY_ERROR)
		arena_die_nomem();
	if (parser->error == YAML_READER_ERROR)
		file_finding_at(r->found, r->file, parser->problem_offset, text, r->mem);
	else
		complain(r, parser->problem_mark.index, text);
}

static void
judge_yaml(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	struct arena *scratch = arena_new();
	struct reading *r = arena_alloc(scratch, 1, sizeof(*r));
	yaml_parser_t parser;
	bool goes_on = true;

	r->options = ctx;
	r->found = found;
	r->file = f;
	r->scratch = scratch;
	r->mem = mem;
	if (!yaml_parser_initialize(&parser))
		arena_die_nomem();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)f->data, f->len);
	while (goes_on) {
		yaml_event_t event;

		if (!yaml_parser_parse(&parser, &event)) {
			take_fault(r, &parser);
			break;
		}
		goes_on = take_event(r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	arena_free(scratch);
}

int
syntax_yaml(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	struct options options = {0};
	const struct args_row rows[] = {
		{.name = "--allow-multiple-documents", .brief = "-m", .flag = &options.is_multi},
		{.name = "--multi", .flag = &options.is_multi},
		{.name = "--unsafe", .flag = &options.is_unsafe}, {.name = NULL}};

	if (args_parse(in->args, rows, "check-yaml", mem, err) < 0)
		return -1;
	return file_each(out, in, judge_yaml, &options, mem, err);
}
