#!/bin/sh
# `check --horizon`: what will be found by then and is not yet, as notes that never make a run fail.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
cat > main.isms << 'END'
project p "P" { standards: iso27001/2022  methods: risk/five-by-five }
kind thing "Thing" { due: date  batch: number? }
rule thing-late error {
  for t in thing
  where t.due < today
  report at t.due "{t} was due on {t.due}"
}
rule batch-late warning {
  for t in thing
  where t.batch is set and t.due < today
  report at project "{t} of batch {t.batch} is late"
  summary "{count} are late: {list}"
}
thing gone   "Gone"   { due: 2026-02-01 }
thing soon   "Soon"   { due: 2026-03-10 }
thing later  "Later"  { due: 2026-06-01 }
thing waived "Waived" { due: 2026-02-01 }
waive thing-late on waived "Until then" { by: ceo  until: 2026-03-20 }
role ceo "CEO"
thing b1 "B" { due: 2026-02-02  batch: 1 }
thing b2 "B" { due: 2026-02-02  batch: 1 }
thing b3 "B" { due: 2026-03-02  batch: 1 }
END
look() { "$ISMSC" check --as-of $AS_OF --only thing-late,batch-late "$@"; }

check "horizon" 1 look --format short --horizon '30 days'
same "horizon, what comes and what is" 'main.isms:1:1: warning[batch-late]: b1 of batch 1 is late
main.isms:1:1: warning[batch-late]: b2 of batch 1 is late
main.isms:1:1: note[batch-late]: by 2026-03-31: b3 of batch 1 is late
main.isms:14:30: error[thing-late]: gone was due on 2026-02-01
main.isms:15:30: note[thing-late]: by 2026-03-31: soon was due on 2026-03-10
main.isms:17:30: note[thing-late]: by 2026-03-31: waived was due on 2026-02-01
main.isms:18:1: note[waiver-expired]: by 2026-03-31: the waiver of `thing-late` ended on 2026-03-20
main.isms:20:21: error[thing-late]: b1 was due on 2026-02-02
main.isms:21:21: error[thing-late]: b2 was due on 2026-02-02
main.isms:22:21: note[thing-late]: by 2026-03-31: b3 was due on 2026-03-02' "$TMP/out"
same "horizon, in the summary" 'checked 1 file, 10 records: 3 errors, 2 warnings (1 waived); 5 more by 2026-03-31; failing on error' "$TMP/err"
look --format json --horizon '30 days' > one.json 2> /dev/null
look --format json --horizon '40 days' > two.json 2> /dev/null
look --format json > now.json 2> /dev/null
prints() { jq -r '.diagnostics[] | select(.name == "thing-late") | .message + " " + .fingerprint' "$1" | sed 's/^by [0-9-]*: //'; }
is "horizon, json tells the day" "5 2026-03-31 5" "$(jq -r '"\([.diagnostics[] | select(.by == "2026-03-31")] | length) \(.summary.horizon) \(.summary.ahead)"' one.json)"
is "horizon, fingerprints do not depend on the day" "$(prints one.json)" "$(prints two.json)"
is "horizon, what is not yet has fingerprints of its own" "" "$(jq -r '.diagnostics[].fingerprint' one.json | sort | uniq -d)"
is "without horizon" "null 0" "$(jq -r '"\(.summary.horizon) \(.summary.ahead)"' now.json)"
check "horizon, no duration" 2 look --horizon soon
has "horizon, no duration, said" 'horizon: `soon` is not a duration' "$TMP/err"
grep -v '^waive\|^thing [gbw]' main.isms > x && mv x main.isms
check "horizon, notes do not fail" 0 look --horizon '30 days' --fail-on note
has "horizon, text" '^note\[thing-late\]: by 2026-03-31: soon was due' "$TMP/out"
check "horizon, nothing new" 0 look --horizon '1 day'
has "horizon, nothing new, said" 'nothing to report; 0 more by 2026-03-02' "$TMP/out"
