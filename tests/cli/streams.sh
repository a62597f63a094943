#!/bin/sh
# What goes to which stream, and what the last line says.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role ciso "CISO"\n'; } > main.isms

check "version" 0 "$ISMSC" version
has "version names program and version" '^ismsc [0-9]+\.[0-9]+\.[0-9]+' "$TMP/out"
empty "version, standard error" "$TMP/err"
for command in help "help check" "check --help"; do
  check "$command" 0 "$ISMSC" $command
  has "$command goes to standard output" 'ismsc' "$TMP/out"
  empty "$command, standard error" "$TMP/err"
done
check "no command at all is a usage error" 2 "$ISMSC"
empty "no command, standard output" "$TMP/out"
has "no command, help is named" 'help' "$TMP/err"

check "clean check" 0 "$ISMSC" check --level all=off --as-of $AS_OF
has "summary is the last line" '^checked 1 file, 2 records: ' "$TMP/out"
is "nothing stands behind the summary" "$(grep '^checked' "$TMP/out")" "$(tail -n 1 "$TMP/out")"
has "the date used is printed" '2026-03-01' "$TMP/out"
empty "clean check, standard error" "$TMP/err"

check "machine format" 0 "$ISMSC" check --level all=off --as-of $AS_OF --format json
mv "$TMP/out" "$TMP/json"
check "standard output is JSON and nothing else" 0 jq -e . "$TMP/json"
"$ISMSC" check --level all=off --as-of $AS_OF --format json 2> "$TMP/err" > "$TMP/out"
has "the summary of a machine format goes to standard error" '^checked 1 file' "$TMP/err"

check "quiet" 0 "$ISMSC" check -q --level all=off --as-of $AS_OF
empty "quiet says nothing" "$TMP/out"

"$ISMSC" check --as-of $AS_OF --level all=off 2>&1 > /dev/full | cat > "$TMP/err"
has "a full device is said" 'No space left' "$TMP/err"
check "a full device is code 2" 2 sh -c '"$ISMSC" check --as-of 2026-03-01 --level all=off > /dev/full'
check "a closed standard output is code 2" 2 sh -c '"$ISMSC" check --as-of 2026-03-01 --level all=off >&-'
# A reader that goes away is no reason for noise.
"$ISMSC" list kinds 2> "$TMP/err" | head -n 1 > /dev/null
empty "a closed pipe is silent" "$TMP/err"

check "no colour in a file" 0 "$ISMSC" check --as-of $AS_OF --level all=off
lacks "no escape in a file" "$(printf '\033')" "$TMP/out"
