/* SPDX-License-Identifier: MIT */
/*
 * rootpath -- what a command printed, without the folder that it ran in.
 *
 * "/root/a.py" is "a.py" and "/root" is ".", where the path stands by itself: alone, as a file:
 * URL (with its %20), behind an option ("-I/root/a"), in colour, and as JSON has it ("\/root\/a",
 * "\n/root/a").  Another path that only ends or goes on like root stays.
 */
#ifndef TTA_ENGINE_ROOTPATH_H
#define TTA_ENGINE_ROOTPATH_H

#include <stddef.h>

struct arena;

/* A copy of text; *len is updated. */
char *rootpath_remove(const char *text, size_t *len, const char *root, struct arena *mem);

#endif
