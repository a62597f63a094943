#!/bin/sh
# `ismsc diff`: what changed in the ISMS and not in its text, against commits, folders and saved models.
. "$TESTS/lib.sh"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
mkdir "$TMP/repo" && cd "$TMP/repo" || exit 2
git_() { git -c user.name=T -c user.email=t@example.org -c init.defaultBranch=main "$@" > "$TMP/git" 2>&1 || not_ok "git $1" "$(cat "$TMP/git")"; }
diff_() { "$ISMSC" diff --as-of $AS_OF --width 120 "$@"; }
json() { diff_ --format json "$@" > "$TMP/json" 2> "$TMP/err"; }
rows() { jq -r '.differences[] | select(.reckoned | not) | [.what, .kind, .record, .field // "", (.before // [] | join(",")), (.after // [] | join(","))] | join(" ")' "$TMP/json" | tr -s ' ' | sed 's/ $//'; }

# A project in a folder of the repository.
git_ init -q .
mkdir isms isms/files && cd isms || exit 2
project > project.isms
cat > people.isms << 'END'
person jo "Jo"
role ciso "Security officer" { holders: jo }
role ceo "CEO" { holders: jo }
END
cat > risks.isms << 'END'
asset wiki "The wiki" { type: service  owner: ciso }
risk R-1 "The wiki leaks" {
  on:       wiki
  owner:    ciso
  inherent: possible × minor
  acceptance { by: ciso  on: 2026-01-10 }
}
risk R-2 "The wiki is lost" { on: wiki  owner: ciso  inherent: likely × severe }
control backup "Nightly backups" {
  implements: A.8.13
  owner:      ciso
  status:     implemented
  evidence restore "A restore" { file: "files/restore.txt"  collected: 2026-02-01 }
}
exclude A.8.30 "All code is our own" { approved { by: ceo  on: 2026-02-01 } }
END
echo restored > files/restore.txt
git_ add -A .
git_ commit -qm "A first ISMS"
git_ tag v1

check "nothing changed" 0 diff_ --against git:v1 --exit-code
same "nothing changed is said" "nothing changed in the ISMS" "$TMP/out"
check "nothing changed, Markdown" 0 diff_ --against git:v1 --format md
same "nothing changed is said in Markdown" "**Nothing changed in the ISMS.**" "$TMP/out"
json --against git:v1
is "nothing changed, JSON" "ismsc-differences 1 0 0" "$(jq -r '"\(.format) \(.version) \(.differences | length) \(.findings | length)"' "$TMP/json")"

# Where records stand, how they are laid out, and in which order values are written is no matter of the ISMS.
mkdir deeper
sed 's/  */ /g; s/^ //' risks.isms | sed -n '/^exclude/p' > deeper/decisions.isms
sed '/^exclude/d; s/^  *//; s/: */:   /' risks.isms > renamed.isms
{ cat people.isms; echo "// a comment"; } > persons.isms
rm risks.isms people.isms
check "moving, renaming and formatting change nothing" 0 diff_ --against git:v1 --exit-code
rm -r deeper renamed.isms persons.isms
git_ checkout -q -- .

# What is raised, what goes, what follows from it.
sed -i 's/inherent: possible × minor/inherent: likely × minor/; /^exclude/d' risks.isms
check "changes are no failure" 0 diff_ --against git:v1
check "changes, with --exit-code" 1 diff_ --against git:v1 --exit-code
has "a risk that was raised" 'R-1 +The wiki leaks +inherent +possible × minor +likely × minor .*raised' "$TMP/out"
has "a control that is excluded no longer" 'A\.8\.30 +Outsourced development +no +undecided' "$TMP/out"
has "what is gone has the name that messages call it by" '^A\.8\.30/exclusion/approved +A\.8\.30/exclusion +by +ceo' "$TMP/out"
has "a finding that is new" '^error +A\.8\.30 "Outsourced development" is neither applied nor excluded' "$TMP/out"
json --against git:v1
is "rows of what was written" "changed risk R-1 inherent possible × minor likely × minor
removed exclude iso27001/2022/A.8.30/exclusion
removed exclude iso27001/2022/A.8.30/exclusion title All code is our own
removed sign-off iso27001/2022/A.8.30/exclusion/approved
removed sign-off iso27001/2022/A.8.30/exclusion/approved by ceo
removed sign-off iso27001/2022/A.8.30/exclusion/approved on 2026-02-01" "$(rows)"
is "what follows is marked" "true" "$(jq '[.differences[] | select(.record == "R-1" and .field == "assessed") | .reckoned] | all' "$TMP/json")"
is "the way it moved" "up" "$(jq -r '.differences[] | select(.record == "R-1" and .field == "inherent") | .moved' "$TMP/json")"
git_ checkout -q -- .

# The scope, of which there is one: where a kind is meant its name is no record.
printf 'scope s "The house" { services: "What we sell"  excludes: "The cellar" }\n' > scope.isms
git_ add -A .
git_ commit -qm "A scope"
sed -i 's/The cellar/The roof/' scope.isms
check "a change of the scope" 0 diff_ --against git:HEAD
has "the table of the scope" '^s +excludes +The cellar +The roof$' "$TMP/out"
has "under its title" '^Scope$' "$TMP/out"
git_ reset -q --hard v1

# A finding that is only hidden is told apart from one that was mended.
findings() { jq -r '.findings[] | "\(.what) \(.name) \(.record // "")"' "$TMP/json"; }
sed -i 's/owner: ciso  inherent: likely × severe/owner: todo  inherent: todo/' risks.isms
json --against git:v1
is "hidden by a todo" "undecided untreated-risk R-2" "$(findings | grep untreated-risk)"
git_ checkout -q -- .
echo 'waive untreated-risk on R-2 "It is treated next month" { by: ciso  until: 2026-04-01 }' > waivers.isms
json --against git:v1
is "hidden by a waiver" "waived untreated-risk R-2" "$(findings | grep untreated-risk)"
check "hidden findings" 0 diff_ --against git:v1
has "hidden findings, how" '^error +R-2 .* waived +untreated-risk' "$TMP/out"
has "hidden findings are counted apart" 'findings that are gone: 0, hidden: 1' "$TMP/out"
rm waivers.isms
sed -i 's/inherent: likely × severe/inherent: rare × minor/' risks.isms
json --against git:v1
is "mended" "gone untreated-risk R-2" "$(findings | grep untreated-risk)"
git_ checkout -q -- .

# Records without an id are paired by what they say.
sed -i 's/  acceptance {/  acceptance { by: ceo  on: 2025-12-01 }\n&/' risks.isms
json --against git:v1
is "another sign-off before the first" "added sign-off R-1/acceptance
added sign-off R-1/acceptance by ceo
added sign-off R-1/acceptance on 2025-12-01" "$(rows)"
git_ checkout -q -- .

# Which files there were is known of a commit, too.
rm files/restore.txt
json --against git:v1
is "evidence that is gone" "new evidence-file-missing" "$(jq -r '.findings[] | "\(.what) \(.name)"' "$TMP/json" | grep evidence)"
git_ checkout -q -- .

# PATHs select: what stands in them or is gone from them, and what follows for the controls of the standard.
sed -i 's/inherent: possible × minor/inherent: likely × minor/; /^exclude/d' risks.isms
sed -i 's/"CEO"/"Chief"/' people.isms
json --against git:v1 people.isms
is "of one file" "changed role ceo title CEO Chief" "$(rows)"
is "of one file, its findings" "" "$(jq -r '.findings[] | .record // empty' "$TMP/json" | grep R-)"
is "of one file, what follows for the standard" yes "$(jq -r '.differences[] | select(.record == "iso27001/2022/A.8.30" and .field == "decision") | "yes"' "$TMP/json")"
(cd "$TMP" && json --against git:v1 repo/isms/risks.isms)
is "of another, and what is gone from it" "changed R-1
removed iso27001/2022/A.8.30/exclusion" "$(rows | cut -d' ' -f1,3 | sort -u | grep -v approved)"
git_ checkout -q -- .

# What is gone can be selected, with the folder that it lay in: it was there before.
mkdir deep deep/er
sed -n '/^exclude/p' risks.isms > deep/er/soa.isms
sed -i '/^exclude/d' risks.isms
"$ISMSC" build --as-of $AS_OF --emit model -o "$TMP/deep" --fail-on never > /dev/null
git_ add -A .
git_ commit -qm "Decisions apart"
rm -r deep
for state in git:HEAD "$TMP/deep/model.json"; do
  for path in deep/er/soa.isms deep "-C . deep/er"; do
    # shellcheck disable=SC2086 # a list of words
    json --against "$state" $path
    is "what is gone, by $path and $state" "iso27001/2022/A.8.30/exclusion" "$(jq -r '[.differences[] | select(.what == "removed") | .record][0]' "$TMP/json")"
  done
done
check "of a folder that is gone" 0 "$ISMSC" check --as-of $AS_OF --changed-only HEAD deep
check "what was never there" 2 diff_ --against git:HEAD deep/er/other.isms
has "what was never there is said" '^ismsc: no file of the project is or was deep/er/other\.isms$' "$TMP/err"
check "nor is it for a command that does not compare" 2 "$ISMSC" check --as-of $AS_OF deep
git_ reset -q --hard v1

# Against a folder.
cp -R . "$TMP/other"
sed -i 's/ "The wiki leaks"/ "The wiki tells all"/' "$TMP/other/risks.isms"
json --against "$TMP/other"
is "against a folder" "changed risk R-1 title The wiki tells all The wiki leaks" "$(rows)"
check "against a folder without a project" 2 diff_ --against files
check "against what is not there" 2 diff_ --against nowhere
has "what is not there is said" 'nowhere: No such file' "$TMP/err"

# Against a saved model, which says the same as the state that it was made of.
check "a saved model" 0 "$ISMSC" build --as-of $AS_OF --emit model -o "$TMP/saved" --fail-on never
is "a saved model is JSON" "ismsc-model 1" "$(jq -r '"\(.format) \(.version)"' "$TMP/saved/model.json")"
check "against the model of this state" 0 diff_ --against "$TMP/saved/model.json" --exit-code
sed -i 's/inherent: possible × minor/inherent: likely × minor/; s/  acceptance {/  acceptance { by: ceo  on: 2025-12-01 }\n&/; /^exclude/d' risks.isms
json --against git:v1
grep -v '^  "before"' "$TMP/json" > "$TMP/by-git"
json --against "$TMP/saved/model.json"
is "by a model as by git" "" "$(grep -v '^  "before"' "$TMP/json" | cmp - "$TMP/by-git" 2>&1)"
git_ checkout -q -- .
cut_at() { head -c "$1" "$TMP/saved/model.json" > "$TMP/cut.json"; }
for size in 0 1 40 2000 $(($(wc -c < "$TMP/saved/model.json") - 2)); do
  cut_at "$size"
  check "a model of $size bytes" 2 diff_ --against "$TMP/cut.json"
done
has "a broken model, its place" 'cut\.json: line [0-9]+: wanted is' "$TMP/err"
check "a source for a model" 2 diff_ --against project.isms
has "a source for a model, said" 'line 1: wanted is a model that `build --emit model` wrote' "$TMP/err"
sed 's/"version": 1/"version": 2/' "$TMP/saved/model.json" > "$TMP/cut.json"
check "a model of another version" 2 diff_ --against "$TMP/cut.json"
sed 's/"parent": [0-9]*/"parent": 99999/' "$TMP/saved/model.json" > "$TMP/cut.json"
check "a model with a record in none" 2 diff_ --against "$TMP/cut.json"
echo x >> "$TMP/cut.json"
check "more behind a model" 2 diff_ --against "$TMP/cut.json"

# A reviewer's name, a picture and a tag in the sources are text in a comment.
sed -i 's/ "The wiki leaks"/ "@team ![x](http:\/\/x.example) <img src=x> | \&#64;all"/' risks.isms
check "Markdown" 0 diff_ --against git:v1 --format md
lacks "no mention, no picture, no tag" '@[a-z]|[^\\]!\[|[^\\]<img' "$TMP/out"
has "tables are folded" '^<details><summary>All changes \(1\)</summary>$' "$TMP/out"
git_ checkout -q -- .

# A comment has a size.
i=0
while [ $i -lt 900 ]; do
  echo "asset a$i \"Asset number $i, with a title that is long enough to fill a comment soon\" { type: service  owner: ciso }"
  i=$((i + 1))
done > many.isms
check "a comment on many changes" 0 diff_ --against git:v1 --format md
is "a comment fits" yes "$([ "$(wc -c < "$TMP/out")" -lt 60000 ] && echo yes)"
has "what was cut is said" 'and [0-9]+ more rows, left out because a comment has no more room|tables? (was|were) left out' "$TMP/out"
is "folds are closed" "$(grep -c '<details>' "$TMP/out")" "$(grep -c '</details>' "$TMP/out")"
rm many.isms

# Refs that are none. Nothing of them reaches a shell or becomes an option.
for ref in -x --help nope 'v1;touch pwned' '$(touch pwned)' '' HEAD:isms/risks.isms 'v1 v1'; do
  check "no commit: $ref" 2 diff_ --against "git:$ref"
done
is "nothing was run" "" "$(ls pwned 2> /dev/null)"
GIT_DIR=/nowhere GIT_WORK_TREE=/ GIT_INDEX_FILE=/nowhere/index check "an environment that leads elsewhere" 0 diff_ --against git:v1 --exit-code
PATH=/nowhere check "without git" 2 diff_ --against git:v1
has "without git, that is said" 'cannot run git' "$TMP/err"
(cd "$TMP/other" && check "no repository" 2 diff_ --against git:HEAD)
has "no repository, that is said" 'not a git repository' "$TMP/err"
check "a commit without its sign" 2 diff_ --against main
has "how a commit is written" 'main: No such file or directory; a commit is written `git:main`$' "$TMP/err"
check "the same with --changed-only" 2 "$ISMSC" check --as-of $AS_OF --changed-only origin/main...
has "how it is written there" 'a commit is written `git:origin/main\.\.\.`$' "$TMP/err"
check "no state" 2 diff_
check "no such format" 2 diff_ --against git:v1 --format yaml
check "a path that is none" 2 diff_ --against git:v1 nowhere.isms

# On a branch that is behind, `REF...` is where it left REF: what REF got since is no change of the branch.
git_ checkout -q -b topic
sed -i 's/inherent: possible × minor/inherent: likely × minor/' risks.isms
git_ commit -qam "R-1 is likely"
git_ checkout -q main
sed -i 's/"The wiki is lost"/"The wiki burns"/' risks.isms
git_ commit -qam "R-2 has another title"
git_ checkout -q topic
json --against git:main
is "against the branch, what it got since comes out reversed" "changed risk R-1 inherent possible × minor likely × minor
changed risk R-2 title The wiki burns The wiki is lost" "$(rows)"
json --against git:main...
is "against where HEAD left it" "changed risk R-1 inherent possible × minor likely × minor" "$(rows)"
"$ISMSC" check --as-of $AS_OF --changed-only main... --format short > "$TMP/out" 2> "$TMP/err"
lacks "--changed-only, the same" 'R-2' "$TMP/out"
git_ checkout -q --orphan other
git_ commit -qm "Without a past"
check "nothing in common" 2 diff_ --against git:main...
has "nothing in common is said" 'HEAD and `main` have no commit in common' "$TMP/err"
git_ checkout -q main
git_ clone -q --depth 1 --no-single-branch "file://$TMP/repo" "$TMP/cut"
(cd "$TMP/cut/isms" && git_ checkout -q topic && check "a clone that does not reach back" 2 diff_ --against git:origin/main...)
has "a clone that does not reach back says what to do" 'shallow .*`origin/main`: run `git fetch --unshallow`.*fetch-depth: 0' "$TMP/err"
(cd "$TMP/cut/isms" && git_ fetch -q --unshallow && check "what it says helps, too" 0 diff_ --against git:origin/main...)
git_ reset -q --hard v1
for ref in ... main.... ...main main...topic 'nope...'; do
  check "no commit: $ref" 2 diff_ --against "git:$ref"
done

# A change may bring the rule that the command line names.
printf 'rule wiki-risk warning {\n  for r in risk\n  where r.acceptance is missing\n  report at r "{r} is accepted by nobody"\n}\n' > rules.isms
check "the level of a rule that is new" 0 diff_ --against git:v1 --level wiki-risk=error
has "the level of a rule that is new holds" '^error +R-2 is accepted by nobody' "$TMP/out"
check "only a rule that is new" 1 "$ISMSC" check --as-of $AS_OF --changed-only v1 --only wiki-risk --format short --fail-on warning
has "only a rule that is new speaks" '^risks\.isms:[0-9:]+ warning\[wiki-risk\]' "$TMP/out"
check "a rule that neither state has" 2 diff_ --against git:v1 --level wiki-risc=error
rm rules.isms

# The first change of all: where there was no ISMS yet, all of it is new.
mkdir "$TMP/first"
(cd "$TMP/first" && git_ init -q . && echo "A house" > README && git_ add -A && git_ commit -qm "No ISMS" && cp "$TMP/repo/isms/"*.isms . &&
  check "before the first" 1 diff_ --against git:HEAD --exit-code)
has "before the first, all is new" '^risk +R-1 +added' "$TMP/out"
has "before the first, that is said" '^ismsc: there is no \.isms file in this folder at `HEAD`: all of it is new$' "$TMP/err"
(cd "$TMP/first" && json --against git:HEAD)
is "before the first, JSON" "0 2026-03-01 added" "$(jq -r '"\(.before.records) \(.before["as-of"]) \([.differences[].what] | unique | join(","))"' "$TMP/json")"
(cd "$TMP/first" && "$ISMSC" check --as-of $AS_OF --format short --fail-on never > "$TMP/all" 2> "$TMP/err" &&
  check "before the first, all findings" 0 "$ISMSC" check --as-of $AS_OF --format short --fail-on never --changed-only HEAD)
same "before the first, the same ones" "$(cat "$TMP/all")" "$TMP/out"

# A clone that is not deep enough says what to do.
echo "// more" >> project.isms
git_ commit -qam "More"
git_ clone -q --depth 1 "file://$TMP/repo" "$TMP/shallow"
(cd "$TMP/shallow/isms" && check "a shallow clone" 2 diff_ --against git:v1)
has "a shallow clone says what to do" 'shallow .*git fetch --depth=1 origin v1' "$TMP/err"
(cd "$TMP/shallow/isms" && check "by the name that git gives it here" 2 diff_ --against git:origin/v1)
has "what to fetch has the name that it has there" 'git fetch --depth=1 origin v1`' "$TMP/err"
for ref in HEAD~1 'HEAD^' v1~1; do
  (cd "$TMP/shallow/isms" && check "counted from a commit: $ref" 2 diff_ --against "git:$ref")
  has "what is counted from a commit needs all before it: $ref" 'shallow .*: run `git fetch --unshallow`' "$TMP/err"
done
(cd "$TMP/shallow/isms" && git_ fetch -q --depth=1 origin tag v1 && check "what it says helps" 0 diff_ --against git:v1 --exit-code)
exit 0
