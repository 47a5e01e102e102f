/* SPDX-License-Identifier: MIT */
/*
 * syntax_xml -- check-xml, by expat.  Well-formed with namespaces; nothing is loaded from outside,
 * so that an entity which only an outer DTD could declare is taken for granted.
 */
#include <expat.h>
#include <string.h>

#include "base/arena.h"
#include "gates/args.h"
#include "gates/families.h"
#include "gates/file.h"
#include "model/builtin.h"

static void
judge_xml(struct findings *found, const struct file *f, void *ctx, struct arena *mem)
{
	XML_Parser parser = XML_ParserCreateNS(NULL, '\n');
	XML_Index at;

	(void)ctx;
	if (!parser)
		arena_die_nomem();
	if (XML_Parse(parser, f->data, (int)f->len, XML_TRUE) != XML_STATUS_OK) {
		if (XML_GetErrorCode(parser) == XML_ERROR_NO_MEMORY)
			arena_die_nomem();
		at = XML_GetCurrentByteIndex(parser);
		file_finding_at(found, f, at < 0 ? 0 : (size_t)at,
			XML_ErrorString(XML_GetErrorCode(parser)), mem);
	}
	XML_ParserFree(parser);
}

int
syntax_xml(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err)
{
	if (args_none(in->args, "check-xml", mem, err) < 0)
		return -1;
	return file_each(out, in, judge_xml, NULL, mem, err);
}
