#!/bin/sh
# SPDX-License-Identifier: MIT
# layers.sh -- the include rules and sole homes of src/README.md, as a check.
cd "$(dirname "$0")/.." || exit 1
found=$(mktemp) || exit 1
trap 'rm -f "$found"' EXIT

say() { # say WORDS : complains of each line on stdin
	sed "s|^|layers: $1: |" >>"$found"
}
allow() { # allow LAYER LAYERS... : src/LAYER may include only these
	layer=$1
	shift
	grep -rn '^#include "' src/"$layer" |
		grep -Ev "\"($(echo "$layer $*" | tr ' ' '|'))/" |
		say "$layer may include only $layer $*"
}
only() { # only PLACE EXPRESSION WHAT : code that matches it stands below src/PLACE alone
	grep -rnE --include='*.c' "$2" src | grep -v "^src/$1" | say "$3 belongs to $1"
}
allow base
allow model base
allow git base model
allow gates base model
allow engine base model
allow store base model
allow report base model
only git/ '^#include <git2' libgit2
only model/config/ini '^#include <ini\.h>' inih
only base/regex '^#include <pcre2' PCRE2
only base/hash '^#include <(mbedtls|sodium)' hashing
only 'base/\|^src/engine/' '^#include <poll' poll
only base/ '^#include <(signal|sys/wait|sys/prctl)' 'processes and signals'
only base/ '(^|[^a-z_])(fork|vfork|kill|malloc|calloc|realloc)\(' 'fork, kill and malloc'
only gates/ '^#include <(cmark|expat|yaml)' 'a parser library'
only store/ '^#include <sqlite3' SQLite
only 'cli/\|^src/base/arena' '(^|[^a-z_])(getenv|printf|puts|putchar|exit)\(|[ (,]std(out|err)[,);]' 'printing, exit and the environment'
only nowhere '(^|[^a-z_])(strcpy|strcat|sprintf|strtok|atoi|alloca|system|popen)\(' 'none of that'
find src hooks -name '*.[ch]' | sed 's|.*/||' | sort | uniq -d | say 'two files of one name'
find src hooks tests config .ci install.sh \( -name '*.[ch]' -o -name '*.sh' -o -name '*.test' -o -name run \) -type f |
	while IFS= read -r f; do
		head -n 2 "$f" | grep -q 'SPDX-License-Identifier: MIT' || echo "$f"
	done | say 'no SPDX line'
for header in src/*/*.h src/*/*/*.h; do # the tour leaves nothing out
	name=$(basename "$header" .h)
	grep -qE "\`(.*/)?$name(\.h)?\`" src/README.md || echo "$header"
done | say 'not in src/README.md'
cat "$found"
[ ! -s "$found" ]
