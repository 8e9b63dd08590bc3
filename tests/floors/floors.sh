#!/usr/bin/env bash
# floors.sh ROOT: a room includes only itself and rooms below it, a foreign library appears in its named files alone, and
# only the command line prints, exits or reads the environment.
set -euo pipefail
cd "$1"
bad=0

report() {
	echo "$1"
	bad=1
}

floor_of() {
	case $1 in
	lca/base/*) echo 0 ;;
	lca/engine/*) echo 1 ;;
	factors/*) echo 2 ;;
	models/*) echo 3 ;;
	reports/*) echo 4 ;;
	cli/*) echo 5 ;;
	*) echo none ;;
	esac
}

# The files in which a foreign header may stand; 'any' for the language and POSIX.
home_of() {
	case $1 in
	sqlite3.h) echo '^factors/[^/]*\.c$' ;;
	udunits2.h | converter.h) echo '^lca/base/unit[^/]*\.c$' ;;
	gsl/*) echo '^lca/(base/dist[^/]*|engine/stats|engine/sensitivity)\.c$' ;;
	yaml.h) echo '^lca/base/tree_yaml\.c$' ;;
	cjson/* | cJSON.h) echo '^(reports/write_json[^/]*|models/(json_tree|import_json[^/]*))\.c$' ;;
	nettle/*) echo '^lca/base/digest\.c$' ;;
	zlib.h) echo '^lca/base/source_gzip\.c$' ;;
	zstd.h | zstd_errors.h) echo '^lca/base/source_zstd\.c$' ;;
	immintrin.h) echo '^models/usage[^/]*\.[ch]$' ;;
	getopt.h | sys/ioctl.h) echo '^cli/[^/]*\.c$' ;;
	signal.h) echo '^(cli/[^/]*|reports/save)\.c$' ;;
	assert.h | ctype.h | dirent.h | errno.h | fcntl.h | float.h | fnmatch.h | glob.h | inttypes.h | limits.h | locale.h | \
		math.h | pthread.h | stdalign.h | stdarg.h | stdatomic.h | stdbool.h | stddef.h | stdint.h | stdio.h | \
		stdlib.h | stdnoreturn.h | string.h | strings.h | sys/mman.h | sys/stat.h | sys/types.h | time.h | \
		unistd.h) echo any ;;
	*) echo none ;;
	esac
}

check_room_include() {
	local file=$1 line=$2 header=$3 own other
	own=$(floor_of "$file")
	other=$(floor_of "$header")
	if [ "$other" = none ]; then
		report "$file:$line: \"$header\" is not named from the root"
	elif [ "$other" -gt "$own" ]; then
		report "$file:$line: \"$header\" lies above"
	fi
}

check_foreign_include() {
	local file=$1 line=$2 header=$3 home
	home=$(home_of "$header")
	[ "$home" != any ] || return 0
	if [ "$home" = none ]; then
		report "$file:$line: <$header> is a library this project does not use"
	elif ! [[ $file =~ $home ]]; then
		report "$file:$line: <$header> belongs in files $home"
	fi
}

includes() {
	grep -rnE --include='*.[chS]' --include='*.def' '^[[:space:]]*#[[:space:]]*include' lca factors models reports cli
}

check_includes() {
	local file line text count=0
	while IFS=: read -r file line text; do
		count=$((count + 1))
		case $text in
		*\"*\"*) text=${text#*\"} && check_room_include "$file" "$line" "${text%%\"*}" ;;
		*\<*\>*) text=${text#*<} && check_foreign_include "$file" "$line" "${text%%>*}" ;;
		*) report "$file:$line: an include that is no name" ;;
		esac
	done < <(includes)
	[ "$count" -gt 0 ] || report "no includes found in $PWD"
}

# factors/build*.c is a tool of the build with its own main.
check_silence() {
	local found
	found=$(grep -rnE --include='*.c' '\b(printf|puts|putchar|perror|exit|_Exit|getenv|stderr)[[:space:]]*[(,;)]' \
		lca factors models reports | grep -vE '^factors/build[^/]*\.c:' || true)
	[ -z "$found" ] || report "prints, exits or reads the environment below the command line:
$found"
}

tell_long_files() {
	find lca factors models reports cli tests -name '*.[ch]' -exec wc -l {} + |
		awk '$1 > 450 && $2 != "total" {print "long file (" $1 " lines): " $2}'
}

check_includes
check_silence
tell_long_files
exit $bad
