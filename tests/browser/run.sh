#!/usr/bin/env bash
# run.sh BINARY ROOT OUT NAME ARGUMENT...: what lca prints for the arguments as HTML, opened by a browser and held against the
# JSON of the same run (browse.js). Pages and screenshots stay in OUT. Status 77, aloud, where a tool is not there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command=$5
binary=$1 root=$2 out=$3 name=$4
shift 4
export LCA_TOOLS=$root/build/tools
source "$here/../tools/find.sh"
need_node puppeteer-core axe-core
need_browser
mkdir -p "$out"
cd "$root" || exit 2
# Status 1 is a finding of lca audit, and a report all the same.
for format in html json; do
	# A dossier has the numbers of lca run.
	[ "$1$format" != dossierjson ] || set -- run "${@:2}"
	"$binary" "$@" --format "$format" >"$out/$name.$format" 2>"$out/$name.err" || [ $? = 1 -a -s "$out/$name.$format" ] || {
		cat "$out/$name.err"
		exit 1
	}
done
LCA_BROWSER=$browser exec node "$here/browse.js" "$out/$name" "$command"
