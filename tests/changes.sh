#!/bin/sh
# One-line changes of the example, as people make them: each gives one diagnostic, at the right place, whose whole output is the golden beside it.
# tests/changes/NAME.change says what is changed:
#
#   risks.isms              the file
#   @ risk R-02             a line that comes before (its beginning, left out where the change is the first of its kind)
#   - owner:       ciso     what stands there: the first line from there on that holds this text
#   + owner:       cico     what takes its place
#   = 2                     how many diagnostics are right, where it is not one, and why
set -u
. "$TESTS/lib.sh"
example=$TESTS/../examples/acme

# Prints the file with the change made; fails when the context is gone.
changed() { # change
  awk -v file="$example/$(head -n 1 "$1")" '
    FNR == NR && FNR > 1 { sign = substr($0, 1, 1); text = substr($0, 3)
                           if (sign == "@") after = text; else if (sign == "-") old = text; else if (sign == "+") new = text }
    FNR != NR { if (index($0, after) == 1) armed = 1
                at = armed && !done ? index($0, old) : 0
                if (at) { done = 1; $0 = substr($0, 1, at - 1) new substr($0, at + length(old)) }
                print }
    END { exit !done }' "$1" "$example/$(head -n 1 "$1")"
}

for change in "$TESTS"/changes/*.change; do
  name=$(basename "$change" .change)
  rm -rf "$TMP/acme"
  cp -R "$example" "$TMP/acme"
  if ! changed "$change" > "$TMP/acme/$(head -n 1 "$change")"; then
    not_ok "change $name" "what it changes is not there any more"
    continue
  fi
  "$ISMSC" check -C "$TMP/acme" --as-of $AS_OF --format text --color never --width 100 > "$TMP/out" 2>&1
  golden "change $name" "$TMP/out" "${change%.change}.txt"
  is "change $name, number of diagnostics" "$(sed -n 's/^= \([0-9]*\).*/\1/p' "$change" | grep . || echo 1)" \
    "$(grep -Ec '^(error|warning|note)\[' "$TMP/out")"
done
exit 0
