/* SPDX-License-Identifier: MIT */
/*
 * reference -- config_reference(): docs/configuration.md out of the table of keys.
 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "model/config/config.h"
#include "model/config/key.h"

static const char intro[] =
	"# tta.ini: all sections and keys\n"
	"\n"
	"Made by `tta-check config reference` from the table of keys that also reads the file.\n"
	"\n"
	"- `key = value` replaces, `key += value` adds to a list. Only `=` parts a key from its "
	"value.\n"
	"- A value goes on in lines that are indented deeper than its key.\n"
	"- `;` or `#` after a blank starts a comment, except in double quotes (in `run` and `fix` "
	"also "
	"in single quotes).\n"
	"- A value wholly in double quotes is taken without them; `\\\"` is a quote, every other "
	"backslash itself. In a list, quotes hold a word together.\n"
	"- What counts, from least to most: default, `[defaults gate]` or `[defaults component]`, "
	"preset, the section itself, `KEY.STAGE`, the component's `GATE.KEY`. An empty value takes "
	"back what was said before.\n"
	"- *By stage*: `KEY.STAGE` may be written in a gate, as in `level.development = warn`.\n"
	"- *By component*: `GATE.KEY` may be written in a component, as in `tests.timeout = 10m`; "
	"`GATE = off` is short for `GATE.level = off`. GATE is a gate or a group.\n"
	"- *Later*: accepted, but a gate that has it cannot be judged by this version, and says "
	"so.\n"
	"\n"
	"Patterns are anchored at the root of the repository. Without a wildcard a pattern names a "
	"file, or a folder and all below; `*`, `?` and `[]` never match `/`; `**/` does, also "
	"nothing; `!p` takes away from its list. In `files`, a pattern without `/` matches the "
	"base "
	"name.\n";

static void
add_type(struct buf *out, const struct key *k)
{
	if (k->type != TYPE_CHOICE) {
		buf_adds(out, type_name(k->type));
		return;
	}
	for (const char *p = k->choices; *p; p++) {
		if (p == k->choices || p[-1] == ' ')
			buf_addc(out, '`');
		if (*p == ' ')
			buf_adds(out, "` ");
		else
			buf_addc(out, *p);
	}
	buf_addc(out, '`');
}

static void
add_row(struct buf *out, const struct key *k, bool is_gate)
{
	buf_addf(out, "| `%s` | ", k->name);
	add_type(out, k);
	if (k->fallback)
		buf_addf(out, " | `%s` | ", k->fallback);
	else
		buf_adds(out, " | | ");
	if (is_gate)
		buf_addf(out, "%s | %s | ", k->flags & KEY_BY_STAGE ? "yes" : "",
			k->flags & KEY_BY_COMPONENT ? "yes" : "");
	text_add_cell(out, k->help);
	buf_adds(out, k->flags & KEY_LATER ? " *Later.* |\n" : " |\n");
}

static void
add_section(struct buf *out, enum section_kind kind)
{
	const struct section_info *s = &sections[kind];
	const struct key *first = key_first(kind);
	bool is_gate = kind == SECTION_GATE;

	if (s->named)
		buf_addf(out, "\n## [%s NAME]\n\n%s NAME is that of %s.\n\n", s->word, s->help,
			s->named);
	else
		buf_addf(out, "\n## [%s]\n\n%s\n\n", s->word, s->help);
	buf_addf(out, "| key | type | default | %smeaning |\n|---|---|---|%s---|\n",
		is_gate ? "by stage | by component | " : "", is_gate ? "---|---|" : "");
	for (size_t i = 0, rows = key_count(kind); i < rows; i++)
		add_row(out, &first[i], is_gate);
}

void
config_reference(struct buf *out)
{
	buf_adds(out, intro);
	for (int kind = 0; kind < SECTION_KINDS; kind++)
		add_section(out, (enum section_kind)kind);
	buf_adds(out,
		"\n## [defaults component], [defaults gate]\n\nAny key of the section, for all "
		"that do not say otherwise.\n\n## Presets\n\n");
	for (size_t i = 0; i < npresets; i++)
		buf_addf(out, "`%s`%s", presets[i].name, i + 1 < npresets ? ", " : ".\n");
}
