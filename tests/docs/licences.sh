#!/usr/bin/env bash
# licences.sh: which licences the built-in factor rows and the tables apart from them stand under: a line for each source that
# licenses its data, one for all works of which single figures are cited.
set -euo pipefail

# The same for a table of no factor rows: its sources, licences and name.
apart() {
	local id licence
	cut -d, -f1 factors/data/sources.csv | while read -r id; do
		grep -q ",$id," "factors/data/$1" || continue
		licence=$(grep "^$id," factors/data/sources.csv |
			grep -oE ',(CC0-1\.0|CC-BY-4\.0|MIT|Apache-2\.0|MPL-2\.0|OGL-Canada-2\.0|LicenseRef-[a-z-]+),')
		printf '%s\t%s\t%s\n' "$id" "$(tr -d , <<<"$licence")" "$1"
	done
}

# source, licence and table of every row, tab-separated, each once.
rows() {
	lca factors list --format json | awk '
	function value() { return substr($0, index($0, ":") + 3, length($0) - index($0, ":") - 3 - ($0 ~ /,$/)) }
	/^\t\t\t"source":/ { source = value() }
	/^\t\t\t"licence":/ { licence = value() }
	/^\t\t\t"place":/ { table = value(); sub(/:.*/, "", table); print source "\t" licence "\t" table }'
}

{ rows; for table in equivalences.csv figures.csv bounds.csv; do apart $table; done; } | sort -u | awk -F '\t' '
BEGIN { print "| licence | source | tables |\n| --- | --- | --- |" }
$2 == "LicenseRef-cited-fact" { if (!($3 in facts)) { facts[$3]; names[++count] = $3 }; next }
$1 != source && source != "" { print "| " licence " | `" source "` | " tables " |" }
$1 != source { source = $1; licence = $2; tables = "`" $3 "`"; next }
{ tables = tables ", `" $3 "`" }
END {
	print "| " licence " | `" source "` | " tables " |"
	for (i = 2; i <= count; i++)
		for (j = i; j > 1 && names[j] < names[j - 1]; j--) {
			swap = names[j]; names[j] = names[j - 1]; names[j - 1] = swap
		}
	for (i = 1; i <= count; i++)
		list = list (i > 1 ? ", " : "") "`" names[i] "`"
	print "| `LicenseRef-cited-fact` | works of which single figures are cited | " list " |"
}'
