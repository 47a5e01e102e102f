/* SPDX-License-Identifier: MIT */
/* assignment -- the words NAME=VALUE of `set`, where VALUE may hold {carry} and {NAME}. */
#ifndef TTA_MODEL_ASSIGNMENT_H
#define TTA_MODEL_ASSIGNMENT_H

#include "base/error.h"

struct arena;

int assignment_check(const char *word, struct arena *mem, struct error *err) TTA_MUST_USE;

#endif
