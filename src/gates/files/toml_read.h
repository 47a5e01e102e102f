/* SPDX-License-Identifier: MIT */
/*
 * toml_read -- is this TOML, and if not, where and why.
 *
 * Version: 1.1: what 1.0 has, newlines and a last comma in inline tables, times without seconds,
 *          \e and \xHH.  Values are looked at and dropped; keys must not be defined twice.
 *          Numbers may be of any size.
 * Limits:  TOML_DEPTH_MAX arrays and inline tables inside one another.
 */
#ifndef TTA_GATES_TOML_READ_H
#define TTA_GATES_TOML_READ_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define TOML_DEPTH_MAX 500

struct toml_fault {
	size_t at; /* a byte of the document */
	const char *text;
};

bool toml_read(struct toml_fault *fault, const char *data, size_t len, struct arena *mem);

#endif
