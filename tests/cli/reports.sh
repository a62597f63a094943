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
for format in $(finding_formats); do all="${all:-} --report $format=all.$format"; done
rm -f bad.isms
check "all formats at once, clean" 0 "$ISMSC" check $common $all
check "SARIF when clean" 0 jq -e '.runs[0].results == [] and (.runs[0].tool.driver.rules | length > 300)' all.sarif
check "GitLab when clean" 0 jq -e '. == []' all.gitlab
check "rdjson when clean" 0 jq -e '.diagnostics == []' all.rdjson
check "JUnit when clean" 0 xmllint --xpath '//testsuite[@name="main.isms" and @failures="0"]/testcase' all.junit
check "checkstyle when clean" 0 xmllint --xpath '/checkstyle[not(*)]' all.checkstyle
empty "GitHub when clean" all.github
has "Markdown when clean" '^### ismsc: passed' all.markdown

# What has no place stands at the project record, or where the first file begins; nothing is without a place.
mkdir "$TMP/nothing" && printf '// nothing\n' > "$TMP/nothing/a.isms"
check "no project" 1 "$ISMSC" check -C "$TMP/nothing" --as-of $AS_OF --format sarif
mv "$TMP/out" nothing.sarif
check "what has no place has one in SARIF" 0 jq -e '.runs[0].results | length > 0 and all(.locations[0].physicalLocation
  | .artifactLocation.uri == "a.isms" and .region.startLine == 1)' nothing.sarif

# A report is no terminal.
check "a report has no colours" 0 "$ISMSC" check $common --color always --report text=plain.txt
lacks "a report has no colours" "$(printf '\033')" plain.txt

# Under GitHub Actions annotations come with a page in the summary of the job, behind what is there.
printf 'role x "X" { reports-to: nobody-there }\n' > bad.isms
printf 'before\n' > summary.md
check "annotations" 1 env GITHUB_STEP_SUMMARY=summary.md "$ISMSC" check $common --format github
has "annotations" '^::error file=bad.isms,line=1,endLine=1,col=26,endColumn=38,title=unknown-reference::' "$TMP/out"
is "the summary of the job" 'before ### ismsc: failed' "$(head -n 2 summary.md | paste -sd ' ')"
has "the summary tells the finding" '^\| bad.isms:1 \| \*\*unknown-reference\*\*' summary.md
head -c 899000 /dev/zero | tr '\0' '\n' > summary.md
check "a summary that is nearly full" 1 env GITHUB_STEP_SUMMARY=summary.md "$ISMSC" check $common --format github
check "it stays below what GitHub takes" 0 test "$(wc -c < summary.md)" -lt 900500
check "a summary that cannot be written" 2 env GITHUB_STEP_SUMMARY=nowhere/summary.md "$ISMSC" check $common --format github
is "no temporary file stays" "" "$(find . -name '.*' -type f)"
