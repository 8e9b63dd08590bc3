#!/usr/bin/env bash
# terminal.sh BINARY: what depends on where the output goes: a full disk, a closed pipe, colour.
set -uo pipefail
bad=0

expect() {
	[ "$2" = "$3" ] || { echo "$1: got '$2', expected '$3'"; bad=1; }
}

if [ -w /dev/full ]; then
	said=$("$1" --help 2>&1 >/dev/full)
	expect "help to a full disk, status" $? 3
	case $said in
	*"cannot write"*) ;;
	*) expect "help to a full disk" "$said" "a message" ;;
	esac
	"$1" units >/dev/full 2>/dev/null
	expect "units to a full disk, status" $? 3
	"$1" units -o /dev/full 2>/dev/null
	expect "units -o /dev/full, status" $? 3
fi

# More than a pipe holds: the program is still writing when head leaves.
errors=$(mktemp)
"$1" factors list 2>"$errors" | head -n 1 >/dev/null
expect "a closed pipe, status" "${PIPESTATUS[0]}" 141
expect "a closed pipe, what is said" "$(cat "$errors")" ""
rm -f "$errors"

# colours ENVIRONMENT...: how many lines of an error and of a table have escapes on a terminal.
colours() {
	script -qec "env $* \"\$binary\" rnu; exec env $* \"\$binary\" units" /dev/null </dev/null | grep -c $'\033'
}
export binary=$1
expect "COLUMNS in a pipe" "$(COLUMNS=72 "$1" keys | cksum)" "$("$1" keys | cksum)"
expect "colour in a pipe" "$("$1" units | grep -c $'\033')" 0
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	[ "$(colours -u NO_COLOR TERM=xterm)" -gt 0 ] || expect "colour on a terminal" none some
	expect "colour with NO_COLOR" "$(colours NO_COLOR=1 TERM=xterm)" 0
	expect "colour on a dumb terminal" "$(colours -u NO_COLOR TERM=dumb)" 0
	widest() { script -qec "env $* \"\$binary\" keys" /dev/null </dev/null | tr -d '\r' | awk 'length > m { m = length } END { print m }'; }
	[ "$(widest COLUMNS=72 TERM=dumb)" -le 72 ] || expect "a table with COLUMNS=72" wider 72
fi
exit $bad
