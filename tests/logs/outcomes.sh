#!/usr/bin/env bash
# outcomes.sh BINARY: whatever is given as a log, and however it is read, the outcome is a right number or a message that
# names the place: never a crash, a hang, or half a number.
set -uo pipefail
[ -x "${1-}" ] || { echo "usage: outcomes.sh BINARY" >&2; exit 2; }
export LC_ALL=C TERM=dumb
lca=$(cd "$(dirname "$1")" && pwd)/${1##*/}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
bad=0

fail() {
	echo "$*"
	sed 's/^/    /' out err | head -n 12
	bad=1
}

# What no outcome may be: killed by a signal, late, or silent.
import() {
	timeout 60 "$lca" import "$@" >out 2>err </dev/null
	status=$?
	[ "$status" -lt 124 ] || fail "import $*: ended with $status"
	[ "$status" = 0 ] || [ -s err ] || fail "import $*: failed without a message"
}

# refuses TEXT ARGUMENT...: an error that holds the text.
refuses() {
	local text=$1
	shift
	import "$@"
	[ "$status" != 0 ] || fail "import $*: was taken"
	grep -qF -- "$text" err || fail "import $*: no '$text'"
}

# gives LINE ARGUMENT...: a report with that line, blanks squeezed.
gives() {
	local line=$1
	shift
	import "$@"
	[ "$status" = 0 ] || fail "import $*: was refused"
	tr -s ' ' <out | grep -qF -- "$line" || fail "import $*: no '$line'"
}

header=TIMESTAMP,ContextTokens,GeneratedTokens
row=2026-03-02T07:58:19Z,100,10
log() {
	local i
	echo "$header"
	for ((i = 0; i < $1; i++)); do echo "$row"; done
}

log 4 >whole.csv

# ---- What a file may be ----
: >empty.csv
refuses "the log is empty" empty.csv
refuses "the log is empty" -
refuses "the log is empty" /dev/null
printf '\n \r\n\n' >blank.csv
refuses "the log is empty" blank.csv
echo "$header" >header.csv
refuses "a header and no row" header.csv
refuses "a NUL byte" /dev/zero --max-bytes 1000000
refuses "a NUL byte" /dev/zero
mkfifo pipe
log 4 >pipe &
gives "input tokens 400" pipe
wait
refuses "cannot be opened" missing.csv
ln -s nowhere dangling.csv
refuses "cannot be opened" dangling.csv
if [ "$(id -u)" != 0 ]; then
	log 4 >locked.csv
	chmod 0 locked.csv
	refuses "Permission denied" locked.csv
fi

printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >image.csv
refuses "image.csv:1: error: a NUL byte" image.csv
head -c 100000 "$lca" >program.csv
refuses "a NUL byte" program.csv
printf 'SQLite format 3\0\20\0\1\1\0' >database.csv
refuses "a NUL byte" database.csv
{
	printf '\xFF\xFE'
	log 4 | sed 's/./&\x00/g'
} >utf16.csv
refuses "UTF-16" utf16.csv
head -c 4000 /dev/urandom | tr -d '\0' >random.csv
refuses "error" random.csv

gzip -c whole.csv >packed.csv
gives "input tokens 400" packed.csv
cp whole.csv plain.csv.gz
gives "input tokens 400" plain.csv.gz
head -c 40 packed.csv >cut.csv.gz
refuses "is cut" cut.csv.gz
if command -v zstd >/dev/null; then
	zstd -qc whole.csv >zstd.csv
	gives "input tokens 400" zstd.csv
fi

# ---- What stands in it ----
sed 's/$/\r/' whole.csv >crlf.csv
gives "input tokens 400" crlf.csv
tr '\n' '\r' <whole.csv >cr.csv
gives "input tokens 400" cr.csv
{ printf '\xEF\xBB\xBF'; cat whole.csv; } >mark.csv
gives "input tokens 400" mark.csv
{ cat whole.csv; printf '2026-03-02T07:58:19Z,1\0000,10\n%s\n' "$row"; } >nul.csv
refuses "nul.csv:6: error: a NUL byte" nul.csv
{ cat whole.csv; printf '2026-03-02T07:58:19Z,%01100000d,10\n' 1; } >long.csv
refuses "long.csv:6: error: a row longer than 1 MiB" long.csv
{ cat whole.csv; head -c 10000 /dev/zero | tr '\0' ,; echo; } >wide.csv
refuses "wide.csv:6: error: a row of more than 4096 fields" wide.csv
{ printf %s "$header"; head -c 2000000 /dev/zero | tr '\0' ,; echo; } >million.csv
refuses "error" million.csv
{ cat whole.csv; echo '"2026-03-02T07:58:19Z,1,1'; } >quote.csv
refuses "quote.csv:6: error: a quote" quote.csv

for count in -5 NaN Infinity inf 1.5 1e400 1e-3 0x10 1_000 18446744073709551616 9223372036854775808000 '"1,000"' ' ' '-'; do
	{ cat whole.csv; echo "2026-03-02T07:58:19Z,$count,10"; } >count.csv
	refuses "broken" count.csv
	gives "input tokens 400" count.csv --bad-rows 50%
done
{ cat whole.csv; printf '2026-03-02T07:58:19Z,9223372036854775807,10\n%.0s' 1 2 3; } >sum.csv
refuses "does not fit in 64 bits" sum.csv

for time in 10000-01-01T00:00:00Z 2300-01-01T00:00:00Z 2026-02-30T00:00:00Z 2026-03-02T25:00:00Z yesterday 0000-00-00T00:00:00Z; do
	{ cat whole.csv; echo "$time,100,10"; } >time.csv
	refuses "broken" time.csv
	gives "input tokens 400" time.csv --bad-rows 50%
done

# ---- Half a file ----
for size in 45 60 70 77 95 110; do
	head -c "$size" whole.csv >part.csv
	import part.csv --max-bytes "$((size - 1))" --format json
	[ "$status" != 0 ] || grep -q '"input_tokens":.\([1234]00\),' out || fail "half a number at $size"
	import part.csv --bad-rows 100%
	# Only a row that ends in the middle of its last number may be taken for whole, and it is said.
	[ "$status" != 0 ] || grep -q "no line end" out || grep -q "rows skipped" out || [ "$((size % 28))" = 12 ] ||
		fail "nothing is said of a file cut at $size"
done
log 3 | head -c -2 >half.csv
gives "the last row, which has no line end, was not cut in the middle" half.csv
gives "input tokens 100" whole.csv --max-bytes 90
refuses "error" whole.csv --max-bytes 30 --from azure-llm

# A writer goes on while it is read: whole rows, and no more than were written.
log 20000 >growing.csv
(for ((i = 0; i < 200; i++)); do log 100 | tail -n 100; done >>growing.csv) &
import growing.csv --format json --no-digest
wait
[ "$status" = 0 ] || fail "a growing file was refused"
count=$(sed -n 's/.*"input_tokens":\s*\([0-9]*\).*/\1/p' out | head -n 1)
[ "${count:-1}" -ge 2000000 ] && [ "$((count % 100))" = 0 ] || fail "a growing file gives $count"

# ---- JSON ----
one='{"model":"m","usage":{"prompt_tokens":100,"completion_tokens":10}}'
for ((i = 0; i < 4; i++)); do echo "$one"; done >whole.jsonl
gives "input tokens 400" whole.jsonl
{ cat whole.jsonl; printf '{"x":'; head -c 100000 /dev/zero | tr '\0' '['; echo; } >deep.jsonl
refuses "no JSON (1, first on line 5)" deep.jsonl
gives "input tokens 400" deep.jsonl --bad-rows 50%
head -c 1000000 /dev/zero | tr '\0' '[' >deep.json
refuses "error" deep.json
{ cat whole.jsonl; printf '{"content":"%01000000d",%s\n' 0 "${one#?}"; } >long.jsonl
gives "input tokens 500" long.jsonl
for value in -1 1.5 1e400 18446744073709551616 '"many"' true '[1]' '{}'; do
	{ cat whole.jsonl; echo "${one/100/$value}"; } >value.jsonl
	refuses "broken" value.jsonl
	gives "input tokens 400" value.jsonl --bad-rows 50%
done
{ cat whole.jsonl; echo '{"usage":{"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":11}}}'; } >cached.jsonl
refuses "more cached tokens than input tokens (1, first on line 5)" cached.jsonl
{ cat whole.jsonl; printf '%s' "${one%?????}"; } >cut.jsonl
refuses "no JSON (1, first on line 5)" cut.jsonl
printf '%s\n%s\0%s\n' "$one" "$one" "$one" >nul.jsonl
import nul.jsonl

# ---- Energies ----
energies="timestamp,run_id,duration,emissions,energy_consumed"
for broken in 2026-03-02T08:00:00,b,-3600,0,1 2026-03-02T08:00:00,b,1e12,0,1 2026-03-02T08:00:00,b,3600,0,-1 \
	2026-03-02T08:00:00,b,3600,0,NaN 2026-03-02T08:00:00,b,3600,0,1e308 2026-03-02T08:00:00,b,3600,0,; do
	printf '%s\n2026-03-02T08:00:00,a,3600,0,1\n%s\n' "$energies" "$broken" >energy.csv
	import energy.csv --bad-rows 100%
	[ "$status" != 0 ] || grep -q "rows skipped\|Warnings" out || fail "nothing is said of $broken"
done

# ---- Several files ----
mkdir folder folder/within
log 2 >folder/a.csv
log 3 >folder/b.csv
log 4 >folder/within/c.csv
log 4 >folder/.hidden.csv
mkfifo folder/pipe
gives "input tokens 500" folder
gives "input tokens 500" 'folder/*.csv'
gives "input tokens 500" folder/a.csv folder/b.csv
refuses "no file fits" 'folder/*.log'
ln -s nowhere folder/gone.csv
refuses "folder/gone.csv" folder
rm folder/gone.csv
mkdir hollow
refuses "there is no file" hollow
ln folder/a.csv hard.csv
refuses "one file" folder/a.csv hard.csv
ln -s folder/a.csv soft.csv
refuses "one file" folder/a.csv soft.csv
cp folder/a.csv copy.csv
refuses "the same bytes" folder/a.csv copy.csv
gives "input tokens 400" folder/a.csv copy.csv --overlap sum
gzip -c folder/a.csv >copy.csv.gz
refuses "the same bytes" folder/a.csv copy.csv.gz
refuses "error" folder/a.csv whole.jsonl
refuses "the log is empty" folder/a.csv empty.csv

# ---- Broken rows, kept as they stand ----
printf '%s\nx,1,1\n"a,""b""",2,2\n%s\n' "$header" "$(log 1 | tail -n 1)" >bad.csv
refuses "broken" bad.csv --rejects rejects.csv
printf '%s\nx,1,1\n"a,""b""",2,2\n' "$header" >expected
cmp -s expected rejects.csv || fail "the rejects of a table that was refused: $(cat rejects.csv)"
gives "rows used 1" bad.csv --bad-rows 70% --rejects rejects2.csv
cmp -s expected rejects2.csv || fail "the rejects of a table: $(cat rejects2.csv)"
printf '%s\n{"usage": nonsense}\n{"usage":{"prompt_tokens":-1,"completion_tokens":2}}\n' "$one" >bad.jsonl
refuses "broken" bad.jsonl --rejects rejects.jsonl
tail -n 2 bad.jsonl | cmp -s - rejects.jsonl || fail "the rejects of JSONL: $(cat rejects.jsonl)"
printf '#gpu    pwr\n#Idx      W\n' >bad.txt
for power in 100 110 nonsense 120; do echo "    0    $power" >>bad.txt; done
import bad.txt --rejects rejects.txt
sed -n 5p bad.txt | cmp -s - rejects.txt || fail "the rejects of lines: $(cat rejects.txt)"
refuses "error" bad.csv --rejects bad.csv
[ "$(head -n 1 bad.csv)" = "$header" ] || fail "the log was written over"

# ---- The same on any number of threads ----
awk -v header="model,$header" 'BEGIN { print header; for (i = 0; i < 60000; i++) printf "m%d,2026-03-%02dT%02d:00:00Z,%d,%d\n", i % 7, i % 28 + 1, i % 24, i % 4096, i % 977 }' |
	sed 's/TIMESTAMP/time/; s/ContextTokens/input_tokens/; s/GeneratedTokens/output_tokens/' >many.csv
awk -F, 'NR > 1 { printf "{\"model\":\"%s\",\"time\":\"%s\",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}\n", $1, $2, $3, $4 }' many.csv >many.jsonl
for file in many.csv many.jsonl; do
	import "$file" --threads 1 --format json
	cp out one
	import "$file" --threads 8 --format json
	cmp -s one out || fail "$file: eight threads give other bytes than one"
	[ "$status" = 0 ] || fail "$file was refused"
done

# ---- Memory ----
# Sanitizers reserve more than this.
if { bash -c 'ulimit -v 400000; "$0" version' "$lca"; } >/dev/null 2>&1; then
	(
		ulimit -v 400000
		{ echo "$header"; yes "$(log 1 | tail -n 1)" | head -n 3000000; } >pipe &
		import pipe --threads 2
		wait
		tr -s ' ' <out | grep -qF "rows used 3000000" || fail "three million rows in 400 MB"
		exit "$bad"
	) || bad=1
fi
exit $bad
