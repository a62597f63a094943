#!/bin/sh
# A real company's ISMS, converted from the Markdown it publishes, against counts made of the Markdown itself with grep and awk.
# Environment: REFERENCE (folder of data/hack23, may be absent), ISMSC (the compiler), BUILD, TMP, CC. Prints ok, not ok, skip lines.
set -u
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
build=${BUILD:-build}
ismsc=${ISMSC:-$build/ismsc}
data=${REFERENCE:-}/data/hack23
failed=0

ok() { echo "ok hack23: $1"; }
not_ok() {
    echo "not ok hack23: $1: $2"
    failed=1
}
# equal NAME EXPECTED SEEN
equal() {
    if [ "$2" = "$3" ]; then ok "$1 ($2)"; else not_ok "$1" "the Markdown has $2, the compiler $3"; fi
}

if [ -z "${REFERENCE:-}" ] || [ ! -d "$data" ]; then
    echo "skip hack23: no reference data"
    exit 0
fi
if ! command -v jq >/dev/null 2>&1; then
    echo "skip hack23: no jq"
    exit 0
fi

work=$(mktemp -d "${TMP:-/tmp}/hack23.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
isms=$work/isms
mkdir "$isms"

converter=$build/tests/real/hack23
if [ ! -x "$converter" ]; then
    converter=$work/hack23
    ${CC:-cc} -std=gnu11 -O1 -Wall -Wextra -D_GNU_SOURCE -o "$converter" "$here/hack23.c" || exit 2
fi
if "$converter" "$data" "$isms"; then ok convert; else
    not_ok convert "the converter failed"
    exit 1
fi

# ---- What the Markdown says, counted without the converter ---------------------------------------------------------------------------

register=$data/Risk_Register.md
checklist=$data/Compliance_Checklist.md

risks=$(grep -c '^#### \*\*R-' "$register")
controls=$(grep -c '^| \*\*A\.[5-8]\.[0-9]*\*\* |' "$checklist")
excluded=$(grep '^| \*\*A\.[5-8]\.[0-9]*\*\* |' "$checklist" | grep -c '!\[Not Applicable\]')

# One line for each risk: id, word of the probability, word of the impact, impact as printed, its scale's end, score, word of the band.
awk '
    function word(text, key,   at) {        # the text of the first badge behind key
        at = index(text, key)
        if (!at) return ""
        text = substr(text, at + length(key))
        sub(/^[^!]*!\[/, "", text)
        sub(/\].*/, "", text)
        return text
    }
    function flush() { if (id != "") print id "|" likelihood "|" impact "|" number "|" of "|" score "|" band }
    function fraction(text) {               # "6/5" in it
        if (!match(text, /[0-9]\/[0-9]/)) return
        number = substr(text, RSTART, 1)
        of = substr(text, RSTART + 2, 1)
    }
    /^####? / { flush(); id = "" }
    /^#### \*\*R-/ { id = $2; gsub(/[*:]/, "", id) }
    id != "" && /Risk Metrics:/ {
        likelihood = word($0, "Probability "); impact = word($0, "Impact ")
        fraction(substr($0, index($0, "Impact ")))
        score = $0; sub(/.*\*\*Score: /, "", score); band = word(score, ""); score += 0
    }
    id != "" && /Probability Score:/ { likelihood = word($0, "Score:") }
    id != "" && /Impact Score:/ { impact = word($0, "Score:"); fraction(substr($0, index($0, ".md)"))) }
    id != "" && /Total Risk Score:/ {
        score = $0; sub(/.*Score:\*\* /, "", score); band = word(score, ""); sub(/ Risk/, "", band); score += 0
    }
    END { flush() }
' "$register" >"$work/printed"

# The documented score of each: midpoint of the likelihood × number of the impact × 100, and the band of that score.
awk -F'|' '
    FNR == NR {
        line = $0
        if (match(line, /[A-Z][A-Za-z ]*: [0-9]+%<br\/>Score: [0-9.]+/)) {
            text = substr(line, RSTART, RLENGTH); name = text; sub(/:.*/, "", name); sub(/.*Score: /, "", text); midpoint[name] = text + 0
        } else if (match(line, /[A-Z][a-z]*: [1-9]<br\/>/)) {
            text = substr(line, RSTART, RLENGTH); name = text; sub(/:.*/, "", name); sub(/.*: /, "", text); level[name] = text + 0
        } else if (match(line, /Score [0-9]+-[0-9]+\|.*Risk<br/)) {
            text = substr(line, RSTART + 6, RLENGTH - 6); from = text + 0; sub(/ Risk<br$/, "", text); sub(/.* /, "", text); floor[text] = from
        }
        next
    }
    {
        score = midpoint[$2] * level[$3] * 100
        band = ""
        for (name in floor) if (score >= floor[name] && (band == "" || floor[name] > floor[band])) band = name
        differs += (score != $6); moves += (band != $7); off += ($4 > $5)
    }
    END { print differs + 0, moves + 0, off + 0 }
' "$data/Risk_Assessment_Methodology.md" "$work/printed" >"$work/reckoned"
read -r scores bands off_scale <"$work/reckoned"

# Guards against a count that is itself wrong: what is known of these documents.
equal "risks in the register" 26 "$risks"
equal "controls in the checklist" 93 "$controls"
equal "scores, bands, impacts that contradict the method" "26 7 1" "$scores $bands $off_scale"

# ---- What the compiler says -----------------------------------------------------------------------------------------------------------

"$ismsc" check -C "$isms" --as-of 2026-07-15 --format json >"$work/check.json" 2>"$work/check.err"
code=$?
if [ $code -le 1 ] && jq -e . "$work/check.json" >/dev/null 2>&1; then ok check; else
    not_ok check "exit code $code: $(head -n 1 "$work/check.err")"
    exit 1
fi

# findings NAME PATTERN: diagnostics of a name whose headline matches
findings() { jq -r --arg name "$1" --arg like "$2" '[.diagnostics[] | select(.name == $name and (.message | test($like)))] | length' "$work/check.json"; }

syntax=$(jq -r '[.diagnostics[] | select(.name | test("^(syntax|unknown|missing|wrong-type|duplicate)")) | "\(.name) at \(.file):\(.line)"] | .[:3] | join(", ")' "$work/check.json")
if [ -z "$syntax" ]; then ok "well-formed"; else not_ok "well-formed" "$syntax"; fi
equal "claimed scores that differ" "$scores" "$(findings claimed-value-differs score)"
equal "claimed bands that differ" "$bands" "$(findings claimed-value-differs band)"
equal "impacts off their scale" "$off_scale" "$(findings rating-off-scale .)"

show() { "$ismsc" show "$1" -C "$isms" --as-of 2026-07-15 --format csv 2>"$work/show.err"; }
