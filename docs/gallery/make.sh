#!/usr/bin/env bash
# make.sh BINARY ROOT [FOLDER]: what the gallery shows, of the shipped scenarios, into FOLDER (docs/gallery); with
# screenshots where a browser is there and FOLDER is left out. The same program writes the same bytes.
set -euo pipefail
binary=$(cd "$(dirname "$1")" && pwd)/${1##*/}
root=$(cd "$2" && pwd)
folder=${3-$root/docs/gallery}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$root"

lca() { "$binary" "$@"; }

# Every format of one run.
lca run scenarios/bloom-176b.yaml --equiv -o "$folder/bloom-176b.html"
for extension in md json csv tex cdx.json boamps.json sci.json if.yaml prom statement.md; do
	lca run scenarios/bloom-176b.yaml -o "$folder/bloom-176b.$extension"
done
lca card scenarios/bloom-176b.yaml -o "$folder/bloom-176b.card.md"
lca dossier scenarios/bloom-176b.yaml -o "$folder/bloom-176b.dossier.md"

# Measured runs with their hours, a service, regions, a time to run, published figures.
lca run scenarios/measured-run.yaml -o "$folder/measured-run.html"
lca card scenarios/measured-run.yaml -o "$folder/measured-run.card.md"
lca run scenarios/serving.yaml -o "$folder/serving.html"
lca run scenarios/serving.yaml -o "$folder/serving.sci.json"
lca compare scenarios/bloom-176b.yaml --vary region=FR,SE,CA,US,DE,PL,IN,gcp:europe-west6,aws:eu-west-1 \
	-o "$folder/regions.html"
lca schedule scenarios/when-to-run.yaml --pause -o "$folder/when-to-run.html"
lca align scenarios/align-models.yaml -o "$folder/align.html"

[ $# -lt 3 ] || exit 0
export LCA_TOOLS=$root/build/tools
source "$root/tests/tools/find.sh"
need_node puppeteer-core
need_browser
LCA_BROWSER=$browser node "$root/tests/browser/shoot.js" "$folder"

# The LaTeX in a paper.
need_command pdflatex
need_command pdftoppm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$folder/bloom-176b.tex" "$root/tests/formats/paper.tex" "$work"
cd "$work"
sed -i 's/{@FILE@}/{bloom-176b}/; s/{@BIB@}/{lca-bloom-176b}/' paper.tex
for pass in pdflatex bibtex pdflatex pdflatex; do
	"$pass" paper >log </dev/null || {
		cat log
		exit 1
	}
done
pdftoppm -png -r 80 -f 1 -l 1 -singlefile paper.pdf "$folder/bloom-176b-paper"
