#!/bin/sh
# Reports of findings against the schemas of those who read them, and SARIF against its validator with the rules of GitHub. Both come by npm, and the schemas lie
# in REFERENCE: without either this says "skipped".
set -eu
cd "$(dirname "$0")/../.."
skip() { echo "formats: skipped: $1"; exit 0; }
[ -d "$REFERENCE/schemas/sarif" ] || skip "no schemas in $REFERENCE"
command -v npm > /dev/null && command -v node > /dev/null || skip "node and npm are not installed"

modules=$BUILD/web/node_modules
tool=$modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
if [ ! -e "$tool" ]; then
  mkdir -p "$BUILD/web"
  cp tests/web/package.json tests/web/package-lock.json tests/web/.npmrc "$BUILD/web/"
  (cd "$BUILD/web" && npm ci --ignore-scripts > npm.log 2>&1) || skip "npm cannot install: $(tail -n 1 "$BUILD/web/npm.log")"
fi

made=$BUILD/formats
rm -rf "$made" && mkdir -p "$made"
report() { # name folder, and more options
  name=$1 folder=$2
  shift 2
  "$ISMSC" check -C "$folder" --as-of "$AS_OF" --fail-on never -q "$@" --report "sarif=$made/$name.sarif" --report "rdjson=$made/$name.rdjson" \
    --report "gitlab=$made/$name.gitlab" --report "json=$made/$name.json" --report "junit=$made/$name.junit" --report "checkstyle=$made/$name.checkstyle"
}
for folder in examples/*/ tests/artefacts/*/isms/ tests/diag/formats/isms/; do
  ls "$folder"*.isms > /dev/null 2>&1 || continue
  report "$(echo "${folder%/}" | tr / -)" "$folder"
done
report clean examples/acme --level all=off
report later examples/acme --horizon '2 years'
mkdir "$made/none" && echo '// no project' > "$made/none/a.isms"
report none "$made/none"
# Names that a URI, a property or an attribute must escape.
mkdir -p "$made/odd/a b" && cp tests/diag/formats/isms/project.isms "$made/odd/" && cp tests/diag/formats/isms/records/bad.isms "$made/odd/a b/%41:é,&\"<#?.isms"
report odd "$made/odd"

xmllint --noout "$made"/*.junit "$made"/*.checkstyle
node tests/web/formats.mjs "$modules" "$REFERENCE/schemas" grammar "$made"

# Called directly: through npx a shell cuts at the `;`. It ends with 0 whatever it finds, so what it found is counted.
chmod u+x "$tool"
validate() { # log file…
  log=$1
  shift
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$tool" validate "$@" --rule-kind 'Sarif;Ghas' --output "$log" --log ForceOverwrite > "$made/multitool.out" 2>&1 || true
  grep -q "^Done. $# files scanned" "$made/multitool.out" || { cat "$made/multitool.out"; echo "formats: the validator did not look at all reports"; exit 1; }
}
validate "$made/log" "$made"/*.sarif
jq -r '.runs[].results[] | "\(.ruleId) \(.locations[0].physicalLocation.artifactLocation.uri // ""): \(.message | .text // (.arguments | tostring))"' "$made/log" | sort | uniq -c > "$made/said"
mkdir "$made/control"
jq 'del(.runs[0].results[0].locations)' "$made/tests-diag-formats-isms.sarif" > "$made/control/without-location.sarif"
validate "$made/control/log" "$made/control/without-location.sarif"
jq -e '[.runs[].results[].ruleId] | index("GH1015")' "$made/control/log" > /dev/null || { echo "formats: the rules of GitHub did not run"; exit 1; }
[ ! -s "$made/said" ] || { cat "$made/said"; exit 1; }
echo "formats: the validator of SARIF says nothing about $(ls "$made"/*.sarif | wc -l) reports, and GH1015 about one without a location"
