#!/bin/sh
# What is proposed for a mistake: for each line below the name of its one diagnostic, and the help.
. "$TESTS/lib.sh"
mkdir "$TMP/isms" && cd "$TMP/isms" || exit 2
cp "$TESTS/base.isms" .

# A mistake, and below it what is to be said: NAME: HELP. Each stands in a file of its own; all are compiled in one run.
cat > ../mistakes <<'END'
resource m1 "M" { type: budget  amount: eur 12_000 }
money-form: write the code of the currency first: EUR 12_000
resource m2 "M" { type: budget  amount: €12000 }
money-form: write the code of the currency first: EUR 12_000
document m3 "M" { type: policy  status: draft  retention: 35 percent }
percent-form: write the sign: 35 %
control m4 "M" { status: planned  due: 2027-01-01  owner: ops  satisfies: 6.1.3 d) }
id-with-space: join the words: `6.1.3.d`
control m5 "M" { status: planned  due: 2027-01-01  owner: ops  satisfies: 9.3.2 d) 1) }
id-with-space: join the words: `9.3.2.d.1`
document m6 "M" { type: external  version: 1  owner: ops  url: www.example.org/policy }
wrong-type: a web address begins with `https://`
asset m7 "M" { type: service  owner: TODO }
unknown-reference: what is not known yet is written `todo`
asset m8 "M" { type: tbd  owner: ops }
unknown-enum-word: what is not known yet is written `todo`
asset m9 "M" { type: service  owner: ops  personal-data: true }
unknown-enum-word: write `yes`
person m10 "M" { joined: 2026-02-30 }
impossible-day: 2026-02 has the days 01 to 28
person m11 "M" { joined: 2026-13-30 }
impossible-day: a date is written year-month-day: the months are 01 to 12
risk m12 "M" { on: db  threat: fire  owner: ciso  inherent { likelyhood: likely  impact: severe } }
unknown-factor: a factor with a similar name exists: `likelihood`
kind m13 "M" { x: list of role }
unknown-type: it is written `TYPE*`
kind m14 "M" { x: string? }
unknown-type: it is written `text`
kind m15 "M" { x }
unexpected-token: a field is declared as `name: TYPE`, or reckoned: `name = EXPRESSION`
rule m16 warning { for a in asset were a.owner is missing  report at a "x" }
unexpected-token: write `where`
rule m17 warning { for a in asset  where a.owner is missing && a.type == service  report at a "x" }
unexpected-token: write `and`
rule m18 critical { for a in asset  report at a "x" }
unexpected-token: what fits here: `note` or another level (`error`, `warning`, …)
table m19 "M" { for a in asset  colum "A" = a }
unexpected-token: write `column`
rule m20 warning { for a in asset  where a.owner == null  report at a "x" }
unknown-word: ask whether it `is missing`
rule m21 warning { where process.owner is missing  report at process "x" }
unknown-word: it is a kind: let a variable run over its records, `for x in process`
rule m22 warning { enforces A.5.99  for a in asset  report at a "x" }
unknown-demand: a similar one exists: `A.5.9`
rule m23 warning { for r in risk  where r.current.score-1 > 3  report at r "x" }
no-such-step: to reckon, put blanks around the sign: `-` and `/` may be parts of names
rule m24 warning { for a in asset  where a.depends-om is set  report at a "x" }
no-such-step: a field with a similar name exists: `depends-on`
rule m25 warning { parameter days: duration default 90  for a in asset  where a.rto > days  report at a "x" }
wrong-type: a duration is a number and a unit: 90 days, 1 year 6 months
rule m26 warning { for a in asset  where a.rto > 4  report at a "x" }
not-comparable: a duration is a number and a unit: 90 days, 1 year 6 months
rule m27 warning { for a in asset  where a.type == "servise"  report at a "x" }
unknown-enum-word: a word with a similar name exists: `service`
rule m28 warning { for r in risk  where r.current.impact > mionr  report at r "x" }
unknown-word: a similar name is known here: `minor`
rule m29 warning { yields to asset-unclassified, asset-without-ownr  for a in asset  report at a "x" }
unknown-rule: a rule with a similar name exists: `asset-without-owner`
report m30 "M" { text """
unterminated-text: write `"""` on a line of its own behind the text
control m31 "M" { status: planned  owner: ops  evidence report "R" { url: https://x.example  collected: 2026-01-01 } } waive stale-evidence on m31/reprot "The drill is in autumn" { by: ciso  until: 2026-09-30 }
unknown-reference: an evidence with a similar name exists: `m31/report`
asset m32 "M" { type: service  owner: b }
unknown-reference: declare it: role b "…" { … }
extend project base { lint { major-open.dayz: 60 days } }
unknown-parameter: a parameter with a similar name exists: `days`
END

number=0
while IFS= read -r mistake && IFS= read -r said; do
  number=$((number + 1))
  echo "$mistake" > "m$number.isms"
  echo "m$number.isms $said" >> ../wanted
done < ../mistakes
check "mistakes" 1 "$ISMSC" check --as-of $AS_OF --format json
jq -r '.diagnostics[] | select(.level == "error" and (.place.file | startswith("m"))) | "\(.place.file) \(.name): \(.help)"' "$TMP/out" | sort > "$TMP/got"
sort "$TMP/wanted" > "$TMP/wanted.sorted"
while IFS= read -r line; do
  file=${line%% *}
  is "advice: $(cat "$file")" "$line" "$(grep "^$file " "$TMP/got")"
done < "$TMP/wanted.sorted"

# Settings of a parameter are told by the rule or by the name that they miss.
settings() {
  { echo 'standard house "House" { edition: "1" }'; echo "project p \"P\" { standards: house  methods: risk/five-by-five  lint { $1 } }"; } > settings.isms
  rm -f m*.isms base.isms
  "$ISMSC" check --as-of $AS_OF --format json > "$TMP/out" 2> "$TMP/err"
  is "setting $1" "$2" "$(jq -r '.diagnostics[] | select(.level == "error" and (.rule | not) and .place.start.line == 2) | .message' "$TMP/out" | grep 'major\|stale')"
}
settings 'major-open.days: "60 days"' ''
settings 'major-open.days: "sixty"' '`major-open.days` takes a duration, not a text'
settings 'major-open.days: 60' '`major-open.days` takes a duration, not a number'
settings 'major-opn.days: 60 days' 'there is no rule `major-opn`'
settings 'stale-evidence: 60 days' '`stale-evidence` takes a level, not a duration'

# What is written in the place of a map's misspelt key is the key, and not its entry.
rm -f ./*.isms
cp "$TESTS/base.isms" .
echo 'asset wiki "Wiki" { type: service  owner: ops  class: internal  needs { confidentialty: severe } }' > needs.isms
"$ISMSC" check --as-of $AS_OF --format json > "$TMP/out" 2> "$TMP/err"
is "a misspelt key, and what takes its place" 'confidentialty → confidentiality' \
  "$(jq -r --rawfile text needs.isms '.diagnostics[] | select(.place.file == "needs.isms") | .fixes[0]
     | "\($text[.place.start.offset:.place.end.offset]) → \(.text)"' "$TMP/out")"
