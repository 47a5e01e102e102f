/* SPDX-License-Identifier: MIT */
/*
 * families -- the judging functions of the built-ins, a family a file; registry.c names them.
 */
#ifndef TTA_GATES_FAMILIES_H
#define TTA_GATES_FAMILIES_H

struct arena;
struct blob;
struct builtin_fix_input;
struct builtin_input;
struct error;
struct findings;

typedef int builtin_judge(
	struct findings *out, const struct builtin_input *in, struct arena *mem, struct error *err);
typedef int builtin_fix(
	struct blob *out, const struct builtin_fix_input *in, struct arena *mem, struct error *err);

/* whitespace.c: blanks and line ends */
builtin_judge whitespace_trailing, whitespace_end_of_file, whitespace_line_ending,
	whitespace_byte_order_mark;
builtin_fix whitespace_fix_trailing, whitespace_fix_end, whitespace_fix_ending, whitespace_fix_mark;
/* leftover.c: what should never be committed */
builtin_judge leftover_conflict, leftover_private_key;
/* naming.c: what a path may be called */
builtin_judge naming_case_conflict, naming_windows, naming_tests;
/* nature.c: what a file is: its size, its mode, where it points */
builtin_judge nature_large, nature_symlink, nature_executable, nature_script,
	nature_destroyed_symlink, nature_submodule, nature_new_submodule;
/* syntax.c, syntax_xml.c, syntax_yaml.c: does it parse */
builtin_judge syntax_json, syntax_json5, syntax_toml, syntax_xml, syntax_yaml, syntax_pretty;
builtin_fix syntax_fix_pretty;
/* phrase.c: what expressions say about lines and names */
builtin_judge phrase_deny, phrase_require, phrase_deny_name, phrase_require_name, phrase_todo,
	phrase_permalinks;
/* sorted.c: files in an order */
builtin_judge sorted_lines, sorted_blocks, sorted_requirements;
builtin_fix sorted_fix_lines, sorted_fix_blocks, sorted_fix_requirements;
/* occasion.c: where to, and how much */
builtin_judge occasion_branch, occasion_size;
/* approval_gate.c: has a human approved it? */
builtin_judge approval_gate;
/* checklist.c: is all checked that a stage asks for? */
builtin_judge checklist_gate;
/* dependencies.c: does it stand higher than what it builds on? */
builtin_judge dependencies_gate;
/* docs.c: is a component documented, and do its documents hold together? */
builtin_judge docs_gate;
/* spec.c: is a component's specification complete? */
builtin_judge spec_gate;
/* secrets.c: credentials */
builtin_judge secrets_judge;

#endif
