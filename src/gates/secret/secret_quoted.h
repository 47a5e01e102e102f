/* SPDX-License-Identifier: MIT */
/*
 * secret_quoted -- quoted runs of hex and base64 bytes that look random: what detect-secrets' two
 * entropy detectors find, with its filters.  They know neither a name nor a form (tier weak).
 */
#ifndef TTA_GATES_SECRET_QUOTED_H
#define TTA_GATES_SECRET_QUOTED_H

#include <stddef.h>

struct arena;
struct secret_hits;

/* Adds them where no hit is yet; hits stay in order. */
void secret_quoted(struct secret_hits *hits, const char *data, size_t len, struct arena *mem);

#endif
