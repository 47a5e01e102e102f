/* SPDX-License-Identifier: MIT */
/*
 * quantity -- numbers as people write them in tta.ini.
 *
 * Locale:  none; a decimal point is a point.
 * Errors:  -1 and what such a text looks like.  Numbers go to 1,000,000,000.
 */
#ifndef TTA_MODEL_QUANTITY_H
#define TTA_MODEL_QUANTITY_H

#include <stdint.h>

#include "base/error.h"

int quantity_count(int *out, const char *text, struct error *err) TTA_MUST_USE;      /* 3 */
int quantity_decimal(double *out, const char *text, struct error *err) TTA_MUST_USE; /* 80%, 72.5 */
/* 500ms 30s 4m 2h 90d; out is in milliseconds. */
int quantity_duration(int64_t *out, const char *text, struct error *err) TTA_MUST_USE;

#endif
