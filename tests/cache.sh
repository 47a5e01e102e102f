# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2119,SC2120,SC2154
# cache.sh -- for scripts about what is served again: a repository of three components, a gate whose
# runs are counted, and rows of changes that demand a hit or a miss.

# app depends on core; other is by itself.  The tool `probe` counts how often it runs.  The
# configuration lies outside of the tree, so that a change of it is not one of a file that is seen.
made() { # made 'LINES' ['MORE'] : LINES are of [gate probe], MORE whole sections; \n between
	mkdir -p ../bin && cp "$(readlink -f "$(command -v awk)")" ../bin/interpreter && probe probe &&
		cat >../tta.ini <<-EOF &&
		[tta]
		version = 1
		ignore = ignored/
		[stage development]
		[stage production]
		[component core]
		source = src/core/
		[component app]
		source = src/app/
		tests = tests/app/
		depends = core
		[component other]
		source = src/other/
		$(printf %b "${2:-}")
		[gate probe]
		$(printf %b "$1")
	EOF
	for f in src/core/c.c src/core/in/d.c src/app/a.c src/app/in/b.c tests/app/t.c src/other/o.c src/s.c lib/l.c lib/m.c top.cfg ignored/i.c; do echo "$f" | stage "$f" || return 1; done
	PATH=$scratch/bin:$PATH && export PATH && git commit -qm 'chore: start'
}
probe() { # probe NAME [BODY] : a tool that is no launcher; BODY is awk's
	printf '#!%s/bin/interpreter -f\nBEGIN { print "%s", ENVIRON["TTA_COMPONENT"] >>(ENVIRON["HOME"] "/ran"); close(ENVIRON["HOME"] "/ran"); %s; exit 0 }\n' "$scratch" "$1" "${2:-}" >"$scratch/bin/$1" && chmod +x "$scratch/bin/$1"
}
judge() { # judge [OPTION...]
	tta-check run -c "$scratch/tta.ini" -a --component app --gate probe "$@" >"$scratch/out" 2>"$scratch/err"
}
runs() { # how often, so far
	if [ -e "$HOME/ran" ]; then grep -c probe "$HOME/ran"; else echo 0; fi
}
ran() { # ran YES|NO [OPTION...] : does the gate run?
	want_=$1 && shift && before_=$(runs) && { judge "$@" || { echo "exit $?" && cat "$scratch/out" "$scratch/err" && return 1; }; }
	after_=$(runs) && if [ "$after_" -gt "$before_" ]; then got_=yes; else got_=no; fi
	[ "$got_" = "$want_" ] || { echo "ran: $got_, not $want_" && cat "$scratch/out" "$scratch/err" && return 1; }
}
misses() { ran yes "$@"; }
hits() { ran no "$@"; }
change() { for f; do mkdir -p "$(dirname "$f")" && echo more >>"$f" && git add -- "$f" || return 1; done; }
set_ini() { # set_ini SED-EXPRESSION : in the configuration
	sed -i "$1" ../tta.ini
}
gate() { # gate LINE : one more of [gate probe]
	echo "$1" >>../tta.ini
}
rows() { # rows <TABLE : a line each: name | change | hits or misses, after a pass that was served
	while IFS='|' read -r name change outcome <&3; do
		judge && hits || { echo "row $name: before it" && return 1; }
		eval "$change" && $outcome || { echo "row $name:$change |$outcome" && return 1; }
	done 3<<-EOF
	$(cat)
	EOF
}

seen='run = probe\nscope = component\non = pre-commit\nsees = component\ninputs = lib/l.c'
