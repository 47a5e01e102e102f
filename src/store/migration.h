/* SPDX-License-Identifier: MIT */
/*
 * migration -- the tables of the journal, step by step from an empty file to this version's.
 *
 * Row n takes a database of version n to n + 1 (SQLite's user_version), in one transaction with all
 * others.  Rows are never changed, only added.
 */
#ifndef TTA_STORE_MIGRATION_H
#define TTA_STORE_MIGRATION_H

#include <stddef.h>

extern const char *const migrations[];
extern const size_t nmigrations;

#endif
