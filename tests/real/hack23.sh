#!/bin/sh
# A real company's ISMS, converted from the Markdown that it publishes, against counts made of the Markdown itself with
# grep and awk. Environment: REFERENCE (its data/hack23 may be absent), ISMSC, BUILD, TESTS, TMP, CC.
# shellcheck source=tests/lib.sh
. "${TESTS:=$(cd "$(dirname "$0")/.." && pwd)}/lib.sh"

data=${REFERENCE:-}/data/hack23
if [ ! -d "$data" ]; then
    skip hack23 "no reference data"
    exit 0
fi
if ! command -v jq > /dev/null; then
    skip hack23 "no jq"
    exit 0
fi

AS_OF=2026-07-15
isms=$TMP/hack23
mkdir -p "$isms"

converter=$BUILD/tests/real/hack23
if [ ! -x "$converter" ]; then
    converter=$TMP/convert-hack23
    ${CC:-cc} -std=gnu11 -O1 -D_GNU_SOURCE -o "$converter" "$TESTS/real/hack23.c" || exit 2
fi
check hack23-converts 0 "$converter" "$data" "$isms" || exit 1

# ---- What the Markdown says, counted without the converter

register=$data/Risk_Register.md
checklist=$data/Compliance_Checklist.md

risks=$(grep -c '^#### \*\*R-' "$register")
controls=$(grep -c '^| \*\*A\.[5-8]\.[0-9]*\*\* |' "$checklist")
excluded=$(grep '^| \*\*A\.[5-8]\.[0-9]*\*\* |' "$checklist" | grep -c '!\[Not Applicable\]')

# One line for each risk: id, words of probability and impact, impact as printed, its scale's end, score, band.
LC_ALL=C awk '
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
' "$register" > "$TMP/printed"

# The documented score of each: midpoint of the likelihood × number of the impact × 100, and the band of that score.
LC_ALL=C awk -F'|' -v own="$TMP/own" '
    FNR == NR {
        line = $0
        if (match(line, /[A-Z][A-Za-z ]*: [0-9]+%<br\/>Score: [0-9.]+/)) {
            name = text = substr(line, RSTART, RLENGTH); sub(/:.*/, "", name); sub(/.*Score: /, "", text)
            midpoint[name] = text + 0
        } else if (match(line, /[A-Z][a-z]*: [1-9]<br\/>/)) {
            name = text = substr(line, RSTART, RLENGTH); sub(/:.*/, "", name); sub(/.*: /, "", text)
            level[name] = text + 0
        } else if (match(line, /Score [0-9]+-[0-9]+\|.*Risk<br/)) {
            text = substr(line, RSTART + 6, RLENGTH - 6); from = text + 0; sub(/ Risk<br$/, "", text); sub(/.* /, "", text)
            floor[text] = from
        }
        next
    }
    {
        score = midpoint[$2] * level[$3] * 100
        band = ""
        for (name in floor) if (score >= floor[name] && (band == "" || floor[name] > floor[band])) band = name
        differs += (score != $6); moves += (band != $7); off += ($4 > $5)
        print $1, score, tolower(band) > own
    }
    END { print differs + 0, moves + 0, off + 0 }
' "$data/Risk_Assessment_Methodology.md" "$TMP/printed" > "$TMP/reckoned"
read -r scores bands off_scale < "$TMP/reckoned"
off_level=$(awk -F'|' '$4 > $5 {print $4 "-of-" $5}' "$TMP/printed")

# Losses a year as printed against loss × rate.
losses=$(LC_ALL=C awk '
    function euros(text,   value) {
        if (!match(text, /€[0-9.]+K?/)) return -1
        value = substr(text, RSTART + 3, RLENGTH - 3)
        return value ~ /K$/ ? value * 1000 : value + 0
    }
    /^#### \*\*R-/ { sle = "" }
    /SLE[ )]/ { sle = euros(substr($0, index($0, "SLE"))) }
    /ARO[ )]/ {
        aro = substr($0, index($0, "ARO"))
        match(aro, /[0-9]+\.?[0-9]*/)
        aro = substr(aro, RSTART, RLENGTH) + 0
    }
    /ALE[ )]/ && sle != "" {
        ale = euros(substr($0, index($0, "ALE")))
        if (ale - sle * aro > 0.5 || sle * aro - ale > 0.5) n++
        sle = ""
    }
    END { print n + 0 }
' "$register")

# What is known of these documents guards against counts that are themselves wrong.
is hack23-markdown-risks 26 "$risks"
is hack23-markdown-controls 93 "$controls"
is hack23-markdown-contradictions "26 scores, 7 bands, 1 impact" "$scores scores, $bands bands, $off_scale impact"

# ---- What the compiler says

found() { jq -r --arg like "$2" "[.diagnostics[] | select($1) | select(.message | test(\$like))] | length" "$TMP/check.json"; }

check hack23-check 1 "$ISMSC" check -C "$isms" --as-of "$AS_OF" --format json
cp "$TMP/out" "$TMP/check.json"
if ! jq -s -e '.[0].diagnostics | length' "$TMP/check.json" > /dev/null 2>&1; then
    not_ok hack23-json "no diagnostics in JSON: $(head -c 200 "$TMP/err")"
    exit 1
fi

# Nothing that the compiler itself says of the text but the one impact: the converter writes the language as it is.
strange=$(jq -r '[.diagnostics[] | select((.rule | not) and .name != "rating-off-scale")
    | "\(.name) at \(.place.file):\(.place.start.line)"] | .[:3] | join(", ")' "$TMP/check.json")
is hack23-well-formed "" "$strange"
is hack23-scores-that-differ "$scores" "$(found '.name == "claimed-value-differs"' score)"
is hack23-bands-that-differ "$bands" "$(found '.name == "claimed-value-differs"' band)"
is hack23-impacts-off-scale "$off_scale" "$(found '.name == "rating-off-scale"' .)"
is hack23-off-scale-level "$off_level" "$(jq -r '.diagnostics[] | select(.name == "rating-off-scale") | .message' "$TMP/check.json" |
    grep -o '[0-9]-of-[0-9]' | head -n 1)"
is hack23-losses-that-differ "$losses" "$(found '.name == "ale-differs"' .)"

# ---- What the artefacts say

# show NAME: the table or matrix as JSON in $TMP/NAME.json
show() {
    check "hack23-show-$1" 0 "$ISMSC" show "$1" -C "$isms" --as-of "$AS_OF" --format json && cp "$TMP/out" "$TMP/$1.json"
}
# cells NAME HEAD…: those columns of all rows, by their heads
cells() {
    cells_of=$TMP/$1.json
    shift
    jq -r '.columns as $c | .rows[] | . as $row | [$ARGS.positional[] as $head | $c | map(.head) | index($head)
        | $row[.] | map(.text) | join(", ")] | join(" ")' "$cells_of" --args "$@"
}
# alike NAME FILE FILE: the same lines in any order
alike() {
    if sort "$2" > "$TMP/sorted" && sort "$3" | cmp -s "$TMP/sorted" -; then ok "$1"; else
        not_ok "$1" "$(sort "$3" | diff "$TMP/sorted" - | head -n 6)"
    fi
}

if show risk-register; then
    cells risk-register Risk Score Level > "$TMP/register"
    alike hack23-register "$TMP/own" "$TMP/register"
    LC_ALL=C awk '/^#### \*\*R-/ { gsub(/[*:]/, "", $2); id = $2 }
        id != "" && match($0, /Next Review:[* ]*[0-9-]+/) { print id, substr($0, RSTART + RLENGTH - 10, 10); id = "" }' "$register" > "$TMP/next"
    cells risk-register Risk "Next review" > "$TMP/register-next"
    alike hack23-next-reviews "$TMP/next" "$TMP/register-next"
fi
if show soa; then
    cells soa Control Applicable Status | grep '^A\.[5-8]\.' > "$TMP/soa"
    LC_ALL=C awk -F'|' '/^\| \*\*A\.[5-8]\.[0-9]+\*\* \|/ {
            gsub(/[* ]/, "", $2); sub(/.*!\[/, "", $5); sub(/\].*/, "", $5)
            word["Implemented"] = "yes implemented"; word["Partial"] = "yes partly"
            word["Not Implemented"] = "yes planned"; word["Not Applicable"] = "no not applicable"
            print $2, word[$5]
        }' "$checklist" > "$TMP/decided"
    alike hack23-soa "$TMP/decided" "$TMP/soa"
    is hack23-soa-rows "$controls, $excluded excluded" "$(wc -l < "$TMP/soa"), $(grep -c ' no ' "$TMP/soa") excluded"
fi
if show current-risk; then
    jq -r '.grids[].cells[] | .band as $band | .labels[] | (if type == "object" then .text else . end) + " " + $band' \
        "$TMP/current-risk.json" > "$TMP/matrix"
    cut -d' ' -f1,3 "$TMP/own" > "$TMP/own-bands"
    alike hack23-matrix "$TMP/own-bands" "$TMP/matrix"
fi
show inherent-risk
exit 0
