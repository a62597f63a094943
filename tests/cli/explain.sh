#!/bin/sh
# explain and list: every rule, kind and diagnostic has its text.
. "$TESTS/lib.sh"
without_leak_checks
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
project > main.isms
for what in kinds rules requirements controls records waivers artefacts; do
  check "list $what" 0 "$ISMSC" list $what --as-of $AS_OF
  [ $what = waivers ] || has "list $what, not empty" . "$TMP/out"
done
check "list of what there is not" 2 "$ISMSC" list nonsense
check "explain --list" 0 "$ISMSC" explain --list
check "explain a kind" 0 "$ISMSC" explain risk
has "explain a kind, its fields" 'owner' "$TMP/out"
has "explain a kind, what every record may have" '`satisfies`: a requirement' "$TMP/out"
has "explain a kind, the demands by standard" 'Answers, iso27001/2022: 6.1.1.a' "$TMP/out"
check "explain a kind, every list is short" 0 "$ISMSC" explain control
has "explain a kind, what is left out is counted" 'and [0-9]+ more' "$TMP/out"
has "explain a kind, whether a field is required" 'retired [(]required[)]' "$TMP/out"
check "explain a control" 0 "$ISMSC" explain A.8.13
check "explain a diagnostic" 0 "$ISMSC" explain unknown-reference
check "explain a near miss" 2 "$ISMSC" explain unknown-refrence
has "explain a near miss, nearest named" 'unknown-reference' "$TMP/err"
bare=
for rule in $("$ISMSC" list rules --format short | sed 's/[ 	:].*//'); do
  "$ISMSC" explain "$rule" > "$TMP/out" 2>&1 && [ "$(wc -w < "$TMP/out")" -ge 15 ] || bare="$bare $rule"
done
is "every rule is explained" "" "$bare"
check "explain a demand by the number that the standard prints" 0 "$ISMSC" explain "6.1.3 d), 2nd dash"
has "explain a demand by its number, which it is" '^iso27001/2022/6\.1\.3\.d\.ii$' "$TMP/out"
check "explain a heading without its brackets" 0 "$ISMSC" explain "annex b"
has "explain a heading without its brackets, which it is" 'Annex B \(normative\)' "$TMP/out"
check "explain a heading that is misspelt" 2 "$ISMSC" explain "Determination of conformty"
has "explain a heading that is misspelt, nearest named" 'Determination of conformity' "$TMP/err"
check "explain a kind with a map" 0 "$ISMSC" explain asset --format md
has "explain a kind with a map, its entries" 'needs.: a block of entries, each a dimension, a colon, and a level' "$TMP/out"
