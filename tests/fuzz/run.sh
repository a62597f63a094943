#!/bin/sh
# Runs fuzzing targets, as many at a time as there are cores, SECONDS each: sh tests/fuzz/run.sh TARGET… What is new stays in $BUILD/corpus-TARGET; an
# input that breaks something stays in $BUILD/found-TARGET and is named. What was reached is told in $BUILD/TARGET.profraw (tests/check/corpora.sh).
set -u
cd "$(dirname "$0")/../.." || exit 2
if [ $# -gt 1 ]; then
  printf '%s\n' "$@" | xargs -n 1 -P "$(nproc 2>/dev/null || echo 2)" sh tests/fuzz/run.sh
  exit
fi
target=$1
corpus=$BUILD/corpus-$target
seeds=$BUILD/seeds-$target
found=$BUILD/found-$target
mkdir -p "$corpus" "$found"
rm -rf "$seeds" "$BUILD/$target.profraw"
sh tests/fuzz/seed.sh "$target" "$seeds" || exit 1
LLVM_PROFILE_FILE=$BUILD/$target.profraw ASAN_OPTIONS=allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1 "$BUILD/$target" \
  -max_total_time="$SECONDS" -timeout=60 -rss_limit_mb=3000 -max_len=30000 -dict=tests/fuzz/isms.dict -artifact_prefix="$found/" \
  -verbosity=1 -print_final_stats=1 "$corpus" "$seeds" > "$BUILD/$target.log" 2>&1
code=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$BUILD/$target.log")
if [ $code -eq 0 ]; then
  echo "fuzz: $target: ${runs:-?} runs of $(ls "$seeds" | wc -l) seeds in $SECONDS s, nothing found"
else
  echo "fuzz: $target broke; see $BUILD/$target.log"
  grep -E '^(SUMMARY|ERROR: not so|==.*ERROR: A|artifact_prefix|.*runtime error)' "$BUILD/$target.log" | head -n 5
  exit 1
fi
