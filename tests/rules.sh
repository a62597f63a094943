#!/bin/sh
# Each rule by cases: tests/rules/NAME.isms holds those of the rule NAME, run with no other rule on (tools/expect.c says how).
# RULE=NAME runs those of one rule only.
set -u
. "$TESTS/lib.sh"
without_leak_checks
set -- "$TESTS"/rules/${RULE:-*}.isms
[ -e "$1" ] || { echo "not ok rules: tests/rules is empty"; exit 0; }
"$EXPECT" -b "$TESTS/base.isms" -o file "$ISMSC" "$@"

[ -z "${RULE:-}" ] || exit 0

# The examples in the rules' documentation, which `ismsc explain` shows.
find "$TESTS/../stdlib" -name '*.isms' -exec grep -lE '^rule ' {} + | sort | xargs -r "$EXPECT" -c -b "$TESTS/base.isms" -o file "$ISMSC"

# No rule of the library without a case in which it speaks.
"$ISMSC" list rules --format short > "$TMP/rules" 2>/dev/null || { echo "not ok every rule is tested: list rules failed"; exit 0; }
untested=
for rule in $(sed 's/[ 	:].*//' "$TMP/rules"); do
  grep -Eq "//~[v^]*(base)?.*\[$rule\]" "$@" || untested="$untested $rule"
done
if [ -z "$untested" ]; then echo "ok every rule is tested"; else echo "not ok every rule is tested: no finding is expected of$untested"; fi
