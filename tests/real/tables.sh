# For tests that compare the library with tables of facts: . tables.sh, after lib.sh. `facts` is the folder of the tables, `work` one for lists.
# shellcheck shell=sh disable=SC2034
facts=${REFERENCE:-/nonexistent}/facts
stdlib=$TESTS/../stdlib
work=${TMP:-/tmp}

# columns FILE NAME…: these columns of a CSV file without its header, separated by `|` (no cell has one).
columns() {
  columns_file=$1
  shift
  awk -v names="$*" '
    function cells(line, into,   n, c, quoted, at, text) {
      n = 0; text = ""; quoted = 0
      for (at = 1; at <= length(line); at++) {
        c = substr(line, at, 1)
        if (c == "\"") { if (quoted && substr(line, at + 1, 1) == "\"") { text = text c; at++ } else quoted = !quoted }
        else if (c == "," && !quoted) { into[++n] = text; text = "" }
        else text = text c
      }
      into[++n] = text
      return n
    }
    { sub(/\r$/, "") }
    NR == 1 { n = cells($0, head); for (i = 1; i <= n; i++) place[head[i]] = i; count = split(names, want, " "); next }
    { for (i in cell) delete cell[i]; cells($0, cell)
      for (i = 1; i <= count; i++) printf "%s%s", (i > 1 ? "|" : ""), cell[place[want[i]]]
      print "" }
  ' "$columns_file"
}

# records FILE FIELD…: id, title and these fields of the records of a library file, separated by `|`. Knows the layout of these two files only: a
# record starts in the first column, a field is `name: values` with two blanks or the end of the record behind it.
records() {
  records_file=$1
  shift
  awk -v names="$*" '
    function put(   i, text, title, at) {
      if (record == "") return
      text = record
      sub(/^[a-z-]+ /, "", text)
      match(text, /^[^ ]+/)
      printf "%s", substr(text, 1, RLENGTH)
      text = substr(text, RLENGTH + 2)
      title = ""
      if (text ~ /^"/) { title = substr(text, 2); sub(/" [{].*/, "", title) }
      printf "|%s", title
      for (i = 1; i <= count; i++) printf "|%s", value(want[i])
      print ""
      record = ""
    }
    function value(name,   at, text) {
      at = index(record, "  " name ": ")
      if (!at) at = index(record, "{ " name ": ")
      if (!at) return ""
      text = substr(record, at + length(name) + 4)
      if (text ~ /^"/) { text = substr(text, 2); sub(/".*/, "", text); return text }
      sub(/  .*/, "", text); sub(/ }$/, "", text)
      return text
    }
    BEGIN { count = split(names, want, " ") }
    /^\/\// || /^$/ || /^use / { next }
    /^[a-z]/ { put(); record = $0; next }
    /^    / { sub(/^ +/, " "); record = record $0; next } # goes on with the list above
    { record = record "  " $0; gsub(/   +/, "  ", record) }
    END { put() }
  ' "$records_file"
}

# matches NAME WANTED GOT: two lists of rows are the same.
matches() {
  if cmp -s "$2" "$3"; then ok "facts: $1 ($(wc -l < "$2" | tr -d ' ') rows)"
  else not_ok "facts: $1" "$(diff "$2" "$3" | grep '^[<>]' | head -n 6)"; fi
}

# pairs FILE MAPPING: `from|to|relation` of the pairs of one mapping, a line for each `to`; without a relation it is `intersect`.
pairs() {
  awk -v wanted="$2" '
    /^mapping / { on = $2 == wanted }
    !on { next }
    /^  pair / { pair = "" }
    { pair = pair " " $0 }
    /}$/ && pair ~ /pair \{/ {
      relation = "intersect"
      if (match(pair, /relation: [a-z]+/)) relation = substr(pair, RSTART + 10, RLENGTH - 10)
      sub(/ relation: .*/, "", pair); gsub(/[,}]/, "", pair)
      n = split(pair, word, " ")
      for (i = 6; i <= n; i++) print word[4] "|" word[i] "|" relation
      pair = ""
    }
  ' "$1"
}
