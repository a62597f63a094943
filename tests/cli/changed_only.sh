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
found soa.isms > "$TMP/selected"
same "a PATH selects what is shown in it" "$(cat "$TMP/out")" "$TMP/selected"
found risks.isms > "$TMP/selected"
empty "and not what was found in it" "$TMP/selected"
same "an exclusion, at the exclusion" "soa.isms:1:1: error[decided-twice]: A.8.13 is excluded and yet implemented by backup, against R-1" "$TMP/out"
rm soa.isms

# A status that makes a finding of a risk in another file: shown at the status, and where it was found as a note.
sed -i '/reviews/s/status: implemented/status: planned/' controls.isms
check "a control that is only planned" 0 "$ISMSC" check --as-of $AS_OF --changed-only main --fail-on never --format json
jq -r '.diagnostics[] | "\(.name) \(.place.file) \([.notes[].place.file] | join(","))"' "$TMP/out" > "$TMP/places"
lacks "all of it is shown at the change" '^[a-z-]* (risks|project|people)\.isms' "$TMP/places"
has "and some of it was found elsewhere" '^[a-z-]* controls\.isms .*(risks|project)\.isms' "$TMP/places"
git_ checkout -q .

# In a record of many lines, at the value that is another now: only its line is one of the change.
sed -i 's/^control reviews.*/control reviews "Reviews of code" {\n  implements: A.8.28\n  owner:      ciso\n  status:     implemented\n}/' controls.isms
git_ commit -qam "On lines of its own"
sed -i 's/status:     implemented/status:     planned/' controls.isms
"$ISMSC" check --as-of $AS_OF --changed-only HEAD --format short > "$TMP/out" 2> "$TMP/err"
has "what was found of the record, at the value" '^controls\.isms:4:15: warning\[planned-control-without-plan\]' "$TMP/out"
has "what was found in another, too" '^controls\.isms:4:15: warning\[planned-control-counted\]: R-1' "$TMP/out"
git_ reset -q --hard HEAD~

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

git_ reset -q --hard HEAD~

# What a removal breaks is told at the removal, in a file of the change, and the place that names what is gone comes first among its notes.
cat > own.isms << 'END'
kind device "Device" { room: text?  state: one of in-use, lost  used-by: person* inverse devices }

rule device-lost note {
  for d in device
  where d.state == lost
  report at d "{d} is lost"
}

table rooms "Rooms" { for d in device  column "Room" = d.room }

extend device phone {
  state: in-use
}

control awareness "Training" {
  implements: A.6.3
  owner:      ciso
  status:     implemented
  evidence course "A course" { collected: 2026-01-10  valid: 1 year }
}
END
cat > uses.isms << 'END'
device phone "A phone" { used-by: jo }
device tablet "A tablet" { room: "B 12"  state: lost }
rule device-unused note {
  yields to device-lost
  for p in person
  where p.devices is set and none(d in p.devices where d.state == in-use)
  report at p "{p} has no device that is in use"
}
report everything "Everything" { table rooms }
waive device-lost on tablet "It will turn up" { by: ciso  until: 2026-09-30 }
waive stale-evidence on awareness/course "Next year" { by: ciso  until: 2026-09-30 }
END
git_ add -A .
git_ commit -qm "A language of one's own"
json() { "$ISMSC" check --as-of $AS_OF --changed-only main --fail-on never --format json > "$TMP/json" 2> "$TMP/err"; }
# broken CASE NAME PLACE|FOUND…: where errors of that name are shown and were found.
broken() {
  json
  is "$1" "$3" "$(jq -r --arg name "$2" '[.diagnostics[] | select(.name == $name)
    | "\(.place.file):\(.place.start.line)|\([.notes[].place | select(. != null) | "\(.file):\(.start.line)"] | first // "")"] | join(" ")' "$TMP/json")"
  git_ reset -q --hard
}
edit() { sed -i "$@"; }
edit '/^person jo/d' people.isms
broken "a record, the first of its file" unknown-reference "people.isms:1|people.isms:1"
edit '/^control backup/d' controls.isms
broken "a record, the last of its file" unknown-reference "controls.isms:1|risks.isms:9"
edit 's/^role ciso/role security/' people.isms
broken "a record that has another name" unknown-reference "people.isms:2|controls.isms:1"
edit 's/^role ciso.*/person ciso "C"/' people.isms
broken "a record that is of another kind" wrong-kind "people.isms:2|controls.isms:1"
edit '/evidence course/d' own.isms
broken "a record in another" unknown-reference "own.isms:15|uses.isms:11"
edit '/^kind device/d' own.isms
broken "a kind" unknown-kind "own.isms:2|own.isms:10"
edit 's/room: text?  //' own.isms
broken "a field" unknown-field "own.isms:1|uses.isms:2"
edit 's/in-use, lost/in-use, missing/' own.isms
broken "a word" unknown-enum-word "own.isms:1|uses.isms:2"
edit 's/inverse devices/inverse gadgets/' own.isms
broken "a way back" no-such-step "own.isms:1|uses.isms:6"
edit '/^rule device-lost/,/^}/d' own.isms
broken "a rule" unknown-rule "own.isms:4|uses.isms:4"
edit '/^table rooms/d' own.isms
broken "a table" unknown-artefact "own.isms:10|uses.isms:9"
edit '/^extend device phone/,/^}/d' own.isms
broken "an extension" missing-field "own.isms:12|uses.isms:1"

# Libraries that are loaded no longer take all their names away: told once, where the project says which ones it wants.
printf 'use threats/monarc\n\nasset store "The store" { type: service  owner: ciso }\n' > threats.isms
sed -i 's/^  inherent: likely/  threat:   error-in-use\n&/' risks.isms
git_ add -A .
git_ commit -qm "A threat of the library"
edit 's/five-by-five/four-by-four-five-bands/' project.isms
broken "a method" rating-off-scale "project.isms:1|risks.isms:11"
edit 's,iso27001/2022,iso27001/2013,' project.isms
broken "a standard" unknown-reference "project.isms:1|controls.isms:1"
edit '/^use/d' threats.isms
broken "a library" standard-not-loaded "threats.isms:2|risks.isms:6"
edit 's/monarc/enisa/' threats.isms
broken "one for another" standard-not-loaded "threats.isms:1|risks.isms:6"
git_ reset -q --hard HEAD~

# A record that reads as it did has not changed, though what it names is gone: what the rules find is told at the removal, too.
cp -R "$TESTS/review/isms" "$TMP/other"
edit '/^role top/,/^}/d' "$TMP/other/organisation.isms"
"$ISMSC" check -C "$TMP/other" --as-of $AS_OF --changed-only="$TESTS/review/isms" --format short > "$TMP/out" 2> "$TMP/err"
has "a finding behind what is broken" '^organisation\.isms:1:1: error\[top-management-missing\]' "$TMP/out"
lacks "a finding behind what is broken, nowhere else" '^soa\.isms' "$TMP/out"

# What was changed by an extension, of a record of one's own or of the library, is told in the extension.
rm -r "$TMP/other"
cp -R "$TESTS/review/isms" "$TMP/other"
edit 's/^  band critical.*/&\n  band low      { accepts: nobody }/' "$TMP/other/project.isms"
echo 'extend risk R-02 { status: closed }' > "$TMP/other/more.isms"
"$ISMSC" check -C "$TMP/other" --as-of $AS_OF --changed-only="$TESTS/review/isms" --format short > "$TMP/out" 2> "$TMP/err"
has "an extension of a method, at the band" '^project\.isms:11:3: error\[acceptance-above-authority\]: R-01' "$TMP/out"
lacks "an extension, no finding stays where nothing changed" '^risks\.isms' "$TMP/out"
cp "$TESTS/review/isms/project.isms" "$TMP/other/project.isms"
echo 'extend risk R-03 { identified: 2026-02-20 }' > "$TMP/other/more.isms"
"$ISMSC" check -C "$TMP/other" --as-of $AS_OF --changed-only="$TESTS/review/isms" --format short > "$TMP/out" 2> "$TMP/err"

echo 'extend risk R-01 { review { last: 2024-01-01  every: 1 year } }
extend risk R-02 { identified: 2027-01-01 }' >> "$TMP/other/risks.isms"
"$ISMSC" check -C "$TMP/other" --as-of $AS_OF --changed-only="$TESTS/review/isms" --format short > "$TMP/found" 2>> "$TMP/err"
has "what was found in an extension stays where it is" '^risks\.isms:[0-9]+:[1-9][0-9]: error\[impossible-date\]: R-02' "$TMP/found"
has "an extension of a risk, there" '^more\.isms:1:1: error\[impossible-date\]: R-03' "$TMP/out"

# Where the whole file is gone, what follows from it stays where it was found: nothing that was touched is left to show it at.
cp -R "$TESTS/review/isms" "$TMP/without"
rm "$TMP/without/context.isms"
"$ISMSC" check -C "$TMP/without" --as-of $AS_OF --changed-only="$TESTS/review/isms" > "$TMP/out" 2> "$TMP/err"
has "a finding behind a file that is gone, where it was found" '^ *--> controls\.isms:7:80$' "$TMP/out"
has "and what stood in the file" '^ *= note: .* stood in context\.isms, and is gone$' "$TMP/out"

# The same in every format: the file of the change, and the place that was found.
edit '/^control backup/d' controls.isms
for format in text github gitlab junit checkstyle rdjson markdown sarif; do
  "$ISMSC" check --as-of $AS_OF --changed-only main --format $format > "$TMP/out" 2> "$TMP/err"
  has "$format: both places" 'risks\.isms' "$TMP/out"
done
"$ISMSC" check --as-of $AS_OF --changed-only main --format sarif 2> "$TMP/err" | jq -r '.runs[0].results[] | select(.ruleId == "unknown-reference")
  | .locations[0], .relatedLocations[0] | .physicalLocation | "\(.artifactLocation.uri):\(.region.startLine)"' > "$TMP/sarif"
same "SARIF: the place and the related one" "controls.isms:1
risks.isms:9" "$TMP/sarif"
found --format github > "$TMP/out"
has "GitHub: at the change, with the other place" '^::error file=controls\.isms,line=1,.*%0Asee risks\.isms:9: found here%0Anote: control backup stood here, and is gone' "$TMP/out"
git_ reset -q --hard

# Where there is no line of the change: the whole file is gone. What names it only since the change is shown where it stands.
rm people.isms
json
has "a file that is gone" '"risks.isms".*role ciso stood in people.isms, and is gone|role ciso stood in people.isms, and is gone' "$TMP/json"
git_ reset -q --hard
edit '/^control reviews/d' controls.isms
edit 's/reviews/backup/' risks.isms
echo 'risk R-9 "New" { on: wiki  owner: ciso  inherent: rare × minor  controls: reviews }' > new.isms
json
is "what never named it before" "new.isms" "$(jq -r '.diagnostics[] | select(.name == "unknown-reference") | .place.file' "$TMP/json")"
rm new.isms
git_ reset -q --hard HEAD~

check "a ref that is none" 2 found --changed-only=nope
check "with a folder" 0 found --changed-only=./ --fail-on never
"$ISMSC" build --as-of $AS_OF --emit model -o "$TMP/saved" --fail-on never > /dev/null
check "with a saved model" 0 found --changed-only="$TMP/saved/model.json"
has "with a saved model, all is known" 'nothing to report' "$TMP/err"
exit 0
