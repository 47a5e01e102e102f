# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# judged.sh -- for script tests of the git layer: hooks that look at T through tests/tools/judged_probe
# and at whether looking changed anything, and the comparison with what git then committed.
# shellcheck disable=SC2154 # scratch and tests_root are of lib.sh
probe=$BUILD/tests/tools/judged_probe
LSAN_OPTIONS=suppressions=$tests_root/leaks.supp:print_suppressions=0
export probe LSAN_OPTIONS

ready() { # ready : some files, committed, and hooks that look from now on
	mkdir -p src/deep && echo one >f && echo two >src/g && echo three >src/deep/h &&
		git add . && git commit -qm base && hooked
}
hooked() { # hooked : pre-commit and pre-merge-commit of every repository fill seen/probe
	mkdir -p "$scratch/hooks" "$scratch/seen"
	cat >"$scratch/hooks/pre-commit" <<-END
		#!/bin/sh
		listing() { # git itself sets the times of sharedindex.* when it reads a split index
			find "$scratch" \( -path "$scratch/home" -o -path "$scratch/seen" -o -path "$scratch/log" -o \
				-path "$scratch/tmp" \) -prune -o -name "sharedindex.*" -printf "%p %s\n" -o \
				-printf "%p %y %i %s %m %l %T@ %C@\n" | sort
		}
		listing >"$scratch/seen/before"
		"$probe" index >"$scratch/seen/probe" || exit
		listing >"$scratch/seen/after"
		if grep -q oracle "$scratch/seen/probe"; then # and of trees that write-tree finds there already
			sed -i "/objects\/[0-9a-f][0-9a-f]\//s/ [0-9. ]*\$//" "$scratch/seen/before" "$scratch/seen/after"
		fi
		diff "$scratch/seen/before" "$scratch/seen/after"
	END
	chmod +x "$scratch/hooks/pre-commit"
	cp "$scratch/hooks/pre-commit" "$scratch/hooks/pre-merge-commit"
	everywhere "$scratch/hooks"
}
everywhere() { # everywhere FOLDER : its hooks are those of every repository; FOLDER is beside repo
	git config --global core.hooksPath "$1"
	[ "$setting" != hooks-path ] || git -C "$scratch/repo" config core.hooksPath "../$(basename "$1")"
}
agrees() { # agrees [index|oracle] : T was committed, and what differs from its base is what git says
	t=$(sed -n 's/^tree \([0-9a-f]*\) .*/\1/p' "$scratch/seen/probe")
	how=$(sed -n 's/^tree [0-9a-f]* //p' "$scratch/seen/probe")
	committed=$(git --no-replace-objects rev-parse 'HEAD^{tree}') || return 1
	[ "$t" = "$committed" ] || { echo "judged $t, committed $committed"; return 1; }
	[ -z "${1:-}" ] || [ "$1" = "$how" ] || { echo "answered by $how, not $1"; return 1; }
	case $(grep -c '^base ' "$scratch/seen/probe") in
	0) base=$(git hash-object -t tree /dev/null) ;;
	1) base=$(sed -n 's/^base //p' "$scratch/seen/probe") ;;
	*) return 0 ;;
	esac
	git --no-replace-objects diff-tree -r --raw --no-renames --no-abbrev "$base" "$t" >"$scratch/seen/raw" &&
		sed 's/^:\([0-7]*\) \([0-7]*\) \([0-9a-f]*\) \([0-9a-f]*\) \(.\)	/\5 \1 \3 \2 \4 /' \
			"$scratch/seen/raw" >"$scratch/seen/want" &&
		{ grep '^[ADMT] ' "$scratch/seen/probe" >"$scratch/seen/got" || :; } &&
		diff "$scratch/seen/want" "$scratch/seen/got"
}
changes() { # changes TEXT : kinds and paths of the change set, on one line, but for the file of the sparse setting
	got=$(sed -n 's/^\([ADMT]\) [0-7]* [0-9a-f]* [0-7]* [0-9a-f]* /\1 /p' "$scratch/seen/probe" | grep -vx "A outside/kept" | tr '\n' ',')
	[ "$got" = "$1" ] || { echo "changes: $got"; echo "   want: $1"; return 1; }
}
looks() { # looks STATUS COMMAND... : what the probe says becomes what agrees and changes look at
	mkdir -p "$scratch/seen"
	wanted=$1
	shift
	expect "$wanted" "$probe" "$@" && cp "$scratch/out" "$scratch/seen/probe"
}
diverge() { # diverge : main and other both changed f, other also src/g, main src/deep/h
	ready && git checkout -qb other && echo theirs | stage f && echo theirs | stage src/g &&
		git commit -qm 'feat: theirs' && git checkout -q main && echo ours | stage f &&
		echo ours | stage src/deep/h && git commit -qm 'feat: ours'
}
conflict() { # conflict CMD... : a git command that has to stop
	! "$@" >/dev/null 2>&1
}
submodule() { # submodule : mod, a clone of this repository
	ready && git config --global protocol.file.allow always && git clone -q . ../lib &&
		git submodule --quiet add ../lib mod && git commit -qm 'chore: sub'
}
partial() { # partial FILTER ARG... : a partial clone in ../part whose remote is out of reach
	filter=$1
	shift
	ready && git config uploadpack.allowFilter true && touch "$scratch/no-fsck" &&
		git clone -q --filter="$filter" "$@" "file://$PWD" ../part && mv ../repo ../gone &&
		mkdir ../repo && cd ../part || return 1
}
intend() { # intend : a file of which only the name is in the index: git write-tree has to tell T
	echo new >intended && git add -N intended
}
loose() { # loose ID : the file of a loose object
	git rev-parse --git-path "objects/$(echo "$1" | cut -c 1-2)/$(echo "$1" | cut -c 3-)"
}
no_checksum() { # no_checksum : as index.skipHash writes it
	index=$(git rev-parse --git-path index) && size=$(stat -c %s "$index") &&
		head -c $((size - 20)) "$index" >"$scratch/i" &&
		head -c 20 /dev/zero >>"$scratch/i" && mv "$scratch/i" "$index"
}
