#!/bin/sh
# Coverage by clause counts what coverage shows demand by demand; both coverages are pictures, too.
. "$TESTS/lib.sh"
cd "$TESTS/../examples" || exit 2

# The text of each row's cell below a head, one a line.
column() { jq -r --arg head "$1" '(.columns | map(.head) | index($head)) as $c | .rows[] | .[$c][0].text' "$2"; }

for example in acme minimal extended; do
  for table in coverage coverage-by-clause; do
    "$ISMSC" show $table -C $example --as-of $AS_OF --format json > "$TMP/$table.json" 2> "$TMP/err"
  done
  for state in Covered Partly Waived Open; do
    column State "$TMP/coverage.json" > "$TMP/states"
    is "$example, $state" "$(grep -cxi $state "$TMP/states")" "$(column $state "$TMP/coverage-by-clause.json" | awk '{ sum += $1 } END { print sum + 0 }')"
  done
  for table in coverage-by-clause coverage-by-theme; do
    check "$example, $table as a picture" 0 "$ISMSC" show $table -C $example --as-of $AS_OF --format svg
    cp "$TMP/out" "$TMP/$table.svg"
    check "$example, $table is XML" 0 xmllint --noout "$TMP/$table.svg"
  done
done
has "a clause has its numbers" '>Covered [0-9]+' "$TMP/coverage-by-clause.svg"
