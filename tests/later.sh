#!/bin/sh
# The example a year later, when nobody has touched it: what is stale, overdue and expired. tests/later/findings.txt has each finding, and below it
# a line that says why it is right.
set -u
. "$TESTS/lib.sh"
reasons=$TESTS/later/findings.txt
"$ISMSC" check -C "$TESTS/../examples/acme" --as-of 2027-03-01 --format short 2> /dev/null | sed -E -n 's/^[^ ]+: ((error|warning|note)\[)/\1/p' |
  sort > "$TMP/found"
grep -v '^ ' "$reasons" | sort > "$TMP/wanted"
is "a year later, every finding has a reason" "" "$(comm -13 "$TMP/wanted" "$TMP/found" | head -n 3)"
is "a year later, every reason has a finding" "" "$(comm -23 "$TMP/wanted" "$TMP/found" | head -n 3)"
is "a year later, each finding is followed by its reason" "" "$(awk '/^ / { if (!open) print; open = 0; next } open { print } { open = 1 }' "$reasons" | head -n 3)"
