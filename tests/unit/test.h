/* SPDX-License-Identifier: MIT */
/* test -- cmocka needs these headers in this order. */
#ifndef TTA_TEST_H
#define TTA_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
