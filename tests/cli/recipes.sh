#!/bin/sh
# The recipes for forges, as far as they run without one: the shell steps of action.yml, the hooks of .pre-commit-hooks.yaml, the scripts of examples/ci.
. "$TESTS/lib.sh"
root=$TESTS/..
mkdir "$TMP/repo" "$TMP/bin" && cd "$TMP/repo" || exit 2
ln -s "$ISMSC" "$TMP/bin/ismsc"
PATH=$TMP/bin:$PATH
git init -q -b main . && git config user.email a@example.org && git config user.name A || exit 2
mkdir isms && { project; echo 'role ops "Operations"'; } > isms/main.isms
printf 'risk R-1 "Risk" { owner: nobody-at-all }\n' > isms/risks.isms

# The script of one step of the action.
step() { awk -v name="$1" '/^    - name: / { here = $3 == name } here && /^      run: [^|]/ { sub(/^      run: /, ""); print }
  here && script && !/^        / { script = 0 } here && script { sub(/^        /, ""); print } here && /^      run: [|]/ { script = 1 }' "$root/action.yml"; }
act() { # NAME, and the environment that the forge sets
  step "$1" > "$TMP/step.sh"
  shift
  env GITHUB_ACTION_PATH="$root" GITHUB_STEP_SUMMARY="$TMP/summary" "$@" sh -e "$TMP/step.sh"
}
is "action, no input stands in a script" "" "$(step Build | grep -F '${{'; step Check | grep -F '${{')"
has "action, its build" 'make ' "$(step Build > "$TMP/build.sh"; echo "$TMP/build.sh")"
check "action, a finding fails the step" 1 act Check ISMSC="$ISMSC" FOLDER=isms FAIL_ON=error AS_OF=$AS_OF SARIF= AGAINST=
has "action, an annotation at its place in the repository" '^::error file=isms/risks.isms,line=1' "$TMP/out"
has "action, the page of the job" 'unknown-reference' "$TMP/summary"
check "action, SARIF beside it" 0 act Check ISMSC="$ISMSC" FOLDER=isms FAIL_ON=never AS_OF=$AS_OF SARIF="$TMP/it.sarif" AGAINST=
is "action, SARIF, the result" isms/risks.isms \
  "$(jq -r '[.runs[0].results[] | select(.ruleId == "unknown-reference")][0].locations[0].physicalLocation.artifactLocation.uri' "$TMP/it.sarif")"
check "action, a folder that is not there" 2 act Check ISMSC="$ISMSC" FOLDER='no; such' FAIL_ON=error AS_OF= SARIF= AGAINST=

git add -A && git commit -qm first
echo 'role it "IT"' >> isms/main.isms
check "action, against a commit: the old finding is not annotated" 0 act Check ISMSC="$ISMSC" FOLDER=isms FAIL_ON=error AS_OF=$AS_OF SARIF= AGAINST=HEAD
lacks "action, against a commit: no annotation" '^::error' "$TMP/out"
has "action, against a commit: the page of the job" 'Records added: 1' "$TMP/summary"

# What the target of the branch got since then is not the branch's; a clone that does not reach back to where they parted fails the step, with a word.
git checkout -q -b topic && git commit -qam "One more role" && git checkout -q main || exit 2
echo 'role hr "People"' >> isms/main.isms && git commit -qam "Another role" && git checkout -q topic || exit 2
rm "$TMP/summary"
check "action, a branch that is behind" 0 act Check ISMSC="$ISMSC" FOLDER=isms FAIL_ON=error AS_OF=$AS_OF SARIF= AGAINST=main
has "action, a branch that is behind, what it brings" 'Records added: 1, removed: 0' "$TMP/summary"
git clone -q --depth 1 --no-single-branch "file://$TMP/repo" "$TMP/cut" && cd "$TMP/cut" && git checkout -q topic || exit 2
check "action, a shallow clone" 2 act Check ISMSC="$ISMSC" FOLDER=isms FAIL_ON=error AS_OF=$AS_OF SARIF= AGAINST=origin/main
has "action, a shallow clone, what to do" 'fetch-depth: 0' "$TMP/err"
cd "$TMP/repo" && git checkout -q main && git reset -q --hard HEAD~ && echo 'role it "IT"' >> isms/main.isms || exit 2

# What pre-commit runs: the entry, with the names of the files that a commit changes where they are asked for.
hook() { awk -v id="$1" '$1 == "-" { here = $3 == id } here && $1 == "entry:" { sub(/^ *entry: /, ""); print }' "$root/.pre-commit-hooks.yaml"; }
ids=$(awk '$1 == "-" { print $3 }' "$root/.pre-commit-hooks.yaml" | paste -sd' ' -)
is "hooks" "ismsc-check ismsc-fmt" "$ids"
cd isms || exit 2
# shellcheck disable=SC2046 # an entry is split into words, as pre-commit does
check "hook ismsc-check, an error stops the commit" 1 $(hook ismsc-check)
echo 'risk   R-1 "Risk" { }' > risks.isms
# shellcheck disable=SC2046
check "hook ismsc-fmt, another layout stops the commit" 1 $(hook ismsc-fmt) risks.isms
ismsc fmt -q risks.isms
# shellcheck disable=SC2046
check "hook ismsc-fmt, the canonical layout does not" 0 $(hook ismsc-fmt) risks.isms
cd .. || exit 2

# reviewdog gets JSON that names the file below the root of the repository.
printf 'risk R-1 "Risk" { owner: nobody-at-all }\n' > isms/risks.isms
printf '#!/bin/sh\ncat > "%s/given"\nprintf "%%s\\n" "$@" > "%s/options"\n' "$TMP" "$TMP" > "$TMP/bin/reviewdog" && chmod +x "$TMP/bin/reviewdog"
check "reviewdog" 0 sh "$root/examples/ci/reviewdog.sh" isms
is "reviewdog, a path" isms/risks.isms "$(jq -r '[.diagnostics[] | select(.code.value == "unknown-reference")][0].location.path' "$TMP/given")"
has "reviewdog, its options" '^-f=rdjson' "$TMP/options"

# The problem matcher reads what `--format short` prints, all of it.
ismsc check -C isms --as-of $AS_OF --format short > "$TMP/short" 2> "$TMP/err"
is "problem matcher, every line" "" "$(jq -R --slurpfile m "$root/examples/ci/problem-matcher.json" \
  'select(test($m[0].problemMatcher[0].pattern[0].regexp) | not)' "$TMP/short")"
has "problem matcher, there are lines" . "$TMP/short"

# The script of the job for GitLab.
awk '/^  script:/ { here = 1; next } here && /^    - / { sub(/^    - /, ""); print } here && !/^    - / { here = 0 }' "$root/examples/ci/gitlab.yml" > "$TMP/job.sh"
check "GitLab, a finding fails the job" 1 env ISMSC_FOLDER=isms ISMSC_FAIL_ON=error sh -e "$TMP/job.sh"
check "GitLab, the report of quality" 0 jq -e 'length > 0' ismsc-quality.json
check "GitLab, the report of tests" 0 xmllint --noout ismsc-tests.xml
