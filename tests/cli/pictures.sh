#!/bin/sh
# Every picture that is drawn of ISMSs with 5 and with 500 risks, by methods of 3 × 3 to 6 × 6: tests/tools/picture.c looks at it.
. "$TESTS/lib.sh"
without_leak_checks
picture=$BUILD/tests/picture

look() { # name folder [-n]: draws what can be drawn of the ISMS, and looks at it
  rm -rf "$TMP/drawn"
  check "$1, drawn" 0 "$ISMSC" build -C "$2" -o "$TMP/drawn" --emit svg --fail-on never --as-of $AS_OF || return
  check "$1, every picture can be read" 0 "$picture" ${3:-} "$TMP"/drawn/*.svg
}

risks() { # count levels-of-likelihood levels-of-impact: two ratings each; every seventh risk is not rated, every ninth has a long id
  awk -v count="$1" -v likelihood="$2" -v impact="$3" 'BEGIN {
    m = split(likelihood, y, " "); n = split(impact, x, " ")
    for (i = 1; i <= count; i++) {
      id = i % 9 ? sprintf("R-%03d", i) : sprintf("ransomware-on-the-customer-database-of-the-branch-%03d", i)
      printf "risk %s \"Risk %d\" {", id, i
      if (i % 7) printf " inherent: %s × %s  current: %s × %s", y[i % m + 1], x[int(i / m) % n + 1], y[int(i / n) % m + 1], x[i * i % n + 1]
      print " }"
    }
  }'
}

# A method of n × n by the product of its numbers. Its levels and bands are called as people call them, at some length.
method() { # n
  echo "project p \"P\" { standards: iso27001/2022  methods: house }"
  awk -v n="$1" 'BEGIN {
    for (s = 0; s < 2; s++) {
      printf "scale %s \"%s\" {\n", s ? "harm" : "odds", s ? "Schadensausmaß für die Organisation" : "Eintrittswahrscheinlichkeit im Jahr"
      for (i = 1; i <= n; i++) printf "  level %s%d \"%s %d\" { number: %d }\n", s ? "h" : "o", i, s ? "Existenzbedrohend" : "More than once a month", i, i
      print "}"
    }
    print "method house \"House\" { likelihood: odds  impact: harm  acceptable: b1"
    for (i = 1; i < n; i++) printf "  band b%d \"%s %d\" { numbers: %d..%d }\n", i, i == 2 ? "WW, to be watched by all MANAGERS" : "Band", i, i == 1 ? 1 : (i - 1) * n + 1, i * n
    printf "  band top \"Intolerable\" { numbers: %d..%d }\n}\n", (n - 1) * n + 1, n * n
  }'
}

for n in 3 4 5 6; do
  for count in 5 500; do
    mkdir "$TMP/isms"
    { method $n; risks $count "$(seq -s ' ' -f 'o%g' $n)" "$(seq -s ' ' -f 'h%g' $n)"; } > "$TMP/isms/main.isms"
    look "$n × $n, $count risks" "$TMP/isms"
    rm -r "$TMP/isms"
  done
done

# The methods of the library, each with some risks: their levels are read from them.
levels() { sed -n "/^scale $1 /,/^}/s/^  level \([a-z-]*\) .*/\1/p" "$2" | paste -sd' ' -; }
for file in "$TESTS"/../stdlib/risk/*.isms; do
  name=$(basename "$file" .isms)
  mkdir "$TMP/isms"
  { echo "project p \"P\" { standards: iso27001/2022  methods: risk/$name }"
    risks 40 "$(levels likelihood "$file")" "$(levels impact "$file")"; } > "$TMP/isms/main.isms"
  # Its source gives two neighbours nearly the same yellow.
  [ "$name" = three-by-three-products ] && alike=-n || alike=
  look "$name" "$TMP/isms" $alike
  rm -r "$TMP/isms"
done

# Bars: more parts than there are looks, long names, nothing, and what is not known.
mkdir "$TMP/isms"
{
  project
  for i in $(seq 30); do echo "asset a$i \"Ein Vermögenswert mit langem Namen und vielen Zeilen, der von anderen abhängt, Nummer $i\" { depends-on: a$((i % 30 + 1)) }"; done
  echo 'asset b todo { depends-on: todo }'
  echo 'table parts "What assets hang together with" { for a in asset  column "Asset" = a  column "Title" = a.title'
  for i in 1 2 3 4 5 6; do echo "column \"Depends on others, part $i\" bar = count(a.depends-on) * $i"; done
  echo '} table nothing "Nothing at all" { for a in asset where a.id == "c"  column "Asset" = a  column "N" bar = count(a.depends-on) }'
} > "$TMP/isms/main.isms"
look "bars" "$TMP/isms"

# The project's own method is drawn before others, wherever it stands, and holds what is not rated.
{
  echo 'scale odds "Odds" { level o1 { number: 1 } level o2 { number: 2 } }'
  echo 'method apart "Apart" { likelihood: odds  acceptable: low  band low "Low" { numbers: 1..2 } }'
  echo 'method house "House" { likelihood: odds  impact: odds  acceptable: low  band low "Low" { numbers: 1..4 } }'
  echo 'project p "P" { standards: iso27001/2022  methods: house, apart }'
  echo 'risk A "A" { method: apart  current: o1 } risk B "B" { current: o2 × o2 } risk C "C"'
} > "$TMP/isms/main.isms"
look "two methods" "$TMP/isms"
"$ISMSC" show current-risk -C "$TMP/isms" --as-of $AS_OF --format json > "$TMP/grids" 2> "$TMP/err"
is "the project's method first" "House C Apart " "$(jq -r '.grids[] | .method + " " + (.unplaced | join(" "))' "$TMP/grids" | paste -sd" " -)"

# What is looked for is seen: pictures with one thing wrong.
wrong() { # name, what is said, elements
  echo "<svg><rect x=\"0\" y=\"0\" width=\"400\" height=\"200\" fill=\"#ffffff\"/>$3</svg>" > "$TMP/wrong.svg"
  check "wrong: $1" 1 "$picture" "$TMP/wrong.svg"
  has "wrong: $1, said" "$2" "$TMP/out"
}
text() { echo "<text x=\"$1\" y=\"$2\" font-size=\"13\" fill=\"$3\">$4</text>"; }
sample() { echo "<rect x=\"$1\" y=\"150\" width=\"14\" height=\"14\" fill=\"$2\"/>"; }
wrong "overlap" "run into each other" "$(text 10 50 '#000000' One)$(text 20 52 '#000000' Two)"
wrong "over the edge" "leaves the picture" "$(text 380 50 '#000000' Long)"
wrong "pale" "does not stand out" "$(text 10 50 '#888888' Pale)"
wrong "red and green" "by some only" "$(text 10 50 '#000000' X)$(sample 10 '#c05a2a')$(sample 30 '#8f7a2a')"
wrong "out of a cell" "leaves its box" "<rect x=\"10\" y=\"10\" width=\"40\" height=\"40\" fill=\"#eeeeee\"/>$(text 20 30 '#000000' Sticking)"
wrong "no name" "does not name its band" "<g><title>A × B: High; R-1</title>$(text 20 30 '#000000' R-1)</g>"
