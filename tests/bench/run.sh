#!/bin/sh
# The ladder of the benchmark: ratios of whole processes beside their targets. Fails nothing; takes at most some ten minutes.
# Targets and what they are for: see tests/bench/README.md.
set -u
cd "$(dirname "$0")/../.." || exit 2
BUILD=$(cd "$BUILD" && pwd)
export BUILD ISMSC
tools=$BUILD/bench
data=$BUILD/bench-data
gen=$tools/gen
pairs=$tools/pairs
scan=$tools/scan
AS_OF=2026-03-01
mkdir -p "$data"
deadline=$(($(date +%s) + 570))
late() { [ "$(date +%s)" -gt $deadline ]; }

line() { printf '%-64s %12s   %s\n' "$1" "$2" "$3"; }
title() { printf '\n%s\n' "$1"; }
reckon() { awk "BEGIN { printf \"$1\", $2 }"; }

model() { # n: the folder, made when it is not there
  [ -e "$data/$1/main.isms" ] && [ "$data/$1/main.isms" -nt "$gen" ] || { rm -rf "${data:?}/$1"; "$gen" "$1" "$data/$1"; }
}
as() { # format n
  [ -e "$data/$2.$1" ] && [ "$data/$2.$1" -nt "$gen" ] || "$gen" --as "$1" "$2" > "$data/$2.$1"
}
bytes() { cat "$data/$1"/*.isms | wc -c; }
plain() { echo "$ISMSC check -C $data/$1 --as-of $AS_OF --level all=off -q"; }
ruled() { echo "$ISMSC check -C $data/$1 --as-of $AS_OF -q"; }

# run PAIRS A -- B: sets ratio, a, b (µs), peak (KiB of A), code
run() {
  count=$1
  shift
  # shellcheck disable=SC2048,SC2086 # commands are lists of words
  "$pairs" $wall -k "$count" "$data/result" $* || { ratio=0 a=0 b=0 peak=0 code=2; return; }
  read -r ratio a b peak _ code other < "$data/result"
  [ "$code" -le 1 ] || line "  (it ended with code $code)" "" ""
  [ "$other" -le 1 ] || line "  (the other ended with code $other)" "" ""
}
wall=

for n in 10 10000 100000 1000000; do model $n; done
small=$(bytes 100000)
echo "ismsc $("$ISMSC" version | head -n 1 | sed 's/ismsc //'): 100,000 declarations are $((small / 1000)) kB in 101 files. Ratios of processor time, medians."

title "Without rules: scan, parse, intern, resolve, type-check"
run 7 "$(plain 100000)" -- "$tools/plain" "$data/100000"
line "against a bare flex -Cf scanner that only tokenises, 100,000" "$ratio×" "≤ 1.5×"
run 7 "$(plain 100000)" -- "$scan" "$data/100000"
line "  against the rules of grammar/isms.l, counting only" "$ratio×" ""
line "  throughput" "$(reckon '%.0f MB/s' "$small / $a")" ""
check_time=$a check_peak=$peak

if command -v valgrind > /dev/null; then
  count() { # out command…: instructions
    out=$1
    shift
    # shellcheck disable=SC2048,SC2086
    valgrind --tool=callgrind --callgrind-out-file=/dev/null $* > /dev/null 2> "$data/callgrind"
    eval "$out=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$data/callgrind")"
  }
  model 50000
  count start "$(plain 10)"
  count ten "$(plain 10000)"
  count fifty "$(plain 50000)"
  count bare "$tools/plain $data/50000"
  count own "$scan $data/50000"
  line "instructions per byte (50,000)" "$(reckon '%.1f' "($fifty - $start) / $(bytes 50000)")" "≤ 40"
  line "  the bare scanner; the rules of grammar/isms.l" "$(reckon '%.1f, %.1f' "$bare / $(bytes 50000), $own / $(bytes 50000)")" ""
  line "growth of instructions, exponent (10,000 to 50,000)" "$(reckon '%.3f' "log(($fifty - $start) / ($ten - $start)) / log($(bytes 50000) / $(bytes 10000))")" "≤ 1.02"
else
  line "instructions per byte" "no valgrind" "≤ 40"
fi
run 5 "$(plain 10000)" -- "$(plain 10)"
ten=$a start=$b start_peak=$peak
run 3 "$(plain 1000000)" -- "$tools/plain" "$data/1000000"
line "growth of time, exponent (10,000 to 1,000,000)" "$(reckon '%.3f' "log(($a - $start) / ($ten - $start)) / log($(bytes 1000000) / $(bytes 10000))")" "≤ 1.05"
line "  against the bare scanner at a million" "$ratio×" ""
bare_million=$b
"$pairs" -k 1 "$data/result" $(plain 10) && read -r _ _ _ start_peak _ < "$data/result"
line "memory beyond the source, bytes for each declaration (100,000)" "$(reckon '%.0f' "(($check_peak - $start_peak) * 1024 - $small) / 100000")" "≤ 200"

title "With all rules of the library"
run 5 "$(ruled 100000)" -- "$(plain 100000)"
line "against the same without rules, 100,000" "$ratio×" "≤ 1.5×"
"$ISMSC" check -C "$data/100000" --as-of $AS_OF --format short > "$data/findings" 2>&1
line "  findings in this model" "$(grep -cE ': (error|warning|note)\[' "$data/findings")" "≤ 100"
run 3 "$(ruled 1000000)" -- true
line "against the bare scanner, 1,000,000" "$(reckon '%.2f×' "$a / $bare_million")" "≤ 3×"

title "Start-up"
${CC:-cc} -O2 -o "$data/empty" tests/bench/peers/empty.c
run 31 "$(ruled 10)" -- "$data/empty"
line "a ten-line ISMS with ISO/IEC 27001:2022, against an empty program" "$ratio×" "≤ 4×"

title "Two cores"
if command -v taskset > /dev/null && [ "$(nproc)" -gt 1 ]; then
  wall=-w
  run 5 taskset -c 0 "$(ruled 100000)" -- "$(ruled 100000)"
  wall=
  line "one core against two, wall time" "$ratio×" "≥ 1.6×"
else
  line "one core against two, wall time" "one core" "≥ 1.6×"
fi

title "Artefacts, 100,000"
all=0 made=0
for table in $("$ISMSC" list artefacts -C "$data/10" --as-of $AS_OF --format short 2> /dev/null | sed 's/[ 	:].*//'); do
  late && break
  run 1 "$ISMSC show $table -C $data/100000 --as-of $AS_OF --level all=off --format csv" -- true
  all=$((all + a - check_time)) made=$((made + 1))
done
line "each of $made tables once as CSV, against a check" "$(reckon '%.2f×' "$all / $check_time + 1")" "≤ 2×"
for format in csv json md; do
  table=risk-register
  "$ISMSC" show $table -C "$data/100000" --as-of $AS_OF --level all=off --format $format > "$data/out" 2> /dev/null
  run 3 "$ISMSC show $table -C $data/100000 --as-of $AS_OF --level all=off --format $format" -- "$(plain 100000)"
  line "$table as $format: beyond the check" "$(reckon '%.2f GB/s' "$(wc -c < "$data/out") / ($a > $b ? $a - $b : 1) / 1000")" "≥ 0.8 GB/s"
done

title "The ten slowest rules of the library: instructions for each declaration, 2,000"
budget=$(($(date +%s) + 150))
sh tests/bench/rules.sh 2000 $((budget < deadline ? budget : deadline))

title "Tools that merely parse equal content, 100,000: how many times quicker"
peer() { # name target command…
  name=$1 target=$2
  shift 2
  late && { line "$name" "no time left" "$target"; return; }
  run 1 "$@" -- "$(plain "$size")"
  if [ "$code" -eq 0 ]; then line "$name" "$ratio×" "$target"; else line "$name" "failed" "$target"; fi
}
size=100000
as json $size && as yaml $size && as xml $size && as dts 10000
if ${CC:-cc} -O2 -o "$data/yaml_events" tests/bench/peers/yaml_events.c -lyaml 2> /dev/null; then
  peer "libyaml, events" "≥ 4×" "$data/yaml_events" "$data/$size.yaml"
else line "libyaml, events" "not installed" "≥ 4×"; fi
${CC:-cc} -O2 -o "$data/jansson_load" tests/bench/peers/jansson_load.c -ljansson && peer "jansson" "≥ 5×" "$data/jansson_load" "$data/$size.json"
modules=$BUILD/web/node_modules
if command -v npm > /dev/null && [ ! -d "$modules/ajv" ]; then
  mkdir -p "$BUILD/web"
  cp tests/web/package.json tests/web/package-lock.json tests/web/.npmrc "$BUILD/web/"
  (cd "$BUILD/web" && npm ci --omit=optional > "$data/npm" 2>&1)
fi
if command -v node > /dev/null && [ -d "$modules/ajv" ]; then peer "ajv" "≥ 5×" node tests/bench/peers/ajv.mjs "$data/$size.json" "$modules/"; else line "ajv" "not installed" "≥ 5×"; fi
if command -v jq > /dev/null; then peer "jq" "≥ 6×" jq length "$data/$size.json"; else line "jq" "not installed" "≥ 6×"; fi
if command -v xmllint > /dev/null; then peer "xmllint --valid" "≥ 15×" xmllint --valid --noout --huge "$data/$size.xml"; else line "xmllint --valid" "not installed" "≥ 15×"; fi
size=10000
if command -v dtc > /dev/null; then peer "dtc, 10,000" "≥ 200×" dtc -q -O dtb -o /dev/null "$data/10000.dts"; else line "dtc, 10,000" "not installed" "≥ 200×"; fi
size=100000
if python3 -c 'import yaml; yaml.CSafeLoader' 2> /dev/null; then peer "PyYAML, C loader" "≥ 150×" python3 tests/bench/peers/load_yaml.py "$data/$size.yaml"; else line "PyYAML, C loader" "not installed" "≥ 150×"; fi
exit 0
