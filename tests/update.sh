#!/usr/bin/env bash
# update.sh BINARY ROOT: rewrites what the golden and error cases expect, and the manual page.
set -uo pipefail
for case in "$2"/tests/golden/*/ "$2"/tests/errors/*/; do
	[ ! -f "$case/cmd" ] || LCA_UPDATE=1 bash "$2/tests/run_case.sh" "$1" "$2" "$case" || echo "in $case"
done
"$1" help --man >"$2/docs/lca.1"
