#!/bin/sh
# SPDX-License-Identifier: MIT
# instructions.sh -- how many instructions the hot paths take, counted by callgrind: what a clock on
# a machine with other work cannot tell.  Prints a line a path and compares with
# tests/instructions.counts; the exit status is 1 where one takes over 10 % more.
# Counts depend on the compiler, the libraries and what the processor can do: the first line of
# that file names those that its counts were taken with.  With others nothing is compared.
#   instructions.sh --write   takes them anew, for a change that is meant
# Where valgrind is missing nothing is counted, and that is said.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$PWD
BUILD=${BUILD:-$top/build/debug}
counts=$top/tests/instructions.counts
command -v valgrind >/dev/null 2>&1 || {
	echo 'instructions: valgrind is not installed: left out'
	exit 0
}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tta-instructions.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
for name in $(git rev-parse --local-env-vars); do unset "$name"; done

version() { # version PACKAGE
	printf ' %s %s' "$1" "$(pkg-config --modversion "$1" 2>/dev/null || echo none)"
}
setting=$(
	printf '%s' "$(${CC:-cc} --version | head -n 1)"
	for package in libgit2 sqlite3 libpcre2-8 inih; do version $package; done
	printf ' libc %s' "$(getconf GNU_LIBC_VERSION 2>/dev/null)"
	ldd "$BUILD/hooks/pre-commit" 2>/dev/null | grep -q '=>' && printf ' shared' || printf ' static'
	for flag in avx2 erms evex512 avx512f; do grep -qw -m1 $flag /proc/cpuinfo 2>/dev/null && printf ' %s' $flag; done
	printf ' %s' "$(valgrind --version)"
)

# All that the counted programs can see of this machine, but for the clock.
alone() {
	env -i PATH="$PATH" HOME="$scratch/home" XDG_CACHE_HOME="$scratch/cache" LC_ALL=C \
		GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 TMPDIR="$scratch" \
		GIT_AUTHOR_DATE='1700000000 +0000' GIT_COMMITTER_DATE='1700000000 +0000' "$@"
}
mkdir "$scratch/home"

make_files() { # make_files FILES PARTS : a repository, each folder of which is a component
	rm -rf "$scratch/repo" && alone git init -q -b main "$scratch/repo" && cd "$scratch/repo" || exit 1
	git config user.name bench && git config user.email bench@example.org && git config gc.auto 0
	awk -v files="$1" -v parts="$2" 'BEGIN {
		print "commit refs/heads/main\ncommitter b <b@example.org> 1700000000 +0000\ndata 5\nfirst"
		for (i = 0; i < files; i++) {
			text = "file " i "\n"
			printf "M 100644 inline part%d/folder%d/file%d.txt\ndata %d\n%s\n", \
				i % parts, (i / 100) % 100, i, length(text), text
		}
	}' | alone git fast-import --quiet && alone git reset -q --hard || exit 1
}
configure() { # configure GATES : one tta.ini more in HEAD
	{
		printf '[tta]\nversion = 1\n[components parts]\neach = part*/\nsource = part{1}/\n'
		[ "$1" = 0 ] || for gate in $(seq "$1"); do
			printf '[gate g%s]\nrun = true\nscope = component\nsees = component\non = pre-commit\n' "$gate"
		done
	} >tta.ini
	alone git add tta.ini && alone git commit -qm 'chore: configure' || exit 1
}
change() { # change FILE... : staged
	for file; do echo "$count" >>"$file"; done
	count=$((count + 1))
	alone git add -u && alone git write-tree >/dev/null
}
count=1 result=0

# The same once before, uncounted, so that what is made once is there; counted is the process
# itself, not what it starts.
take() { # take NAME COMMAND...
	name=$1
	shift
	alone sh -c 'echo $$ >"$0" && exec "$@"' "$scratch/pid" valgrind --tool=callgrind \
		--callgrind-out-file=/dev/null "$@" >"$scratch/said" 2>&1 || {
		echo "$name: it failed"
		cat "$scratch/said"
		exit 1
	}
	n=$(sed -n "s/^==$(cat "$scratch/pid")== Collected : //p" "$scratch/said" | tail -n 1)
	echo "$name	${n:-0}" >>"$scratch/counts"
}
hook=$BUILD/hooks/pre-commit

make_files 100 10
configure 0
change part0/folder0/file0.txt part1/folder0/file1.txt part2/folder0/file2.txt part3/folder0/file3.txt \
	part4/folder0/file4.txt part5/folder0/file5.txt part6/folder0/file6.txt part7/folder0/file7.txt \
	part8/folder0/file8.txt part9/folder0/file9.txt
alone "$hook" 2>"$scratch/said"
take 'pre-commit, 10 of 100 files' "$hook"
echo 'feat: say hello' >.git/COMMIT_EDITMSG
take 'commit-msg' "$BUILD/hooks/commit-msg" .git/COMMIT_EDITMSG

make_files 20000 10
configure 0
change part0/folder0/file0.txt part1/folder0/file1.txt
alone "$hook" 2>"$scratch/said"
take 'pre-commit, 2 of 20000 files' "$hook"

make_files 20000 50
configure 6
parts=$(seq 0 49 | while read -r i; do echo "part$i/folder0/file$i.txt"; done)
# shellcheck disable=SC2086
change $parts
alone sh -c 'exec "$@"' sh valgrind --tool=none "$hook" >"$scratch/said" 2>&1 # its variables are seen by gates
take '300 cached checks of 20000 files' "$hook"
grep -q '300 cached' "$scratch/said" || {
	cat "$scratch/said"
	echo 'what passed was not served'
	exit 1
}
alone git commit -qm 'feat: change' --no-verify
change part0/folder0/file0.txt
alone valgrind --tool=none "$hook" >"$scratch/said" 2>&1
sleep 2.5 # what was written a moment ago is not believed
change part0/folder0/file0.txt
take 'snapshot of a cone after a change' "$hook"
cd "$top" || exit 1

if [ "${1:-}" = --write ]; then
	{
		echo "$setting"
		cat "$scratch/counts"
	} >"$counts"
	cat "$counts"
	exit 0
fi
[ "$(head -n 1 "$counts" 2>/dev/null)" = "$setting" ] || {
	echo 'instructions: the counts in the tree are of other libraries or of another processor: not compared'
	echo "here:  $setting"
	echo "there: $(head -n 1 "$counts" 2>/dev/null)"
	cat "$scratch/counts"
	exit 0
}
awk -F '\t' 'NR == FNR { if (FNR > 1) before[$1] = $2; next }
	{
		ratio = before[$1] > 0 ? $2 / before[$1] : 0
		word = !ratio ? "is new; --write" : ratio > 1.1 ? "MORE" : ratio < 0.9 ? "less; --write keeps that" : ""
		printf "%-36s %12d  before %12d  %.3f  %s\n", $1, $2, before[$1], ratio, word
		bad += word == "MORE"
	}
	END { exit bad > 0 }' "$counts" "$scratch/counts" || result=1
exit $result
