/* SPDX-License-Identifier: MIT */
/* approval -- see approval.h. */
#include "model/maturity/approval.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/config/ini.h"
#include "model/config/problem.h"

#define FIELD(member) offsetof(struct approval, member)

static const struct field { /* in the order in which they are written */
	const char *name;
	size_t at;
	unsigned kinds; /* a bit a kind that must have it */
	unsigned may;   /* that may */
} fields[] = {
	{"spec", FIELD(spec), 1 << APPROVAL_SPEC, 0},
	{"blob", FIELD(blob), 1 << APPROVAL_SPEC, 0},
	{"criterion", FIELD(criterion), 1 << APPROVAL_ATTESTED, 0},
	{"by", FIELD(by), 3, 0},
	{"at", FIELD(at), 3, 0},
	{"expires", FIELD(expires), 0, 1 << APPROVAL_ATTESTED},
	{"signature", FIELD(signature), 0, 3},
};

static const char **
value_of(struct approval *a, const struct field *f)
{
	return (const char **)((char *)a + f->at);
}

static const char *
text_of(const struct approval *a, const struct field *f)
{
	return *(const char *const *)((const char *)a + f->at);
}

static bool
is_time(const char *s)
{
	static const char shape[] = "0000-00-00T00:00:00Z";
	size_t i;

	for (i = 0; shape[i] && s[i]; i++) {
		if (shape[i] == '0' ? !isdigit((unsigned char)s[i]) : s[i] != shape[i])
			return false;
	}
	return !shape[i] && !s[i];
}

static int
wrong(const char *file, int line, const char *what, const char *name, struct error *err)
{
	return error_set(err, ERR_CONFIG, "%s:%d: %s '%s'", file, line, what, name);
}

static int
read_header(struct approval *a, const struct ini_section *s, const char *file, struct arena *mem,
	struct error *err)
{
	const char *blank = strrchr(s->name, ' ');

	a->line = s->line;
	if (strcmp(s->kind, "approval") == 0 && *s->name) {
		a->kind = APPROVAL_SPEC;
		a->component = s->name;
		return 0;
	}
	if (strcmp(s->kind, "attestation") != 0 || !blank)
		return error_set(err, ERR_CONFIG,
			"%s:%d: expected [approval COMPONENT] or [attestation COMPONENT "
			"CRITERION]",
			file, s->line);
	a->kind = APPROVAL_ATTESTED;
	a->component = arena_strndup(mem, s->name, (size_t)(blank - s->name));
	a->slug = blank + 1;
	return 0;
}

static int
read_entry(struct approval *a, const struct ini_entry *e, const char *file, struct error *err)
{
	for (size_t i = 0; i < countof(fields); i++) {
		if (strcmp(fields[i].name, e->key) != 0 ||
			!((fields[i].kinds | fields[i].may) & 1u << a->kind))
			continue;
		*value_of(a, &fields[i]) = e->value;
		return 0;
	}
	return wrong(file, e->line, "unknown key", e->key, err);
}

static int
read_section(struct approvals *out, const struct ini_section *s, const char *file,
	struct arena *mem, struct error *err)
{
	struct approval a = {0};

	if (read_header(&a, s, file, mem, err) < 0)
		return -1;
	for (size_t i = 0; i < s->n; i++) {
		if (read_entry(&a, &s->v[i], file, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < countof(fields); i++) {
		const char *value = *value_of(&a, &fields[i]);

		if ((fields[i].kinds & 1u << a.kind) && (!value || !*value))
			return wrong(file, s->line, "there is no", fields[i].name, err);
	}
	if (a.slug && strcmp(a.slug, approval_slug(a.criterion, mem)) != 0)
		return wrong(
			file, s->line, "the header does not name its criterion", a.criterion, err);
	if (!is_time(a.at) || (a.expires && !is_time(a.expires)))
		return error_set(err, ERR_CONFIG,
			"%s:%d: a time is written as 2026-01-31T12:00:00Z", file, s->line);
	out->v = arena_grow(mem, out->v, out->n, &out->cap, sizeof(a));
	out->v[out->n++] = a;
	return 0;
}

int
approvals_read(struct approvals *out, const char *file, const char *text, size_t len,
	struct arena *mem, struct error *err)
{
	struct problems problems = {.mem = mem};
	struct ini ini;

	*out = (struct approvals){0};
	if (ini_read(&ini, file, text, len, &problems, mem, err) < 0)
		return -1;
	if (problems.n)
		return error_set(err, ERR_CONFIG, "%s:%d: %s", file, problems.v[0].origin.line,
			problems.v[0].text);
	for (size_t i = 0; i < ini.n; i++) {
		if (read_section(out, &ini.v[i], file, mem, err) < 0)
			return -1;
	}
	return 0;
}

static int
compare(const void *a, const void *b)
{
	const struct approval *x = a, *y = b;
	int order = strcmp(x->component, y->component);

	if (order)
		return order;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->kind == APPROVAL_SPEC ? 0 : strcmp(x->slug, y->slug);
}

void
approvals_put(struct approvals *list, const struct approval *a, struct arena *mem)
{
	for (size_t i = 0; i < list->n; i++) {
		if (compare(&list->v[i], a) == 0) {
			list->v[i] = *a;
			return;
		}
	}
	list->v = arena_grow(mem, list->v, list->n, &list->cap, sizeof(*a));
	list->v[list->n++] = *a;
	qsort(list->v, list->n, sizeof(*a), compare);
}

void
approvals_write(struct buf *out, const struct approvals *list, struct arena *mem)
{
	buf_adds(out,
		"; What humans vouch for; `tta-check approve` and `tta-check attest` write it.\n");
	for (size_t i = 0; i < list->n; i++) {
		const struct approval *a = &list->v[i];

		if (a->kind == APPROVAL_SPEC)
			buf_addf(out, "\n[approval %s]\n", a->component);
		else
			buf_addf(out, "\n[attestation %s %s]\n", a->component, a->slug);
		for (size_t k = 0; k < countof(fields); k++) {
			const char *value = text_of(a, &fields[k]);

			if (value)
				buf_addf(out, "%s = %s\n", fields[k].name,
					ini_written(fields[k].name, value, mem));
		}
	}
}

const struct approval *
approval_find(const struct approvals *list, const char *component)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind == APPROVAL_SPEC &&
			strcmp(list->v[i].component, component) == 0)
			return &list->v[i];
	}
	return NULL;
}

const struct approval *
approval_attested(const struct approvals *list, const char *component, const char *criterion,
	struct arena *mem)
{
	const char *slug = approval_slug(criterion, mem);

	for (size_t i = 0; i < list->n; i++) {
		if (list->v[i].kind == APPROVAL_ATTESTED &&
			strcmp(list->v[i].component, component) == 0 &&
			strcmp(list->v[i].slug, slug) == 0)
			return &list->v[i];
	}
	return NULL;
}

char *
approval_slug(const char *criterion, struct arena *mem)
{
	char *slug = arena_strdup(mem, criterion), *to = slug;

	for (const char *p = criterion; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (isalnum(c) || c >= 0x80)
			*to++ = (char)(c < 0x80 ? tolower(c) : c);
		else if (to > slug && to[-1] != '-')
			*to++ = '-';
	}
	while (to > slug && to[-1] == '-')
		to--;
	*to = '\0';
	return slug;
}

char *
approval_statement(const struct approval *a, struct arena *mem)
{
	char *text = arena_printf(mem, "tta-check %s 1\ncomponent %zu:%s\n",
		a->kind == APPROVAL_SPEC ? "approval" : "attestation", strlen(a->component),
		a->component);

	for (size_t i = 0; i < countof(fields); i++) {
		const char *value = text_of(a, &fields[i]);

		if (value && fields[i].at != FIELD(signature))
			text = arena_printf(
				mem, "%s%s %zu:%s\n", text, fields[i].name, strlen(value), value);
	}
	return text;
}

char *
approval_mail(const struct approval *a, struct arena *mem)
{
	const char *open = strrchr(a->by, '<');

	return open ? arena_strndup(mem, open + 1, strcspn(open + 1, ">")) : arena_strdup(mem, "");
}

char *
approval_time(int64_t ms, struct arena *mem)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm = {0};

	gmtime_r(&seconds, &tm);
	return arena_printf(mem, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
		tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}
