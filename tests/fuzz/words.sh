#!/usr/bin/env bash
# words.sh ROOT: a libFuzzer dictionary of the words that the readers look for: the texts without blanks in their sources.
set -euo pipefail
export LC_ALL=C
cd "$1"

# One text of C a line, between its quotes. What formats a message is left out.
texts() {
	cat models/claim_*.c models/import_*.c models/metric_*.c models/power_*.c models/usage_*.c models/timestamp.c models/*.def |
		grep -v '^#include' | grep -oE '"([^"\\]|\\.)*"'
}

texts | tr -d '"' | grep -E '^[!-~]{2,40}$' | grep -v '[\\%]' | sort -u | sed 's/.*/"&"/'
printf '"%s"\n' 2026-03-02T10:00:00Z 1772445600 1772445600123 '0.5' '1e308' '-1' null true '[N/A]' '{\"' '\":' ',\"' '\x0a' '\x0d\x0a'
