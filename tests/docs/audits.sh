#!/usr/bin/env bash
# audits.sh summary|alarms|rows|plausible|unchecked|cases: what docs/audits.md shows, as tables: the audit of
# factors/data/figures.csv, and that of the claims in tests/published/audits. An alarm is a row that is conditional or inconsistent;
# what the row and its notes say of it stands in tests/docs/audits.tsv. Titles of files of claims, who published what has no source
# of its own, and which claims are made up stand in tests/docs/audits-cases.tsv. Run from the root.
set -uo pipefail
export LC_ALL=C
figures=factors/data/figures.csv

# "claim<TAB>verdict<TAB>in short<TAB>what it rests on<TAB>source" of each claim of a file.
verdicts() {
	{ lca audit "$1" --format json || [ $? = 1 ]; } | awk -F':\t' '
	function value(text) {
		sub(/,$/, "", text)
		if (text == "null")
			return ""
		gsub(/^"|"$/, "", text)
		gsub(/\\"/, "\"", text)
		gsub(/\|/, "\\|", text)
		return text
	}
	/^\t\t\t"(id|verdict|summary|rests_on|source)":/ {
		key = $1
		gsub(/[\t"]/, "", key)
		of[key] = value(substr($0, index($0, ":\t") + 2))
	}
	/^\t\t\t"stated":/ {
		printf "%s\t%s\t%s\t%s\t%s\n", of["id"], of["verdict"], of["summary"], of["rests_on"], of["source"]
	}'
}

summary() {
	verdicts "$figures" | awk -F'\t' '
	{ count[$2 == "consistent" && $4 != "printed figures" ? "plausible" : $2]++ }
	END {
		say["consistent"] = "consistent: a figure that can be recomputed from the others rounds to what is printed"
		say["rounding"] = "rounding: the figures meet, but only because they are rounded"
		say["plausible"] = "consistent, plausible: nothing can be recomputed; what follows lies in the range of the database"
		say["conditional"] = "conditional: the figures meet if one named thing is assumed"
		say["inconsistent"] = "inconsistent: the figures do not meet, or imply what is not plausible"
		say["uncheckable"] = "uncheckable: nothing follows from what is stated"
		split("consistent rounding plausible conditional inconsistent uncheckable", order, " ")
		print "| verdict | rows |\n| --- | ---: |"
		for (i = 1; i <= 6; i++)
			printf "| %s | %d |\n", say[order[i]], count[order[i]]
		printf "| all | %d |\n", NR
	}'
}

alarms() {
	printf '| row | verdict | what the audit says | what the row and its notes say |\n| --- | --- | --- | --- |\n'
	verdicts "$figures" | awk -F'\t' '
	FILENAME != "-" { seen[$1] = $2; next }
	$2 == "conditional" || $2 == "inconsistent" {
		printf "| `%s` | %s | %s | %s |\n", $1, $2, $3, $1 in seen ? seen[$1] : "Nothing yet."
		count++
		stands += seen[$1] ~ /^Stands/
		explained += seen[$1] ~ /^Explained/
	}
	END {
		printf "\n%d alarms: %d stand, %d %s explained in the source, %d %s false.\n", count, stands, explained,
		       explained == 1 ? "is" : "are", count - stands - explained, count - stands - explained == 1 ? "is" : "are"
	}' tests/docs/audits.tsv -
}

rows() {
	printf '| row | verdict | in short |\n| --- | --- | --- |\n'
	verdicts "$figures" | awk -F'\t' '
	$2 == "rounding" || ($2 == "consistent" && $4 == "printed figures") { printf "| `%s` | %s | %s |\n", $1, $2, $3 }'
}

plausible() {
	printf '| row | held against | in short |\n| --- | --- | --- |\n'
	verdicts "$figures" | awk -F'\t' '
	BEGIN {
		say["bounds"] = "what is possible anywhere"
		say["ranges"] = "what the database has of its place or hardware"
		say["nothing"] = "nothing of its own"
	}
	$2 == "consistent" && $4 != "printed figures" { printf "| `%s` | %s | %s |\n", $1, say[$4], $3 }'
}

unchecked() {
	verdicts "$figures" | awk -F'\t' '
	$2 == "uncheckable" { printf "%s`%s`", n++ ? ", " : "", $1 }
	END { print "." }' | fold -s -w 120 | sed 's/ $//'
}

# A title a file; of a claim who published it, or that it is made up.
cases() {
	local file
	printf '| what | claim | from | verdict | in short |\n| --- | --- | --- | --- | --- |\n'
	for file in tests/published/audits/[0-9]*; do
		verdicts "$file" | awk -F'\t' -v file="${file##*/}" '
		FILENAME != "-" { title[$1] = $2; from[$1] = $3; made[$1] = " " $4 " "; next }
		{
			source = $5 ? "published: " $5 : from[file] ? "published: " from[file] : "made up"
			if (made[file] == " * " || index(made[file], " " $1 " "))
				source = "made up" ($5 ~ /^made up/ ? substr($5, 8) : $5 ? ": " $5 : "")
			what = shown++ ? "" : (title[file] ? title[file] : "Made to show one thing") " (`" file "`)"
			printf "| %s | %s | %s | %s | %s |\n", what, $1, source, $2, $3
		}' tests/docs/audits-cases.tsv -
	done
}

case ${1-} in
summary | alarms | rows | plausible | unchecked | cases) "$1" ;;
*)
	echo "audits.sh summary|alarms|rows|plausible|unchecked|cases" >&2
	exit 2
	;;
esac
