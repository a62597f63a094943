#!/bin/sh
# A standard of one's own in one folder, as CONTRIBUTING.md tells it: the blocks of that page become the files that it names, and what it promises is so.
. "$TESTS/lib.sh"
isms=$TMP/isms
mkdir -p "$isms/house-rules"

# A block belongs to the last file that was named before it.
awk -v isms="$isms" '
  /^## / { here = /in one folder/ }
  !here { next }
  match($0, /In `[^`]*[.]isms`:/) { file = substr($0, RSTART + 4, RLENGTH - 6) }
  /^ *```/ { open = /```isms/ && file != ""; next }
  open { print > (isms "/" file) }' "$TESTS/../CONTRIBUTING.md"
is "own standard, the files of the page" "house-rules/keys.isms house-rules/mapping.isms house-rules/standard.isms project.isms" \
  "$(cd "$isms" && find . -name '*.isms' | sed 's|^[.]/||' | sort | paste -sd' ' -)"

ismsc() { "$ISMSC" "$@" -C "$isms" --as-of $AS_OF; }

ismsc check --format short > "$TMP/out" 2> "$TMP/err"
lacks "own standard, nothing is wrong in the folder" '^house-rules/' "$TMP/out"
has "own standard, its rule" 'project[.]isms:.*warning.key-of-nobody.: nobody knows who has front-door' "$TMP/out"
check "own standard, coverage" 0 ismsc show coverage --format csv
has "own standard, coverage: claimed" '"H[.]1".*"locks","covered"' "$TMP/out"
has "own standard, coverage: open" '"H[.]2".*"open"' "$TMP/out"
has "own standard, coverage: a warning speaks" '"H[.]3".*"partly"' "$TMP/out"
check "own standard, statement" 0 ismsc show soa --format csv
has "own standard, statement: its control" '^"HC[.]1","Locks",.*"implemented"' "$TMP/out"
check "own standard, explain" 0 ismsc explain H.3
has "own standard, explain: kind" 'key' "$TMP/out"
has "own standard, explain: rule" 'key-of-nobody' "$TMP/out"
check "own standard, crosswalk" 0 ismsc show crosswalk --format csv
has "own standard, crosswalk" 'H[.]1.*locks' "$TMP/out"
