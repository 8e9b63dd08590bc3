#!/usr/bin/env bash
# zones.sh TABLES: default/-/-/gsd-zone is what the rows of the tables give. Status 77, aloud, where python3 is not there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if ! command -v python3 >/dev/null; then
	echo "SKIPPED: no python3"
	exit 77
fi
exec env PYTHONDONTWRITEBYTECODE=1 python3 "$here/zones.py" "$1"
