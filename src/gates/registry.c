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
		.id = "check-illegal-windows-names",
		.summary = "no path that Windows cannot have",
		.judge = naming_windows,
	},
	{
		.id = "check-json",
		.summary = "JSON parses, and no object has a key twice",
		.types = "json",
		.judge = syntax_json,
	},
	{
		.id = "check-json5",
		.summary = "JSON5 parses, and no object has a key twice",
		.types = "json5",
		.judge = syntax_json5,
	},
	{
		.id = "check-merge-conflict",
		.summary = "no conflict markers are left",
		.types = "text",
		.judge = leftover_conflict,
		.is_by_line = true,
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
		.id = "check-toml",
		.summary = "TOML parses",
		.types = "toml",
		.judge = syntax_toml,
	},
	{
		.id = "check-vcs-permalinks",
		.summary = "links to lines on GitHub name a commit",
		.types = "text",
		.judge = phrase_permalinks,
		.is_by_line = true,
	},
	{
		.id = "check-xml",
		.summary = "XML is well-formed",
		.types = "xml",
		.judge = syntax_xml,
	},
	{
		.id = "check-yaml",
		.summary = "YAML parses, and a safe loader could load it",
		.types = "yaml",
		.judge = syntax_yaml,
	},
	{
		.id = "checklist",
		.summary = "all tasks of a component's checklist are done, up to its target",
		.judge = checklist_gate,
	},
	{
		.id = "commit-size",
		.summary = "no commit of more than --files (50) or --lines (1000)",
		.judge = occasion_size,
	},
	{
		.id = "deny-filename-pattern",
		.summary = "no file name matches a pattern",
		.judge = phrase_deny_name,
	},
	{
		.id = "deny-pattern",
		.summary = "no line matches a pattern",
		.types = "text",
		.judge = phrase_deny,
		.is_by_line = true,
	},
	{
		.id = "dependencies",
		.summary = "a component stands no higher than what it builds on",
		.judge = dependencies_gate,
	},
	{
		.id = "destroyed-symlinks",
		.summary = "no link became a file that holds where it pointed",
		.judge = nature_destroyed_symlink,
	},
	{
		.id = "detect-private-key",
		.summary = "no private keys",
		.types = "text",
		.judge = leftover_private_key,
		.is_by_line = true,
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
		.id = "file-contents-sorter",
		.summary = "lines are sorted; needs files",
		.judge = sorted_lines,
		.fix = sorted_fix_lines,
	},
	{
		.id = "fix-byte-order-marker",
		.summary = "no UTF-8 byte order marks",
		.types = "text",
		.judge = whitespace_byte_order_mark,
		.fix = whitespace_fix_mark,
	},
	{
		.id = "forbid-new-submodules",
		.summary = "no new submodules",
		.types = "submodule",
		.judge = nature_new_submodule,
	},
	{
		.id = "forbid-submodules",
		.summary = "no submodules",
		.types = "submodule",
		.judge = nature_submodule,
	},
	{
		.id = "mixed-line-ending",
		.summary = "one kind of line end in a file",
		.types = "text",
		.judge = whitespace_line_ending,
		.fix = whitespace_fix_ending,
	},
	{
		.id = "name-tests-test",
		.summary = "test files of Python are named as such",
		.judge = naming_tests,
	},
	{
		.id = "no-commit-to-branch",
		.summary = "nothing is committed to main and master",
		.judge = occasion_branch,
		.is_occasion = true,
	},
	{
		.id = "pretty-format-json",
		.summary = "JSON is laid out as json.dumps does",
		.types = "json",
		.judge = syntax_pretty,
		.fix = syntax_fix_pretty,
	},
	{
		.id = "require-filename-pattern",
		.summary = "every file name matches a pattern",
		.judge = phrase_require_name,
	},
	{
		.id = "require-pattern",
		.summary = "a pattern matches in every file",
		.types = "text",
		.judge = phrase_require,
	},
	{
		.id = "requirements-txt-fixer",
		.summary = "requirements.txt is sorted",
		.judge = sorted_requirements,
		.fix = sorted_fix_requirements,
	},
	{
		.id = "secrets",
		.summary = "no added line holds a credential",
		.judge = secrets_judge,
	},
	{
		.id = "sort-simple-yaml",
		.summary = "blocks of simple YAML are sorted; needs files",
		.judge = sorted_blocks,
		.fix = sorted_fix_blocks,
	},
	{
		.id = "spec",
		.summary = "the specification of a component is complete",
		.judge = spec_gate,
	},
	{
		.id = "todo",
		.summary = "a TODO names an issue: TODO(#123)",
		.types = "text",
		.judge = phrase_todo,
		.is_by_line = true,
	},
	{
		.id = "trailing-whitespace",
		.summary = "no blanks at the ends of lines",
		.types = "text",
		.judge = whitespace_trailing,
		.is_by_line = true,
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
