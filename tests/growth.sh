#!/bin/sh
# SPDX-License-Identifier: MIT
# growth.sh -- how the cost of the hook without command gates grows: with the files in the index,
# with the components of tta.ini, with the files that are staged.  Writes docs/growth.svg and
# docs/growth.md.  What is counted is processor time, which other work on the machine lengthens
# least.  Work trees stay empty: neither we nor git diff --cached look into them.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$PWD
BUILD=${BUILD:-$top/build/debug}
pace=$BUILD/tests/tools/pace
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tta-growth.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
for name in $(git rev-parse --local-env-vars); do unset "$name"; done
unset TTA_CHECK TTA_SKIP SKIP CI
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C HOME="$scratch/home"
export XDG_CACHE_HOME="$scratch/cache"
mkdir "$HOME"

make_index() { # make_index FILES COMPONENTS STAGED : a repository with nothing in its work tree
	rm -rf "$scratch/repo" && git init -q -b main "$scratch/repo" && cd "$scratch/repo" || exit 1
	git config user.name bench && git config user.email bench@example.org && git config gc.auto 0
	git config fastimport.unpackLimit 1
	{
		printf '[tta]\nversion = 1\n'
		for i in $(seq 0 $(($2 - 1))); do printf '[component c%s]\nsource = part%s/\n' "$i" "$i"; done
	} >tta.ini
	awk -v files="$1" -v parts="$2" -v staged="$3" '
		function put(i, text) {
			printf "M 100644 inline part%d/folder%d/file%d.txt\ndata %d\n%s\n", \
				i % parts, int(i / parts / 50), i, length(text), text
		}
		BEGIN {
			print "commit refs/heads/main\ncommitter b <b@example.org> 1700000000 +0000\ndata 5\nfirst"
			while ((getline line <"tta.ini") > 0) ini = ini line "\n"
			printf "M 100644 inline tta.ini\ndata %d\n%s\n", length(ini), ini
			for (i = 0; i < files; i++) put(i, "file " i "\n")
			print "commit refs/heads/staged\ncommitter b <b@example.org> 1700000000 +0000\ndata 6\nsecond\nfrom refs/heads/main"
			step = files / staged
			for (i = 0; i < staged; i++) put(int(i * step), "changed " i "\n")
			print "done"
		}' | git fast-import --quiet --done && git read-tree staged && git write-tree >/dev/null || exit 1
}

point() { # point AXIS X FILES COMPONENTS STAGED RUNS : one line of the data
	make_index "$3" "$4" "$5"
	measured=$(env GIT_INDEX_FILE=.git/index GIT_PREFIX= GIT_EDITOR=: "$pace" "$6" \
		"$BUILD/hooks/pre-commit" : git diff --cached --name-only) || exit 1
	echo "$measured" | awk -v axis="$1" -v x="$2" '{ us[NR] = $5; kib[NR] = $3 }
		END { printf "%s\t%d\t%.2f\t%.2f\t%.1f\n", axis, x, us[1] / 1000, us[2] / 1000, kib[1] / 1024 }' |
		tee -a "$scratch/data"
	cd "$top" || exit 1
}

for n in 100 1000 5000 20000 100000 500000; do
	point files $n $n 10 10 $((n > 50000 ? 11 : 41))
done
for n in 1 10 100 300 1000; do
	point components $n 20000 $n 10 $((n > 200 ? 11 : 41))
done
for n in 1 10 100 1000 5000; do
	point staged $n 20000 10 $n $((n > 500 ? 11 : 41))
done

# Three panels side by side, both axes logarithmic: a straight line at 45 degrees is linear.
awk -F '\t' '
	BEGIN { panels = 0 }
	function log10(v) { return log(v) / log(10) }
	function px(p, v) { return 60 + p * 310 + log10(v) / 6 * 240 }
	function py(v) { return 300 - (log10(v) + 0.3) / 3.3 * 250 }
	function line(p, column, colour,   i, path) {
		for (i = 0; i < n[p]; i++)
			path = path sprintf("%s%.1f,%.1f", i ? " " : "", px(p, x[p, i]), py(y[p, i, column]))
		printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", path, colour
		for (i = 0; i < n[p]; i++)
			printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", px(p, x[p, i]), py(y[p, i, column]), colour
	}
	{
		if (!($1 in panel)) { panel[$1] = panels; name[panels++] = $1 }
		p = panel[$1]; i = n[p]++; x[p, i] = $2; y[p, i, 0] = $3; y[p, i, 1] = $4
	}
	END {
		title["files"] = "files in the index"; title["components"] = "components, 20,000 files"
		title["staged"] = "staged files of 20,000"
		print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"360\" font-family=\"sans-serif\" font-size=\"12\">"
		print "<rect width=\"960\" height=\"360\" fill=\"white\"/>"
		for (p = 0; p < panels; p++) {
			printf "<text x=\"%d\" y=\"20\" font-size=\"14\">%s</text>\n", 60 + p * 310, title[name[p]]
			for (e = 0; e <= 6; e++) {
				printf "<line x1=\"%.1f\" y1=\"50\" x2=\"%.1f\" y2=\"300\" stroke=\"#ddd\"/>\n", px(p, 10 ^ e), px(p, 10 ^ e)
				printf "<text x=\"%.1f\" y=\"316\" text-anchor=\"middle\">%s</text>\n", px(p, 10 ^ e), \
					e < 3 ? 10 ^ e : e < 6 ? 10 ^ (e - 3) "k" : "1M"
			}
			for (e = 0; e <= 3; e++) {
				printf "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>\n", 60 + p * 310, py(10 ^ e), 300 + p * 310, py(10 ^ e)
				printf "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d ms</text>\n", 56 + p * 310, py(10 ^ e) + 4, 10 ^ e
			}
			line(p, 1, "#999"); line(p, 0, "#06c")
		}
		print "<text x=\"60\" y=\"345\" fill=\"#06c\">pre-commit hook without command gates</text>"
		print "<text x=\"330\" y=\"345\" fill=\"#777\">git diff --cached --name-only</text>"
		print "<text x=\"560\" y=\"345\">processor time, both axes logarithmic</text>"
		print "</svg>"
	}' "$scratch/data" >docs/growth.svg

{
	cat <<'END_OF_HEAD'
# How the cost grows

Written by `make bench-growth`: processor time of the pre-commit hook without command gates, median of several runs.

![growth](growth.svg)

| along | value | hook, ms | `git diff --cached`, ms | hook, MiB |
|---|---|---|---|---|
END_OF_HEAD
	awk -F '\t' '{ printf "| %s | %d | %s | %s | %s |\n", $1, $2, $3, $4, $5 }' "$scratch/data"
	echo
	awk -F '\t' '
		{ if ($1 != axis) { if (axis) say(); axis = $1; x0 = $2; y0 = $3 } else { xb = x; yb = y } x = $2; y = $3 }
		function say() {
			printf "- %s: from %d to %d the cost grows %.1f times", axis, x0, x, y / y0
			printf "; from %d to %d, where it counts, by x^%.2f (1 is linear): %.2f us for each.\n", \
				xb, x, log(y / yb) / log(x / xb), (y - yb) * 1000 / (x - xb)
		}
		END { say() }' "$scratch/data"
} >docs/growth.md
tail -n 4 docs/growth.md
