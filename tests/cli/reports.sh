#!/bin/sh
# --report writes further formats beside what is printed, whole or not at all, also when there is nothing to say.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role ciso "CISO"\n'; } > main.isms
common="--as-of $AS_OF --level all=off"

check "two reports" 0 "$ISMSC" check $common --report json=out.json --report short=out.txt
has "the text is printed as well" '^checked 1 file' "$TMP/out"
check "JSON when clean" 0 jq -e '.diagnostics == []' out.json
empty "short when clean" out.txt
printf 'role x "X" { reports-to: nobody-there }\n' > bad.isms
check "with a finding" 1 "$ISMSC" check $common --report json=out.json --report short=out.txt
check "JSON with one finding" 0 jq -e '(.diagnostics | length) == 1 and (.diagnostics[0] | .level == "error" and .place.file == "bad.isms" and .place.start.line == 1 and .place.start.column == 26)' out.json
has "short with one finding" '^bad.isms:1:26: error\[' out.txt
check "a report that cannot be written" 2 "$ISMSC" check $common --report json=missing-folder/out.json
check "a report without format" 2 "$ISMSC" check $common --report out.json
check "a report over a source" 2 "$ISMSC" check $common --report text=bad.isms
is "the source is untouched" 'role x "X" { reports-to: nobody-there }' "$(cat bad.isms)"
is "no temporary file stays" "" "$(find . -name '.*' -type f)"
