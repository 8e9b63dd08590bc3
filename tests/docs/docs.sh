#!/usr/bin/env bash
# docs.sh BINARY ROOT FILE: what a document shows is what the program prints. In a copy of the shipped files,
#   ```console              every '$ command' ('> ' continues it) is run; what stands below must be what it prints, where a
#                           line '...' stands for any lines. A status other than 0 must be shown by '$ echo $?' right below;
#   <!-- file: NAME -->     the fence below is written to NAME;
#   ```yaml                 a fence that begins with 'lca: 1' must pass lca check;
#   <!-- output of: COMMAND --> ... <!-- end of output -->   what stands between is what COMMAND prints.
# LCA_UPDATE=1 rewrites the outputs, and keeps each '...' whose neighbours are still there.
set -uo pipefail
export LC_ALL=C TERM=dumb
unset NO_COLOR COLUMNS
binary=$(cd "$(dirname "$1")" && pwd)/${1##*/}
root=$(cd "$2" && pwd) || exit 2
file=$3
[ -x "$binary" ] && [ -f "$root/$file" ] || {
	echo "docs.sh BINARY ROOT FILE"
	exit 2
}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
bad=0
status=0
line_number=0
shown_command=
shown_line=0
want=()
got=()
fresh=()
page=()

prepare() {
	local path
	for path in README.md docs scenarios factors/data cli/templates lca/base/diag.def tests/docs tests/published/audits; do
		mkdir -p "$work/$(dirname "$path")"
		cp -R "$root/$path" "$work/$path"
	done
	mkdir "$work/.bin"
	ln -s "$binary" "$work/.bin/lca"
	PATH=$work/.bin:$PATH
	cd "$work" || exit 2
}

complain() {
	echo "$file:$1: $2"
	bad=1
}

# Fills got[] with what a command prints, errors included; $? in it is the status of the one before.
run() {
	local before=$status output
	output=$(
		(exit "$before")
		eval "$1" 2>&1 </dev/null
		echo "status $?"
	)
	status=${output##*status }
	output=${output%status *}
	got=()
	[ -z "$output" ] || mapfile -t got <<<"${output%$'\n'}"
}

# Whether want[first..last) stands in got[] at a place.
stands_at() {
	local place=$1 first=$2 last=$3 i
	((place >= 0 && place + last - first <= ${#got[@]})) || return 1
	for ((i = first; i < last; i++)); do
		[ "${want[i]}" = "${got[place + i - first]}" ] || return 1
	done
}

# The place of want[first..last) in got[] from a place on, in $found.
find_lines() {
	local first=$2 last=$3
	for ((found = $1; found <= ${#got[@]}; found++)); do
		! stands_at "$found" "$first" "$last" || return 0
	done
	return 1
}

end_of_segment() {
	segment_end=$1
	while ((segment_end < ${#want[@]})) && [ "${want[segment_end]}" != ... ]; do
		segment_end=$((segment_end + 1))
	done
}

matches() {
	local first=0 place=0 found segment_end
	while :; do
		end_of_segment "$first"
		found=$place
		if ((first > 0 && segment_end == ${#want[@]})); then
			found=$((${#got[@]} - segment_end + first))
			((found >= place)) && stands_at "$found" "$first" "$segment_end"
			return
		fi
		if ((first == 0)); then
			stands_at 0 0 "$segment_end" || return 1
		else
			find_lines "$place" "$first" "$segment_end" || return 1
		fi
		place=$((found + segment_end - first))
		if ((segment_end == ${#want[@]})); then
			((place == ${#got[@]}))
			return
		fi
		first=$((segment_end + 1))
	done
}

# Digits and runs of blanks do not tell lines apart.
gist() {
	local line=${1//[0-9,.]/0}
	while [[ $line == *00* ]]; do line=${line//00/0}; done
	while [[ $line == *'  '* ]]; do line=${line//  / }; done
	echo "$line"
}

# The first line of got[] from a place on with the gist of a wanted one, in $found.
find_gist() {
	local wanted
	wanted=$(gist "${want[$2]}")
	for ((found = $1; found < ${#got[@]}; found++)); do
		[ "$(gist "${got[found]}")" != "$wanted" ] || return 0
	done
	return 1
}

# Fills fresh[] with got[] where '...' stands for what it stood for in want[]; false where its neighbours are gone.
elide() {
	local first=0 place=0 found segment_end from upto
	fresh=()
	while :; do
		end_of_segment "$first"
		from=$place upto=${#got[@]}
		if ((first > 0 && first < segment_end)); then
			find_gist "$place" "$first" || return 1
			from=$found
		fi
		if ((segment_end < ${#want[@]})); then
			upto=$from
			if ((first < segment_end)); then
				find_gist "$from" $((segment_end - 1)) || return 1
				upto=$((found + 1))
			fi
		elif ((first > 0 && first == segment_end)); then
			from=$upto
		fi
		fresh+=("${got[@]:from:upto-from}")
		place=$upto
		((segment_end < ${#want[@]})) || return 0
		fresh+=(...)
		first=$((segment_end + 1))
	done
}

# Compares want[] with got[] and adds to the page what belongs there.
settle() {
	if matches; then
		page+=("${want[@]}")
		return
	fi
	if [ "${LCA_UPDATE-}" = 1 ]; then
		if ! elide; then
			echo "$file:$1: a '...' has lost its neighbours; all is shown"
			fresh=("${got[@]}")
		fi
		page+=("${fresh[@]}")
		return
	fi
	page+=("${want[@]}")
	complain "$1" "'$2' prints something else"
	diff -u --label shown --label printed <(printf '%s\n' "${want[@]}") <(printf '%s\n' "${got[@]}")
}

finish_command() {
	[ -n "$shown_command" ] || return 0
	run "$shown_command"
	settle "$shown_line" "$shown_command"
	if ((status != 0)) && [ "$1" != '$ echo $?' ]; then
		complain "$shown_line" "'$shown_command' has the status $status"
	fi
	shown_command=
	want=()
}

console_line() {
	case $1 in
	'$ '*)
		finish_command "$1"
		shown_command=${1#'$ '}
		shown_line=$line_number
		;;
	'> '*)
		shown_command=${shown_command%\\}${1#'> '}
		;;
	*)
		want+=("$1")
		return
		;;
	esac
	page+=("$1")
}

# A fence that is no console: text for a file, or a scenario that must be valid.
keep_fence() {
	local name=$1 language=$2
	shift 2
	if [ -n "$name" ]; then
		printf '%s\n' "$@" >"$name"
	fi
	if [ "$language" = yaml ] && [ "${1-}" = 'lca: 1' ]; then
		name=${name:-scenarios/shown.yaml}
		printf '%s\n' "$@" >"$name"
		run "lca check $name"
		if ((status != 0)); then
			complain "$line_number" "the scenario above is not valid"
			printf '%s\n' "${got[@]}"
		fi
		status=0
	fi
}

read_page() {
	local line where=text name= language= command= fence=()
	while IFS= read -r line || [ -n "$line" ]; do
		line_number=$((line_number + 1))
		case $where:$line in
		'text:```console')
			where=console status=0 want=()
			page+=("$line")
			;;
		'text:```'*)
			where=fence language=${line#'```'} fence=()
			page+=("$line")
			;;
		'text:<!-- file: '*)
			name=${line#'<!-- file: '} name=${name%' -->'}
			page+=("$line")
			;;
		'text:<!-- output of: '*)
			where=output command=${line#'<!-- output of: '} command=${command%' -->'} want=()
			page+=("$line")
			;;
		'output:<!-- end of output -->')
			where=text status=0
			run "$command"
			settle "$line_number" "$command"
			((status == 0)) || complain "$line_number" "'$command' has the status $status"
			page+=("$line")
			;;
		'console:```')
			finish_command ''
			where=text
			page+=("$line")
			;;
		'fence:```')
			keep_fence "$name" "$language" "${fence[@]}"
			where=text name=
			page+=("$line")
			;;
		console:*) console_line "$line" ;;
		output:*) want+=("$line") ;;
		fence:*)
			fence+=("$line")
			page+=("$line")
			;;
		text:*) page+=("$line") ;;
		esac
	done <"$root/$file"
	[ "$where" = text ] || complain "$line_number" "the last fence does not end"
}

prepare
read_page
if [ "${LCA_UPDATE-}" = 1 ] && ((bad == 0)); then
	printf '%s\n' "${page[@]}" >"$work/page"
	cmp -s "$work/page" "$root/$file" || cp "$work/page" "$root/$file"
fi
exit $bad
