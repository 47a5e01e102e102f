#!/bin/sh
# SPDX-License-Identifier: MIT
# deps.sh [build] -- installs what building needs, and what testing needs unless "build" is given.
set -eu
build='gcc make pkg-config git ca-certificates libc6-dev libgit2-dev libinih-dev libpcre2-dev libjansson-dev libmbedtls-dev zlib1g-dev'
more='libhttp-parser-dev' # for the static link; not everywhere
tests='clang clang-format libcmocka-dev shellcheck'
want=$build
[ "${1:-}" = build ] || want="$build $tests"
lacking=
for p in $want; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || lacking="$lacking $p"
done
for p in $more; do
	dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || lacking="$lacking $p"
done
[ -n "$lacking" ] || exit 0
if [ "$(id -u)" = 0 ]; then
	sudo=
elif command -v sudo >/dev/null 2>&1; then
	sudo=sudo
else
	echo "tta-check: cannot install$lacking: not root and no sudo; ask an administrator to install them" >&2
	exit 3
fi
command -v apt-get >/dev/null 2>&1 || {
	echo "tta-check: no apt-get here; install these by hand:$lacking" >&2
	exit 3
}
$sudo apt-get update -qq
for p in $more; do
	apt-cache show "$p" >/dev/null 2>&1 || lacking=$(printf '%s' "$lacking" | sed "s/ $p//")
done
# shellcheck disable=SC2086 # words on purpose
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $lacking
