/* SPDX-License-Identifier: MIT */
/*
 * foldersize -- how many bytes the files of a folder hold, at least: what cannot be looked at, and
 * what lies deeper than anybody puts it, counts nothing.  Nothing is followed.
 */
#ifndef TTA_GIT_FOLDERSIZE_H
#define TTA_GIT_FOLDERSIZE_H

#include <stdint.h>

uint64_t foldersize(const char *path);

#endif
