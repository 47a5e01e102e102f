/* SPDX-License-Identifier: MIT */
/*
 * secret_value -- could these bytes be a secret, or has a person put them there as a word, a
 * placeholder or a template?  Pure questions about a value.
 */
#ifndef TTA_GATES_SECRET_VALUE_H
#define TTA_GATES_SECRET_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/* Shannon's, in bits a byte. */
double secret_entropy(const char *s, size_t n);

bool secret_is_mixed(const char *s, size_t n); /* letters and digits */
/* xxxxxxxx, ${TOKEN}, <token>, your-token-here, AKIA...EXAMPLE */
bool secret_is_placeholder(const char *s, size_t n);
/* Made by a program: no path, no name of a variable, no date or version, no words. */
bool secret_is_generated(const char *s, size_t n);

#endif
