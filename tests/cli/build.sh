#!/bin/sh
# `ismsc build`: all or nothing, always the same bytes, and never over a source.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role ciso "CISO"\n'; } > main.isms
common="--as-of $AS_OF --level all=off"

check "build" 0 "$ISMSC" build -o out $common --emit csv,md
is "build, something was written" yes "$([ -n "$(find out -name '*.csv')" ] && [ -n "$(find out -name '*.md')" ] && echo yes)"
is "build, no temporary file stays" "" "$(find . -name '.*' -type f)"
(cd out && find . -type f -exec cksum {} + | sort) > "$TMP/first"
check "build again" 0 "$ISMSC" build -o out $common --emit csv,md
(cd out && find . -type f -exec cksum {} + | sort) > "$TMP/second"
check "the same bytes" 0 cmp "$TMP/first" "$TMP/second"
printf 'role bad "B" { reports-to: nobody-there }\n' > bad.isms
check "with an error" 1 "$ISMSC" build -o fresh $common --emit csv
is "with an error, nothing is written" "" "$(find fresh -type f 2>/dev/null)"
check "with an error, --fail-on never" 0 "$ISMSC" build -o fresh $common --emit csv --fail-on never
rm -rf bad.isms fresh

check "unknown format" 2 "$ISMSC" build -o fresh $common --emit csv,docx
is "unknown format, nothing is written" "" "$(find fresh -type f 2>/dev/null)"
printf 'x' > file
check "the output folder is a file" 2 "$ISMSC" build -o file $common --emit csv
is "the output folder is a file, untouched" x "$(cat file)"
mkdir ro && chmod 555 ro
if [ "$(id -u)" != 0 ]; then check "a folder that cannot be written" 2 "$ISMSC" build -o ro/out $common --emit csv; fi

# Artefacts of another build that no longer exist do not matter, files of other people stay.
mkdir keep && echo mine > keep/notes.txt
check "build into a folder with other files" 0 "$ISMSC" build -o keep $common --emit csv
is "other files stay" mine "$(cat keep/notes.txt)"

# The artefacts of an ISMS inside its own folder are not read as sources.
check "build below the sources" 0 "$ISMSC" build -o ./ismsc-out $common --emit md,json,csv
check "check after it" 0 "$ISMSC" check $common
