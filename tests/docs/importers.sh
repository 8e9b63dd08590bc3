#!/usr/bin/env bash
# importers.sh ROOT: the table of formats in docs/import.md has a row for each importer, and none for anything else.
set -euo pipefail
cd "$1"

known() {
	sed -nE 's/^IMPORTER\([a-z0-9_]+, "([^"]+)".*/\1/p' models/importers.def | sort
}

# The names between backticks in the first cell of each row.
described() {
	awk '/^\| format \| file \|/ {inside = 1; next}
	     inside && !/^\|/ {exit}
	     inside {split($0, cells, "|"); print cells[2]}' docs/import.md |
		grep -oE '`[^`]+`' | tr -d '`' | sort
}

[ "$(known | wc -l)" -gt 0 ] || {
	echo "no importers found in $PWD/models/importers.def"
	exit 1
}
diff -u --label models/importers.def <(known) --label docs/import.md <(described)
