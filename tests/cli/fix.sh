#!/bin/sh
# `check --fix` and `check --diff`: safe fixes only, compiled again before they are written, layout and comments kept.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
fix() { "$ISMSC" check --as-of $AS_OF --format short "$@"; }
start() {
  rm -f ./*.isms
  cat > main.isms << 'END'
project p "P" { standards: iso27001/2022  methods: risk/five-by-five }
kind thing "Thing" { keeper: role  size: number?  parts: thing*  seen: date? }
role ceo "CEO"
END
}

# The compiler's own: spelling, and required fields with a `todo`. Comments and layout stay.
start
cat >> main.isms << 'END'
thing a "A" { size: 1 parts: b c } // two mistakes
thing b "B" {
  size:  1  // one
  seen:  01.02.2026
}
thing c "C"
END
cp main.isms before.txt
check "check --diff" 1 fix --only stale-evidence --diff
cp "$TMP/out" change.patch
check "check --diff writes nothing" 0 cmp before.txt main.isms
check "check --fix" 0 fix --only stale-evidence --fix
has "check --fix, told" '^ismsc: fixed 5 findings in 1 file$' "$TMP/err"
has "check --fix, what is left" 'main.isms:4:.*warning\[todo-left\]' "$TMP/out"
tail -n +4 main.isms > fixed.txt
same "check --fix, layout" 'thing a "A" { size: 1 parts: b, c  keeper: todo } // two mistakes
thing b "B" {
  size:  1  // one
  seen:  2026-02-01
  keeper: todo
}
thing c "C" { keeper: todo }' fixed.txt
cp main.isms fixed.isms.txt
cp before.txt main.isms
check "check --diff, applied by git" 0 git apply change.patch
check "check --diff, the same" 0 cmp fixed.isms.txt main.isms
check "check --fix, again" 0 fix --only stale-evidence --fix
lacks "check --fix, again, nothing to tell" fixed "$TMP/err"
check "check --diff, nothing" 0 fix --only stale-evidence --diff
empty "check --diff, nothing printed" "$TMP/out"

# Rules' fixes: what leaves the decision open is safe.
start
check "check --fix, undecided controls" 0 fix --only undecided-control --fix
is "check --fix, all of them" 93 "$(grep -c '^exclude A[.0-9]* todo ' main.isms)"
start
cat >> main.isms << 'END'
rule safe warning {
  for t in thing
  where t.size is missing
  report at t "{t} has no size"
  fix "append" append "// {t} todo\n"
}
rule deciding warning {
  for t in thing
  where t.size == 1
  report at t.size "{t} is small"
  fix "grow" replace t.size "2"
}
rule adding warning {
  for t in thing
  for x in t.parts
  where count(t.parts) == 1
  report at t.parts "{t} has one part"
  fix "another" add to t.parts "b"
}
thing a "A" { keeper: ceo  size: 1  parts: b }
thing b "B" { keeper: ceo  size: 3 }
END
cp main.isms before.txt
check "check --fix, what decides" 0 fix --only deciding,adding --fix
has "check --fix, what decides, is reported" 'warning\[deciding\]' "$TMP/out"
check "check --fix, what decides, is left" 0 cmp before.txt main.isms

# A fix that does not help is a defect, and nothing is written.
sed -i 's/thing b "B" { keeper: ceo  size: 3 }/thing b "B" { keeper: ceo }/' main.isms
cp main.isms before.txt
check "check --fix, no help" 2 fix --only safe --fix
has "check --fix, no help, said" 'nothing was written: the fix of `safe` does not mend it.*: main.isms:' "$TMP/err"
check "check --fix, no help, nothing written" 0 cmp before.txt main.isms

# Only what is shown is mended; line ends stay.
start
printf 'thing x "X" {\r\n  size: 1\r\n}\r\n' > x.isms
printf 'thing y "Y"\n' > y.isms
check "check --fix PATH" 0 fix --only stale-evidence --fix x.isms
is "check --fix PATH, line ends" 4 "$(grep -c "$(printf '\r$')" x.isms)"
has "check --fix PATH, not the others" '^thing y "Y"$' y.isms
