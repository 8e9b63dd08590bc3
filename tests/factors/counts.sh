#!/usr/bin/env bash
# counts.sh BINARY: the database holds at least what least.csv asks of it.
#
# A line of least.csv is LEAST,HOW,OF,WHAT. HOW says what is counted:
#   ids       rows whose id matches the glob OF
#   regions   different regions among them
#   things    different activities among them
#   FILE.csv  rows among them that come from this table
#   kind      rows of the kind OF, as `lca factors check` counts them
#   names     regions and things of the kind OF, likewise
#   line      the number before the words OF in what `lca factors check` prints
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lca=$1
checked=$("$lca" factors check) || { echo "$checked"; exit 1; }
listed=$("$lca" factors list --format csv | tail -n +2)

# The ids that match a glob, one a line, with the table each comes from; quotes of CSV go.
matching() {
	"$lca" factors list "$1" --format csv 2>/dev/null | tail -n +2 |
		awk '{ id = $0; if (id ~ /^"/) { sub(/^"/, "", id); sub(/".*/, "", id) } else sub(/,.*/, "", id)
			file = match($0, /[a-z0-9_]+\.csv:[0-9]+:[0-9]+/) ? substr($0, RSTART, RLENGTH) : ""
			sub(/:.*/, "", file); print file "\t" id }'
}

# The last number of the line that starts so.
tabled() {
	awk -v start="$1 " 'index($0, start) == 1 { gsub(",", "", $NF); print $NF; found = 1; exit }
		END { if (!found) print 0 }' <<<"$checked"
}

count() {
	case $1 in
	ids) matching "$2" | wc -l ;;
	regions) matching "$2" | cut -f 2 | cut -d / -f 2 | sort -u | wc -l ;;
	things) matching "$2" | cut -f 2 | cut -d / -f 1 | sort -u | wc -l ;;
	*.csv) matching "$2" | awk -v file="$1" '$1 == file' | wc -l ;;
	kind | names) tabled "$2" ;;
	line) grep -oE "[0-9]+ $2" <<<"$checked" | grep -oE '^[0-9]+' || echo 0 ;;
	*) echo "no way of counting '$1'" >&2; echo 0 ;;
	esac
}

status=0
lines=0
while IFS=, read -r least how of what; do
	case $least in '' | '#'* | least) continue ;; esac
	found=$(count "$how" "$of")
	lines=$((lines + 1))
	if [ "$found" -lt "$least" ]; then
		echo "TOO FEW: $found of $least: $what ($how '$of')"
		status=1
	else
		echo "$found (at least $least): $what"
	fi
done <"$here/least.csv"
[ "$lines" -gt 0 ] || status=1
total=$(wc -l <<<"$listed")
if [ "$total" -ne "$(tabled all)" ]; then
	echo "the list has $total rows, check counts $(tabled all)"
	status=1
fi
exit $status
