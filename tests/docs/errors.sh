#!/usr/bin/env bash
# errors.sh: the diagnostics of lca/base/diag.def as tables, a section for each comment line of it. Run from the root.
awk '
/^\/\* [a-z].* \*\/$/ { section = toupper(substr($0, 4, 1)) substr($0, 5, length($0) - 7); next }
/^DIAG\(/ {
	split($0, part, "\"")
	split(part[1], word, ", ")
	if (section != printed) {
		printf "%s## %s\n\n| code | kind | meaning |\n| --- | --- | --- |\n", printed == "" ? "" : "\n", section
		printed = section
	}
	printf "| `%s` | %s | %s |\n", part[2], tolower(word[2]), part[4]
}' lca/base/diag.def
