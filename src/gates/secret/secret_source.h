/* SPDX-License-Identifier: MIT */
/*
 * secret_source -- rules out of a file of [secret NAME] sections and nothing else, as the shipped
 * ones stand in config/secrets/.  Those of tta.ini come with the configuration.
 *
 * Errors: what is wrong in the file is a problem with its line; -1 is a bug of ours.
 */
#ifndef TTA_GATES_SECRET_SOURCE_H
#define TTA_GATES_SECRET_SOURCE_H

#include <stddef.h>

#include "base/error.h"
#include "model/config/ini.h"
#include "model/secret.h"

struct arena;
struct problems;

struct secret_source {
	struct secret *v;
	size_t n, cap;
};

int secret_source_read(struct secret_source *out, const char *file, const char *text, size_t len,
	struct problems *problems, struct arena *mem, struct error *err) TTA_MUST_USE;
void secret_source_release(struct secret_source *source);

#endif
