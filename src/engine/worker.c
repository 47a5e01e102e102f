/* SPDX-License-Identifier: MIT */
/*
 * worker -- see worker.h.  The worker only reads blobs; it shares nothing with us that it could
 * break, and its last record tells that it came to an end.
 */
#include "engine/worker.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/proc.h"
#include "engine/confine.h"

#define NO_STRING UINT32_MAX
#define TEXT_MAX 4096 /* of one string on the wire */

struct work {
	const struct builtin *builtin;
	const struct builtin_input *in;
	measuring *measure; /* or this */
	const struct measuring_input *measured;
};

static void
put_number(struct buf *b, uint32_t n)
{
	buf_add(b, &n, sizeof(n));
}

static void
put_string(struct buf *b, const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (n > TEXT_MAX)
		n = TEXT_MAX;
	put_number(b, s ? (uint32_t)n : NO_STRING);
	buf_add(b, s ? s : "", n);
}

static void
put_finding(struct buf *b, const struct finding *f)
{
	buf_addc(b, f->is_advice ? 'A' : 'F');
	put_number(b, (uint32_t)f->line);
	put_number(b, (uint32_t)f->column);
	put_string(b, f->path);
	put_string(b, f->rule);
	put_string(b, f->text);
}

static void
put_measures(struct buf *b, const struct measures *list, struct arena *mem)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct measures one = {.v = &list->v[i], .n = 1};

		buf_addc(b, 'M');
		put_string(b, measures_write(&one, mem));
	}
}

static int
judge(struct findings *list, struct measures *measures, const struct work *w, struct arena *mem,
	struct error *err)
{
	if (w->measure)
		return w->measure(list, measures, w->measured, mem, err);
	if (w->builtin->judge(list, w->in, mem, err) < 0)
		return -1;
	return confine(list, w->builtin, w->in, mem, err);
}

/* In the worker. */
static int
work(int fd, void *ctx)
{
	const struct work *w = ctx;
	struct measures measures = {0};
	struct arena *mem = arena_new();
	struct findings list = {0};
	struct error err = {0};
	struct buf b;
	int rc;

	buf_init(&b, PROC_OUTPUT_MAX);
	if (judge(&list, &measures, w, mem, &err) < 0) {
		buf_addc(&b, 'X');
		put_number(&b, (uint32_t)err.code);
		put_string(&b, err.msg);
	} else {
		for (size_t i = 0; i < list.n && i < FINDINGS_MAX; i++)
			put_finding(&b, &list.v[i]);
		put_measures(&b, &measures, mem);
		buf_addc(&b, 'Y');
	}
	rc = b.dropped ? -1 : fs_write_fd(fd, b.data, b.len);
	buf_release(&b);
	arena_free(mem);
	return rc < 0 ? 1 : 0;
}

int
worker_start(struct proc **out, const struct builtin *builtin, const struct builtin_input *in,
	const struct proc_spec *spec, struct error *err)
{
	struct work w = {.builtin = builtin, .in = in};

	return proc_fork(out, work, &w, spec, err);
}

int
worker_start_measuring(struct proc **out, measuring *measure, const struct measuring_input *in,
	const struct proc_spec *spec, struct error *err)
{
	struct work w = {.measure = measure, .measured = in};

	return proc_fork(out, work, &w, spec, err);
}

struct wire {
	const char *p, *end;
	bool is_broken;
};

static uint32_t
get_number(struct wire *w)
{
	uint32_t n = 0;

	if ((size_t)(w->end - w->p) < sizeof(n)) {
		w->is_broken = true;
		return 0;
	}
	memcpy(&n, w->p, sizeof(n));
	w->p += sizeof(n);
	return n;
}

static const char *
get_string(struct wire *w, struct arena *mem)
{
	uint32_t n = get_number(w);
	const char *s = w->p;

	if (w->is_broken || n == NO_STRING)
		return NULL;
	if (n > TEXT_MAX || (size_t)(w->end - w->p) < n) {
		w->is_broken = true;
		return NULL;
	}
	w->p += n;
	return arena_strndup(mem, s, n);
}

static void
get_finding(struct findings *out, struct wire *w, bool is_advice, struct arena *mem)
{
	struct finding f = {.is_advice = is_advice};

	f.line = (int)(get_number(w) & INT32_MAX);
	f.column = (int)(get_number(w) & INT32_MAX);
	f.path = get_string(w, mem);
	f.rule = get_string(w, mem);
	f.text = get_string(w, mem);
	if (!f.text)
		w->is_broken = true;
	if (!w->is_broken)
		finding_add(out, &f, mem);
}

static void
get_measure(struct measures *out, struct wire *w, struct arena *mem)
{
	const char *text = get_string(w, mem);
	struct measures one;
	struct error ignored;

	if (!text || measures_read(&one, text, mem, &ignored) < 0)
		w->is_broken = true;
	for (size_t i = 0; !w->is_broken && i < one.n; i++)
		measure_add(out, &one.v[i], mem);
}

int
worker_read(struct findings *out, struct measures *measures, const char *data, size_t len,
	struct arena *mem, struct error *err)
{
	struct wire w = {.p = data, .end = data + len};
	const char *text;
	uint32_t code;

	while (w.p < w.end && !w.is_broken) {
		switch (*w.p++) {
		case 'F':
		case 'A':
			get_finding(out, &w, w.p[-1] == 'A', mem);
			break;
		case 'M':
			get_measure(measures, &w, mem);
			break;
		case 'Y':
			if (w.p == w.end)
				return 0;
			w.is_broken = true;
			break;
		case 'X':
			code = get_number(&w);
			text = get_string(&w, mem);
			if (w.is_broken || !text || w.p != w.end || code > ERR_LIMIT)
				w.is_broken = true;
			else
				return error_set(err, (enum error_code)code, "%s", text);
			break;
		default:
			w.is_broken = true;
		}
	}
	return error_set(err, ERR_SYSTEM, "what the worker says is cut off");
}
