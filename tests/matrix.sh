# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# matrix.sh -- for the tables of rows: forms of repository, index, commit and push that git knows, one
# numbered test each.  Every row goes through installed hooks, with a kept one that looks first:
# what it saw of T, what a gate found in the snapshot and what git then committed must be one.
# `sh tests/cli/matrix_index.test 17` runs the rows that are named.
# shellcheck disable=SC2119,SC2120,SC2154 # scratch, probe and tests_root are of lib.sh and judged.sh
seen() { # seen : what the hooks wrote of the last commit
	echo "$scratch/seen"
}
rows() { # rows [NUMBER...] <TABLE : lines of NUMBER|title|function
	wanted=" $* "
	while IFS='|' read -r number title body; do
		case $wanted in
		"  " | *" $number "*)
			n=$((number - 1))
			it "row $number: $title" "$body"
			;;
		esac
	done
	[ "$failed" = 0 ]
}
configure() { # configure [LINES] : a tta.ini with a gate for files and one that looks at all there is
	cat >tta.ini <<-EOT
		[tta]
		version = 1
		[gate no-bad]
		run = $scratch/tools/no-bad {files}
		[gate look]
		run = $scratch/tools/look
		scope = repository
		on = pre-commit
		${1:-}
	EOT
	git add tta.ini
}
hooked() { # hooked : this repository has our hooks, and ones of the user that look before and after
	tools && at=$(git rev-parse --git-path hooks) && mkdir -p "$at" "$scratch/seen" &&
		cp "$scratch/tools/before" "$at/pre-commit" && cp "$scratch/tools/before" "$at/pre-merge-commit" &&
		cp "$scratch/tools/after" "$at/prepare-commit-msg" && tta-check install >"$scratch/seen/install" ||
		{ cat "$scratch/seen/install"; return 1; }
}
tools() { # tools : the programs of the gates and of the user's own hooks
	[ ! -d "$scratch/tools" ] || return 0
	mkdir -p "$scratch/tools" "$scratch/seen"
	cat >"$scratch/tools/no-bad" <<-EOT
		#!/bin/sh
		printf "%s\n" "\$@" >>"$scratch/seen/files"
		for f; do if [ -f "\$f" ] && grep -an BAD "\$f" /dev/null; then no=1; fi; done
		exit \${no:-0}
	EOT
	cat >"$scratch/tools/look" <<-EOT
		#!/bin/sh
		{ git write-tree --missing-ok && git diff-files --name-only && git ls-files -o; } >"$scratch/seen/look" 2>"$scratch/seen/complaints"
		pwd >"$scratch/seen/folder"
		[ ! -e deed ] || . ./deed
	EOT
	listing >"$scratch/tools/listing"
	{ cat "$scratch/tools/listing" && cat <<-EOT; } >"$scratch/tools/before"
		listing all >"$scratch/seen/one"
		"$probe" index >"$scratch/seen/probe" || exit
		listing all >"$scratch/seen/two"
		if grep -q oracle "$scratch/seen/probe"; then # git freshens trees that write-tree finds there already
			sed -i "/objects\/[0-9a-f][0-9a-f]\//s/ [0-9. ]*\$//" "$scratch/seen/one" "$scratch/seen/two"
		fi
		diff "$scratch/seen/one" "$scratch/seen/two" || exit
		listing users >"$scratch/seen/before.\$(sed -n 's/^PPid:\t//p' /proc/\$PPID/status)"
	EOT
	{ cat "$scratch/tools/listing" && cat <<-EOT; } >"$scratch/tools/after"
		[ -e "$scratch/seen/before.\$PPID" ] || exit 0
		listing users >"$scratch/seen/after"
		diff "$scratch/seen/before.\$PPID" "$scratch/seen/after"
	EOT
	chmod +x "$scratch"/tools/*
}
listing() { # the start of both hooks.  Git itself sets the times of sharedindex.* when it reads a split index
	cat <<-EOT
		#!/bin/sh
		listing() {
			find "$scratch" \( -path "$scratch/home" -o -path "$scratch/seen" -o -path "$scratch/log" -o -path "$scratch/out" -o \
				-path "$scratch/err" -o -path "$scratch/tmp" -o -path "$scratch/tools" \) -prune -o -name "sharedindex.*" -printf "%p %s\n" -o \
				-printf "%p %y %i %s %m %l %T@ %C@\n" | sort |
				if [ "\$1" = all ]; then cat; else # what lies in git folders for a moment is git's or ours
					grep -Ev "[/:](objects|tta|logs)(/[^ ]*)? |/COMMIT_EDITMSG " | sed -E "/ d [0-9]+ [0-9]+ /s/ [0-9 .]+\$//"
				fi
		}
	EOT
}
ready() { # ready [LINES] : some files, committed, and hooks that look from now on
	tools && mkdir -p src/deep && echo one >f && echo two >src/g && echo three >src/deep/h && git add . &&
		configure "${1:-}" && git commit -qm 'chore: base' && hooked
}
fresh() { # fresh INIT-OPTION... : another repository in ../fresh without a commit, with hooks
	tools && git init -q "$@" ../fresh && cd ../fresh && configure && hooked
}
noted() { # noted : the tree that the hook left a note of
	sed -n 's/^tree //p' "$(git rev-parse --git-path tta/judged)"
}
lands() { # lands [index|oracle] : what was judged, what the gate saw and what was committed are one
	agrees "$@" && [ "$(noted)" = "$t" ] || { echo "noted $(noted), judged $t"; return 1; }
	[ "$(cat "$scratch/seen/look")" = "$t" ] || { echo "the snapshot of $t:"; cat "$scratch/seen/look" "$scratch/seen/complaints"; return 1; }
}
commits() { # commits COMMAND... : passes, silently afterwards, and lands
	expect 0 "$@" && lacks err "no verdict" "not what was judged" && lands || { cat "$scratch/err"; return 1; }
}
refused() { # refused COMMAND... : by the gate that looks for BAD, and no commit is made
	head=$(git rev-parse -q --verify HEAD) || head=none
	expect 1 "$@" && has err "refused: " && lacks err "$XDG_CACHE_HOME" &&
		[ "$(git rev-parse -q --verify HEAD || echo none)" = "$head" ]
}
saw() { # saw PATH... : the file gate was given these since the last time, and no others
	printf '%s\n' "$@" | sort >"$scratch/seen/want"
	sort "$scratch/seen/files" | diff "$scratch/seen/want" - && : >"$scratch/seen/files"
}
bounded() { # bounded BYTES CMD... : with that much memory to address, where the build can live with it (a sanitized one cannot)
	bytes=$1
	shift
	if prlimit "--as=$bytes" tta-check --version >/dev/null 2>&1; then
		prlimit "--as=$bytes" "$@"
	else
		"$@"
	fi
}
root() { # root : or the row is skipped
	[ "$(id -u)" = 0 ] || { skip "needs root"; return 1; }
}
git_is() { # git_is MAJOR.MINOR : at least, or the row is skipped
	have=$(git version | sed 's/git version \([0-9]*\.[0-9]*\).*/\1/')
	[ "$(printf '%s\n' "$1" "$have" | sort -t . -k 1n -k 2n | head -n 1)" = "$1" ] || { skip "needs git $1, this is $have"; return 1; }
}
