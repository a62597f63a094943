#!/bin/sh
# --report writes further formats beside what is printed, whole or not at all, also when there is nothing to say.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role ciso "CISO"\n'; } > main.isms
common="--as-of $AS_OF --level all=off"

check "two reports" 0 "$ISMSC" check $common --report sarif=out.sarif --report junit=out.xml
has "the text is printed as well" '^checked 1 file' "$TMP/out"
check "SARIF when clean" 0 jq -e '.version == "2.1.0" and (.runs[0].results | length) == 0' out.sarif
check "JUnit when clean" 0 xmllint --noout out.xml
printf 'role x "X" { reports-to: nobody-there }\n' > bad.isms
check "with a finding" 1 "$ISMSC" check $common --report sarif=out.sarif --report github=out.github
check "SARIF with one result" 0 jq -e '(.runs[0].results | length) == 1 and .runs[0].results[0].level == "error"' out.sarif
check "every rule of SARIF has its texts" 0 jq -e '[.runs[0].tool.driver.rules[] | select((.shortDescription.text and .fullDescription.text and .help.text and .help.markdown) | not)] | length == 0' out.sarif
check "the place in SARIF" 0 jq -e '.runs[0].results[0].locations[0].physicalLocation | .artifactLocation.uri == "bad.isms" and .region.startLine == 1 and .region.startColumn == 26 and .region.endColumn == 38' out.sarif
has "GitHub's line" '^::error file=bad.isms,line=1,col=26' out.github
echo old > kept.json
check "a report that cannot be written" 2 "$ISMSC" check $common --report json=missing-folder/out.json
check "a report without format" 2 "$ISMSC" check $common --report out.json
check "a report over a source" 2 "$ISMSC" check $common --report text=bad.isms
is "the source is untouched" 'role x "X" { reports-to: nobody-there }' "$(cat bad.isms)"
is "no temporary file stays" "" "$(find . -name '.*' -type f)"
