#!/usr/bin/env bash
# error_codes.sh ROOT: every row of diag.def has a case in tests/errors whose file `codes` names it, and no case names
# a slug that is not there. tests/errors/apart.txt lists what no input can show, with the reason.
set -euo pipefail
cd "$1"
bad=0
slugs=$(sed -n 's/^DIAG([A-Z0-9_]*, [A-Z]*, "\([a-z0-9-]*\)".*/\1/p' lca/base/diag.def | sort)
shown=$({ cat tests/errors/*/codes; cut -d ' ' -f 1 tests/errors/apart.txt; } | sort -u)
[ -n "$slugs" ] || { echo "no rows read from diag.def"; exit 1; }
for slug in $(comm -23 <(echo "$slugs") <(echo "$shown")); do
	echo "no case in tests/errors for $slug"
	bad=1
done
for slug in $(comm -13 <(echo "$slugs") <(echo "$shown")); do
	echo "tests/errors names $slug, which is not in diag.def"
	bad=1
done
exit $bad
