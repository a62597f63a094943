#!/bin/sh
# What else the library took from tables of facts, row by row: crosswalks, threats, vulnerabilities, and the grids of the risk methods.
# Environment: REFERENCE (folder of facts/, may be absent), TMP. Prints ok, not ok, skip lines.
set -u
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/tables.sh"

if [ ! -d "$facts" ]; then
  skip libraries "no reference data"
  exit 0
fi

# `AC-2(12)` is AC-2.12 in the library: an id has no brackets.
crosswalk() { # TABLE UNIT
  columns "$facts/$1.csv" iso27001_2022_id source_id relationship | sed 's/(\([0-9]*\))/.\1/' | sort -u > "$work/wanted"
  pairs "$stdlib/mappings/$2.isms" "to-$2" | sort > "$work/got"
  matches "mappings/$2" "$work/wanted" "$work/got"
  columns "$facts/$1.csv" source_id | sort -u > "$work/wanted"
  # The printed form: the label, else the id; NIS2's letters are in brackets in print only.
  records "$stdlib/$2.isms" label modality | awk -F'|' '/^[^|]*[|]/ && $1 != name && $4 != "heading" { print ($3 ~ /^[A-Z].*\(/ ? $3 : $1) }' name="$2" |
    sort -u > "$work/got"
  matches "$2: ids" "$work/wanted" "$work/got"
}
crosswalk mapping_nist_csf_2_0 nist-csf-2.0
crosswalk mapping_nist_sp800_53_r5 nist-sp800-53-r5
crosswalk mapping_nis2_ir_2024_2690 nis2-2024-2690
grep -q ENISA "$stdlib/mappings/nis2-2024-2690.isms" && ok "ENISA is named" || not_ok "ENISA is named" "CC BY 4.0 asks for it"

# The id is the part after the colon, with hyphens for what no id may hold; with its group before it where two groups have it.
threats() { # NAME
  columns "$facts/threats_$1.csv" id title group_id group_title | awk -F'|' '
    { sub(/^[^:]*:/, "", $1); gsub(/[^A-Za-z0-9]+/, "-", $1); gsub(/^-|-$/, "", $1); count[$1]++; id[NR] = $1; title[NR] = $2; group[NR] = $3; heading[NR] = $4 }
    END { for (i = 1; i <= NR; i++) print (count[id[i]] > 1 ? group[i] "." : "") id[i] "|" title[i] "|" heading[i] }' > "$work/wanted"
  records "$stdlib/threats/$1.isms" group > "$work/got"
  matches "threats/$1" "$work/wanted" "$work/got"
}
threats monarc
threats enisa

columns "$facts/vulnerabilities_generic.csv" id title group related_controls_2022 |
  awk -F'|' '{ gsub(/A\./, "iso27001/2022/A.", $4); gsub(/ /, ", ", $4); print $1 "|" $2 "|" $3 "|" $4 }' > "$work/wanted"
records "$stdlib/vulnerabilities.isms" group counters > "$work/got"
matches "vulnerabilities" "$work/wanted" "$work/got"

# Each grid of the facts is the grid of a method: lines of band numbers, and the colours of the bands.
jq -r '.[] | (.grid | map(map(tostring) | join(" ")) | join("/")) + "|" + ([.levels[].colour | ascii_downcase] | join(" "))' "$facts/risk_matrices.json" |
  sort -u > "$work/wanted"
for method in "$stdlib"/risk/*.isms; do
  awk '
    /^  band / { band[$2] = bands++; match($0, /#[0-9a-f]+/); colours = colours (colours ? " " : "") substr($0, RSTART, RLENGTH) }
    /^  grid \{/ { on = 1; next }
    on && /^  \}/ { on = 0 }
    on { gsub(/,/, ""); lines++; for (i = 2; i <= NF; i++) cell[lines, i - 1] = $i; width = NF - 1 }
    END { if (!lines) exit
      for (l = 1; l <= lines; l++) { if (l > 1) printf "/"; for (i = 1; i <= width; i++) printf "%s%s", (i > 1 ? " " : ""), band[cell[l, i]] }
      print "|" colours }
  ' "$method"
done | sort > "$work/got"
matches "grids of risk methods" "$work/wanted" "$work/got"
