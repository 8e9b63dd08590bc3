#!/usr/bin/env bash
# rederive.sh BINARY RAW_FOLDER: values picked at random are those of the raw tables, derived anew.
# Status 77, aloud, where the folder or python3 is not there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ ! -d "$2/data" ]; then
	echo "SKIPPED: there is no $2/data"
	exit 77
fi
if ! command -v python3 >/dev/null; then
	echo "SKIPPED: no python3"
	exit 77
fi
exec env PYTHONDONTWRITEBYTECODE=1 python3 "$here/rederive.py" "$2" "$1"
