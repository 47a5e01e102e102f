/* SPDX-License-Identifier: MIT */
/* coverage -- see coverage.h. */
#include "model/maturity/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/strs.h"

#define FIRST_BYTES ((size_t)64)

void
coverage_init(struct coverage *c, const struct strs *paths, struct arena *mem)
{
	*c = (struct coverage){.mem = mem, .n = paths->n};
	c->v = arena_alloc(mem, paths->n, sizeof(*c->v));
	for (size_t i = 0; i < paths->n; i++)
		c->v[i].path = paths->v[i];
}

struct coverage_file *
coverage_find(const struct coverage *c, const char *path)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(c->v[middle].path, path);

		if (order == 0)
			return &c->v[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void
coverage_tell(struct coverage *c, struct coverage_file *f)
{
	c->ntold += !f->is_told;
	f->is_told = true;
}

/* Doubled, so that what is left behind in the arena is never more than what is used. */
static void
lines_grow(struct coverage_file *f, size_t bytes, struct arena *mem)
{
	size_t n = f->nbytes ? f->nbytes : FIRST_BYTES;
	unsigned char *found, *hit;

	while (n < bytes)
		n *= 2;
	found = arena_alloc(mem, n, 1);
	hit = arena_alloc(mem, n, 1);
	if (f->nbytes) {
		memcpy(found, f->found, f->nbytes);
		memcpy(hit, f->hit, f->nbytes);
	}
	f->found = found;
	f->hit = hit;
	f->nbytes = n;
}

void
coverage_line(struct coverage *c, struct coverage_file *f, uint64_t line, bool is_hit)
{
	unsigned char bit = (unsigned char)(1u << (line & 7));
	size_t at = (size_t)(line >> 3);

	if (line == 0 || line > COVERAGE_LINE_MAX) {
		c->lost++;
		return;
	}
	if (at >= f->nbytes)
		lines_grow(f, at + 1, c->mem);
	f->found[at] |= bit;
	if (is_hit)
		f->hit[at] |= bit;
}

static int
compare_parts(const void *a, const void *b)
{
	const struct coverage_part *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void
parts_sort(struct coverage_parts *p)
{
	size_t kept = 0;

	if (p->is_sorted || p->n == 0)
		return;
	qsort(p->v, p->n, sizeof(*p->v), compare_parts);
	for (size_t i = 1; i < p->n; i++) {
		if (compare_parts(&p->v[kept], &p->v[i]) == 0)
			p->v[kept].is_hit |= p->v[i].is_hit;
		else
			p->v[++kept] = p->v[i];
	}
	p->n = kept + 1;
	p->is_sorted = true;
}

/* Most of what fills the room may have been told before; where it was not, the room is doubled. */
static bool
parts_make_room(struct coverage_parts *p, struct arena *mem)
{
	if (p->n < p->cap)
		return true;
	parts_sort(p);
	if (p->n >= COVERAGE_PARTS_MAX)
		return false;
	if (p->n * 2 >= p->cap)
		p->v = arena_grow(mem, p->v, p->cap, &p->cap, sizeof(*p->v));
	return true;
}

static void
part_add(struct coverage *c, struct coverage_parts *to, const struct coverage_part *part)
{
	if (part->line == 0 || !parts_make_room(to, c->mem)) {
		c->lost++;
		return;
	}
	to->v[to->n++] = *part;
	to->is_sorted = false;
}

/* 0 where there is no such line. */
static uint32_t
checked_line(uint64_t line)
{
	return line > COVERAGE_LINE_MAX ? 0 : (uint32_t)line;
}

void
coverage_branch(
	struct coverage *c, struct coverage_file *f, uint64_t line, uint32_t id, bool is_hit)
{
	c->has_branches = true;
	part_add(c, &f->branches,
		&(struct coverage_part){
			.line = checked_line(line), .id = id, .weight = 1, .is_hit = is_hit});
}

void
coverage_statements(struct coverage *c, struct coverage_file *f, const struct coverage_block *b)
{
	part_add(c, &f->statements,
		&(struct coverage_part){.line = checked_line(b->line),
			.id = b->id,
			.weight = b->statements,
			.is_hit = b->is_hit});
}

void
coverage_branches(
	struct coverage *c, struct coverage_file *f, uint64_t line, uint64_t hit, uint64_t total)
{
	if (total > COVERAGE_PARTS_MAX || hit > total) {
		c->lost++;
		return;
	}
	for (uint64_t i = 0; i < total; i++)
		coverage_branch(c, f, line, (uint32_t)i, i < hit);
}

static bool
has_bit(const unsigned char *bits, const struct coverage_file *f, uint64_t line)
{
	return (line >> 3) < f->nbytes && (bits[line >> 3] >> (line & 7) & 1);
}

bool
coverage_has(const struct coverage_file *f, uint64_t line)
{
	return has_bit(f->found, f, line);
}

bool
coverage_is_hit(const struct coverage_file *f, uint64_t line)
{
	return has_bit(f->hit, f, line);
}

static int64_t
bits_of(const unsigned char *bits, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		for (unsigned char b = bits[i]; b; b = (unsigned char)(b & (b - 1)))
			sum++;
	}
	return sum;
}

static void
parts_count(int64_t *all, int64_t *hit, struct coverage_parts *p)
{
	parts_sort(p);
	for (size_t i = 0; i < p->n; i++) {
		*all += p->v[i].weight;
		*hit += p->v[i].is_hit ? p->v[i].weight : 0;
	}
}

void
coverage_count(struct coverage_count *sum, struct coverage_file *f)
{
	parts_count(&sum->branches, &sum->branches_hit, &f->branches);
	if (f->statements.n) {
		parts_count(&sum->lines, &sum->lines_hit, &f->statements);
	} else {
		sum->lines += bits_of(f->found, f->nbytes);
		sum->lines_hit += bits_of(f->hit, f->nbytes);
	}
}
