# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# lib.sh -- the script tests' harness.  Speaks TAP; a test is one `it` block.
# Each test gets a fresh repository in $PWD, a $HOME and a cache of its own.
set -u
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
tests_root=$(cd "$(dirname "$0")/.." && pwd)
BUILD=${BUILD:-$tests_root/../build/debug}
PATH=$BUILD:$PATH
TTA_LIBEXEC=$BUILD/hooks
n=0 failed=0
. "$tests_root/settings.sh"
case $setting:${TTA_TEST_REWRITTEN:-} in
linked-worktree: | submodule:)
	TTA_TEST_REWRITTEN=yes exec sh -c "$(setting_rewritten <"$0")" "$0"
	;;
esac

it() { # it NAME BODY
	n=$((n + 1))
	if why=$(setting_skips "$1"); then
		echo "ok $n - $1 # skip $why"
		return
	fi
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/tta-test.XXXXXX")
	mkdir "$scratch/home" "$scratch/tmp"
	if (
		cd "$scratch" || exit 1
		unset TTA_CHECK SKIP TTA_SKIP TTA_JOBS NO_COLOR CLICOLOR_FORCE CI XDG_CONFIG_HOME
		for name in $(env | sed -n 's/^\(GIT_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
		HOME=$scratch/home XDG_CACHE_HOME=$scratch/home/.cache TMPDIR=$scratch/tmp
		GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC TERM=dumb
		export HOME XDG_CACHE_HOME TMPDIR GIT_CONFIG_NOSYSTEM LC_ALL TZ TERM PATH BUILD TTA_LIBEXEC
		git config --global init.defaultBranch main
		git config --global user.name t && git config --global user.email t@example.org
		git config --global advice.detachedHead false
		setting_configure && setting_repository && cd repo && eval "$2" && invariants
	) >"$scratch/log" 2>&1 </dev/null; then
		if grep -q '^SKIP: ' "$scratch/log"; then
			echo "ok $n - $1 # skip $(sed -n 's/^SKIP: //p' "$scratch/log" | head -n 1)"
		else
			echo "ok $n - $1"
		fi
		chmod -R u+rwX "$scratch" 2>/dev/null
		rm -rf "$scratch"
	else
		failed=$((failed + 1))
		echo "not ok $n - $1"
		cut -c 1-400 "$scratch/log" | head -n 200 | sed 's/^/# /'
		echo "# left in $scratch"
	fi
}
invariants() { # hold after every test, whatever it was about
	if [ -e "$scratch/repo/.git" ] && [ ! -e "$scratch/no-fsck" ]; then
		setting_fsck "$scratch/repo" || return 1
	fi
	left=$(find "$scratch/tmp" -mindepth 1 | head -n 5)
	[ -z "$left" ] || { echo "left in TMPDIR: $left"; return 1; }
	setting_invariants
}
skip() { # skip WHY : ends the test, which counts as skipped
	echo "SKIP: $*"
}
stage() { # stage PATH <CONTENT
	mkdir -p "$(dirname "$1")" && cat >"$1" && git add -- "$1"
}
ini() { # ini <tta.ini : written and staged
	cat >tta.ini && git add tta.ini
}
expect() { # expect STATUS CMD... : this very status, so that a crash never passes for a no; fills ../out and ../err
	want=$1
	shift
	got=0
	"$@" >"$scratch/out" 2>"$scratch/err" || got=$?
	[ "$got" = "$want" ] || {
		echo "exit $got, not $want: $*"
		echo "--- out"
		cat "$scratch/out"
		echo "--- err"
		cat "$scratch/err"
		return 1
	}
}
untimed() { # durations differ from run to run: (9 ms) and 0.2s become TIME
	sed -E 's/[0-9]+ ms|[0-9]+\.[0-9]s|[0-9]+m[0-9]{2}s/TIME/g'
}
same() { # same out|err <EXPECTED : the whole of it, with times made alike
	setting_said "$scratch/$1" | untimed >"$scratch/$1.got"
	diff -u - "$scratch/$1.got"
}
has() { # has out|err TEXT... : each text stands in it
	stream=$1
	shift
	for text; do
		{ cat "$scratch/$stream" && setting_said "$scratch/$stream"; } | grep -F -e "$text" >/dev/null || {
			echo "not in $stream: $text"
			cat "$scratch/$stream"
			return 1
		}
	done
}
lacks() { # lacks out|err TEXT...
	stream=$1
	shift
	for text; do
		! grep -F -e "$text" "$scratch/$stream" || { echo "in $stream: $text"; return 1; }
	done
}
tool() { # tool NAME BODY : a fake tool on PATH
	mkdir -p "$scratch/bin"
	printf '#!/bin/sh\n%s\n' "$2" >"$scratch/bin/$1" && chmod +x "$scratch/bin/$1"
	PATH=$scratch/bin:$PATH
	export PATH
}
hook() { # hook NAME BODY : a hook of the user's own
	printf '#!/bin/sh\n%s\n' "$2" >"$(git rev-parse --git-path hooks)/$1" &&
		chmod +x "$(git rev-parse --git-path hooks)/$1"
}
finish() {
	echo "1..$n"
	[ "$failed" = 0 ]
}
