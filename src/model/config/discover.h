/* SPDX-License-Identifier: MIT */
/*
 * discover -- the tests of components that name none, found as people name them.
 *
 * On top:  in tests/ and test/ of the tree a folder with the component's name, and files called
 *          test_NAME.py, test_NAME_more.py, NAME_test.c, NAME.test.ts and the like; '-' and '_' are
 *          alike.  Then names with -or for -ion and the reverse (narration, narrator).  An exact
 *          name goes first, then the longer one; what another component owns stays with it.  These
 *          belong to the component.
 * Inside:  of a folder of `source`: tests/, __tests__/, test_*.py, *_test.go, *.test.ts and the
 *          like, which are its own already.
 * Cost:    those two folders are listed, and only where a component names no tests.
 */
#ifndef TTA_MODEL_DISCOVER_H
#define TTA_MODEL_DISCOVER_H

#include "base/error.h"

struct blob_source;
struct config;

int discover_tests(
	struct config *c, const struct blob_source *tree, struct error *err) TTA_MUST_USE;

#endif
