#!/usr/bin/env bash
# run_case.sh BINARY ROOT CASE: runs `lca` with the arguments in CASE/cmd, in a copy of the folder, and compares with
# CASE/stdout, stderr and status (missing: empty, empty, 0), every file of CASE/files with the one written, and holds
# that no file named in CASE/absent was written. CASE/setup, when there, is run first. $ROOT in cmd is the source tree.
# CASE/codes lists the slugs of the diagnostics that the case must raise. LCA_UPDATE=1 writes what was seen instead.
set -uo pipefail
if [ $# != 3 ] || [ ! -x "$1" ] || [ ! -d "$2/tests" ] || [ ! -f "$3/cmd" ]; then
	echo "usage: run_case.sh BINARY ROOT CASE, where CASE holds a file cmd" >&2
	exit 2
fi
export LC_ALL=C TERM=dumb ROOT=$2
unset NO_COLOR
case=$(cd "$3" && pwd) || exit 2
binary=$(cd "$(dirname "$1")" && pwd)/${1##*/}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/in" "$work/out" "$work/codes"
bad=0

prepare() {
	cp -R "$case/." "$1"
	rm -rf "$1"/{cmd,stdout,stderr,status,files,absent,codes,setup}
	[ ! -f "$case/setup" ] || (cd "$1" && bash "$case/setup")
}

lca() { "$binary" "$@"; }

# What is printed must not depend on where the tree lies.
hide_root() { sed -i "s#$ROOT#\$ROOT#g" "$work/out/stdout" "$work/out/stderr"; }

run() {
	prepare "$work/in"
	(cd "$work/in" && eval "lca $(cat "$case/cmd")") >"$work/out/stdout" 2>"$work/out/stderr" </dev/null
	echo $? >"$work/out/status"
	hide_root
}

update() {
	local name
	for name in stdout stderr; do
		rm -f "$case/$name"
		[ ! -s "$work/out/$name" ] || cp "$work/out/$name" "$case/$name"
	done
	rm -f "$case/status"
	[ "$(cat "$work/out/status")" = 0 ] || cp "$work/out/status" "$case/status"
	[ ! -d "$case/files" ] || for name in "$case"/files/*; do
		cp "$work/in/${name##*/}" "$name"
	done
}

compare() {
	local want=$1 got=$2 what=$3
	[ -f "$want" ] || want=$4
	diff -u --label "expected $what" --label "$what" "$want" "$got" || bad=1
}

compare_all() {
	local name
	: >"$work/empty"
	echo 0 >"$work/zero"
	compare "$case/stdout" "$work/out/stdout" stdout "$work/empty"
	compare "$case/stderr" "$work/out/stderr" stderr "$work/empty"
	compare "$case/status" "$work/out/status" status "$work/zero"
	[ ! -d "$case/files" ] || for name in "$case"/files/*; do
		[ -f "$work/in/${name##*/}" ] || echo "not written: ${name##*/}"
		compare "$name" "$work/in/${name##*/}" "${name##*/}" "$work/empty"
	done
}

hold_absent() {
	local name
	[ -f "$case/absent" ] || return 0
	while read -r name; do
		[ ! -e "$work/in/$name" ] || { echo "written, and should not be: $name"; bad=1; }
	done <"$case/absent"
}

hold_codes() {
	local slug
	[ -f "$case/codes" ] || return 0
	prepare "$work/codes"
	(cd "$work/codes" && eval "lca --codes $(cat "$case/cmd")") >/dev/null 2>"$work/out/codes" </dev/null
	while read -r slug; do
		grep -qF "[$slug]" "$work/out/codes" || { echo "no diagnostic has the code $slug"; bad=1; }
	done <"$case/codes"
}

run
if [ "${LCA_UPDATE-}" = 1 ]; then
	update
else
	compare_all
fi
hold_absent
hold_codes
exit $bad
