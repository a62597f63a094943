#!/bin/sh
# `ismsc why`: references, ways back and nested records of a record, two references deep.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{
  project
  cat << 'END'
kind need "Need" { from: role?  met-by: measure* inverse meets }
kind measure "Measure" { owner: role?  after: measure* inverse before  step: step* }
kind step "Step" in measure { by: role? inverse does }
role ciso "CISO" { reports-to: ceo }
role ceo "CEO"
need law "A law" { from: ceo  met-by: locks, keys }
measure locks "Locks" { owner: ciso  step first "Buy locks" { by: ciso } }
measure keys "Keys" { owner: todo  after: locks }
END
} > main.isms
why() { "$ISMSC" why --as-of $AS_OF "$@"; }

check "why" 0 why locks
same "why, the tree" "locks, Locks (main.isms:8)
├─ meets: law, A law (main.isms:7)
│  ├─ from: ceo, CEO (main.isms:6)
│  └─ met-by: keys, Keys (main.isms:9)
├─ before: keys, Keys (main.isms:9)
│  ├─ meets: law, A law (main.isms:7)
│  └─ owner: todo
├─ step: locks/first, Buy locks (main.isms:8)
│  └─ by: ciso, CISO (main.isms:5)
│     └─ reports-to: ceo, CEO (main.isms:6)
└─ owner: ciso, CISO (main.isms:5)" "$TMP/out"
check "why, of a reason" 0 why law
has "why, what follows from it" 'met-by: locks' "$TMP/out"
has "why, what is nested in that" 'step: locks/first' "$TMP/out"
lacks "why, never back where it came from" '(meets|from): law' "$TMP/out"
check "why, by a path" 0 why locks/first
has "why, what it is part of" 'parent: locks' "$TMP/out"
check "why, of the library" 0 why iso27001/2022/A.8.13
check "why, a near miss" 2 why lock
has "why, a near miss, nearest named" 'locks' "$TMP/err"
empty "why, a near miss prints nothing" "$TMP/out"
check "why of nothing" 2 why
check "why of two" 2 why a b

# Records that refer to each other, and many of them, end.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf 'measure m%s "M%s" { after: m%s, locks }\n' $i $i $((i % 12 + 1)); done > ring.isms
check "why, in a ring" 0 why m1
check "why, of many" 0 why locks
has "why, of many, the rest is counted" 'before: and 5 more' "$TMP/out"

check "why, an id that stands in another record" 2 why first
has "why, an id that stands in another record, its path" 'write its path, .locks/first.' "$TMP/err"
echo 'measure alone "Alone"' > alone.isms
check "why, what stands alone" 0 why alone
has "why, what stands alone" '^└─ nothing stands behind it, and nothing follows from it$' "$TMP/out"
cat > standard.isms <<'END'
standard house "House" { edition: "1" }
requirement H "The house" { standard: house  modality: heading }
requirement H.1 "Needs are written down" { part-of: H  answered-by: need  claimed-by: measure }
END
check "why a demand" 0 why H.1
has "why a demand, what answers it" 'answered-by: law, A law' "$TMP/out"
lacks "why a demand, and not what might claim it" 'locks, Locks .*claim' "$TMP/out"
