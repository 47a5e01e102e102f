/* SPDX-License-Identifier: MIT */
/* xml -- see xml.h. */
#include "gates/report/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "gates/report/stream.h"

struct parse {
	const struct xml_reader *r;
	XML_Parser parser;
	size_t depth;
	bool is_too_deep;
};

static const char *
local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void
on_open(void *ctx, const char *name, const char **attributes)
{
	struct parse *p = ctx;

	if (++p->depth > XML_DEPTH) {
		p->is_too_deep = true;
		XML_StopParser(p->parser, XML_FALSE);
		return;
	}
	if (p->r->open)
		p->r->open(p->r->ctx, local_name(name), (const char *const *)attributes);
}

static void
on_close(void *ctx, const char *name)
{
	struct parse *p = ctx;

	p->depth--;
	if (p->r->close)
		p->r->close(p->r->ctx, local_name(name));
}

static void
on_text(void *ctx, const char *text, int len)
{
	struct parse *p = ctx;

	p->r->text(p->r->ctx, text, (size_t)len);
}

/* One byte a character, as Latin-1 has it: names of files in ASCII are what matters. */
static int
on_encoding(void *ctx, const char *name, XML_Encoding *out)
{
	(void)ctx;
	if (strncmp(name, "windows-125", 11) != 0 && strncmp(name, "Windows-125", 11) != 0 &&
		strncmp(name, "ISO-8859-", 9) != 0 && strncmp(name, "iso-8859-", 9) != 0)
		return XML_STATUS_ERROR;
	for (int i = 0; i < 256; i++)
		out->map[i] = i;
	out->data = NULL;
	out->convert = NULL;
	out->release = NULL;
	return XML_STATUS_OK;
}

static int
fail(const struct parse *p, struct error *err)
{
	enum XML_Error code = XML_GetErrorCode(p->parser);
	unsigned long line = (unsigned long)XML_GetCurrentLineNumber(p->parser);

	if (p->is_too_deep)
		return error_set(err, ERR_LIMIT,
			"more than %d elements inside one another (line %lu)", XML_DEPTH, line);
	return error_set(err, ERR_SYSTEM, "%s (line %lu): %s",
		code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
				code == XML_ERROR_PARTIAL_CHAR
			? "it is cut off"
			: "it is no XML",
		line, XML_ErrorString(code));
}

static int
feed_all(struct parse *p, struct stream *in, struct error *err)
{
	uint64_t fed = 0;
	const char *data;
	size_t len;

	do {
		if (stream_next(in, &data, &len, err) < 0)
			return -1;
		fed += len;
		if (XML_Parse(p->parser, data, (int)len, len == 0) != XML_STATUS_OK)
			return fail(p, err);
		if (fed > XML_TOKEN_BYTES + (uint64_t)XML_GetCurrentByteIndex(p->parser))
			return error_set(err, ERR_LIMIT,
				"a tag or comment is over %zu MiB (line %lu)",
				XML_TOKEN_BYTES >> 20,
				(unsigned long)XML_GetCurrentLineNumber(p->parser));
	} while (len);
	return 0;
}

int
xml_read(const struct xml_reader *r, struct stream *in, struct error *err)
{
	struct parse p = {.r = r, .parser = XML_ParserCreate(NULL)};
	int rc;

	if (!p.parser)
		arena_die_nomem();
	XML_SetUserData(p.parser, &p);
	XML_SetElementHandler(p.parser, on_open, on_close);
	if (r->text)
		XML_SetCharacterDataHandler(p.parser, on_text);
	XML_SetUnknownEncodingHandler(p.parser, on_encoding, NULL);
	rc = feed_all(&p, in, err);
	XML_ParserFree(p.parser);
	return rc;
}

const char *
xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		if (strcmp(local_name(attributes[0]), name) == 0)
			return attributes[1];
	}
	return NULL;
}

int64_t
xml_number(const char *const *attributes, const char *name, int64_t otherwise)
{
	const char *text = xml_attribute(attributes, name);
	long long value;
	char *end;

	if (!text)
		return otherwise;
	value = strtoll(text, &end, 10);
	return end == text ? otherwise : value;
}

/* Behind a declaration, a comment, or a document type, which may hold '>' in brackets. */
static const char *
skip_markup(const char *p, const char *end)
{
	const char *until = p[1] == '?' ? "?>" : strncmp(p, "<!--", 4) == 0 ? "-->" : ">";
	const char *open = memchr(p, '[', (size_t)(end - p)), *close = strstr(p, until);

	if (strncmp(p, "<!DOCTYPE", 9) == 0 && open && close && open < close) {
		close = strstr(open, "]");
		close = close ? strstr(close, until) : NULL;
	}
	return close ? close + strlen(until) : end;
}

void
xml_root(char *out, size_t size, const char *head, size_t len)
{
	const char *p = head, *end = head + len;
	size_t n;

	out[0] = '\0';
	while (p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if (p[1] == '?' || p[1] == '!') {
			p = skip_markup(p, end);
			continue;
		}
		p++;
		n = strcspn(p, " \t\r\n/>");
		if (n < size) {
			memcpy(out, p, n);
			out[n] = '\0';
			memmove(out, local_name(out), strlen(local_name(out)) + 1);
		}
		return;
	}
}
