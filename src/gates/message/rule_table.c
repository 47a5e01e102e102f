/* SPDX-License-Identifier: MIT */
/*
 * rule_table -- the rows of rule.h, by name.
 *
 * A row: name, part, default level, judge, summary, why, good, bad, and what else differs from
 * "never by default, no value, no `when`, commitlint's".
 */
#include "base/arena.h"
#include "gates/message/rule.h"
#include "gates/message/rule_look.h"

#define TYPES "build chore ci docs feat fix perf refactor revert style test"
#define SUBJECT_CASES "sentence-case start-case pascal-case upper-case"
#define ISSUE "(?:^|[^0-9A-Za-z_&])(?:#[0-9]+|GH-[0-9]+|[A-Z][A-Z0-9]+-[0-9]+)(?![0-9A-Za-z_])"

#define R(rule_name, of, at, by, what, why, yes, no, ...)                                          \
	{                                                                                          \
		.name = (rule_name), .part = RULE_OF_##of, .level = LEVEL_##at, .judge = (by),     \
		.summary = (what), .detail = (why), .good = (yes), .bad = (no), __VA_ARGS__        \
	}
#define WHEN .has_when = true
#define NEVER .has_when = true, .is_never = true
#define NUMBER(n) .kind = RULE_NUMBER, .value = (n)
#define CASES(v) .kind = RULE_CASES, .value = (v)
#define WORDS(v) .kind = RULE_WORDS, .value = (v)
#define TEXT(v) .kind = RULE_TEXT, .value = (v)
#define OURS .is_ours = true

/* clang-format off */
const struct rule rule_rows[] = {
	R("body-case", BODY, OFF, rule_case, "the body is in one of the cases given",
		"Asked of the whole body at once; what stands in quotes is left out.",
		"fix: x\n\nthe parser took too much", "fix: x\n\nThe parser took too much", WHEN, CASES("lower-case")),
	R("body-empty", BODY, OFF, rule_empty, "there is a body",
		"A header says what changed; only a body can say why.",
		"fix: x\n\nIt stood in the way of y.", "fix: x", NEVER),
	R("body-full-stop", BODY, OFF, rule_full_stop, "the body does not end in the character given",
		"With `when = always` it has to.",
		"fix: x\n\nIt stood in the way", "fix: x\n\nIt stood in the way.", NEVER, TEXT(".")),
	R("body-leading-blank", BODY, WARN, rule_body_leading_blank, "an empty line stands behind the header",
		"git takes all lines up to the first empty one for the title.",
		"fix: x\n\nIt stood in the way.", "fix: x\nIt stood in the way.", WHEN),
	R("body-max-length", BODY, OFF, rule_max_length, "the body is no longer than that many characters",
		"Counted in UTF-16 units, as everywhere in commitlint: what lies beyond U+FFFF counts twice.",
		"fix: x\n\nA word.", "fix: x\n\nA story.", NUMBER("infinity")),
	R("body-max-line-length", BODY, FAIL, rule_line_length, "no line of the body is longer than that many characters",
		"Lines with a URL may be longer. By our own rules so may what cannot be wrapped without harm: code, "
		"tables, quotes, headings, and a word without a blank to break at. `--fix` wraps the rest.",
		"fix: x\n\nSome words.", "fix: x\n\nMore than a hundred characters on one line.", NUMBER("100")),
	R("body-min-length", BODY, OFF, rule_min_length, "the body, if there is one, has at least that many characters",
		"See body-empty for a body that has to be there.",
		"fix: x\n\nIt stood in the way.", "fix: x\n\nx", NUMBER("0")),
	R("body-required", BODY, FAIL, rule_body_required, "commits of the types given have a body",
		"Name the types for which a header is not enough: value = feat fix. None are named by default.",
		"feat: x\n\nSo that y can z.", "feat: x", OURS, WORDS("")),
	R("breaking-change-exclamation-mark", ALL, OFF, rule_breaking_mark, "`!` and a footer BREAKING CHANGE come together or not at all",
		"The specification is content with one of them. Together they tell both readers of one line and readers of change logs.",
		"feat!: x\n\nBREAKING CHANGE: y is gone", "feat!: x", WHEN),
	R("breaking-spelling", FOOTER, WARN, rule_breaking_spelling, "BREAKING CHANGE is written in capitals, with a colon and a blank",
		"Written otherwise it is no breaking change to those who make versions and change logs of commits.",
		"feat: x\n\nBREAKING CHANGE: y is gone", "feat: x\n\nBreaking change: y is gone", OURS),
	R("changelog", ALL, FAIL, rule_changelog, "a commit of type feat, and one that breaks something, changes the file given",
		"Name the change log, from the root of the repository: value = CHANGELOG.md. None is named by default. Not asked "
		"of merges, nor of a message by itself; a file that the commit deletes has no entry.",
		"fix: x", "feat: x, and CHANGELOG.md as it was", OURS, TEXT("")),
	R("footer-empty", FOOTER, OFF, rule_empty, "there is a footer",
		"A footer is a line like `Refs: #12` or `Signed-off-by: A <a@b>`, in the last paragraph.",
		"fix: x\n\nRefs: #12", "fix: x", NEVER),
	R("footer-leading-blank", FOOTER, WARN, rule_footer_leading_blank, "an empty line stands before the footers",
		"To git a line belongs to the paragraph before it, and is then no trailer.",
		"fix: x\n\nIt stood in the way.\n\nSigned-off-by: A <a@b>", "fix: x\n\nIt stood in the way.\nSigned-off-by: A <a@b>", WHEN),
	R("footer-max-length", FOOTER, OFF, rule_max_length, "the footers have no more than that many characters",
		"All of them together.",
		"fix: x\n\nRefs: #1", "fix: x\n\nRefs: #1, #2, #3, #4 ...", NUMBER("infinity")),
	R("footer-max-line-length", FOOTER, FAIL, rule_line_length, "no line of the footers is longer than that many characters",
		"Trailers cannot be wrapped, so by our own rules they may be as long as they are; commitlint refuses them.",
		"fix: x\n\nRefs: #1", "fix: x\n\nRefs: more than a hundred characters", NUMBER("100")),
	R("footer-min-length", FOOTER, OFF, rule_min_length, "the footers, if there are any, have at least that many characters",
		"All of them together.",
		"fix: x\n\nRefs: #1", "fix: x\n\nA: b", NUMBER("0")),
	R("header-case", HEADER, OFF, rule_case, "the header is in one of the cases given",
		"Not asked of headers that begin with something else than an ASCII letter.",
		"fix: a door", "Fix: A door", WHEN, CASES("lower-case")),
	R("header-full-stop", HEADER, OFF, rule_full_stop, "the header does not end in the character given",
		"Also of `...`, which subject-full-stop lets pass.",
		"fix: a door", "fix: a door.", NEVER, TEXT(".")),
	R("header-max-length", HEADER, FAIL, rule_max_length, "the header is no longer than that many characters",
		"Lists of commits, mails and web pages cut long ones.",
		"fix: a door", "fix: more than a hundred characters", NUMBER("100")),
	R("header-min-length", HEADER, OFF, rule_min_length, "the header has at least that many characters",
		"Counted with type and scope.",
		"fix: a door", "fix: x", NUMBER("0")),
	R("header-shape", HEADER, FAIL, rule_header_shape, "one blank follows the colon, and parentheses hold a scope",
		"commitlint takes `feat(): x` and `feat:  x`; the specification does not, and other tools read them otherwise.",
		"feat: x", "feat():  x", OURS),
	R("header-trim", HEADER, FAIL, rule_trim, "no blanks stand around the header",
		"git removes those behind it; those before it stay.",
		"fix: a door", " fix: a door", .has_when = false),
	R("issue-reference", ALL, OFF, rule_issue, "an issue is referred to somewhere in the message",
		"The value is a regular expression. By default #12, GH-12 and PROJECT-12 count, wherever they stand.",
		"fix: x\n\nRefs: #12", "fix: x", WHEN, OURS, .kind = RULE_EXPRESSION, .value = ISSUE),
	R("message-empty", ALL, FAIL, rule_message_empty, "the message says something",
		"Comments do not count.",
		"fix: a door", "# only a comment", OURS),
	R("no-fixup", HEADER, WARN, rule_no_fixup, "no fixup!, squash! or amend! commit is pushed",
		"They are made for `git rebase -i --autosquash`, which takes them away again. Asked of commits that are "
		"pushed; an error where [branch] says so.",
		"fix: a door", "fixup! feat: a house", OURS),
	R("no-wip", HEADER, WARN, rule_no_wip, "no commit is pushed that calls itself unfinished",
		"WIP, draft, tmp, DNM or `do not merge` at the start of header or subject. Asked of commits that are pushed; "
		"an error where [branch] says so.",
		"feat: a house", "WIP: a house", OURS),
	R("references-empty", ALL, OFF, rule_references, "an issue is referred to",
		"As commitlint's parser finds them: `#12` or `Closes #12`, which differs with its version. issue-reference "
		"is the plain question.",
		"fix: x\n\nCloses #12", "fix: x", NEVER),
	R("scope-case", SCOPE, OFF, rule_scope_case, "the scope is in one of the cases given",
		"Each of several scopes by itself.",
		"fix(api-v): x", "fix(ApiV): x", WHEN, CASES("lower-case")),
	R("scope-delimiter-style", SCOPE, OFF, rule_scope_delimiters, "several scopes stand apart by one of the marks given",
		"A comma may have a blank behind it.",
		"fix(api,ui): x", "fix(api|ui): x", WHEN, WORDS("/ \\ ,")),
	R("scope-empty", SCOPE, OFF, rule_empty, "there is a scope",
		"Turn it on where every commit has to name its component.",
		"fix(parser): x", "fix: x", NEVER),
	R("scope-enum", SCOPE, OFF, rule_scope_enum, "the scope is one of those given",
		"A list by hand. Where components are declared, scope-known does it without one.",
		"fix(parser): x", "fix(praser): x", WHEN, WORDS("")),
	R("scope-known", SCOPE, FAIL, rule_scope_known, "each scope is a component, an alias of one, or named by [commit] scopes",
		"Not asked where neither components nor scopes are declared.",
		"fix(parser): x", "fix(praser): x", OURS),
	R("scope-match", SCOPE, WARN, rule_scope_match, "the scope covers the components that the commit changes",
		"Name all of them, leave the scope out, or make two commits. [commit] free need no mention, nor does what "
		"nobody owns. No scope claims nothing.",
		"fix(parser,lexer): x", "fix(parser): x, with changes to the lexer", OURS),
	R("scope-max-length", SCOPE, OFF, rule_max_length, "the scope has no more than that many characters",
		"All of several scopes together.",
		"fix(api): x", "fix(a-long-name-for-it): x", NUMBER("infinity")),
	R("scope-min-length", SCOPE, OFF, rule_min_length, "the scope, if there is one, has at least that many characters",
		"See scope-empty for a scope that has to be there.",
		"fix(api): x", "fix(a): x", NUMBER("0")),
	R("sign-off-author", FOOTER, OFF, rule_sign_off_author, "a Signed-off-by names the author",
		"What projects with a Developer Certificate of Origin ask for; `git commit -s` adds it.",
		"fix: x\n\nSigned-off-by: A <a@b>", "fix: x", OURS),
	R("signed-off-by", ALL, OFF, rule_signed_off, "the last line begins with the text given",
		"As commitlint has it: lines that begin with # and cherry-pick notes do not count.",
		"fix: x\n\nSigned-off-by: A <a@b>", "fix: x", WHEN, TEXT("Signed-off-by:")),
	R("subject-case", SUBJECT, FAIL, rule_case, "the subject is in none of the cases given",
		"By default: it does not begin with a capital letter. By our own rules it may where the first word is an "
		"acronym or a name with capitals inside: API, GitHub, IPv6.",
		"fix: open the door", "fix: Open the door", NEVER, CASES(SUBJECT_CASES)),
	R("subject-empty", SUBJECT, FAIL, rule_empty, "something is said behind the colon",
		"A header reads `type: what changed` or `type(scope): what changed`.",
		"fix: a door", "fix:", NEVER),
	R("subject-exclamation-mark", SUBJECT, OFF, rule_subject_mark, "no `!` stands before the colon",
		"With `when = always` there has to be one.",
		"fix: x", "fix!: x", NEVER),
	R("subject-full-stop", SUBJECT, FAIL, rule_full_stop, "the header does not end in a full stop",
		"It is a title. Three dots may stand there.",
		"fix: a door", "fix: a door.", NEVER, TEXT(".")),
	R("subject-imperative", SUBJECT, WARN, rule_imperative, "the subject says what the commit does: add, not added",
		"As git itself writes: `Merge`, `Revert`. Only words that are surely another form of a common verb count.",
		"fix: open the door", "fix: opened the door", OURS),
	R("subject-max-length", SUBJECT, OFF, rule_max_length, "the subject has no more than that many characters",
		"Without type and scope; see header-max-length for all of it.",
		"fix: a door", "fix: a long story", NUMBER("infinity")),
	R("subject-min-length", SUBJECT, OFF, rule_min_length, "the subject has at least that many characters",
		"Without type and scope.",
		"fix: a door", "fix: x", NUMBER("0")),
	R("trailer-exists", ALL, OFF, rule_trailer, "there is a trailer that begins with the text given",
		"Trailers are what `git interpret-trailers --parse` finds.",
		"fix: x\n\nSigned-off-by: A <a@b>", "fix: x", WHEN, TEXT("Signed-off-by:")),
	R("type-case", TYPE, FAIL, rule_case, "the type is in one of the cases given",
		"To the specification case means nothing; one way to write it is easier to search for.",
		"fix: x", "Fix: x", WHEN, CASES("lower-case")),
	R("type-empty", TYPE, FAIL, rule_type_empty, "the header begins with a type",
		"A header reads `type: what changed` or `type(scope): what changed`; `!` before the colon marks what breaks others.",
		"fix: a door", "a door", NEVER),
	R("type-enum", TYPE, FAIL, rule_type_enum, "the type is one of those given",
		"[commit] types says which, where this rule has no value of its own.",
		"fix: a door", "repair: a door", WHEN, WORDS(TYPES)),
	R("type-max-length", TYPE, OFF, rule_max_length, "the type has no more than that many characters",
		"See type-enum for a list of types.",
		"fix: x", "bugfixing: x", NUMBER("infinity")),
	R("type-min-length", TYPE, OFF, rule_min_length, "the type has at least that many characters",
		"See type-enum for a list of types.",
		"fix: x", "f: x", NUMBER("0")),
};
/* clang-format on */
const size_t rule_nrows = countof(rule_rows);
