#!/usr/bin/env bash
# files.sh ROOT: the files that documents name are there. Every table of factors/data stands in the list of its README, and
# the list names no other; every path with a room in front that docs/architecture.md names exists ('*' stands for any, upper
# case words for one to be written); every relative link of a document leads to a file.
set -uo pipefail
export LC_ALL=C
cd "$1" || exit 2
bad=0

complain() {
	echo "$1"
	bad=1
}

listed() { grep -oE '^\| `[^`]+`' factors/data/README.md | tr -d '|` '; }

# 'lca/base/unit.c' and the like, each once.
named() {
	grep -oE '\b(cli|reports|models|factors|lca|tests|docs|scenarios)/[A-Za-z0-9_.*/-]*' docs/architecture.md |
		sed 's#[./]*$##' | sort -u
}

while read -r name; do
	listed | grep -qxF "$name" || complain "factors/data/README.md does not list $name"
done < <(cd factors/data && ls -- *.csv VERSION)
while read -r name; do
	[ -e "factors/data/$name" ] || complain "factors/data/README.md lists $name, which is not there"
done < <(listed)
[ -z "$(listed | sort | uniq -d)" ] || complain "listed twice: $(listed | sort | uniq -d)"
[ "$(named | wc -l)" -gt 40 ] || complain "docs/architecture.md names hardly any file"
while read -r path; do
	[[ $path =~ [A-Z]{3} && $path != *README* ]] || compgen -G "$path" >/dev/null ||
		complain "docs/architecture.md names $path, which is not there"
done < <(named)
# Links to files, from where they stand.
for document in README.md docs/*.md docs/gallery/README.md bench/README.md factors/data/README.md; do
	while read -r path; do
		[ -e "$(dirname "$document")/$path" ] || complain "$document links to $path, which is not there"
	done < <(grep -oE '\]\([^)#: ]+[)#]' "$document" | sed 's/^](//; s/.$//' | sort -u)
done
exit $bad
