#!/bin/sh
# `ismsc baseline` and `check --baseline`: only what is new is told, whatever moved; and ids that go or are used again.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
project > project.isms
cat > risks.isms << 'END'
person jo "Jo"
role ciso "Security officer" { holders: jo }
asset wiki "The wiki" { type: service  owner: ciso }
risk R-1 "The wiki leaks" { on: wiki  owner: ciso  inherent: likely × severe }
risk R-2 "The wiki is lost" { on: wiki  owner: todo  inherent: likely × severe }
exclude A.8.30 "All code is written by our own staff, who are few" { approved { by: ciso  on: 2026-02-01 } }
END
checked() { "$ISMSC" check --as-of $AS_OF --baseline ismsc.baseline --format short "$@"; }
baseline() { "$ISMSC" baseline "$@" --as-of $AS_OF; }

check "without a file" 2 checked
check "nothing to prune" 2 baseline prune
check "no such word" 2 baseline renew
check "update" 0 baseline update
has "update tells what it wrote" '^ismsc\.baseline: [0-9]+ findings, 6 records$' "$TMP/out"
cp ismsc.baseline first
is "a baseline is sorted" "" "$(sed 1d first | LC_ALL=C sort -c 2>&1)"
has "a finding by rule and record" '^found untreated-risk R-1$' first
has "the compiler's own by a fingerprint" '^diagnostic todo-left [0-9a-f]{16}$' first
has "a record" '^record risk R-1 "The wiki leaks"$' first
check "nothing is new" 0 checked --fail-on note
empty "nothing is told" "$TMP/out"
has "how many are in the baseline" '\([0-9]+ in the baseline\)' "$TMP/err"
check "update once more" 0 baseline update
check "the same again" 0 cmp ismsc.baseline first

# Lines, files and layout are no matter; neither is how many findings one summary sums up.
{ echo "// moved"; cat risks.isms; } > moved.isms
rm risks.isms
echo 'exclude A.7.4 "There are no premises, and nobody works anywhere but at home" { approved { by: ciso  on: 2026-02-01 } }' >> moved.isms
check "moved" 0 checked
empty "nothing of what moved is told" "$TMP/out"
rm -f moved.isms
cat > risks.isms << 'END'
person jo "Jo"
role ciso "Security officer" { holders: jo }
asset wiki "The wiki" { type: service  owner: ciso }
risk R-1 "The wiki leaks" { on: wiki  owner: ciso  inherent: likely × severe }
risk R-2 "The wiki is lost" { on: wiki  owner: todo  inherent: likely × severe }
risk R-3 "The wiki is slow" { on: wiki  owner: ciso  inherent: likely × severe }
exclude A.8.30 "All code is written by our own staff, who are few" { approved { by: ciso  on: 2026-02-01 } }
END
check "something new" 1 checked
is "only what is new" "R-3" "$(grep -o 'R-[0-9]' "$TMP/out" | sort -u | paste -sd' ')"

# What hides findings is always told.
echo 'asset db "Data" { type: nonsense }' > more.isms
check "mistakes of the sources" 1 checked
baseline update -q
has "mistakes are in no baseline" 'no .*word|nonsense' "$TMP/out"
lacks "mistakes are in no baseline, by name" 'unknown-enum-word' ismsc.baseline
rm more.isms
cp first ismsc.baseline

# Mended: prune takes it out, and adds nothing.
sed -i '/R-3/d; s/owner: todo/owner: ciso/' risks.isms
check "prune" 0 baseline prune
lacks "what is mended goes" 'todo-left' ismsc.baseline
sed -i '/^risk R-1/d' risks.isms
check "a record is gone" 0 checked --fail-on never
grep id- "$TMP/out" > "$TMP/ids"
has "a record that is gone" '^project\.isms:1:1: warning\[id-vanished\]: risk `R-1` "The wiki leaks" was in the baseline, and is gone$' "$TMP/ids"
baseline update -q
has "a record that is gone stays known" '^gone risk R-1 "The wiki leaks"$' ismsc.baseline
check "and is not told again" 0 checked --fail-on never
grep id- "$TMP/out" > "$TMP/ids"
empty "and is not told again, nothing" "$TMP/ids"
echo 'risk R-1 "Flooding of cellars" { on: wiki  owner: ciso  inherent: likely × severe }' >> risks.isms
check "an id is used again" 0 checked --fail-on never
grep id- "$TMP/out" > "$TMP/ids"
has "an id that is used again" 'risks\.isms:[0-9]+:1: warning\[id-reused\]: `R-1` was the risk "The wiki leaks"' "$TMP/ids"
sed -i 's/risk R-1 "Flooding of cellars"/risk R-1 "A WIKI that leaks"/' risks.isms
check "a title that is reworded" 0 checked --fail-on never
grep id- "$TMP/out" > "$TMP/ids"
empty "a title that is reworded is the same" "$TMP/ids"
sed -i 's/^risk R-1 .*/control R-1 "The wiki leaks" { owner: ciso  status: implemented }/' risks.isms
check "another kind" 0 checked --fail-on never
grep id- "$TMP/out" > "$TMP/ids"
has "another kind is another record" 'id-reused' "$TMP/ids"
check "a level of one's own" 0 checked --fail-on never --level id-reused=error
has "a level of one's own is told" 'error\[id-reused\]' "$TMP/out"

# show
check "show" 0 baseline show --format csv
has "show, still found" '"untreated-risk","R-2","yes"' "$TMP/out"

# Files that are none.
for text in "" "ismsc-baseline 2" "<<<<<<< HEAD" "ismsc-baseline 1
found" "ismsc-baseline 1
diagnostic todo-left 12" "ismsc-baseline 1
record risk R-1 The" "ismsc-baseline 1
=======" "ismsc-baseline 1
something else"; do
  echo "$text" > ismsc.baseline
  check "no baseline: $(echo "$text" | tail -n1)" 2 checked
done
has "no baseline, its line" 'ismsc\.baseline:2: this is no line of a baseline' "$TMP/err"
exit 0
