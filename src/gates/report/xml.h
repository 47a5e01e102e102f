/* SPDX-License-Identifier: MIT */
/*
 * xml -- an XML report as elements, a piece at a time.
 *
 * Trust:   entities of the report's own do not grow (expat sees to it), nothing outside it is read.
 * Limits:  XML_DEPTH elements inside one another, XML_TOKEN_BYTES for one tag, text or comment.
 * Errors:  what is cut off, is no XML, or is beyond a limit; with the line.
 */
#ifndef TTA_GATES_XML_H
#define TTA_GATES_XML_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct stream;

#define XML_DEPTH 1000
#define XML_TOKEN_BYTES ((size_t)16 << 20)

struct xml_reader { /* any may be NULL; names are without a namespace's prefix */
	void *ctx;
	void (*open)(void *ctx, const char *name, const char *const *attributes);
	void (*close)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *text, size_t len); /* in pieces */
};

int xml_read(const struct xml_reader *r, struct stream *in, struct error *err) TTA_MUST_USE;
/* Its value, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);
/* A whole number of an attribute; otherwise what is given. */
int64_t xml_number(const char *const *attributes, const char *name, int64_t otherwise);
/* The name of the first element in the beginning of a file, copied to out; "" where it is not
 * there. */
void xml_root(char *out, size_t size, const char *head, size_t len);

#endif
