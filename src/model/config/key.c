/* SPDX-License-Identifier: MIT */
/*
 * key -- the table; see key.h for the legend.  Rows of a section stand together, in the order in
 * which a reader should meet them.
 */
#include "model/config/key.h"

#include <string.h>

#include "base/arena.h"
#include "model/config/config.h"

/* clang-format off */
#define ROW(sec, str, field_, name_, type_, fallback_, choices_, looser_, flags_, help_) \
	{.section = (sec), .name = (name_), .type = (type_), .field = offsetof(struct str, field_), \
	 .fallback = (fallback_), .choices = (choices_), .looser = (looser_), .flags = (flags_), \
	 .help = (help_)},
#define T(...) ROW(SECTION_TTA, settings, __VA_ARGS__)
#define S(...) ROW(SECTION_STAGE, stage, __VA_ARGS__)
#define C(...) ROW(SECTION_COMPONENT, component, __VA_ARGS__)
#define E(...) ROW(SECTION_ENV, env, __VA_ARGS__)
#define G(...) ROW(SECTION_GATE, gate, __VA_ARGS__)
#define B(...) ROW(SECTION_BRANCH, branch, __VA_ARGS__)
#define M(...) ROW(SECTION_COMMIT, commit_rules, __VA_ARGS__)
#define Z(...) ROW(SECTION_SECRET, secret, __VA_ARGS__)
#define R(...) ROW(SECTION_RULE, commit_rule, __VA_ARGS__)
#define X(...) ROW(SECTION_COMPONENTS, component_template, __VA_ARGS__)

enum { /* sets of flags that recur */
	STAGED = KEY_BY_STAGE | KEY_BY_COMPONENT,
	ACTS = STAGED | KEY_IN_VERDICT,
	BUILT_LATER = ACTS | KEY_LATER,
};

const struct key keys[] = {
	T(version, "version", TYPE_NUMBER, "1", NULL, LOOSER_NONE, 0,
		"The version of this file's format; 1 is the only one.")
	T(presets, "presets", TYPE_WORDS, NULL, NULL, LOOSER_LESS, 0,
		"Shipped configurations to start from: base python node c go rust.")
	T(target, "target", TYPE_STAGE, NULL, NULL, LOOSER_LESS, 0,
		"The maturity target of what nobody owns and of components that name none; the first stage by default.")
	T(ignore, "ignore", TYPE_PATTERNS, NULL, NULL, LOOSER_MORE, 0,
		"Paths without an owner that are never in {files}.")
	T(generated, "generated", TYPE_PATTERNS, NULL, NULL, LOOSER_MORE, 0,
		"Paths that are owned and count as changed, but are never linted, fixed or measured.")
	T(budget, "budget", TYPE_BUDGET, NULL, NULL, LOOSER_NONE, 0,
		"How long an event may take, as in `pre-commit 30s, pre-push 4m`. What earlier runs say will not fit is deferred to the push before it starts (pre-commit), or makes the push refuse at once; what is over it all the same is ended, and deferred (pre-commit) or not judged. By hand there is none.")
	T(since, "since", TYPE_WORD, NULL, NULL, LOOSER_CHANGED, 0,
		"A commit or tag; it and what came before it are not judged in a push.")
	T(signers, "signers", TYPE_TEXT, NULL, NULL, LOOSER_CHANGED, 0,
		"A file of the tree with the SSH keys of those who may approve and attest, as ALLOWED SIGNERS in ssh-keygen(1) has it. Where it is given only their signatures count; the file counts as the base of a change has it.")
	T(isolation, "isolation", TYPE_CHOICE, "auto", "auto snapshot in-place", LOOSER_NONE, 0,
		"Where command gates run: in the snapshot, or in-place, in the work tree, which must be what is judged, before and after. auto: in place in CI, where the work tree is that by content with nothing untracked in it and gates see all of it and may write there; else, and in hooks, in the snapshot.")

#define THRESHOLDS(R, flags_) \
	R(thresholds.coverage, "coverage", TYPE_THRESHOLD, NULL, NULL, LOOSER_LESS, flags_, \
		"Least line coverage in percent, of gates that read a coverage report.") \
	R(thresholds.branch_coverage, "branch-coverage", TYPE_THRESHOLD, NULL, NULL, LOOSER_LESS, flags_, \
		"Least branch coverage in percent.") \
	R(thresholds.diff_coverage, "diff-coverage", TYPE_THRESHOLD, NULL, NULL, LOOSER_LESS, flags_, \
		"Least coverage in percent of the added lines of a change.") \
	R(thresholds.pass_rate, "pass-rate", TYPE_THRESHOLD, NULL, NULL, LOOSER_LESS, flags_, \
		"Least share in percent of the tests that ran, of gates that read a JUnit report; 100 unless given.") \
	R(thresholds.tolerance, "tolerance", TYPE_THRESHOLD, NULL, NULL, LOOSER_MORE, flags_, \
		"By how many points a measured value may fall short.") \
	R(thresholds.max_critical, "max-critical", TYPE_THRESHOLD, NULL, NULL, LOOSER_MORE, flags_, \
		"Most findings of critical severity in a findings report.") \
	R(thresholds.max_high, "max-high", TYPE_THRESHOLD, NULL, NULL, LOOSER_MORE, flags_, \
		"Most findings of high severity.") \
	R(thresholds.max_medium, "max-medium", TYPE_THRESHOLD, NULL, NULL, LOOSER_MORE, flags_, \
		"Most findings of medium severity.")

	THRESHOLDS(S, 0)

	C(source, "source", TYPE_PATTERNS, NULL, NULL, LOOSER_NONE, 0,
		"The component's own files; {source} in commands.")
	C(tests, "tests", TYPE_PATTERNS, NULL, NULL, LOOSER_NONE, 0,
		"Its tests; {tests} in commands. May overlap between components.")
	C(paths, "paths", TYPE_PATTERNS, NULL, NULL, LOOSER_NONE, 0,
		"What it owns; source and tests unless given.")
	C(dir, "dir", TYPE_TEXT, NULL, NULL, LOOSER_NONE, 0,
		"Its folder, {dir} in values and commands; the first folder of source unless given.")
	C(target, "target", TYPE_STAGE, NULL, NULL, LOOSER_LESS, 0,
		"Its maturity target: which stage's gates it owes.")
	C(next, "next", TYPE_STAGE, NULL, NULL, LOOSER_LESS, 0,
		"The stage it works towards: what that stage owes besides runs as warnings.")
	C(depends, "depends", TYPE_WORDS, NULL, NULL, LOOSER_CHANGED, 0,
		"Components it builds on.")
	C(spec, "spec", TYPE_TEXT, NULL, NULL, LOOSER_CHANGED, 0,
		"Its feature specification, for the built-ins spec and approval.")
	C(checklist, "checklist", TYPE_TEXT, NULL, NULL, LOOSER_CHANGED, 0,
		"Its checklist, for the built-in checklist; a file that does not exist is no error in [defaults].")
	C(docs, "docs", TYPE_PATTERNS, NULL, NULL, LOOSER_CHANGED, 0,
		"Documents that follow `api`, for the built-in docs.")
	C(api, "api", TYPE_PATTERNS, NULL, NULL, LOOSER_CHANGED, 0,
		"Its public files, for the built-in docs.")
	C(owner, "owner", TYPE_WORDS, NULL, NULL, LOOSER_NONE, 0,
		"Who answers for it.")
	C(alias, "alias", TYPE_WORDS, NULL, NULL, LOOSER_NONE, 0,
		"Other names for it, in commit scopes and on the command line.")
	C(tags, "tags", TYPE_WORDS, NULL, NULL, LOOSER_CHANGED, 0,
		"Words that the `for` of gates can name.")
	THRESHOLDS(C, 0)

	X(each, "each", TYPE_TEXT, NULL, NULL, LOOSER_NONE, 0,
		"One component for each match of this pattern; {1} is what its first wildcard matched.")
	X(except, "except", TYPE_WORDS, NULL, NULL, LOOSER_MORE, 0,
		"Matches that make no component.")

	E(carry, "carry", TYPE_PATHS, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT,
		"Ignored state of the work tree that the tools need (.venv, node_modules), linked into the snapshot: a folder entry by entry, without tools' caches in it (.cache, .vite), and relative links of it as they are, so that packages of the workspace are the judged ones; a Python environment whole. `*` and `?` in the folders above it are folders that the judged tree has there: packages/*/node_modules, and none of them need be there. A new worktree takes the main one's where `lock` is the same. {carry} is the first plain one's absolute path.")
	E(set, "set", TYPE_ASSIGN, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT | KEY_PLACEHOLDERS,
		"Variables, NAME=VALUE; {carry} and {NAME} of the environment are replaced.")
	E(roots, "roots", TYPE_PATHS, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT,
		"Source roots that must win over editable installs: first on PYTHONPATH, as folders of the snapshot.")
	E(identity, "identity", TYPE_PATHS, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT,
		"Files of the carried state that tell which tools it holds, at least one in each folder that is carried: where they are the same, passes are served again. `*`, `?` and `[]` match in names.")
	E(keep, "keep", TYPE_PATHS, NULL, NULL, LOOSER_NONE, 0,
		"Caches of tools that belong to the snapshot and survive runs, with all below, and are never the user's. A name without '/' matches in every folder of the tree, else the path from the root; `*`, `?` and `[]` match no '/', and `**/` is no more than `*/`.")
	E(make, "make", TYPE_TEXT, NULL, NULL, LOOSER_NONE, 0,
		"What makes the carried state; shown as the remedy where it is missing.")
	E(lock, "lock", TYPE_PATTERNS, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT,
		"What `carry` was made from. The main worktree's state serves a new worktree only where these files are the same.")
	E(dir, "dir", TYPE_TEXT, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT,
		"Working folder of gates in this environment that name none.")
	E(siblings, "siblings", TYPE_WORDS, NULL, NULL, LOOSER_NONE, KEY_IN_VERDICT,
		"Folders beside the repository that the tools read, as `../name` or `name`; found beside the snapshot under the same name.")

	G(run, "run", TYPE_COMMAND, NULL, NULL, LOOSER_CHANGED, ACTS | KEY_PLACEHOLDERS,
		"The command: words as a shell splits them, no shell. Exit 0 is a pass.")
	G(fix, "fix", TYPE_COMMAND, NULL, NULL, LOOSER_NONE, STAGED | KEY_PLACEHOLDERS,
		"The command that repairs what `run` finds; only `tta-check fix` runs it.")
	G(builtin, "builtin", TYPE_WORDS, NULL, NULL, LOOSER_LESS, ACTS,
		"Built-in gates, in place of `run`; each is a job of its own.")
	G(args, "args", TYPE_COMMAND, NULL, NULL, LOOSER_CHANGED, ACTS,
		"Arguments of the built-ins, as in pre-commit-hooks.")
	G(files, "files", TYPE_NAMES, NULL, NULL, LOOSER_LESS, ACTS,
		"Which changed files owe it and are in {files}; without '/' the base name counts.")
	G(types, "types", TYPE_WORDS, NULL, NULL, LOOSER_LESS, ACTS,
		"Kinds of files that it is about, by name, extension and first line: python, shell, text and others.")
	G(in, "in", TYPE_WORD, NULL, NULL, LOOSER_NONE, ACTS,
		"The [env] that its tools need.")
	G(dir, "dir", TYPE_TEXT, NULL, NULL, LOOSER_NONE, ACTS | KEY_PLACEHOLDERS,
		"Working folder; {files} are relative to it.")
	G(audience, "for", TYPE_WORDS, NULL, NULL, LOOSER_LESS, KEY_BY_STAGE,
		"Only for these components or tags.")
	G(group, "group", TYPE_WORD, NULL, NULL, LOOSER_NONE, 0,
		"One name for several gates, for SKIP, --gate and needs.")
	G(on, "on", TYPE_WORD, NULL, NULL, LOOSER_CHANGED, STAGED,
		"The first event that owes it: pre-commit, pre-push, or a name for --hook-stage; pre-push owes what pre-commit does. Default: pre-commit for files scope and built-ins, else pre-push.")
	G(from, "from", TYPE_STAGE, NULL, NULL, LOOSER_MORE, KEY_BY_COMPONENT,
		"The first stage that owes it; the first one by default.")
	G(scope, "scope", TYPE_CHOICE, NULL, "files component repository", LOOSER_NONE, ACTS,
		"What one job of it is about. Default: files where run has {files}, else component.")
	G(sees, "sees", TYPE_CHOICE, "repository", "files component repository", LOOSER_LESS, ACTS,
		"What its jobs can see, and so what its verdict depends on.")
	G(level, "level", TYPE_CHOICE, "fail", "fail warn off", LOOSER_MORE, STAGED,
		"fail refuses, warn tells, off does not run.")
	G(timeout_ms, "timeout", TYPE_DURATION, "10m", NULL, LOOSER_NONE, STAGED,
		"How long one job may take.")
	G(needs, "needs", TYPE_WORDS, NULL, NULL, LOOSER_NONE, KEY_BY_STAGE,
		"Gates that must have passed first.")
	G(when, "when", TYPE_WORDS, NULL, NULL, LOOSER_MORE, STAGED,
		"Only then: `env NAME`, `ci`, `branch PATTERN`, `not merge`, `not rebase`; several must all hold.")
	G(dependants, "dependants", TYPE_STAGE, NULL, NULL, LOOSER_MORE, KEY_BY_STAGE,
		"Also for components that depend on a changed one and whose target is this stage or above.")
	G(inputs, "inputs", TYPE_PATTERNS, NULL, NULL, LOOSER_LESS, ACTS,
		"Files it depends on besides what it sees; a change to one owes it at push.")
	G(exclusive, "exclusive", TYPE_BOOL, "no", NULL, LOOSER_NONE, 0,
		"Runs while nothing else does.")
	G(parallel, "parallel", TYPE_BOOL, "no", NULL, LOOSER_NONE, 0,
		"Its component jobs may run at the same time.")
	G(retry, "retry", TYPE_RETRY, NULL, NULL, LOOSER_MORE, STAGED,
		"Further attempts, as in `2 when \"Connection refused\"`.")
	G(missing, "missing", TYPE_CHOICE, "fail", "fail warn skip", LOOSER_MORE, STAGED,
		"What it means when its tool is not there.")
	G(problem, "problem", TYPE_REGEX, NULL, NULL, LOOSER_NONE, ACTS,
		"How a finding looks in its output; named groups file line column severity rule message.")
	G(report, "report", TYPE_WORDS, NULL, NULL, LOOSER_LESS, ACTS,
		"Reports that it writes to {report} ($TTA_REPORT_DIR), and is judged by: coverage (LCOV, Cobertura, coverage.py's JSON, Istanbul's, Go's profile, JaCoCo, Clover), junit, sarif. One that is missing, empty, cut off, older than the run or about other files breaks it.")
	G(report_prefix, "report-prefix", TYPE_WORDS, NULL, NULL, LOOSER_NONE, ACTS,
		"What paths in its reports begin with and is no part of them here, as in a container: /app/ or /app/=services/api/, what stands there instead.")
	G(unloaded, "unloaded", TYPE_CHOICE, "ignore", "ignore zero", LOOSER_NONE, ACTS,
		"Files of the component that no report speaks of, of a kind that they do speak of: left out, or with every line that looks like code not covered.")
	G(ratchet, "ratchet", TYPE_BOOL, "no", NULL, LOOSER_LESS, ACTS,
		"A component may not fall behind the best that `tta-check run --ratchet` recorded of it in .tta/ratchet.ini, but for `tolerance`.")
	G(metric, "metric", TYPE_REGEX, NULL, NULL, LOOSER_CHANGED, ACTS,
		"A number in its output, the group `value` of the last match, held against min or max. `^` and `$` are at lines.")
	G(min, "min", TYPE_THRESHOLD, NULL, NULL, LOOSER_LESS, ACTS, "Least value of metric.")
	G(max, "max", TYPE_THRESHOLD, NULL, NULL, LOOSER_MORE, ACTS, "Most value of metric.")
	G(new_only, "new-only", TYPE_CHOICE, "no", "no findings lines", LOOSER_CHANGED, ACTS,
		"Only findings that the base does not have say no; `lines`: only those on added lines. For built-ins that look at files; for commands with `problem`, which end with 1 because of findings, `lines` alone.")
	G(baseline, "baseline", TYPE_TEXT, NULL, NULL, LOOSER_CHANGED, BUILT_LATER,
		"A file of known findings that do not count: of the built-in `secrets`, a baseline as detect-secrets writes it. Gates of other kinds cannot be judged with it.")
	G(unchanged, "unchanged", TYPE_PATTERNS, NULL, NULL, LOOSER_LESS, ACTS,
		"Paths that running it must leave as they are, as in `run = make gen`, `unchanged = src/gen/`: what it changes, makes or takes away there is a no, and the fix unless `fix` is given. It runs while nothing else does, in the snapshot.")
	G(contain, "contain", TYPE_CHOICE, "no", "no yes try", LOOSER_NONE, ACTS,
		"The kernel (Linux's Landlock) keeps its commands from writing to the repository's work trees and git folders, whatever link leads there; try: where the kernel can, else it runs as it is, with a note.")
	G(ignored, "ignored", TYPE_BOOL, "no", NULL, LOOSER_LESS, ACTS,
		"It sees what [tta] ignore names as well.")
	G(env_inputs, "env-inputs", TYPE_WORDS, NULL, NULL, LOOSER_NONE, ACTS,
		"Variables that its verdict depends on, besides the shipped list; TTA_COMPONENT and TTA_TARGET as well, where a gate in files scope reads them.")
	G(tool, "tool", TYPE_TEXT, NULL, NULL, LOOSER_NONE, ACTS,
		"What tells the version of the tool that a launcher starts, as `go version`: words as in run, run in the work tree's root before anything is served; what it prints is part of what a verdict depends on.")
	G(cache, "cache", TYPE_LIFETIME, "yes", NULL, LOOSER_NONE, STAGED,
		"Whether a pass is served again while nothing that it depends on has changed: yes, no, or for how long (24h). no is for gates that look at the network, the time or the history of the repository. yes, written in tta.ini, also vouches for what cannot be known: the program behind a launcher, carried state without `identity`.")
	THRESHOLDS(G, ACTS)

	B(commit, "commit", TYPE_CHOICE, "any", "any merge none", LOOSER_LESS, 0,
		"What may be committed on it: anything, merges only, or nothing.")
	B(push, "push", TYPE_CHOICE, "any", "any fast-forward none", LOOSER_LESS, 0,
		"How it may be pushed: any way, fast-forward only, or not at all. By force or to delete it, as the commit that the remote would lose has it, too.")
	B(fixup, "fixup", TYPE_CHOICE, "warn", "warn fail allow", LOOSER_MORE, 0,
		"What a fixup!, squash! or amend! commit is that is pushed to it, or committed on it where it says fail.")
	B(wip, "wip", TYPE_CHOICE, "warn", "warn fail allow", LOOSER_MORE, 0,
		"The same of a commit that calls itself work in progress.")

	M(compat, "compat", TYPE_CHOICE, "none", "none commitlint-20 commitlint-21", LOOSER_CHANGED, 0,
		"Whose verdicts: ours, on the text that git will store, or those of commitlint 20.5.3 or 21.2.4 with config-conventional.")
	M(types, "types", TYPE_WORDS, "feat fix docs style refactor perf test build ci chore revert", NULL,
		LOOSER_CHANGED, 0, "Types that a commit header may have.")
	M(scopes, "scopes", TYPE_WORDS, NULL, NULL, LOOSER_CHANGED, 0,
		"Scopes besides components and their aliases.")
	M(free, "free", TYPE_WORDS, NULL, NULL, LOOSER_MORE, 0,
		"Components that may be staged without a mention in the scope.")
	M(scope_match, "scope-match", TYPE_CHOICE, "warn", "fail warn off", LOOSER_MORE, 0,
		"Whether a scope must name the components that the commit changes; no scope is allowed.")
	M(issue, "issue", TYPE_REGEX, NULL, NULL, LOOSER_CHANGED, 0,
		"What a reference to an issue looks like, as in `[A-Z]+-\\d+`; with it every message must hold one.")
	M(body_required, "body-required", TYPE_WORDS, NULL, NULL, LOOSER_LESS, 0,
		"Types whose messages must have a body.")
	M(sign_off, "sign-off", TYPE_BOOL, "no", NULL, LOOSER_LESS, 0,
		"Whether every message must end with the author's Signed-off-by.")
	M(default_ignores, "default-ignores", TYPE_BOOL, "yes", NULL, LOOSER_CHANGED, 0,
		"Whether messages that git writes itself (merges, reverts, fixup!) are taken as they are.")
	M(ignore, "ignore", TYPE_WORDS, NULL, NULL, LOOSER_MORE, 0,
		"Regular expressions; a message whose header one of them matches is not judged. Quotes hold one with blanks together.")
	M(ignore_authors, "ignore-authors", TYPE_WORDS, NULL, NULL, LOOSER_MORE, 0,
		"Authors whose messages are not judged: patterns for the name, the address, or `name <address>`, as in `\"dependabot*\" *@bots.example.org`.")

	R(level, "level", TYPE_CHOICE, NULL, "error warn off", LOOSER_MORE, 0,
		"error refuses, warn tells, off does not look.")
	R(when, "when", TYPE_CHOICE, NULL, "always never", LOOSER_CHANGED, 0,
		"never turns the rule round; only where that means something.")
	R(value, "value", TYPE_TEXT, NULL, NULL, LOOSER_CHANGED, 0,
		"What it is held against: words, cases, a number or `infinity`, a text, or a regular expression, as the table of rules says.")

	Z(about, "about", TYPE_TEXT, NULL, NULL, LOOSER_NONE, 0,
		"What it is, for people: GitHub access token.")
	Z(pattern, "pattern", TYPE_REGEX, NULL, NULL, LOOSER_CHANGED, KEY_IN_VERDICT,
		"What it looks like; a group, where there is one, is the secret itself. With `near` the value alone.")
	Z(keywords, "keywords", TYPE_WORDS, NULL, NULL, LOOSER_CHANGED, KEY_IN_VERDICT,
		"Words in any case without one of which there is nothing to look at. What matches begins with one of them, or `back` bytes before it; what the pattern begins with, unless given.")
	Z(near, "near", TYPE_WORDS, NULL, NULL, LOOSER_CHANGED, KEY_IN_VERDICT,
		"Words in any case; one of them stands in the name that the value is given to: near = acme finds ACME_API_KEY = \"...\".")
	Z(back, "back", TYPE_NUMBER, NULL, NULL, LOOSER_CHANGED, KEY_IN_VERDICT,
		"How far before its keyword a match can begin.")
	Z(entropy, "entropy", TYPE_THRESHOLD, NULL, NULL, LOOSER_MORE, KEY_IN_VERDICT,
		"What holds no more than so many bits a byte is no secret.")
	Z(allow, "allow", TYPE_REGEX, NULL, NULL, LOOSER_CHANGED, KEY_IN_VERDICT,
		"What this matches in a value, case aside, is no secret.")
	Z(files, "files", TYPE_NAMES, NULL, NULL, LOOSER_LESS, KEY_IN_VERDICT,
		"Only in these files.")
	Z(tier, "tier", TYPE_CHOICE, "sure", "sure likely weak", LOOSER_MORE, KEY_IN_VERDICT,
		"How often it is right: sure, of a form that nothing else has; likely, a value that its name gives away; weak, which counts only where `args` ask for it.")
	Z(check, "check", TYPE_WORDS, NULL, NULL, LOOSER_CHANGED, KEY_IN_VERDICT,
		"What else must hold of a value: mixed, letters and digits both; value, as a program could have made it, not a person or a template; exact, where the pattern says its own bounds; any, where a placeholder (xxxx, your-token) counts as well.")
	Z(type, "type", TYPE_TEXT, NULL, NULL, LOOSER_NONE, 0,
		"Its name in a baseline; `about` unless given.")
	Z(good, "good", TYPE_WORDS, NULL, NULL, LOOSER_NONE, 0,
		"Examples that must be found, where <hex:32> stands for 32 such bytes: digits hex HEX lower upper letters alnum base64 url; <uuid>. A rule that does not find them is broken.")
	Z(bad, "bad", TYPE_WORDS, NULL, NULL, LOOSER_NONE, 0,
		"Examples that must not be found.")
};
/* clang-format on */
const size_t nkeys = countof(keys);

const struct section_info sections[SECTION_KINDS] = {
	[SECTION_TTA] = {"tta", NULL, "The repository as a whole."},
	[SECTION_STAGE] = {"stage", "a stage",
		"A maturity stage and its thresholds; the order of the sections is the order of "
		"maturity."},
	[SECTION_COMPONENT] = {"component", "a component", "A part of the repository."},
	[SECTION_COMPONENTS] = {"components", "the template",
		"One section for many components; besides these it takes every key of "
		"[component]."},
	[SECTION_ENV] = {"env", "an environment", "What the tools of a gate need around them."},
	[SECTION_GATE] = {"gate", "a gate", "Something that can be asked of a change."},
	[SECTION_BRANCH] = {"branch", "one or more branches, patterns allowed",
		"What may be done on a branch."},
	[SECTION_COMMIT] = {"commit", NULL, "What a commit message must look like."},
	[SECTION_RULE] = {"rule", "a rule of commit messages (`tta-check message --rules`)",
		"What a repository makes of one rule; what is not given stays as it is shipped."},
	[SECTION_SECRET] = {"secret", "a rule",
		"A secret that the built-in `secrets` looks for besides those it ships."},
};

const char *
type_name(enum value_type type)
{
	static const char *const names[] = {
		[TYPE_TEXT] = "text",
		[TYPE_WORD] = "word",
		[TYPE_WORDS] = "words",
		[TYPE_PATTERNS] = "patterns",
		[TYPE_NAMES] = "patterns",
		[TYPE_PATHS] = "paths",
		[TYPE_BOOL] = "yes or no",
		[TYPE_NUMBER] = "number",
		[TYPE_THRESHOLD] = "number",
		[TYPE_DURATION] = "duration",
		[TYPE_LIFETIME] = "yes, no or duration",
		[TYPE_CHOICE] = "choice",
		[TYPE_STAGE] = "stage",
		[TYPE_COMMAND] = "command",
		[TYPE_REGEX] = "regular expression",
		[TYPE_RETRY] = "retry",
		[TYPE_BUDGET] = "budget",
		[TYPE_ASSIGN] = "assignments",
	};

	return names[type];
}

const struct key *
key_find(enum section_kind section, const char *name)
{
	for (const struct key *k = key_first(section); k < keys + nkeys && k->section == section;
		k++) {
		if (strcmp(k->name, name) == 0)
			return k;
	}
	return NULL;
}

const struct key *
key_first(enum section_kind section)
{
	const struct key *k = keys;

	while (k < keys + nkeys && k->section != section)
		k++;
	return k;
}

size_t
key_count(enum section_kind section)
{
	const struct key *first = key_first(section), *k = first;

	while (k < keys + nkeys && k->section == section)
		k++;
	return (size_t)(k - first);
}

size_t
key_index(const struct key *key)
{
	return (size_t)(key - key_first(key->section));
}
