#!/bin/sh
# Each single demand of clauses 4 to 10 has kinds that can answer it, and a rule that watches over it, unless people alone can judge it: then no
# rule says so. A rule that enforces the clause around a demand watches over it, too, and mandatory-document-missing over what has to be in writing.
. "$TESTS/lib.sh"
without_leak_checks

# demands EDITION: id, kinds, who judges, basis of the document, demands that rules watch over, rules of its own; a line for each single demand.
demands() {
  mkdir -p "$TMP/$1"
  echo "project p \"P\" { standards: iso27001/$1  methods: risk/five-by-five }" > "$TMP/$1/main.isms"
  "$ISMSC" query -C "$TMP/$1" --as-of $AS_OF --format csv '
    for q in requirement
    where q.modality == shall and q.parts is missing
    column "Id"     = q.id
    column "Kinds"  = join((q.answered-by, q.claimed-by), " ")
    column "Judged" = q.judged
    column "Basis"  = q.document-basis
    column "Watched" = those(x in (q, reachable(q.part-of)) where x.part-of is set and
                             any(r in rule where x in r.enforces and r.id not in ("requirement-uncovered", "requirement-partly-covered")))
    column "Own"    = those(r in rule where q in r.enforces)' 2> "$TMP/err" |
    tr -d '\r' | sed '1d; s/^"//; s/"$//; s/","/|/g'
}

for edition in 2022 2013; do
  demands $edition > "$TMP/demands"
  is "$edition: every demand can be answered by some kind" "" "$(awk -F'|' '$2 == "" { print $1 }' "$TMP/demands")"
  # That a document can be identified, the language sees to: every record has an id.
  is "$edition: what a machine can judge is watched over by a rule" "" \
    "$(awk -F'|' '$3 == "machine" && $4 != "mandatory" && $5 == "" && $1 != "7.5.2.a" { print $1 }' "$TMP/demands")"
  is "$edition: over what people judge watches no rule" "" "$(awk -F'|' '$3 == "people" && $6 != "" { print $1 }' "$TMP/demands")"
done
demands 2022 > "$TMP/demands"
is "138 demands in 2022" 138 "$(wc -l < "$TMP/demands" | tr -d ' ')"
