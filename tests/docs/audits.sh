#!/usr/bin/env bash
# audits.sh summary|alarms|rows|unchecked|cases: what docs/audits.md shows, as tables: the audit of factors/data/figures.csv, and
# that of the claims in tests/published/audits. An alarm is a row that is conditional or inconsistent; what was seen when it
# was looked at stands in tests/docs/audits.tsv. Run from the root.
set -uo pipefail
export LC_ALL=C
figures=factors/data/figures.csv

# "claim<TAB>verdict<TAB>in short" of a file, by the table of its report, or by the headline where there is one claim.
verdicts() {
	{ lca audit "$1" --format markdown || [ $? = 1 ]; } | awk '
	/^## / { exit }
	/^# Audit of / { title = substr($0, 12) }
	/^\*\*[a-z]+: / && title != "published figures" {
		colon = index($0, ": ")
		printf "%s\t%s\t%s\n", title, substr($0, 3, colon - 3), substr($0, colon + 2, length($0) - colon - 3)
		exit
	}
	/^\| / && !/^\| (claim|---)/ { gsub(/^\| | \|$/, ""); gsub(/ \| /, "\t"); print }'
}

summary() {
	verdicts "$figures" | awk -F'\t' '
	{ count[$2]++ }
	END {
		say["consistent"] = "every figure that can be recomputed rounds to what is printed, or lies in the range of the database"
		say["rounding"] = "the figures meet, but only because they are rounded"
		say["conditional"] = "the figures meet if one named thing is assumed"
		say["inconsistent"] = "the figures do not meet, or imply what is not plausible"
		say["uncheckable"] = "nothing follows from what is stated"
		split("consistent rounding conditional inconsistent uncheckable", order, " ")
		print "| verdict | rows | what it says |\n| --- | ---: | --- |"
		for (i = 1; i <= 5; i++)
			printf "| %s | %d | %s |\n", order[i], count[order[i]], say[order[i]]
		printf "| all | %d | |\n", NR
	}'
}

alarms() {
	printf '| row | verdict | what the audit says | looked at |\n| --- | --- | --- | --- |\n'
	verdicts "$figures" | awk -F'\t' '
	FILENAME != "-" { seen[$1] = $2; next }
	$2 == "conditional" || $2 == "inconsistent" {
		printf "| `%s` | %s | %s | %s |\n", $1, $2, $3, $1 in seen ? seen[$1] : "Not looked at yet."
		count++
		false += seen[$1] !~ /^Stands/
	}
	END { printf "\n%d alarms, %d of them false.\n", count, false }' tests/docs/audits.tsv -
}

rows() {
	printf '| row | verdict | in short |\n| --- | --- | --- |\n'
	verdicts "$figures" | awk -F'\t' '
	$2 == "consistent" || $2 == "rounding" { printf "| `%s` | %s | %s |\n", $1, $2, $3 }'
}

unchecked() {
	verdicts "$figures" | awk -F'\t' '
	$2 == "uncheckable" { printf "%s`%s`", n++ ? ", " : "", $1 }
	END { print "." }' | fold -s -w 120 | sed 's/ $//'
}

cases() {
	local file
	printf '| claims | claim | verdict | in short |\n| --- | --- | --- | --- |\n'
	for file in tests/published/audits/[0-9]*; do
		verdicts "$file" | awk -F'\t' -v file="${file##*/}" '{ printf "| `%s` | %s | %s | %s |\n", file, $1, $2, $3 }'
	done
}

case ${1-} in
summary | alarms | rows | unchecked | cases) "$1" ;;
*)
	echo "audits.sh summary|alarms|rows|unchecked|cases" >&2
	exit 2
	;;
esac
