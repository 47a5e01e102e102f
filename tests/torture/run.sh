#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh -- the torture test at length: ROUNDS mixed rounds with SEED, TOGETHER rounds of two
# worktrees, a fifth as many pushes, and the mutants, which must be caught.  JOBS at a time.  Ends with
# "N passed, N failed", a round each.
set -u
ROUNDS=${ROUNDS:-500} TOGETHER=${TOGETHER:-200} JOBS=${JOBS:-2}
SEED=${SEED:-$(($(date +%s) % 100000000))}
torture=$BUILD/tests/torture/torture
logs=$BUILD/tests/torture/logs
rm -rf "$logs" && mkdir -p "$logs" || exit 3
PATH=$BUILD:$PATH TTA_LIBEXEC=$BUILD/hooks
export PATH TTA_LIBEXEC

echo "torture: $ROUNDS rounds, seed $SEED"
each=$(((ROUNDS + JOBS - 1) / JOBS)) pids='' job=0
while [ "$job" -lt "$JOBS" ]; do
	{
		"$torture" --seed "$SEED" --first $((job * each)) --rounds "$each" &&
			"$torture" --seed "$SEED" --first $((job * TOGETHER)) --rounds $(((TOGETHER + JOBS - 1) / JOBS)) --kind worktrees &&
			"$torture" --seed "$SEED" --first $((job * TOGETHER)) --rounds $(((TOGETHER / 5 + JOBS - 1) / JOBS)) --kind push
	} >"$logs/$job" 2>&1 &
	pids="$pids $!" job=$((job + 1))
done
failed=0
for pid in $pids; do
	wait "$pid" || failed=$((failed + 1))
done
cat "$logs"/*

mutants=$BUILD/tests/torture/mutants
rm -rf "$mutants" && mkdir -p "$mutants" && cp "$BUILD"/hooks/* "$mutants/" &&
	cp "$BUILD"/tests/torture/mutant/* "$mutants/" || exit 3
TTA_LIBEXEC=$mutants "$torture" --seed "$SEED" --rounds 100 --kind commit-typist --demand-caught || {
	echo 'torture: hooks that do not look at the index again were not caught'
	failed=$((failed + 1))
}
passed=$(sed -n 's/^torture: \([0-9]*\) rounds with seed.*/\1/p' "$logs"/* | awk '{ n += $1 } END { print n + 0 }')
echo "$((passed + 1 - (failed > 0))) passed, $failed failed"
[ "$failed" = 0 ]
