#!/bin/sh
# `ismsc query`: tables of the command line, in every format, and mistakes in them with their places.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
{ project; printf 'role ciso "CISO"\nrole cto "CTO" { reports-to: ciso }\n'; } > main.isms
query() { "$ISMSC" query --as-of $AS_OF --color never "$@"; }
roles='for r in role order by r.title down column "Role" = r column "Above" off = r.reports-to foot "All" = count(r)'

check "query" 0 query "$roles" --format csv
same "query, its rows" "$(printf '"Role"\r\n"cto"\r\n"ciso"\r')" "$TMP/out"
check "query, a column that is off" 0 query "$roles" --format csv --columns all
has "query, a column that is off is shown" '"cto","ciso"' "$TMP/out"
for format in $(artefact_formats); do
  [ "$format" = svg ] || check "query, $format" 0 query "$roles" --format "$format"
done
check "query, svg without bars" 2 query "$roles" --format svg
has "query, svg without bars, what else" "no format .svg. for this table; there are text," "$TMP/err"
bars='for r in role column "Role" = r column "Above" bar = count(r.reports-to)'
check "query, bars" 0 query "$bars" --format svg
has "query, bars, what they say" ">Above 1<" "$TMP/out"
check "query, bars that are not shown" 2 query "$bars" --format svg --columns Role
check "query, findings" 0 query 'for d in diagnostic column "Rule" = d.rule' --format csv
check "query, nothing found" 0 query 'for r in role where r.title == "Nobody" column "Role" = r'

check "query, a mistake of syntax" 2 query 'for r in role where column "Role" = r'
has "query, a mistake of syntax has a place" 'query:1:28' "$TMP/err"
empty "query, a mistake prints no table" "$TMP/out"
check "query, an unknown field" 2 query 'for r in role column "Role" = r.reports-tu'
has "query, an unknown field, its place" 'query:1:' "$TMP/err"
has "query, an unknown field, marked" '\^\^' "$TMP/err"
has "query, an unknown field, nearest named" 'reports-to' "$TMP/err"
check "query, two lines" 2 query "$(printf 'for r in role\nwhere r.nothing\ncolumn "R" = r')"
has "query, the second line" 'query:2:' "$TMP/err"
check "query without a column" 2 query 'for r in role'
check "query without a variable" 2 query 'column "One" = 1'
has "query without a variable, what to do" 'for NAME in KIND' "$TMP/err"
check "query of nothing" 2 query ''
check "query that is no query" 2 query '} role x "X" {'
check "query without a text" 2 query
check "query of two texts" 2 query a b

# What is reckoned of two currencies is not known.
for expression in 'EUR 5 + USD 5' 'EUR 5 - USD 5' 'max((EUR 5, USD 6))' 'min((EUR 5, USD 6))' 'sum((EUR 5, USD 6))' 'any(m in (EUR 5, EUR 6) where m > USD 1)'; do
  check "query, $expression" 0 query "for r in role where r.id == \"ceo\" or r.id == \"cto\" column \"X\" = $expression" --format csv
  has "query, $expression, is not known" '^"\?"' "$TMP/out"
done
check "query, one currency" 0 query 'for r in role where r.id == "cto" column "X" = max((EUR 5, EUR 6)) column "Y" = sum((EUR 5, EUR 6))' --format csv
has "query, one currency, is reckoned" '^"EUR 6","EUR 11"' "$TMP/out"

# Amounts of two currencies: what they were to come to is unknown, which is told beside the table.
{ project; printf 'resource a "A" { type: budget  amount: EUR 5_000 }\nresource b "B" { type: budget  amount: USD 7_000 }\n'; } > main.isms
check "two currencies in a foot" 1 query 'for r in resource column "R" = r foot "Least" = min(r.amount) foot "All" = sum(r.amount)' --format csv
has "two currencies, what is told" '^error\[two-currencies\]' "$TMP/err"
is "two currencies, told once" 1 "$(grep -c 'two-currencies.:' "$TMP/err")"
has "two currencies, the amount is marked as a whole" '  \^{9}$' "$TMP/err"
has "two currencies, the table stands there" '"b"' "$TMP/out"
check "two currencies that are compared" 1 query 'for r in resource where r.amount > EUR 6_000 column "R" = r'
check "two currencies, are they equal?" 1 query 'for r in resource where r.amount == USD 7_000 column "R" = r' --format csv
lacks "two currencies, are they equal? Who knows" '"a"' "$TMP/out"
check "one currency in a foot" 0 query 'for r in resource where r == a column "R" = r foot "All" = sum(r.amount)' --format csv
printf 'table budgets "Budgets" { for r in resource column "R" = r foot "All" = sum(r.amount) }\n' > table.isms
check "two currencies in a table" 1 "$ISMSC" show --as-of $AS_OF budgets
has "two currencies in a table, what is told" '^error\[two-currencies\]' "$TMP/err"
check "two currencies in a table that is built" 1 "$ISMSC" build --as-of $AS_OF --level all=note --emit csv
has "two currencies in a table that is built, what is told" '^error\[two-currencies\]' "$TMP/err"
check "two currencies in a table that was built" 1 "$ISMSC" build --as-of $AS_OF --level all=note --emit csv --check
check "two currencies in a table that is built, nothing fails" 0 "$ISMSC" build --as-of $AS_OF --fail-on never --emit csv
rm -r table.isms ismsc-out
printf 'resource c "C" { type: budget  amount: todo }\n' > main2.isms
check "an amount that is not known yet" 0 query 'for r in resource where r != b column "R" = r foot "All" = sum(r.amount)'
has "an amount that is not known yet, nor is the sum" '^All: \?$' "$TMP/out"
