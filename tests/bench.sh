#!/bin/sh
# SPDX-License-Identifier: MIT
# bench.sh [WORK...] -- how fast we are, as ratios to git and to other hook managers, all taken in
# one run on the same repository.  WORK: 100 20000 100000 (files in the index), cached, message,
# checks, messages, secrets, links; default all, and then the table is also written: docs/bench.md,
# where a regression shows in review, and between the markers of README.md its rows with a bound that
# are about other hook managers or `git diff`.
# Prints a table; the exit status is 1 where a bound does not hold.
#
# Rows "pre-commit" are the hook without command gates, nothing to be done before it.
# "cached" is what 300 checks that all passed before (50 components, 6 gates) add to the hook that
# has no gates, for a change in each of the components, as a ratio to git --version.
# Rows "commit-msg" have pre-commit run before each, outside the time that counts, so that the note
# is there.  The empty program is what cc makes of `int main(void) { return 0; }`.
# "messages" are those of a range, each judged by the tta.ini of its own tree; TTA_BENCH_MESSAGES=FILE
# takes them from there.
# Rows with a gate are the whole hook, from its start to its end, with one gate that does nothing;
# before each run of each command, outside the time that counts, a file gets new content and is
# staged, so that no verdict is known and the snapshot lacks that file:
#   partial   the work tree has other content than what is staged.  The gate fails unless it sees
#             what is staged, and the next round ends the measuring if the work tree's was lost.
#   snapshot  cone: `sees = component`, full: all files.  Afterwards the snapshot must hold what was
#             staged last.
#   refs      as full, with 3,000 loose tags.
# "checks" is the hook over 1,000 staged text files with the file checks that prek has built in, too,
# as far as this version has them; "messages" a range of 500 commits; "secrets" a tree of 5,000 files,
# a file of 32 MiB for the megabytes a second, a line of 1.5 MB; "links" those of 5,000 Markdown files, against cmark
# merely parsing them.  What this version cannot do has a row that says so.
# The peers come from npm, into build/peers; pre-commit (Debian's package is meant), detect-secrets,
# gitleaks and cmark are taken where they are installed.  A row of one that is not here says so.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$PWD
BUILD=${BUILD:-$top/build/debug}
pace=$BUILD/tests/tools/pace
peers=$top/build/peers
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tta-bench.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
result=0

# Nothing of this machine's settings or of git's around us takes part.
for name in $(git rev-parse --local-env-vars); do unset "$name"; done
unset TTA_CHECK TTA_SKIP SKIP CI
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C HOME="$scratch/home"
export XDG_CACHE_HOME="$scratch/cache" PREK_HOME="$scratch/prek" PRE_COMMIT_HOME="$scratch/pre-commit"
mkdir "$HOME"

find_peers() { # sets lefthook, prek, lint_staged, commitlint, precommit ... to programs, or to nothing
	lefthook='' prek='' lint_staged='' commitlint=''
	precommit=$(command -v pre-commit)
	detect_secrets=$(command -v detect-secrets)
	gitleaks=$(command -v gitleaks)
	cmark=$(command -v cmark)
	versions=$(git --version)${precommit:+, $("$precommit" --version)}
	if [ ! -d "$peers/node_modules/lint-staged" ] || [ ! -d "$peers/node_modules/@commitlint/cli" ]; then
		command -v npm >/dev/null 2>&1 || {
			echo "no npm: lefthook, prek, lint-staged and commitlint are left out"
			return
		}
		mkdir -p "$peers"
		# No scripts: lefthook's would install its hooks into this repository.
		npm install --prefix "$peers" --ignore-scripts --no-audit --no-fund --loglevel error \
			lefthook @j178/prek lint-staged @commitlint/cli >"$peers/log" 2>&1 || {
			echo "npm could not install the peers: they are left out ($peers/log)"
			rm -rf "$peers/node_modules"
			return
		}
	fi
	lefthook=$(find "$peers/node_modules" -path '*lefthook-*/bin/lefthook' -type f | head -n 1)
	prek=$(find "$peers/node_modules" -path '*prek-*/prek' -type f | head -n 1)
	chmod +x "$lefthook" "$prek" 2>/dev/null
	"$lefthook" version >/dev/null 2>&1 || lefthook=''
	"$prek" --version >/dev/null 2>&1 || prek=''
	lint_staged=$peers/node_modules/lint-staged/bin/lint-staged.js
	"$lint_staged" --version >/dev/null 2>&1 || lint_staged=''
	commitlint=$peers/node_modules/.bin/commitlint
	"$commitlint" --version >/dev/null 2>&1 || commitlint=''
	versions="$versions, lefthook $("$lefthook" version 2>/dev/null || echo none), $("$prek" --version 2>/dev/null || echo 'no prek'), lint-staged $("$lint_staged" --version 2>/dev/null || echo none), commitlint $("$commitlint" --version 2>/dev/null | sed 's/^@.*@//' || echo none)"
	echo "peers: $versions"
}

make_files() { # make_files FOLDER FILES PARTS : a repository that has them
	rm -rf "$1" && git init -q -b main "$1" && cd "$1" || exit 1
	git config user.name bench && git config user.email bench@example.org && git config gc.auto 0
	awk -v files="$2" -v parts="$3" 'BEGIN {
		print "commit refs/heads/main\ncommitter b <b@example.org> 1700000000 +0000\ndata 5\nfirst"
		for (i = 0; i < files; i++) {
			text = "file " i "\n"
			printf "M 100644 inline part%d/folder%d/file%d.txt\ndata %d\n%s\n", \
				i % parts, (i / 100) % 100, i, length(text), text
		}
	}' | git fast-import --quiet && git reset -q --hard || exit 1
}
make_repository() { # make_repository FILES : in $scratch/repo, ten of them staged
	make_files "$scratch/repo" "$1" 10
	cat >tta.ini <<'END'
[tta]
version = 1
[components parts]
each   = part*/
source = part{1}/
END
	cat >lefthook.yml <<'END'
no_auto_install: true
pre-commit:
  commands:
    nothing:
      run: "true"
END
	cat >.pre-commit-config.yaml <<'END'
repos:
  - repo: local
    hooks:
      - {id: nothing, name: nothing, language: system, entry: "true", pass_filenames: false}
END
	git add . && git commit -q -m 'chore: configure' || exit 1
	git ls-files 'part*' | head -n 10 | while IFS= read -r f; do echo changed >>"$f"; done
	git add -u && git write-tree >/dev/null # as git commit leaves the index to its hook
	"$BUILD/tta-check" install >"$scratch/said" 2>&1 || {
		cat "$scratch/said"
		exit 1
	}
	try_hook
}

try_hook() { # once, and what it says where that does not pass
	as_git .git/hooks/pre-commit >"$scratch/said" 2>&1 || {
		cat "$scratch/said"
		exit 1
	}
}

# What is prepared: the file is as it was left, then it is staged with a new number.
write_stage() { # write_stage [unstaged] : $scratch/stage, which stages a change, or leaves another one beside it
	echo 0 >"$scratch/number"
	cat >"$scratch/stage" <<END
#!/bin/sh
n=\$(cat "$scratch/number")
[ \$n = 0 ] || [ "\$(cat $changing)" = "${1:-staged} \$n" ] || exit 1
n=\$((n + 1))
echo \$n >"$scratch/number" && echo staged \$n >$changing && git add $changing && git write-tree >/dev/null &&
	echo "${1:-staged} \$n" >$changing
END
	chmod +x "$scratch/stage"
}
changing=part0/folder0/file0.txt

quietly_commit() { # by no hook
	git -c core.hooksPath=/dev/null commit -qm 'chore: other settings'
}
with_gate() { # with_gate LINES : nothing staged, and one gate
	git reset -q --hard
	printf '[tta]\nversion = 1\n[component part]\nsource = part0/folder0/ part0/folder1*/\n[gate nothing]\non = pre-commit\n%s\n' "$1" >tta.ini
	git add tta.ini && quietly_commit || exit 1
	write_stage && "$scratch/stage" && try_hook
}

partial() { # partial FILES RUNS : one file with staged and other unstaged content, one no-op gate
	with_gate "run = grep -q ^staged $changing
scope = repository"
	grep -q '^staged' $changing || exit 1
	cat >lefthook.yml <<END
no_auto_install: true
pre-commit:
  commands:
    nothing:
      run: grep -q ^staged $changing
END
	cat >.pre-commit-config.yaml <<END
repos:
  - repo: local
    hooks:
      - {id: nothing, name: nothing, language: system, entry: grep -q ^staged $changing, pass_filenames: false}
END
	echo '{"private": true, "lint-staged": {"*.txt": "grep -q ^staged"}}' >package.json
	git reset -q && git add lefthook.yml .pre-commit-config.yaml package.json && quietly_commit || exit 1
	write_stage unstaged
	prepare=$scratch/stage
	text="partial staging, $1 files, one gate"
	peer "$lefthook" "$text" lefthook 0.3 "$2" "$lefthook" run pre-commit
	peer "$prek" "$text" prek 0.3 "$2" "$prek" run
	peer "$precommit" "$text" pre-commit - 3 "$precommit" run
	peer "$lint_staged" "$text" lint-staged 0.3 "$2" "$lint_staged"
	same_after "$text" unstaged
	prepare=''
}
same_after() { # same_after WORK PREFIX : work tree and index are as they were prepared
	n=$(cat "$scratch/number")
	if [ "$(cat $changing)" != "$2 $n" ] || [ "$(git cat-file -p :$changing)" != "staged $n" ] ||
		[ "$(git status --porcelain | cut -c 4-)" != "$changing" ]; then
		echo "$1: a command left the work tree or the index otherwise than it was"
		result=1
	fi
}

updated() { # updated WORK : the snapshot holds what was staged last
	try_hook
	find "$XDG_CACHE_HOME/tta" -path "*/tree/$changing" -exec grep -qx "staged $(cat "$scratch/number")" {} \; -print |
		grep -q . || {
		echo "$1: the snapshot does not hold what was staged"
		result=1
	}
}
snapshot() { # snapshot FILES RUNS : after a change of one file
	prepare=$scratch/stage
	with_gate "run = true
scope = component
sees = component"
	text="snapshot of a cone, $1 files"
	against "$text" 'git --version' 10 "$2" git --version
	updated "$text"
	with_gate "run = true
scope = repository"
	text="snapshot of all $1 files"
	bound=-
	[ "$1" -lt 20000 ] || bound=2.5
	against "$text" 'git status' $bound "$2" git status --porcelain
	updated "$text"
	[ "$1" != 20000 ] || refs "$2"
	prepare=''
}
refs() { # refs RUNS : with many
	for i in $(seq 3000); do echo "create refs/tags/t$i HEAD"; done | git update-ref --stdin || exit 1
	try_hook
	sleep 2.5 # what was written a moment ago is not believed
	try_hook
	against "the same with 3000 refs" 'git for-each-ref' - "$1" git for-each-ref
	git for-each-ref --format='delete %(refname)' refs/tags | git update-ref --stdin
}

row() { # row WORK AGAINST BOUND "MEDIAN MIN PEAK RATIO CPU" "THEIRS..." FIELD : one line of the table
	echo "$4 $5" | awk -v work="$1" -v against="$2" -v bound="$3" -v field="$6" '{
		ours = $(field); theirs = $(field + 5)
		unit = field == 3 ? "KiB" : "us"
		ratio = theirs > 0 ? ours / theirs : 0
		holds = bound == "-" ? "" : ratio <= bound ? "within" : "NOT WITHIN"
		printf "%-40s %9d %s  %-22s %9d %s  %7.3f  %5s  %s\n", \
			work, ours, unit, against, theirs, unit, ratio, bound, holds
		scale = 1000; unit = field == 3 ? "MiB" : "ms"
		if (field == 3) scale = 1024
		printf "| %s | %.1f %s | %s | %.1f %s | %.3f | %s |\n", work, ours / scale, unit, \
			against, theirs / scale, unit, ratio, bound == "-" ? "" : \
			holds == "within" ? "≤ " bound : "**not** ≤ " bound >>table
		exit holds == "NOT WITHIN"
	}' table="$scratch/table" || result=1
}

# shellcheck disable=SC2086
against() { # against WORK NAME BOUND RUNS COMMAND... : the hook and this, turn by turn
	work=$1 name=$2 bound=$3 runs=$4
	shift 4
	measured=$(as_git "$pace" "$runs" ${prepare:+-- "$prepare" :} $hook : "$@") || {
		echo "$work: $name could not be measured"
		result=1
		return
	}
	row "$work" "$name" "$bound" "$(echo "$measured" | sed -n 1p)" "$(echo "$measured" | sed -n 2p)" 1
}
peer() { # peer PROGRAM WORK NAME BOUND RUNS COMMAND... : the same, unless the program is nothing
	program=$1
	shift
	if [ -n "$program" ]; then
		against "$@"
	else
		absent "$1" "$2" "$3" 'not installed'
	fi
}
absent() { # absent WORK NAME BOUND WHY : a row without figures
	printf '%-40s %9s %s  %-22s %s\n' "$1" - '  ' "$2" "$4"
	echo "| $1 | | $2 | $4 | | $([ "$3" = - ] || echo "≤ $3") |" >>"$scratch/table"
}
as_git() { # as_git COMMAND... : in the surroundings that git gives to its hook
	env GIT_INDEX_FILE=.git/index GIT_EXEC_PATH="$exec_path" GIT_PREFIX= GIT_EDITOR=: \
		PATH="$exec_path:$PATH" "$@"
}

work() { # work FILES RUNS BOUND-OF-PEERS BOUND-OF-GIT
	make_repository "$1"
	text="pre-commit, 10 of $1 files"
	against "$text" 'git --version' - "$2" git --version
	against "$text" 'git diff --cached' "$4" "$2" git diff --cached --name-only
	peer "$lefthook" "$text" 'lefthook, one no-op' "$3" "$((($2 + 3) / 4))" "$lefthook" run pre-commit
	peer "$prek" "$text" 'prek, one no-op' "$3" "$((($2 + 3) / 4))" "$prek" run
	peer "$precommit" "$text" 'pre-commit, one no-op' - 5 "$precommit" run
	[ "$1" != 100000 ] || memory
	[ "$1" != 20000 ] || partial "$1" "$((($2 + 9) / 10))"
	snapshot "$1" "$((($2 + 3) / 4))"
	cmp -s .git/hooks/pre-commit "$BUILD/hooks/pre-commit" || {
		echo 'a peer has put its hook in the place of ours: the rows above say nothing'
		exit 1
	}
	cd "$top" || exit 1
}
memory() {
	measured=$(as_git "$pace" 3 .git/hooks/pre-commit : git status --porcelain) || exit 1
	row 'peak memory, 100000 files' 'git status' 2 "$(echo "$measured" | sed -n 1p)" \
		"$(echo "$measured" | sed -n 2p)" 3
}

cached() { # cached RUNS : 50 components, 6 gates, 20,000 files; all passed before
	for kind in plain repo; do
		make_files "$scratch/$kind" 20000 50
		printf '[tta]\nversion = 1\n[components parts]\neach = part*/\nsource = part{1}/\n' >tta.ini
		[ $kind = plain ] || for gate in 1 2 3 4 5 6; do
			printf '[gate g%s]\nrun = true\nscope = component\nsees = component\non = pre-commit\n' $gate
		done >>tta.ini
		git add . && quietly_commit || exit 1
		for part in $(seq 0 49); do echo changed >>"part$part/folder0/file$part.txt"; done
		git add -u && git write-tree >/dev/null && "$BUILD/tta-check" install >"$scratch/said" 2>&1 || exit 1
		try_hook && try_hook
	done
	grep -q '300 cached' "$scratch/said" || {
		cat "$scratch/said"
		exit 1
	}
	measured=$(as_git "$pace" "$1" .git/hooks/pre-commit : "@$scratch/plain" .git/hooks/pre-commit : git --version) || exit 1
	row '300 cached, 20000 files, over no gate' 'git --version' 8 \
		"$(echo "$measured" | awk 'NR == 1 { one = $1 } NR == 2 { print one - $1, 0, 0, 0, 0 }')" \
		"$(echo "$measured" | sed -n 3p)" 1
	cd "$top" || exit 1
}
message() { # message RUNS : commit-msg with the note
	make_repository 100
	echo 'feat: say hello' >.git/COMMIT_EDITMSG
	commitlint_config
	echo 'int main(void) { return 0; }' | ${CC:-cc} -O2 -xc - -o "$scratch/empty" || exit 1
	text='commit-msg with the note'
	hook='.git/hooks/commit-msg .git/COMMIT_EDITMSG'
	prepare=.git/hooks/pre-commit
	against "$text" 'an empty C program' 3 "$1" "$scratch/empty"
	peer "$commitlint" "$text" commitlint 0.01 5 "$commitlint" --edit .git/COMMIT_EDITMSG
	prepare='' hook=.git/hooks/pre-commit
	cd "$top" || exit 1
}

checks() { # checks FILES RUNS : the same file checks over so many staged files
	make_files "$scratch/repo" 100 10
	"$BUILD/tta-check" install >"$scratch/said" 2>&1 || exit 1
	ids='' text="file checks, $1 staged files"
	for id in trailing-whitespace end-of-file-fixer mixed-line-ending check-merge-conflict \
		detect-private-key fix-byte-order-marker check-added-large-files check-case-conflict \
		check-executables-have-shebangs check-symlinks check-json check-toml check-yaml check-xml; do
		has_builtin $id && ids="$ids $id"
	done
	printf '[tta]\nversion = 1\n[gate files]\nbuiltin =%s\n' "$ids" >tta.ini
	{
		printf 'repos:\n  - repo: builtin\n    hooks:\n'
		for id in $ids; do echo "      - id: $id"; done
	} >.pre-commit-config.yaml
	git add . && quietly_commit || exit 1
	mkdir many && awk -v files="$1" 'BEGIN {
		split("txt py json yaml toml xml", ends)
		head["json"] = "[\n"; tail["json"] = "\"last\"\n]\n"; head["xml"] = "<all>\n"; tail["xml"] = "</all>\n"
		for (i = 0; i < files; i++) {
			end = ends[i % 6 + 1]
			file = "many/" i "." end
			printf "%s", head[end] >file
			for (line = 0; line < 60; line++) {
				if (end == "json") printf "  \"line %d of a file that is neither long nor short\",\n", line >file
				else if (end == "yaml") printf "key%d: a line of a file that is neither long nor short\n", line >file
				else if (end == "toml") printf "key%d = \"a line of a file that is neither long nor short\"\n", line >file
				else if (end == "xml") printf "  <line n=\"%d\">of a file that is neither long nor short</line>\n", line >file
				else printf "line %d of a file that is neither long nor short\n", line >file
			}
			printf "%s", tail[end] >file
			close(file)
		}
	}' || exit 1
	git add many && git write-tree >/dev/null && try_hook
	grep -q "checks passed" "$scratch/said" || {
		cat "$scratch/said"
		exit 1
	}
	peer "$prek" "$text" 'prek, its built-ins' 0.25 "$2" "$prek" run
	cd "$top" || exit 1
}
has_builtin() { # has_builtin ID : in this version
	printf '[tta]\nversion = 1\n[gate files]\nbuiltin = %s\n' "$1" >tta.ini
	! "$BUILD/tta-check" config lint 2>&1 | grep -q 'no built-in'
}
has_command() { # has_command NAME : in this version
	"$BUILD/tta-check" help "$1" >/dev/null 2>&1
}
not_there() { # not_there NAME : what stands in the row of a command that this version lacks
	echo "no \`$1\` in this version"
}

messages() { # messages COMMITS RUNS : of a range
	text="messages of $1 commits"
	has_command message || {
		absent "$text" commitlint - "$(not_there 'tta-check message')"
		return
	}
	make_repository 100
	commits "$1"
	commitlint_config
	hook="$BUILD/tta-check message --from-ref HEAD~$1 --to-ref HEAD"
	peer "$commitlint" "$text" commitlint - "$2" "$commitlint" --from "HEAD~$1" --to HEAD
	hook=.git/hooks/pre-commit
	cd "$top" || exit 1
}
commits() { # commits NUMBER : on top, with nothing in them
	awk -v n="$1" -v tip="$(git rev-parse HEAD)" 'BEGIN {
		for (i = 0; i < n; i++) {
			text = "fix: say the " i "th thing\n\nWith a body that tells why.\n"
			printf "commit refs/heads/main\ncommitter b <b@example.org> %d +0000\ndata %d\n%s", 1700000001 + i, length(text), text
			if (i == 0) print "from " tip
		}
	}' | git fast-import --quiet || exit 1
}
commitlint_config() {
	echo 'module.exports = { rules: { "type-enum": [2, "always", ["feat", "fix"]], "subject-empty": [2, "never"] } }' >commitlint.config.js
}

secrets() { # secrets FILES RUNS
	text="secrets, $1 files"
	has_command secrets || {
		absent "$text" detect-secrets 0.05 "$(not_there 'tta-check secrets')"
		absent 'secrets, 32 MiB' cat - "$(not_there 'tta-check secrets')"
		return
	}
	make_files "$scratch/repo" "$1" 50
	hook="$BUILD/tta-check secrets scan"
	peer "$detect_secrets" "$text" detect-secrets 0.05 3 "$detect_secrets" scan
	peer "$gitleaks" "$text" gitleaks - "$2" "$gitleaks" dir .
	rm -rf part*
	awk 'BEGIN { for (i = 0; i < 1000000; i++) print "line " i " of a file that holds nothing which anybody keeps secret" }' |
		head -c 33554432 >big.txt
	mkdir line && : >line/a.js && tr -d '\n' <"$top/src/model/config/key.c" >"$scratch/line"
	while [ "$(wc -c <line/a.js)" -lt 1500000 ]; do cat "$scratch/line" >>line/a.js; done
	git add -A && quietly_commit || exit 1
	hook="$BUILD/tta-check secrets scan big.txt"
	against 'secrets, 32 MiB' cat - "$2" cat big.txt
	hook="$BUILD/tta-check secrets scan line"
	against 'secrets, one line of 1.5 MB' 'git --version' - "$2" git --version
	hook=.git/hooks/pre-commit
	cd "$top" || exit 1
}

links() { # links FILES RUNS : each with twenty that lead to others
	text="links of $1 Markdown files"
	make_files "$scratch/repo" 100 10
	has_builtin docs || {
		absent "$text" 'cmark, parsing alone' - "$(not_there docs)"
		cd "$top" || exit 1
		return
	}
	"$BUILD/tta-check" install >"$scratch/said" 2>&1 || exit 1
	printf '[tta]\nversion = 1\n[component all]\nsource = docs/\n[gate docs]\nbuiltin = docs\non = pre-commit\n' >tta.ini
	mkdir docs && awk -v files="$1" 'BEGIN {
		for (i = 0; i < files; i++) {
			file = "docs/" (i ? i : "README") ".md"
			print "# Page " i "\n" >file
			for (k = 1; k <= 20; k++) printf "Some words, and [a link](%d.md#page-%d) in the middle.\n\n", (i + k) % files + !((i + k) % files), (i + k) % files + !((i + k) % files) >file
			close(file)
		}
	}' && git add . && git write-tree >/dev/null && try_hook
	peer "$cmark" "$text" 'cmark, parsing alone' - "$2" sh -c 'exec cmark docs/*.md'
	cd "$top" || exit 1
}
make_messages() { # 12,000 commits on main behind base; their messages made here, or those of TTA_BENCH_MESSAGES (a NUL behind each)
	if [ -n "${TTA_BENCH_MESSAGES:-}" ]; then
		tr '\n\0' '\1\n' <"$TTA_BENCH_MESSAGES"
	else
		awk 'BEGIN {
			n = split("feat(parser): choose the first choice|fix: a door that did not close\1\1It stood open.\1It let the rain in, and the rain was cold, and nobody came to close it.|Merge branch '\''side'\'' into main|Bump x from 1.2 to 1.3|docs(lexer)!: explain it\1\1BREAKING CHANGE: it is explained now\1Signed-off-by: A <a@example.org>|WIP|chore: a header that is as long as headers get before anybody says a word about it (#1234)\1\1```\1code\1```", kind, "|")
			for (i = 0; i < 12000; i++) print kind[i % n + 1] " " i
		}'
	fi | LC_ALL=C awk '{
		if (NR == 1) {
			ini = "[tta]\nversion = 1\n[component parser]\nsource = parser/\n[component lexer]\nsource = lexer/\n"
			printf "commit refs/heads/base\ncommitter b <b@example.org> 1700000000 +0000\ndata 11\nchore: base\nM 644 inline tta.ini\ndata %d\n%s\n", length(ini), ini
		}
		printf "commit refs/heads/main\ncommitter b <b@example.org> %d +0000\ndata %d\n", 1700000000 + NR, length($0)
		gsub(/\1/, "\n")
		print
		if (NR == 1) print "from refs/heads/base"
	}' | git fast-import --quiet
}
many_messages() { # many_messages RUNS : of a range of commits
	rm -rf "$scratch/repo" && git init -q -b main "$scratch/repo" && cd "$scratch/repo" && make_messages || exit 1
	printf '#!/bin/sh\n"%s" message --from-ref base --to-ref main --format jsonl\n[ $? -le 1 ]\n' "$BUILD/tta-check" >"$scratch/judge"
	chmod +x "$scratch/judge" # some of them are refused
	measured=$("$pace" "$1" "$scratch/judge" : git log --format=%B base..main) || exit 1
	row "messages of $(git rev-list --count base..main) commits" 'git log' - \
		"$(echo "$measured" | sed -n 1p)" "$(echo "$measured" | sed -n 2p)" 1
	cd "$top" || exit 1
}

publish() { # the table of a whole run, for review and for readers
	{
		echo '| work | tta-check | against | takes | ratio | bound |'
		echo '|---|---|---|---|---|---|'
		cat "$scratch/table"
	} >"$scratch/whole"
	{
		echo '# The last bench'
		echo
		echo 'Written by `make bench`. Medians of one run on one machine, turn by turn; the ratios are what counts.'
		echo "Processors: $(nproc); load when it began: $load; $versions."
		echo
		cat "$scratch/whole"
	} >docs/bench.md
	{
		head -n 2 "$scratch/whole"
		awk -F'|' '$7 ~ /[^ ]/ && $4 ~ /git diff|lefthook|prek|lint-staged|commitlint/' "$scratch/whole"
	} >"$scratch/told"
	awk -v told="$scratch/told" '
		/^<!-- end of the bench -->/ { skips = 0 }
		!skips
		/^<!-- the bench -->/ {
			skips = 1
			while ((getline line <told) > 0) print line
		}' README.md >"$scratch/readme" && cat "$scratch/readme" >README.md
}

exec_path=$(git --exec-path) prepare='' hook=.git/hooks/pre-commit
load=$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)
: >"$scratch/table"
find_peers
ldd "$BUILD/hooks/pre-commit" 2>/dev/null | grep -q '=>' &&
	echo 'note: this is the build with shared libraries; the bounds are for the static one'
printf '%-40s %9s     %-22s %9s     %7s  %5s\n' work ours against theirs ratio bound
is_whole=
[ $# -gt 0 ] || {
	is_whole=yes
	set -- 100 20000 100000 cached message checks messages secrets links
}
for files; do
	case $files in
	100) work 100 400 0.25 2 ;;
	20000) work 20000 200 0.15 1.5 ;;
	100000) work 100000 60 0.15 1.5 ;;
	cached) cached 60 ;;
	message) message 200 ;;
	checks) checks 1000 20 ;;
	messages) messages 500 5 && many_messages 10 ;;
	secrets) secrets 5000 10 ;;
	links) links 5000 10 ;;
	*)
		echo "usage: bench.sh [100] [20000] [100000] [cached] [message] [checks] [messages] [secrets] [links]" >&2
		exit 2
		;;
	esac
done
[ -z "$is_whole" ] || publish
exit $result
