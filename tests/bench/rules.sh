#!/bin/sh
# The ten rules of the library that cost most, worst first: rules.sh N DEADLINE checks a model of N declarations with one rule at a time, and counts the
# instructions beyond a check without rules, which are the same on every machine. Rules that were not reached before DEADLINE (seconds since the epoch)
# are told. Environment: ISMSC, BUILD.
set -u
data=$BUILD/bench-data/$1
AS_OF=2026-03-01
export ISMSC data AS_OF

# shellcheck disable=SC2016 # expanded by the shell that xargs starts
one='[ "$(date +%s)" -lt "$0" ] || exit 0
  said=$(mktemp)
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$ISMSC" check -C "$data" --as-of $AS_OF --only "$1" --level all=note -q > "$said.out" 2> "$said"
  sed -n "s/.*Collected : \([0-9]*\).*/\1 $1/p" "$said"
  rm -f "$said" "$said.out"'

mkdir -p "$BUILD/bench-data"
[ -e "$data/main.isms" ] || "$BUILD/bench/gen" "$1" "$data"
"$ISMSC" list rules -C "$data" --format short 2> /dev/null | cut -f 1 > "$data.rules"
xargs -P "$(nproc)" -n 1 sh -c "$one" "$2" < "$data.rules" > "$data.counts"
sort -n "$data.counts" | awk -v all="$(wc -l < "$data.rules")" -v n="$1" '
  NR == 1 { least = $1 }
  { cost[NR] = $1 - least; rule[NR] = $2 }
  END {
    for (i = NR; i > 0 && i > NR - 10; i--) printf "%-64s %12.1f\n", rule[i], cost[i] / n
    if (NR < all) printf "  (no time left for %d of %d rules)\n", all - NR, all
  }'
