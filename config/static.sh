#!/bin/sh
# SPDX-License-Identifier: MIT
# static.sh -- prints yes where a static program with libgit2 and config/nonet.c links and runs, else no.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/probe.c" <<'END'
#include <git2.h>
int
main(void)
{
	git_repository *r = 0;
	int started = git_libgit2_init();

	git_repository_open(&r, "/nonexistent");
	return started == 1 ? 0 : 1;
}
END
if ${CC:-cc} -static -o "$work/probe" "$work/probe.c" "$here/nonet.c" \
	-lgit2 -lmbedcrypto -lhttp_parser -linih -lpcre2-8 -ljansson -lsqlite3 -lexpat -lyaml -lcmark -lm -lz -lpthread -lrt \
	>"$work/log" 2>&1 && "$work/probe"; then
	echo yes
else
	echo no
fi
