#!/bin/sh
# How much of the compiler the corpora of the fuzzing targets reach: lines covered, room by room, and of the rooms together. Fails when a room that
# takes buffers, or all of them, are reached by less than FLOOR percent, and names the file that lacks most.
set -eu
cd "$(dirname "$0")/../.."
FLOOR=${FLOOR:-80}
# What a text in memory does not reach, left out of its room:
#   files, listing, presence, probe   look for files and open them
#   library                           opens the library's folder, or unpacks the one compiled in
#   write, rewrite                    put files in their place
LEFT_OUT='^session/(files|listing|presence|probe|library|write|rewrite)[.]c$'
out=$BUILD/corpora
mkdir -p "$out"
objects=
rm -f "$out"/*.profraw
for name; do
  fuzzer=$BUILD/fuzz/$name
  objects="$objects -object $fuzzer"
  if [ -s "$fuzzer.profraw" ] && [ "$fuzzer.profraw" -nt "$fuzzer" ]; then # it was fuzzed just now
    cp "$fuzzer.profraw" "$out/$name.profraw"
    continue
  fi
  sh tests/fuzz/seed.sh "$name" "$out/corpus-$name"
  found=$BUILD/fuzz/corpus-$name
  [ -d "$found" ] || found=
  # shellcheck disable=SC2086 # none or one
  LLVM_PROFILE_FILE="$out/$name.profraw" "$fuzzer" -runs=0 -rss_limit_mb=4000 "$out/corpus-$name" $found > "$out/$name.log" 2>&1 || { tail "$out/$name.log"; exit 1; }
done
profdata=$(command -v llvm-profdata || ls /usr/bin/llvm-profdata-* | head -n 1)
cov=$(command -v llvm-cov || ls /usr/bin/llvm-cov-* | head -n 1)
"$profdata" merge -o "$out/all.profdata" "$out"/*.profraw
# shellcheck disable=SC2086 # a list of options
"$cov" export -summary-only -instr-profile="$out/all.profdata" $objects > "$out/summary.json"
# Files of the compiler alone: what flex, bison and the catalogue make is mostly their skeleton.
jq -r '.data[0].files[] | select(.filename | test("/gen/|/tests/") | not) |
  [(.filename | sub(".*compiler/"; "")), .summary.lines.count, .summary.lines.covered] | @tsv' "$out/summary.json" |
  awk -v floor="$FLOOR" -v left_out="$LEFT_OUT" '
    function percent(room) { return count[room] ? 100 * covered[room] / count[room] : 100 }
    function tell(room, judged) {
      low = judged && percent(room) < floor
      printf "corpora: %-8s %5.1f %% of %5d lines%s\n", room, percent(room), count[room], low ? "   below " floor " %" : ""
      bad += low
    }
    $1 ~ left_out { next }
    {
      room = $1
      sub("/.*", "", room)
      count[room] += $2; covered[room] += $3
      if (room != "base") { count["all"] += $2; covered["all"] += $3 }
      if ($2 - $3 > worst) { worst = $2 - $3; least = $1 }
    }
    END {
      rooms = split("base source diag syntax schema model query session render", name, " ")
      for (i = 1; i <= rooms; i++) tell(name[i], name[i] != "base")
      tell("all", 1)
      if (bad) printf "corpora: most is missing in compiler/%s: %d lines\n", least, worst
      exit bad > 0
    }'
