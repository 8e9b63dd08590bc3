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

said=$({ "$1" units 2>&1 >&3 | cat; } 3> >(head -n 1 >/dev/null))
expect "a closed pipe says nothing" "$said" ""
said=$("$1" units | grep -c $'\033')
expect "colour in a pipe" "$said" 0
exit $bad
