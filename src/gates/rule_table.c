/* SPDX-License-Identifier: MIT */
/*
 * rule_table -- the rows of rule.h, by name.
 */
#include "base/arena.h"
#include "gates/rule.h"

#define TYPES "build chore ci docs feat fix perf refactor revert style test"
#define SUBJECT_CASES "sentence-case start-case pascal-case upper-case"
#define OFF .level = LEVEL_OFF
#define WARN .level = LEVEL_WARN
#define FAIL .level = LEVEL_FAIL
#define ROW(rule_name, rule_summary) .name = (rule_name), .summary = (rule_summary)

/* clang-format off */
const struct rule rule_rows[] = {
	{ROW("body-case", "the body is in one of the cases"), OFF, .has_when = true, .kind = RULE_CASES, .value = "lower-case"},
	{ROW("body-empty", "there is a body"), OFF, .has_when = true, .is_never = true},
	{ROW("body-full-stop", "the body does not end in a full stop"), OFF, .has_when = true, .is_never = true, .kind = RULE_TEXT, .value = "."},
	{ROW("body-leading-blank", "a blank line stands between header and body"), WARN, .has_when = true},
	{ROW("body-max-length", "the body is not too long"), OFF, .kind = RULE_NUMBER, .value = "infinity"},
	{ROW("body-max-line-length", "no line of the body is too long"), FAIL, .kind = RULE_NUMBER, .value = "100"},
	{ROW("body-min-length", "the body is long enough"), OFF, .kind = RULE_NUMBER, .value = "0"},
	{ROW("header-max-length", "the header is not too long"), FAIL, .of_header = true, .kind = RULE_NUMBER, .value = "100"},
	{ROW("subject-empty", "something is said behind the colon"), FAIL, .of_header = true, .has_when = true, .is_never = true},
	{ROW("type-empty", "the header begins with a type"), FAIL, .of_header = true, .has_when = true, .is_never = true},
	{ROW("type-enum", "the type is a known one"), FAIL, .of_header = true, .has_when = true, .kind = RULE_WORDS, .value = TYPES},
};
/* clang-format on */
const size_t rule_nrows = countof(rule_rows);
