#!/bin/sh
# What is found does not depend on how many threads look for it: the same bytes for any number of them, for an ISMS and for a large one.
. "$TESTS/lib.sh"
"$BUILD/bench/gen" 20000 "$TMP/large"

same_bytes() { # name, options…
  name=$1
  shift
  "$ISMSC" check --as-of 2026-06-30 --format json --threads 1 "$@" > "$TMP/one" 2> "$TMP/err"
  for threads in 2 4 8; do
    "$ISMSC" check --as-of 2026-06-30 --format json --threads $threads "$@" > "$TMP/several" 2> "$TMP/err"
    if cmp -s "$TMP/one" "$TMP/several"; then ok "$name, $threads threads"
    else not_ok "$name, $threads threads" "$(diff "$TMP/one" "$TMP/several" | head -n 4)"
    fi
  done
}
same_bytes "a small company" -C "$TESTS/../examples/acme" --horizon '2 years'
same_bytes "20,000 records" -C "$TMP/large"
lacks "something is found in them" '"diagnostics": *\[\]' "$TMP/one"

# An earlier state is understood beside the one now.
cp -r "$TMP/large" "$TMP/before"
sed -i 's/^  status: implemented$/  status: planned/' "$TMP/before/part-003.isms"
same_changes() { # command, options…
  "$ISMSC" "$@" -C "$TMP/large" --as-of 2026-06-30 --threads 1 > "$TMP/one" 2> "$TMP/err"
  for threads in 2 4; do
    "$ISMSC" "$@" -C "$TMP/large" --as-of 2026-06-30 --threads $threads > "$TMP/several" 2> "$TMP/err"
    check "$1 compares the same with $threads threads" 0 cmp "$TMP/one" "$TMP/several"
  done
}
same_changes diff --against "$TMP/before"
has "something is different" 'planned' "$TMP/one"
same_changes check --changed-only "$TMP/before" --format json

# Artefacts are made by several threads, each file by one of them.
same_files() { # name, options…
  name=$1
  shift
  rm -rf "$TMP/built"
  check "$name, built by one thread" 0 "$ISMSC" build --as-of 2026-06-30 --fail-on never -o "$TMP/built" --threads 1 "$@"
  for threads in 2 4; do
    check "$name, built by $threads" 0 "$ISMSC" build --as-of 2026-06-30 --fail-on never -o "$TMP/built-$threads" --threads $threads "$@"
    check "$name, the same files by $threads" 0 diff -r "$TMP/built" "$TMP/built-$threads"
    check "$name, compared by $threads" 0 "$ISMSC" build --check --fail-on never -o "$TMP/built" --threads $threads "$@"
    rm -rf "$TMP/built-$threads"
  done
}
same_files "a small company" -C "$TESTS/../examples/acme" --emit text,short,csv,md,json,svg,html,model
same_files "20,000 records" -C "$TMP/large" --emit csv

check "no threads are too few" 2 "$ISMSC" check -C "$TMP/large" --threads 0
has "which is said" '^ismsc: --threads: `0` is not a number of threads from 1 to 16$' "$TMP/err"
