#!/bin/sh
# Every heading of the article leads somewhere: `explain` finds it by its text, says what it is, and what in the library deals with it.
. "$TESTS/lib.sh"
without_leak_checks
cd "$TMP" || exit 2
if [ ! -e "$REFERENCE/facts/article_outline.csv" ]; then
  skip outline "no reference data"
  exit 0
fi
# id|heading|clauses of 2013|clauses of 2022|verdict: the first cells of a line, the second of which may be quoted.
sed '1d; s/\r$//' "$REFERENCE/facts/article_outline.csv" | sed -E 's/^([^,]*),([0-9]),("[^"]*"|[^,]*),([^,]*),([^,]*),([^,]*),([^,]*),.*/\1|\3|\5|\6|\7/; s/"//g' > wanted

check "list outline" 0 "$ISMSC" list outline --format csv
is "list outline, rows" "$(wc -l < wanted)" "$(($(wc -l < out) - 1))"

missing='' bare='' wrong=''
while IFS='|' read -r id heading old new verdict; do
  "$ISMSC" explain "$heading" --format md > explained 2> err || missing="$missing $heading;"
  "$ISMSC" explain "$id" --format md > one 2> err || missing="$missing $id;"
  grep -q "^# outline/$id: " explained || missing="$missing $heading ($id);"
  grep -q "^- \`verdict\`: $verdict\$" one || wrong="$wrong $id: verdict;"
  grep -q '^- `meaning`: ..........' one || bare="$bare $id: meaning;"
  for clause in $old; do grep -qE "^- .clauses.: (.*, )?iso27001/2013/$clause(,|\$)" one || wrong="$wrong $id: 2013 $clause;"; done
  for clause in $new; do grep -qE "^- .clauses.: (.*, )?iso27001/2022/$clause(,|\$)" one || wrong="$wrong $id: 2022 $clause;"; done
  case $verdict$new in # what has demands is answered, watched over and shown; what is not in the standard leads to kinds
    editorial*) ;;
    *[4-9]* | *10*)
      for part in 'Kinds of record that answer it' 'Rules that watch over it' 'Artefacts that show it'; do
        grep -q "^## $part" one || bare="$bare $id: $part;"
      done ;;
    nonexistent*) grep -q '^- `kinds`: ' one || bare="$bare $id: kinds;" ;;
  esac
done < wanted
is "every heading is explained" "" "$missing"
is "every heading has its clauses and its verdict" "" "$wrong"
is "every heading leads somewhere" "" "$bare"
