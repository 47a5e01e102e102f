#!/bin/sh
# SPDX-License-Identifier: MIT
# deps.sh [build] -- installs what building needs, and what testing needs unless "build" is given.
# Asks for nothing where all of it is there, so it can be called every time.
set -eu
want='gcc make pkg-config git ca-certificates libc6-dev libgit2-dev libinih-dev libpcre2-dev
	libjansson-dev libsqlite3-dev libexpat1-dev libyaml-dev libcmark-dev libmbedtls-dev zlib1g-dev'
if_known='libhttp-parser-dev' # for the static link; newer systems have no such package
tools=''
if [ "${1:-}" != build ]; then
	want="$want clang clang-format llvm libcmocka-dev shellcheck diffutils findutils procps jq"
	tools='strace openssh-client gnupg cppcheck cmake python3-pytest python3-venv python3-pytest-cov lcov gcovr' # tests that lack theirs are skipped
	if_known="$if_known libclang-rt-dev" # the sanitizers, where clang does not bring them
fi

missing() { # missing PACKAGE... : those of them that are not installed
	for p; do
		dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || echo "$p"
	done
}
refuse() { # refuse WHY PACKAGE...
	why=$1
	shift
	echo "tta-check: $why; needed: $*" >&2
	exit 3
}

command -v apt-get >/dev/null 2>&1 || {
	pkg-config --exists libgit2 inih libpcre2-8 jansson sqlite3 expat yaml-0.1 libcmark 2>/dev/null && exit 0
	refuse 'there is no apt-get here; install the counterparts of these by hand' "$want"
}
# shellcheck disable=SC2086 # words on purpose, here and below
lacking=$(missing $want $tools)
# shellcheck disable=SC2086
for p in $(missing $if_known); do # asked of the lists that are there: no update for a maybe
	[ -z "$lacking" ] && ! apt-cache show "$p" >/dev/null 2>&1 || lacking="$lacking $p"
done
[ -n "$lacking" ] || exit 0
sudo=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 ||
		refuse 'not root, and there is no sudo; ask an administrator' "$lacking"
	sudo=sudo
fi
$sudo apt-get update -qq || refuse 'apt-get update failed' "$lacking"
known=
for p in $lacking; do
	case " $if_known " in
	*" $p "*) apt-cache show "$p" >/dev/null 2>&1 || continue ;;
	esac
	case " $tools " in
	*" $p "*)
		apt-cache show "$p" >/dev/null 2>&1 || {
			echo "tta-check: this system has no package $p; what tests it is skipped" >&2
			continue
		}
		;;
	esac
	known="$known $p"
done
[ -n "$known" ] || exit 0
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $known >&2 ||
	refuse 'apt-get install failed' "$known"
