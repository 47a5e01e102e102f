/* SPDX-License-Identifier: MIT */
/*
 * secret_filter -- what detect-secrets takes for no secret, and the entropy that it measures, to
 * the last bit: for baselines that it wrote, and for the detectors that know neither a name nor a
 * form (tier weak).
 */
#ifndef TTA_GATES_SECRET_FILTER_H
#define TTA_GATES_SECRET_FILTER_H

#include <stdbool.h>
#include <stddef.h>

bool secret_filter_sequential(const char *s, size_t n); /* part of an alphabet */
bool secret_filter_uuid(const char *s, size_t n);       /* holds one */
bool secret_filter_templated(const char *s, size_t n);  /* {x} <x> ${x}, or nothing */
bool secret_filter_dollar(const char *s, size_t n);     /* $x */
bool secret_filter_no_letter(const char *s, size_t n);
/* id: VALUE, myid = VALUE */
bool secret_filter_id(const char *s, size_t n, const char *line, size_t nline);
/* x = f(...), x = a[...] */
bool secret_filter_indirect(const char *line, size_t nline);
bool secret_filter_lock_file(const char *path);
bool secret_filter_swagger(const char *path);

enum secret_charset { SECRET_HEX, SECRET_BASE64 };

/* Summed over the alphabet in its order, as theirs is; digits alone count for less among hex. */
double secret_filter_entropy(const char *s, size_t n, enum secret_charset charset);
bool secret_filter_in_charset(char c, enum secret_charset charset);

#endif
