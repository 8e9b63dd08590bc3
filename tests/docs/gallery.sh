#!/usr/bin/env bash
# gallery.sh BINARY ROOT: the files of docs/gallery are what the program writes, none is missing or left over, the page that
# shows them names each, and its pictures are there.
set -uo pipefail
binary=$1 gallery=$2/docs/gallery
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0

complain() {
	echo "$1"
	bad=1
}

bash "$gallery/make.sh" "$binary" "$2" "$work" 2>"$work/said" || {
	cat "$work/said"
	exit 1
}
rm "$work/said"
for file in "$work"/*; do
	name=${file##*/}
	cmp -s "$file" "$gallery/$name" || {
		complain "docs/gallery/$name is not what the program writes; ./dev gallery writes it anew"
		diff -u --label "$name" --label written "$gallery/$name" "$file" | cut -c1-300 | head -20
	}
	grep -qF "($name)" "$gallery/README.md" || complain "docs/gallery/README.md does not name $name"
done
# They lie below the scenarios that they are of, so their records find them.
(cd "$2" && "$binary" verify docs/gallery/bloom-176b.* docs/gallery/{regions,serving,when-to-run,align}.html) |
	grep -v ': OK' | grep . && complain "a file of docs/gallery is not what its record makes"
for file in "$gallery"/*; do
	name=${file##*/}
	case $name in
	README.md | make.sh) ;;
	*.png) grep -qE "[(\"]$name[)\"]" "$gallery/README.md" || complain "docs/gallery/README.md does not show $name" ;;
	*) [ -e "$work/$name" ] || complain "nothing writes docs/gallery/$name" ;;
	esac
done
while read -r name; do
	head -c 8 "$gallery/$name" 2>/dev/null | grep -q PNG || complain "docs/gallery/$name is no picture"
done < <(grep -oE '[("][^()" ]*\.png[)"]' "$gallery/README.md" | tr -d '()"' | sort -u)
kilobytes=$(du -sk "$gallery" | cut -f1)
((kilobytes < 3000)) || complain "docs/gallery has $kilobytes kB"
exit $bad
