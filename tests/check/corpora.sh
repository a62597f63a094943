#!/bin/sh
# How much of the compiler the corpora of the fuzzing targets reach: lines covered, room by room. Fails when the rooms that read input are reached by less than FLOOR percent.
set -eu
cd "$(dirname "$0")/../.."
FLOOR=${FLOOR:-60}
out=$(mkdir -p "$BUILD/corpora" && cd "$BUILD/corpora" && pwd)
$MAKE --no-print-directory BUILD="$out" CC=clang \
  CFLAGS='-O1 -g -fprofile-instr-generate -fcoverage-mapping -fsanitize=fuzzer-no-link' fuzzers > "$out/build.log" 2>&1 || { tail "$out/build.log"; exit 1; }
objects=
rm -f "$out"/*.profraw
for fuzzer in "$out"/fuzz_*; do
  [ -f "$fuzzer" ] && [ -x "$fuzzer" ] || continue
  name=${fuzzer##*/}
  sh tests/fuzz/seed.sh "$name" "$out/corpus-$name"
  found=$BUILD/fuzz/corpus-$name
  [ -d "$found" ] || found=
  # shellcheck disable=SC2086 # none or one
  LLVM_PROFILE_FILE="$out/$name.profraw" "$fuzzer" -runs=0 -rss_limit_mb=4000 "$out/corpus-$name" $found > "$out/$name.log" 2>&1 || { tail "$out/$name.log"; exit 1; }
  objects="$objects -object $fuzzer"
done
profdata=$(command -v llvm-profdata || ls /usr/bin/llvm-profdata-* | head -n 1)
cov=$(command -v llvm-cov || ls /usr/bin/llvm-cov-* | head -n 1)
"$profdata" merge -o "$out/all.profdata" "$out"/*.profraw
# shellcheck disable=SC2086 # a list of options
"$cov" export -summary-only -instr-profile="$out/all.profdata" $objects > "$out/summary.json"
jq -r '.data[0].files[] | [(.filename | capture("compiler/(?<room>[a-z]+)/").room? // "other"), .summary.lines.count, .summary.lines.covered] | @tsv' "$out/summary.json" |
  awk -v floor="$FLOOR" '
    { count[$1] += $2; covered[$1] += $3 }
    END {
      for (room in count) {
        percent = count[room] ? 100 * covered[room] / count[room] : 100
        low = (room ~ /^(source|syntax|schema|model)$/ && percent < floor)
        printf "corpora: %-8s %5.1f %% of %d lines%s\n", room, percent, count[room], low ? "   below " floor " %" : ""
        bad += low
      }
      exit bad > 0
    }'
