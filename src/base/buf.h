/* SPDX-License-Identifier: MIT */
/*
 * buf -- growing text with a maximum given at birth.
 *
 * Sequence:  buf_init(), buf_add*(), buf_release().  data is always NUL-terminated.
 * Ownership: the caller owns the struct, buf_release() frees what it holds.
 * Limits:    what goes over max is dropped and counted in dropped; never an error by itself.
 */
#ifndef TTA_BASE_BUF_H
#define TTA_BASE_BUF_H

#include <stddef.h>

#include "base/error.h"

struct buf {
	char *data;
	size_t len, cap, max;
	size_t dropped;
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b); /* also of a zeroed one */
void buf_clear(struct buf *b);
void buf_add(struct buf *b, const void *data, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) TTA_PRINTF(2, 3);

#endif
