#!/usr/bin/env bash
# run.sh BINARY ROOT OUT FORMAT: FORMAT.js holds what lca writes in that format, of every shipped scenario and of hostile and
# incomplete ones, against the JSON of the same run and against a foreign program or schema. Files stay in OUT. Status 77,
# aloud, where a tool is not there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
binary=$1 root=$2 out=$3 format=$4
export LCA_TOOLS=$root/build/tools LCA_SCHEMAS=$root/../shared/peers/schemas LCA_BINARY=$binary
source "$here/../tools/find.sh"
case $format in
cyclonedx)
	need_node ajv ajv-formats
	need_schema cyclonedx/bom-1.6.schema.json
	;;
boamps)
	need_node ajv-draft-04
	need_schema boamps/report_schema.json
	;;
impact-framework) need_node @grnsft/if js-yaml ;;
card) need_node js-yaml ;;
latex)
	need_node
	need_command pdflatex
	need_command pdftotext
	;;
*) need_node ;;
esac
rm -rf "$out"
mkdir -p "$out"
cd "$root" || exit 2
names=()
for scenario in scenarios/*.yaml tests/browser/*.yaml; do
	grep -q '^lca: 1' "$scenario" || continue
	name=$(basename "$scenario" .yaml)
	names+=("$name")
	arguments=(run "$scenario" --samples 2000)
	"$binary" "${arguments[@]}" --format json >"$out/$name.json" 2>"$out/$name.err" || {
		cat "$out/$name.err"
		exit 1
	}
	[ "$format" != card ] || arguments=(card "$scenario" --samples 2000)
	for copy in 1 2; do
		if [ "$format" = card ]; then
			"$binary" "${arguments[@]}" >"$out/$name.$copy" 2>"$out/$name.err"
		else
			"$binary" "${arguments[@]}" --format "$format" >"$out/$name.$copy" 2>"$out/$name.err"
		fi || {
			cat "$out/$name.err"
			exit 1
		}
	done
	cmp "$out/$name.1" "$out/$name.2" || exit 1
	rm "$out/$name.2"
done
exec node "$here/check.js" "$format" "$out" "${names[@]}"
