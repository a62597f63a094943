#!/bin/sh
# Both editions of ISO/IEC 27001 in the library, row by row against the tables of facts that were made from public copies: ids, their order, titles,
# parents, which rows Amendment 1 added, attributes, predecessors, which documents are asked for, and what became of what.
# Environment: REFERENCE (folder of facts/, may be absent), TMP. Prints ok, not ok, skip lines.
set -u
. "$(dirname "$0")/../lib.sh"

. "$(dirname "$0")/tables.sh"

library=$stdlib/iso27001/2022
if [ ! -d "$facts" ]; then
  skip facts "no reference data"
  exit 0
fi
# as_modality: the facts' words for it, in the second column, as the library has them.
as_modality() { awk -F'|' -v OFS='|' '{ $2 = $2 == "none" ? "informative" : $2 == "normative" ? "heading" : $2; print }'; }

for edition in 2013 2022; do
  clauses=$facts/iso27001_${edition}_clauses.csv
  columns "$clauses" id title parent > "$work/wanted"
  records "$stdlib/iso27001/$edition/requirements.isms" part-of > "$work/got"
  matches "$edition: requirements: ids, order, titles, parents" "$work/wanted" "$work/got"

  columns "$clauses" id modality amd1_2024 | as_modality | sed 's/|shall|/||/; s/|added [a-z]*$/|Amd 1:2024/' > "$work/wanted"
  records "$stdlib/iso27001/$edition/requirements.isms" modality amendment | cut -d'|' -f1,3- > "$work/got"
  matches "$edition: requirements: modality, amendment" "$work/wanted" "$work/got"
done

columns "$facts/iso27001_2013_annex_a.csv" domain_id domain_title objective_id objective_title id title |
  awk -F'|' '$1 != domain { domain = $1; print $1 "|" $2 "|A" } $3 != objective { objective = $3; print $3 "|" $4 "|" $1 } { print $5 "|" $6 "|" $3 }' > "$work/wanted"
records "$stdlib/iso27001/2013/controls.isms" part-of > "$work/got"
matches "2013: domains, objectives, controls: ids, order, titles, parents" "$work/wanted" "$work/got"

columns "$facts/iso27001_2022_annex_a.csv" id title theme predecessors_2013 |
  awk -F'|' '{ gsub(/ /, ", ", $4); print $1 "|" $2 "|" tolower($3) "|" $4 }' > "$work/wanted"
records "$library/controls.isms" theme predecessors > "$work/got"
matches "controls: ids, order, titles, themes, predecessors" "$work/wanted" "$work/got"

columns "$facts/iso27002_2022_attributes.csv" id control_types properties cybersecurity_concepts operational_capabilities security_domains |
  awk -F'|' '{ line = tolower($0); gsub(/;/, ", ", line); gsub(/_/, "-", line); sub(/^a\./, "A.", line); print line }' > "$work/wanted"
records "$library/controls.isms" control-type properties concepts capabilities domains | cut -d'|' -f1,3- > "$work/got"
matches "controls: attributes" "$work/wanted" "$work/got"

columns "$facts/documented_information_2022.csv" item name type | sort > "$work/wanted"
{ records "$library/requirements.isms" document document-type; records "$library/controls.isms" document document-type; } |
  awk -F'|' '$3 != "" { print $1 "|" $3 "|" $4 }' | sort > "$work/got"
matches "documented information" "$work/wanted" "$work/got"

# The reading of 2022 row by row; of 2013 there is none but the correspondence, so there all that says "shall" is asked for.
columns "$facts/answers.csv" requirement > "$work/asked-2022"
columns "$facts/iso27001_2013_clauses.csv" id modality | sed -n 's/|shall$//p' > "$work/asked-2013"
for edition in 2013 2022; do
  records "$stdlib/iso27001/$edition/requirements.isms" part-of answered-by claimed-by |
    awk -F'|' 'NR == FNR { asked[$1] = 1; next } { parent[$3] = 1; answer[$1] = $4 $5 }
      END { for (id in asked) if (!(id in parent) && answer[id] == "") print id; for (id in answer) if (answer[id] != "" && !(id in asked) && !(id in parent)) print id }' \
      "$work/asked-$edition" - > "$work/unanswered"
  if [ -s "$work/unanswered" ]; then not_ok "facts: $edition: each demand has an answer" "$(cat "$work/unanswered")"; else ok "facts: $edition: each demand has an answer"; fi
done

for what in "" -clauses; do
  columns "$facts/iso27001_2013_to_2022$(echo "$what" | tr - _).csv" old new | sort > "$work/wanted"
  pairs "$stdlib/mappings/iso27001-2013-2022.isms" "iso27001-2013-2022$what" | cut -d'|' -f1,2 | sort > "$work/got"
  matches "2013 to 2022$what" "$work/wanted" "$work/got"
done

columns "$facts/iso27001_2013_to_2022.csv" old new |
  awk -F'|' '{ from[$1]++; to[$2]++; line[NR] = $0 } END { for (i = 1; i <= NR; i++) { split(line[i], c, "|")
    print line[i] "|" (from[c[1]] > 1 ? "intersect" : to[c[2]] > 1 ? "subset" : "equal") } }' | sort > "$work/wanted"
pairs "$stdlib/mappings/iso27001-2013-2022.isms" iso27001-2013-2022 | sort > "$work/got"
matches "2013 to 2022: what one is to the other" "$work/wanted" "$work/got"

# What the compiler itself lists, without a project: the whole library.
mkdir -p "$work/empty"
# listed KIND EDITION COUNT: the first columns of the list, id and title before others, of each record of that edition.
listed() {
  (cd "$work/empty" && "$ISMSC" list "$1" --format json) |
    jq -r --arg place "stdlib/iso27001/$2/" --argjson count "$3" \
      '.rows[] | map(.[0].text // "") | select(.[-1] | startswith($place)) | .[:$count] | join("|")'
}
for edition in 2013 2022; do
  columns "$facts/iso27001_${edition}_clauses.csv" id modality title | as_modality | awk -F'|' '{ print $1 "|" $3 "|" $2 }' | sort > "$work/wanted"
  listed requirements $edition 3 | grep -Ev '^A\.[0-9.]+\|' | sort > "$work/got"
  matches "$edition: list requirements" "$work/wanted" "$work/got"
  columns "$facts/iso27001_${edition}_annex_a.csv" id title | sort > "$work/wanted"
  listed reference-controls $edition 2 | sort > "$work/got"
  matches "$edition: list reference-controls" "$work/wanted" "$work/got"
done
