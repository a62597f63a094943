#!/bin/sh
# `check --changed-only`: what a change caused and nothing else, shown at the change, also where it was found in a file that nobody touched.
. "$TESTS/lib.sh"
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
git_() { git -c user.name=T -c user.email=t@example.org -c init.defaultBranch=main "$@" > "$TMP/git" 2>&1 || not_ok "git $1" "$(cat "$TMP/git")"; }
found() { "$ISMSC" check --as-of $AS_OF --changed-only main --format short "$@" 2> "$TMP/err"; }
project > project.isms
cat > people.isms << 'END'
person jo "Jo"
role ciso "Security officer" { holders: jo }
END
cat > risks.isms << 'END'
asset wiki "The wiki" { type: service  owner: ciso }

risk R-1 "The wiki leaks" {
  on:       wiki
  owner:    ciso
  inherent: likely × severe
  controls: reviews
  current:  possible × severe
  treatment { option: modify  controls: backup }
  residual: unlikely × minor
}
END
cat > controls.isms << 'END'
control reviews "Reviews of code" { implements: A.8.28  owner: ciso  status: implemented }
control backup "Nightly backups" { implements: A.8.13  owner: ciso  status: implemented }
END
git_ init -q .
git_ add -A .
git_ commit -qm "A first ISMS"

found > "$TMP/out"
empty "nothing changed, nothing is told" "$TMP/out"
has "how many are there without the change" '\([0-9]+ not by this change\)' "$TMP/err"

# At the exclusion, not at the risk that relies on the control, nor at the control.
echo 'exclude A.8.13 "Nothing is worth keeping: all of it is made anew each day" { approved { by: ciso  on: 2026-02-01 } }' > soa.isms
check "an exclusion" 1 found
same "an exclusion, at the exclusion" "soa.isms:1:1: error[decided-twice]: A.8.13 is excluded and yet implemented by backup, against R-1" "$TMP/out"
rm soa.isms

# A status that makes a finding of a risk in another file: shown at the status, and where it was found as a note.
sed -i '/reviews/s/status: implemented/status: planned/' controls.isms
check "a control that is only planned" 0 "$ISMSC" check --as-of $AS_OF --changed-only main --fail-on never --format json
jq -r '.diagnostics[] | "\(.name) \(.place.file) \([.notes[].place.file] | join(","))"' "$TMP/out" > "$TMP/places"
lacks "all of it is shown at the change" '^[a-z-]* (risks|project|people)\.isms' "$TMP/places"
has "and some of it was found elsewhere" '^[a-z-]* controls\.isms .*(risks|project)\.isms' "$TMP/places"
git_ checkout -q .

# A record that is gone has no place of its own any more: what was before it stands for it.
sed -i '/^control backup/d' controls.isms
sed -i 's/  controls: backup//' risks.isms
found --fail-on never > "$TMP/out"
has "what a removed control leaves behind, where it stood" '^controls\.isms:1:1: error\[(undecided-control|annex-a-not-compared)\]' "$TMP/out"
has "what the change of a risk leaves, there" '^risks\.isms:9:[0-9]+: error\[modify-without-control\]' "$TMP/out"
git_ checkout -q .

# Mistakes that were there before are not of this change; those that came with it are.
sed -i 's/holders: jo/holders: joe/' people.isms
check "a mistake of this change" 1 found
has "a mistake of this change is told" 'people\.isms:2:.*unknown-reference' "$TMP/out"
git_ commit -qam "A mistake"
check "a mistake from before" 0 found
empty "a mistake from before is not told" "$TMP/out"

check "a ref that is none" 2 found --changed-only=nope
check "with a folder" 0 found --changed-only=./ --fail-on never
"$ISMSC" build --as-of $AS_OF --emit model -o "$TMP/saved" --fail-on never > /dev/null
check "with a saved model" 0 found --changed-only="$TMP/saved/model.json"
has "with a saved model, all is known" 'nothing to report' "$TMP/err"
exit 0
