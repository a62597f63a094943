#!/bin/sh
# `check --statistics`: the names of what was found by level and count, worst first, after the findings.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
cat > main.isms << 'END'
project p "P" { standards: iso27001/2022  methods: risk/five-by-five }
kind thing "Thing" { due: date  batch: number? }
rule thing-late warning {
  for t in thing
  where t.due < today
  report at t "{t} is late"
}
rule thing-alone error {
  for t in thing
  where t.batch is missing
  report at t "{t} is alone"
}
thing a "A" { due: 2026-02-01  batch: 1 }
thing b "B" { due: 2026-02-01 }
thing c "C" { due: 2026-03-10  batch: 1 }
thing w "W" { due: 2026-02-01  batch: 1 }
waive thing-late on w "Until then" { by: ceo  until: 2026-12-31 }
role ceo "CEO"
END
look() { "$ISMSC" check --as-of $AS_OF --only thing-late,thing-alone "$@"; }

check "statistics, short" 1 look --statistics --format short --horizon '30 days'
tail -n 2 "$TMP/out" > tail.txt
same "statistics close the findings; what is waived or not so yet does not count" '     1 error[thing-alone]
     2 warning[thing-late]' tail.txt
check "statistics, text" 1 look --statistics
tail -n 4 "$TMP/out" > tail.txt
same "statistics stand before the summary" '     1 error[thing-alone]
     2 warning[thing-late]

checked 1 file, 7 records: 1 error, 2 warnings (1 waived); failing on error' tail.txt
# A summary counts for what it sums up.
cat > summed.isms << 'END'
thing d "D" { due: 2026-03-20 }
thing e "E" { due: 2026-03-20 }
thing f "F" { due: 2026-03-20 }
rule thing-many note {
  for t in thing
  report at project "{t} is there"
  summary "{count} are there: {list}"
}
END
check "statistics count what a summary sums up" 0 "$ISMSC" check --as-of $AS_OF --only thing-many --statistics --format short
tail -n 1 "$TMP/out" > tail.txt
same "statistics count what a summary sums up, seven" '     7 note[thing-many]' tail.txt
rm summed.isms
check "no statistics unless asked for" 1 look
lacks "no statistics unless asked for, none printed" '^ +[0-9]+ (error|warning|note)\[' "$TMP/out"
look --format json > plain.json 2> /dev/null
look --format json --statistics > asked.json 2> /dev/null
check "statistics leave json as it is" 0 cmp plain.json asked.json
