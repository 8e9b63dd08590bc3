#!/usr/bin/env bash
# beside.sh BINARY FOLDER SUITE: runs FOLDER/check and holds that nothing fails but what SUITE.later names.
# Status 77, aloud, where the folder or python3 is not there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ ! -f "$2/check" ]; then
	echo "SKIPPED: there is no $2"
	exit 77
fi
if ! command -v python3 >/dev/null; then
	echo "SKIPPED: no python3"
	exit 77
fi
out=$(python3 "$2/check" "$1" 2>&1)
last=$(tail -n 1 <<<"$out")
if ! [[ $last =~ ^[0-9]+\ passed ]]; then
	echo "$out"
	exit 1
fi
failed=$(grep -E '^[^ ]+\.(yaml|csv|jsonl|txt): ' <<<"$out" | grep -vFf "$here/inputs/$3.later")
echo "$out"
[ -z "$failed" ]
