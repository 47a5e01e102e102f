/* SPDX-License-Identifier: MIT */
/* registry -- see registry.h. */
#include "gates/registry.h"

#include <string.h>

#include "base/arena.h"
#include "gates/families.h"

const struct builtin builtins[] = {
	{
		.id = "approval",
		.summary = "a human has approved the specification of a component as it is",
		.judge = approval_gate,
	},
	{
		.id = "check-added-large-files",
		.summary = "no added file is larger than --maxkb (500)",
		.judge = nature_large,
	},
	{
		.id = "check-case-conflict",
		.summary = "no two paths differ only in the case of their letters",
		.judge = naming_case_conflict,
	},
	{
		.id = "check-executables-have-shebangs",
		.summary = "what is executable and text says by what",
		.types = "text",
		.judge = nature_executable,
	},
	{
		.id = "check-merge-conflict",
		.summary = "no conflict markers are left",
		.types = "text",
		.judge = leftover_conflict,
	},
	{
		.id = "check-shebang-scripts-are-executable",
		.summary = "what has a #! line is executable",
		.types = "text",
		.judge = nature_script,
	},
	{
		.id = "check-symlinks",
		.summary = "links inside the repository point to something",
		.types = "symlink",
		.judge = nature_symlink,
	},
	{
		.id = "checklist",
		.summary = "all tasks of a component's checklist are done, up to its target",
		.judge = checklist_gate,
	},
	{
		.id = "detect-private-key",
		.summary = "no private keys",
		.types = "text",
		.judge = leftover_private_key,
	},
	{
		.id = "docs",
		.summary =
			"a component has a README, and links and code of its documents are whole",
		.judge = docs_gate,
	},
	{
		.id = "end-of-file-fixer",
		.summary = "files end in exactly one newline",
		.types = "text",
		.judge = whitespace_end_of_file,
		.fix = whitespace_fix_end,
	},
	{
		.id = "fix-byte-order-marker",
		.summary = "no UTF-8 byte order marks",
		.types = "text",
		.judge = whitespace_byte_order_mark,
		.fix = whitespace_fix_mark,
	},
	{
		.id = "mixed-line-ending",
		.summary = "one kind of line end in a file",
		.types = "text",
		.judge = whitespace_line_ending,
		.fix = whitespace_fix_ending,
	},
	{
		.id = "spec",
		.summary = "the specification of a component is complete",
		.judge = spec_gate,
	},
	{
		.id = "trailing-whitespace",
		.summary = "no blanks at the ends of lines",
		.types = "text",
		.judge = whitespace_trailing,
		.fix = whitespace_fix_trailing,
	},
};
const size_t nbuiltins = countof(builtins);

const struct builtin *
builtin_find(const char *id)
{
	for (size_t i = 0; i < nbuiltins; i++) {
		if (strcmp(builtins[i].id, id) == 0)
			return &builtins[i];
	}
	return NULL;
}
