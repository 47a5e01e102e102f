#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh TEST... : runs every test program, as many at a time as there are processors, and ends with
# "N passed, N failed".  A test speaks TAP; one that dies or hangs without saying "not ok" counts as
# one failure.  SETTING:TEST is a script test in another kind of repository (settings.sh).
set -u
LIMIT=${TEST_LIMIT:-900} # seconds that one test program may take

one() { # one TEST : its log, then a line of counts in LOG.count
	log=$logs/$(basename "$1").log began=$(date +%s)
	case $1 in
	*:*.test)
		log=$logs/${1%%:*}.$(basename "$1").log
		TTA_TEST_SETTING=${1%%:*} timeout -k 5 "$LIMIT" sh "${1#*:}" >"$log" 2>&1
		;;
	*.test) timeout -k 5 "$LIMIT" sh "$1" >"$log" 2>&1 ;;
	*) CMOCKA_MESSAGE_OUTPUT=TAP timeout -k 5 "$LIMIT" "$1" >"$log" 2>&1 ;;
	esac
	status=$?
	passed=$(grep -c '^ok ' "$log")
	failed=$(grep '^not ok ' "$log" | grep -vc '# SKIP') # so says cmocka of a test that it skips
	skipped=$(grep -ci '^\(not \)*ok .*# skip' "$log")
	passed=$((passed - $(grep -ci '^ok .*# skip' "$log")))
	[ "$status" = 0 ] || [ "$failed" != 0 ] || {
		failed=1
		echo "# ended with status $status" >>"$log"
	}
	[ "$status" != 0 ] || [ "$((passed + failed + skipped))" != 0 ] || {
		failed=1
		echo "# said nothing" >>"$log"
	}
	echo "$passed $failed $skipped" >"$log.count"
	if [ "$failed" = 0 ]; then
		echo "ok       $1 ($passed, $(($(date +%s) - began)) s)"
	else
		echo "FAILED   $1"
		sed 's/^/    /' "$log" | grep -v '^    ok ' | head -n 200
	fi
}

if [ "${1:-}" = --one ]; then
	logs=$2
	one "$3"
	exit 0
fi
logs=$BUILD/tests/logs
rm -rf "$logs" && mkdir -p "$logs" || exit 1
export BUILD
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc 2>/dev/null || echo 2)" sh "$0" --one "$logs"
cat "$logs"/*.count | awk '
	{ passed += $1; failed += $2; skipped += $3 }
	END {
		printf "%d passed, %d failed", passed, failed
		if (skipped) printf ", %d skipped", skipped
		printf "\n"
		exit failed > 0 || passed == 0
	}'
