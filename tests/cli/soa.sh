#!/bin/sh
# The columns of the Statement of Applicability that are shown when they are asked for: what its newest statement does not know yet, and how mature a
# control is.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
cat > main.isms << 'END'
project p "P" { standards: iso27001/2022  methods: risk/five-by-five }
role ciso "CISO"
statement s1 "The first" { standard: iso27001/2022  version: "1"  date: 2026-01-01 }
control old "In place when it was made" { implements: A.8.13  owner: ciso  status: implemented  since: 2025-06-01  maturity: managed }
control new "In place since" { implements: A.8.7  owner: ciso  status: implemented  since: 2026-02-01 }
exclude A.7.4 "Fully remote" { approved { by: ciso  on: 2026-02-10 } }
exclude A.7.5 "Fully remote" { approved { by: ciso  on: 2025-12-10 } }
END
check "asked for" 0 "$ISMSC" show soa --as-of $AS_OF --level all=off --format csv --columns "Control,Changed since the last version,Maturity"
has "an exclusion since" '^"A.7.4","2026-02-10",""' "$TMP/out"
has "an exclusion before" '^"A.7.5","",""' "$TMP/out"
has "a control since" '^"A.8.7","2026-02-01",""' "$TMP/out"
has "a control before" '^"A.8.13","","managed"' "$TMP/out"
check "not asked for" 0 "$ISMSC" show soa --as-of $AS_OF --level all=off --format csv
lacks "not asked for" 'Maturity|last version' "$TMP/out"
