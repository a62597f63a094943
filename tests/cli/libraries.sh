#!/bin/sh
# The libraries that a project may use: each loads without a finding in it, shows up in list and explain, and costs nothing where it is not used.
# Environment: ISMSC, TESTS, TMP.
. "$(dirname "$0")/../lib.sh"
without_leak_checks

mkdir -p "$TMP/p" "$TMP/empty"
in_p() { "$ISMSC" "$@" -C "$TMP/p" --as-of $AS_OF; }
units=$(cd "$TMP/empty" && "$ISMSC" list units --format csv | tr -d '\r' | sed '1d; s/,.*//; s/"//g')

# Whatever a unit is, it can be used by its name; a method is one, too. Of a library in a folder everything is typed, tables and reports as well, which
# of the one that is compiled in wait until they are shown.
for unit in $units; do
  { project; echo "use $unit"; } > "$TMP/p/p.isms"
  in_p check --format short --stdlib "$TESTS/../stdlib" > "$TMP/out" 2>&1
  lacks "use $unit" 'stdlib/|unknown-unit' "$TMP/out"
  case $unit in risk/*)
    sed -i "s|methods: .*}|methods: $unit }|; /^use/d" "$TMP/p/p.isms"
    in_p check --format short --only method-incomplete,method-not-monotone > "$TMP/out" 2> "$TMP/err"
    empty "methods: $unit" "$TMP/out" ;;
  esac
done

project > "$TMP/p/p.isms"
check "a threat of a library that is not used is explained" 0 in_p explain theft-of-backups
has "it says where it is" '^threats/enisa/theft-of-backups: Theft of backups' "$TMP/out"
echo 'risk R-1 "Theft" { threat: theft-of-backups }' >> "$TMP/p/p.isms"
check "but it cannot be named" 1 in_p check --only decided-twice
has "what has to be written is told" 'write .use threats/enisa.' "$TMP/out"
cat > "$TMP/p/p.isms" << EOF
project p "P" { standards: iso27001/2022  methods: risk/five-by-five }
use threats/monarc
use vulnerabilities
use classification/four-levels
use mappings/nist-csf-2.0
use metrics
role keeper "Keeper" { responsibilities: "Opens and closes." }
asset db "Database" { type: information  owner: keeper  class: strictly-confidential }
risk R-1 "Fire" { on: db  owner: keeper  threat: fire  vulnerabilities: V-OR-04  inherent: rare × minor  controls: backup }
control backup "Backups" { implements: A.8.13  owner: keeper  status: implemented }
control logs "Logs" { implements: A.8.15  owner: keeper  status: planned  satisfies: nist-csf-2.0/DE.CM-09 }
metric restores "Restores" { of: backup  idea: restores-that-worked  every: 3 months }
EOF
check "their records can be named" 0 in_p check --only decided-twice
check "the crosswalk" 0 in_p show crosswalk --format csv
has "covered, for what it is mapped from is in place" '"PR.DS-11","","covered","backup","A.8.13",""' "$TMP/out"
has "partly, for some of it is" '"RC.RP-06","","partly","backup","A.5.27, A.8.13","A.5.27"' "$TMP/out"
has "covered by a claim" '"DE.CM-09","","covered","logs"' "$TMP/out"
has "not covered" '"PR.AA-06","","not covered",""' "$TMP/out"
check "ideas of metrics" 0 in_p show metric-ideas --format csv
has "one is taken up" '^"restores-that-worked",.*"A.8.13","restores"' "$TMP/out"
