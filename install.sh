#!/bin/sh
# SPDX-License-Identifier: MIT
# install.sh -- from a fresh Debian or Ubuntu machine to a repository with our hooks, in one command.
# Can be repeated; never overwrites a hook that it did not write; --uninstall takes it all back.
set -eu

usage() {
	cat <<'END'
usage: ./install.sh [--prefix DIR] [--force] REPOSITORY
       ./install.sh --demo
       ./install.sh [--prefix DIR] --uninstall [REPOSITORY]

  REPOSITORY        install what building needs (apt), build, install the program, and put the
                    hooks into this repository; a hook that is there is kept and runs first
  --demo            build, make a sample repository in a temporary folder, and show a refused
                    commit, its fix, an accepted commit, and who owes what; nothing is installed
                    but what building needs
  --uninstall       take the hooks out of REPOSITORY and put back what was there; without
                    REPOSITORY take the program away
  --prefix DIR      where the program goes: DIR/bin, DIR/libexec/tta
                    (default: /usr/local for root, else ~/.local)
  --force           as in tta-check install --force
  --help            this
END
}
say() {
	printf '%s\n' "$*"
}
refuse() { # refuse STATUS WORDS
	status=$1
	shift
	printf 'install.sh: %s\n' "$*" >&2
	exit "$status"
}

prefix='' repository='' force='' action=install
while [ $# -gt 0 ]; do
	case $1 in
	--prefix)
		[ $# -gt 1 ] || refuse 2 '--prefix wants a folder'
		prefix=$2
		shift
		;;
	--prefix=*) prefix=${1#*=} ;;
	--force) force=--force ;;
	--demo) action=demo ;;
	--uninstall) action=uninstall ;;
	-h | --help)
		usage
		exit 0
		;;
	--)
		shift
		[ -z "$repository" ] || set -- "$repository" "$@"
		[ $# -le 1 ] || refuse 2 'one repository at a time'
		repository=${1:-}
		break
		;;
	-*) refuse 2 "unknown option '$1'; see ./install.sh --help" ;;
	*)
		[ -z "$repository" ] || refuse 2 "one repository at a time: '$repository' or '$1'"
		repository=$1
		;;
	esac
	shift
done
if [ -z "$prefix" ]; then
	if [ "$(id -u)" = 0 ]; then
		prefix=/usr/local
	else
		prefix=${HOME:?install.sh: HOME is not set; use --prefix DIR}/.local
	fi
fi
case $prefix in
/*) ;;
*) prefix=$PWD/$prefix ;;
esac
if [ -n "$repository" ]; then
	[ -d "$repository" ] || refuse 2 "'$repository' is not a folder"
	repository=$(CDPATH='' cd -- "$repository" && pwd)
elif [ "$action" = install ]; then
	usage >&2
	exit 2
fi
source=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$source"

quietly() { # quietly WHAT COMMAND... : its output only where it fails
	what=$1
	shift
	mkdir -p build || refuse 3 "cannot write to '$source'"
	"$@" >build/install.log 2>&1 || {
		tail -n 40 build/install.log >&2
		refuse 3 "$what failed; all of it is in $source/build/install.log"
	}
}
build() {
	sh config/deps.sh build || exit 3
	say 'building (about a minute, once)'
	quietly 'the build' make "-j$(nproc 2>/dev/null || echo 2)" all
}
is_on_path() { # is_on_path DIR
	case :$PATH: in
	*:"$1":*) return 0 ;;
	*) return 1 ;;
	esac
}

install_all() {
	git --version >/dev/null 2>&1 || sh config/deps.sh build || exit 3
	git -C "$repository" rev-parse --git-dir >/dev/null ||
		refuse 3 "git cannot read a repository in '$repository'; nothing was installed"
	mkdir -p "$prefix/bin" "$prefix/libexec/tta" 2>/dev/null || :
	[ -w "$prefix/bin" ] || refuse 3 "cannot write to '$prefix'; choose another place with --prefix DIR"
	build
	quietly 'installing' make install "PREFIX=$prefix"
	say "installed $prefix/bin/tta-check ($("$prefix/bin/tta-check" --version))"
	if ldd "$prefix/libexec/tta/pre-commit" 2>/dev/null | grep -q '=>'; then
		say 'note: linked with shared libraries, for this system has no static ones that fit; run this'
		say '      again after a system upgrade, or the hooks will refuse everything'
	fi
	is_on_path "$prefix/bin" || say "note: $prefix/bin is not in PATH; for this shell: PATH=$prefix/bin:\$PATH"
	"$prefix/bin/tta-check" -C "$repository" install $force
}

uninstall() {
	if [ -z "$repository" ]; then
		[ -e "$prefix/bin/tta-check" ] || refuse 2 "no tta-check in '$prefix'"
		rm -f "$prefix/bin/tta-check"
		for hook in pre-commit pre-merge-commit commit-msg post-commit pre-push prepare-commit-msg; do
			rm -f "$prefix/libexec/tta/$hook"
		done
		rmdir "$prefix/libexec/tta" 2>/dev/null || :
		say "removed $prefix/bin/tta-check; hooks that were installed go on working without it"
		return
	fi
	for program in "$prefix/bin/tta-check" build/debug/tta-check; do
		[ -x "$program" ] || continue
		"$program" -C "$repository" uninstall
		return
	done
	refuse 2 "no tta-check in '$prefix' to do it; name where it is with --prefix DIR"
}

# --demo: every command is shown, run for real, and must end as foretold.
show() { # show STATUS COMMAND...
	want=$1
	shift
	printf '\n$'
	for word; do
		case $word in
		*[!A-Za-z0-9_./:=-]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '\n'
	got=0
	"$@" 2>&1 || got=$?
	[ "$got" = "$want" ] ||
		refuse 1 "the demo went wrong: exit $got where $want was to come; see $sample"
}
title() {
	printf '\n== %s\n' "$*"
}
service() { # service NAME FIRST-LINE : its script
	cat >"services/$1/$1.sh" <<END
$2
echo "$1: \$1"
END
}
sample_repository() {
	mkdir -p services/pay services/mail tools docs
	cat >tta.ini <<'END'
[tta]
version = 1
target  = development

[stage development]                 ; the order is the order of maturity
[stage staging]
[stage production]

[components services]               ; one section, a component for each folder
each    = services/*/
source  = services/{1}/

[component pay]
target  = production                ; pay owes more than mail

[component tools]
source  = tools/

[component docs]
source  = docs/ README.md

[gate syntax]                       ; every component owes it, at commit
run     = sh tools/syntax.sh {files}
files   = *.sh

[gate strict]                       ; owed from production on
run     = sh tools/strict.sh {files}
files   = services/**/*.sh
from    = production

[gate tests]                        ; owed when it is pushed
run     = sh {dir}/test.sh
files   = *.sh
scope   = component
on      = pre-push
for     = pay mail
END
	cat >tools/syntax.sh <<'END'
# Says no where a file is not a shell script.
bad=0
for file; do sh -n "$file" || bad=1; done
exit $bad
END
	cat >tools/strict.sh <<'END'
# Says no where a script does not begin with set -eu.
bad=0
for file; do
	grep -q '^set -eu$' "$file" || { echo "$file:1: no 'set -eu'"; bad=1; }
done
exit $bad
END
	for name in pay mail; do
		service "$name" 'set -eu'
		cat >"services/$name/test.sh" <<END
set -eu
[ "\$(sh services/$name/$name.sh 1)" = "$name: 1" ]
END
	done
	echo 'A sample.' >README.md
}
demo() {
	build
	sample=$(mktemp -d "${TMPDIR:-/tmp}/tta-demo.XXXXXX")
	PATH=$source/build/debug:$PATH
	# The sample is nobody's: not yours by name, nor under your settings.
	GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 XDG_CACHE_HOME=$sample/cache LC_ALL=C
	export PATH GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM XDG_CACHE_HOME LC_ALL
	for name in $(git rev-parse --local-env-vars); do unset "$name"; done
	unset TTA_CHECK TTA_SKIP SKIP
	git init -q -b main "$sample/shop"
	git init -q --bare "$sample/origin.git"
	cd "$sample/shop"
	git config user.name demo && git config user.email demo@example.org
	git remote add origin "$sample/origin.git"
	sample_repository

	title "A sample repository in $sample/shop, and its tta.ini"
	cat tta.ini
	title 'The hooks go in'
	show 0 tta-check install
	show 0 git add .
	show 0 git commit -q -m 'build: describe the components'
	title 'What there is, and who owes what'
	show 0 tta-check list
	show 0 tta-check explain services/pay/pay.sh
	show 0 tta-check explain mail
	title 'Both services lose their first line; pay, which is to reach production, owes more'
	service mail '# mail'
	service pay '# pay'
	show 0 git add services
	show 0 tta-check run --dry-run --why
	show 1 git commit -q -m 'feat(mail,pay): say what it is'
	title 'What pay owed, mended; mail never owed it'
	service pay 'set -eu'
	echo '# pay' >>services/pay/pay.sh
	show 0 git add services
	show 0 git commit -q -m 'feat(mail,pay): say what it is'
	title 'A message without a type'
	show 1 git commit -q --allow-empty -m 'stuff'
	title 'The push owes the tests as well, of the tree that is pushed'
	show 0 git push -q origin main
	show 0 git log --oneline
	printf '\n'
	say "The sample stays in $sample; remove it with: rm -rf $sample"
}

case $action in
install) install_all ;;
uninstall) uninstall ;;
demo) demo ;;
esac
