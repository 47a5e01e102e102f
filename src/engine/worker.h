/* SPDX-License-Identifier: MIT */
/*
 * worker -- a built-in gate, or the judging of reports, in a forked process of its own, and what it
 * says over a pipe.
 *
 * Wire:    records: 'F' (or 'A', advice) line column path rule text, 'M' a line of
 *          measures_write(), then one last 'Y' (judged) or 'X' code text (could not).  Numbers and
 *          lengths are 32 bits in our own byte order; a string is a length and bytes, the length
 *          ~0 stands for NULL.
 * Errors:  worker_read() never trusts the wire: what is cut off or does not add up is -1.
 */
#ifndef TTA_ENGINE_WORKER_H
#define TTA_ENGINE_WORKER_H

#include <stddef.h>

#include "base/error.h"
#include "model/builtin.h"
#include "model/maturity/measure.h"
#include "model/maturity/measuring.h"

struct arena;
struct proc;
struct proc_spec;

int worker_start(struct proc **out, const struct builtin *builtin, const struct builtin_input *in,
	const struct proc_spec *spec, struct error *err) TTA_MUST_USE;
int worker_start_measuring(struct proc **out, measuring *measure, const struct measuring_input *in,
	const struct proc_spec *spec, struct error *err) TTA_MUST_USE;
/* 0 and findings and measures, or -1 and why it could not judge. */
int worker_read(struct findings *out, struct measures *measures, const char *data, size_t len,
	struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
