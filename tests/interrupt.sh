#!/usr/bin/env bash
# interrupt.sh BINARY: a run that is interrupted writes nothing: no file, no temporary, no output; what was there stays.
# Waits for the threads of the sampling, however slow the machine is.
set -uo pipefail
binary=$(cd "$(dirname "$1")" && pwd)/${1##*/}
bad=0
if [ ! -d /proc/self/task ] || ! env --default-signal=INT true 2>/dev/null; then
	echo "SKIPPED: needs /proc/PID/task, and env with --default-signal"
	exit 77
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

expect() {
	[ "$2" = "$3" ] || { echo "$1: got '$2', expected '$3'"; bad=1; }
}

# One thread more than a sanitizer may have of its own, beside the program's first.
is_sampling() {
	local tasks=(/proc/"$1"/task/*)
	[ ${#tasks[@]} -ge 3 ]
}

cat >"$work/model.yaml" <<'END'
lca: 1
name: long
stages:
  other:
    - {item: heat, impacts: {gwp: 5 kgCO2e x/ 2}}
    - {item: light, impacts: {gwp: {pert: [1 kgCO2e, 2 kgCO2e, 9 kgCO2e]}}}
END

# interrupt WHAT SIGNAL STATUS FOLDER [ARGUMENT]...: a run of hours in FOLDER gets SIGNAL once it samples.
interrupt() {
	local what=$1 signal=$2 status=$3 folder=$4 before after pid
	shift 4
	before=$(cd "$folder" && ls -A && cat -- * 2>/dev/null)
	(cd "$folder" && exec env --default-signal="$signal" "$binary" run ../model.yaml --threads 4 "$@") \
		>"$work/stdout" 2>"$work/stderr" </dev/null &
	pid=$!
	until is_sampling "$pid"; do
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.01
	done
	kill -s "$signal" "$pid" 2>/dev/null || { echo "$what: ended by itself"; cat "$work/stderr"; bad=1; }
	wait "$pid" 2>/dev/null
	expect "$what: status" $? "$status"
	after=$(cd "$folder" && ls -A && cat -- * 2>/dev/null)
	expect "$what: the folder" "$after" "$before"
	expect "$what: standard output" "$(cat "$work/stdout")" ""
	expect "$what: standard error" "$(cat "$work/stderr")" ""
}

mkdir "$work/empty" "$work/full"
echo "an older report" >"$work/full/report.json"
long=(--samples 4000000000)
interrupt "to a new file" INT 130 "$work/empty" "${long[@]}" -o report.json
interrupt "over a file" INT 130 "$work/full" "${long[@]}" -o report.json
interrupt "to standard output" INT 130 "$work/empty" "${long[@]}"
interrupt "terminated" TERM 143 "$work/full" "${long[@]}" -o report.json
interrupt "until its figures are known" INT 130 "$work/full" "${long[@]}" --tolerance 0.01% -o report.json
exit $bad
