#!/bin/sh
# The 23 registers of a company, converted from CSV, against counts made of the CSV itself with awk. Of the findings only
# counts and single ids stand here: the data is not part of the sources.
# Environment: REFERENCE (its data/nordwind may be absent), ISMSC, BUILD, TESTS, TMP, CC.
# shellcheck source=tests/lib.sh
. "${TESTS:=$(cd "$(dirname "$0")/.." && pwd)}/lib.sh"

data=${REFERENCE:-}/data/nordwind
if [ ! -d "$data" ]; then
    skip nordwind "no reference data"
    exit 0
fi
if ! command -v jq > /dev/null; then
    skip nordwind "no jq"
    exit 0
fi

# The registers were last written in the middle of April.
AS_OF=2026-04-15
isms=$TMP/nordwind
mkdir -p "$isms"

converter=$BUILD/tests/real/nordwind
if [ ! -x "$converter" ]; then
    converter=$TMP/convert-nordwind
    ${CC:-cc} -std=gnu11 -O1 -D_GNU_SOURCE -o "$converter" "$TESTS/real/nordwind.c" || exit 2
fi
check nordwind-converts 0 "$converter" "$data" "$isms" "$AS_OF" || exit 1

# ---- Records by kind, against rows

# rows REGISTER [CONDITION]: rows below the head for which the condition of awk holds. Commas in quotes do not part cells.
rows() {
    LC_ALL=C awk -F, 'NR > 1 && NF { text = $0; gsub(/"[^"]*"/, "", text); $0 = text; if ('"${2:-1}"') n++ } END { print n + 0 }' "$data/$1.csv"
}
persons='$1 !~ /[(]/'
# Threats that only the register of risks names: their word is in no title of the register of threats.
only_in_risks() {
    awk -F, '
        FNR == 1 { next }
        FILENAME ~ /threat-register/ { known = known "\n" tolower($2); next }
        !index(known, tolower($5)) { n++ }
        END { print n + 0 }' "$data/threat-register.csv" "$data/risk-register.csv"
}
statements='$2 == "Statement of Applicability"'
# Departments that receive documents, "IT + Developers"; the statement has no such field.
departments() {
    awk -F, 'NR > 1 && !('"$statements"') { n = split($11, to, / [+] /); for (i = 1; i <= n; i++) print to[i] }' \
        "$data/document-control-register.csv" |
        sort -u | grep -c -v 'All employees'
}
{
    echo "asset $(rows asset-register)"
    echo "awareness $(rows training-register '$1 ~ /[(]/')"
    echo "change $(rows change-log)"
    echo "communication $(rows stakeholder-communication)"
    echo "competence $(rows competence-matrix)"
    echo "control $(rows statement-of-applicability '$4 == "Yes"')"
    documents=$(rows document-control-register "\$1 !~ /^POL/ && !($statements)")
    echo "document $((documents + $(rows records-retention-schedule) + $(rows supplier-register '/,Yes,/')))"
    echo "evidence $(rows deletion-evidence-log)"
    echo "exception $(rows exceptions-register)"
    echo "exercise $(rows disaster-recovery-register)"
    echo "incident $(rows incident-register)"
    echo "key $(rows cryptography-register)"
    echo "metric $(rows security-objectives-register)"
    echo "nonconformity $(rows capa-register)"
    echo "objective $(rows security-objectives-register)"
    echo "obligation $(($(rows legal-compliance-register) + $(rows stakeholder-requirements)))"
    echo "person $(awk -F, 'NR > 1 && $1 !~ /[(]/ { print $1 }' "$data/training-register.csv" | sort -u | grep -c .)"
    echo "policy $(rows document-control-register '$1 ~ /^POL/')"
    echo "process $(rows raci-matrix '$1 != "Legend"')"
    echo "risk $(rows risk-register)"
    echo "statement $(rows document-control-register "$statements")"
    echo "supplier $(rows supplier-register)"
    echo "threat $(($(rows threat-register) + $(only_in_risks)))"
    echo "training $(rows training-register "$persons")"
    echo "unit $(departments)"
    echo "vulnerability $(($(rows vulnerability-register) + $(rows risk-register)))"
} > "$TMP/wanted"
# Every register counts above but the plan of treatment, whose rows stand in the risks; parties and roles are made of names.
# What a risk says of its weakness is a vulnerability of its own.
check nordwind-records 0 "$ISMSC" list records -C "$isms" --format json
jq -r '.rows[][1][0].text' "$TMP/out" | LC_ALL=C sort | uniq -c | awk '{ print $2, $1 }' |
    grep -Ev '^(project|method|scale|role|party) ' > "$TMP/got"
is nordwind-records-by-kind "$(cat "$TMP/wanted")" "$(cat "$TMP/got")"

# rows_of QUERY: how many rows the table has; a project with errors ends with 1.
rows_of() { "$ISMSC" query -C "$isms" --as-of "$AS_OF" --format json "$1" 2> "$TMP/err" | jq '.rows | length'; }

is nordwind-treatment-actions "$(rows risk-treatment-plan)" "$(rows_of 'for a in action where a.parent.kind == treatment column "Action" = a')"
is nordwind-exclusions "$(rows statement-of-applicability '$4 == "No"')" "$(rows_of 'for x in exclude column "Control" = x.parent')"

# ---- The Statement of Applicability against the plan of treatment

# Applicable controls, and those of them that no row of the plan names ("A 5.17 A 8.5").
applicable=$(rows statement-of-applicability '$4 == "Yes"')
unnamed=$(awk -F, '
    FNR == 1 { next }
    FILENAME ~ /treatment-plan/ { n = split($4, part, /A /); for (i = 1; i <= n; i++) { gsub(/ /, "", part[i]); named["A." part[i]] = 1 }; next }
    $4 == "Yes" && !($1 in named) { n_unnamed++ }
    END { print n_unnamed + 0 }' "$data/risk-treatment-plan.csv" "$data/statement-of-applicability.csv")
is nordwind-csv-controls "80 of 92" "$unnamed of $applicable"
is nordwind-controls-without-risk "$unnamed" \
    "$(rows_of 'for a in reference-control where a.implemented-by is set and a.treats is missing column "Control" = a')"

# ---- What the compiler says

check nordwind-check 1 "$ISMSC" check -C "$isms" --as-of "$AS_OF" --format json
cp "$TMP/out" "$TMP/check.json"
if ! jq -s -e '.[0].diagnostics | length' "$TMP/check.json" > /dev/null 2>&1; then
    not_ok nordwind-json "no diagnostics in JSON: $(head -c 200 "$TMP/err")"
    exit 1
fi
strange=$(jq -r '[.diagnostics[] | select(.rule | not) | "\(.name) at \(.place.file):\(.place.start.line)"] | .[:3] | join(", ")' "$TMP/check.json")
is nordwind-well-formed "" "$strange"

# found RULE LEVEL: its findings
found() { jq --arg rule "$1" --arg level "$2" '[.diagnostics[] | select(.rule and .name == $rule and .level == $level)] | length' "$TMP/check.json"; }
is nordwind-reason-for-each "$unnamed" "$(found control-without-reason error)"

# Rule, level, how often, and why that is right. Rules that are not named here may find what they like.
while read -r rule level count why; do
    is "nordwind-$rule-$level: $why" "$count" "$(found "$rule" "$level")"
done << 'END'
control-without-reason error 80 the register justifies most with "Required": no risk, no treatment and no obligation names them
decided-twice error 0 the one exclusion is nowhere implemented
undecided-control error 0 93 rows, one for each control of Annex A
claimed-value-differs warning 0 all seven inherent scores and bands follow from likelihood and greatest impact
lowered-without-control error 1 R-004 is accepted with monitoring, and yet its likelihood is to fall
unaccepted-residual error 5 R-001 to R-005 remain medium, and the register has no column for who accepts that
unaccepted-residual warning 0 R-006 stays within the criteria, and R-007 was avoided
untreated-risk error 0 each risk has a decision
risk-without-cause note 0 each row names a threat and a weakness
risk-without-object warning 2 "all user accounts" and a workstation of marketing are not in the register of assets
mandatory-document-missing error 1 no internal audit was ever planned; the scope and the climate are said in findings of their own
statement-missing error 0 REC-001 is the statement, version 3.0
conditional-document-missing warning 0 the register of what the law asks for is made of the obligations
scope-missing error 1 no register says where the ISMS ends
climate-undecided error 1 nor whether the climate matters
isms-responsibility-unassigned error 2 the RACI matrix has nobody report to top management
review-missing warning 1 no register of management reviews, although one of them is a source of corrective actions
audit-programme-missing warning 1 no register of audits either
agreement-expired warning 1 SUP-003: the contract ended in February, and the register says "Active"
agreement-missing warning 0 every supplier has a contract
agreement-missing note 3 a contract without an agreement on personal data: nothing tells what it says about security
exercise-overdue warning 1 DR-004 was to be repeated three days before
backup-untested note 0 ten restores are written down
objective-status-differs warning 0 "on track" is true of what is within its limit before its day
metric-overdue note 2 OBJ-2026-05 and OBJ-2026-08 have words where a value belongs
objective-without-metric warning 1 OBJ-2026-08 is to be answered by yes or no: there is no number to reach
impossible-date error 0 nothing bears a date after the day on which the registers were handed out
exception-without-compensation note 0 all six name what makes up for them, in words
change-unplanned warning 10 the log has no column for what a change is for
process-without-criteria warning 19 a RACI matrix says who does it, and not by what it is judged
competence-gap warning 3 ISO/IEC 27005, ITIL and confidentiality of staff: needed, and no training leads there
awareness-overdue warning 3 three of four are in progress: none has a day on which it was done
awareness-misses-role warning 0 all four are for everybody
policy-not-communicated warning 0 POL-001 goes to all employees
policy-not-communicated note 0 the register says to whom each policy goes
party-without-obligation note 1 the IT operations team is told things, and nothing is known of what it wants
END

# single RULE PATTERN: the one finding of the rule speaks of that id
single() {
    is "nordwind-$1-speaks-of" "$2" "$(jq -r --arg rule "$1" '.diagnostics[] | select(.rule and .name == $rule) | .message' "$TMP/check.json" | grep -o "$2" | head -n 1)"
}
single lowered-without-control R-004
single agreement-expired SUP-003
single exercise-overdue DR-004
single objective-without-metric OBJ-2026-08
single party-without-obligation party-it-operations-team
exit 0
