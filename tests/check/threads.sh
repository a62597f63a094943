#!/bin/sh
# An ISMS and a generated large one, checked and built on four threads by a compiler made with ThreadSanitizer ($ISMSC): it must see no two threads that
# use the same memory at once, one of them writing.
set -u
cd "$(dirname "$0")/../.." || exit 2
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
"$GEN" 5000 "$folder/large" || exit 2
failed=0
try() { # ISMS, command
  isms=$1
  shift
  # Without a layout of its own for every run: ThreadSanitizer of some compilers knows only the usual one.
  TSAN_OPTIONS=exitcode=66 setarch -R "$ISMSC" "$@" -C "$isms" --as-of 2026-06-30 --threads 4 > "$folder/out" 2> "$folder/err"
  code=$?
  [ $code -le 1 ] && [ ! -s "$folder/err" ] && return
  echo "$isms: $1 ended with code $code" >&2
  head -n 40 "$folder/err" >&2
  failed=1
}
for isms in examples/acme "$folder/large"; do
  try "$isms" check
  try "$isms" build -o "$folder/built" --emit csv,json,html --fail-on never
done
cp -r "$folder/large" "$folder/before" || exit 2
printf 'role another "Another role"\n' >> "$folder/before/main.isms"
try "$folder/large" diff -q --against "$folder/before"
try "$folder/large" check --changed-only "$folder/before"
exit $failed
